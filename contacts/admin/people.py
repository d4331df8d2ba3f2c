"""Companies, contacts and how to reach them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline

from contacts.models import Company, Contact, ContactPoint, ContactRole, ContactTag, Tag
from contacts.models.people import OWN_ACTS
from contacts.register import NotPermitted
from privacy.admin.personal import PersonalAdmin
from privacy.identifiers import normalise
from privacy.models import Subject
from privacy.subjects import remember, said_no


class ContactForm(forms.ModelForm):
    """A person; where somebody else gave the data, who (GDPR art. 14)."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("origin") and data["origin"] not in OWN_ACTS and not data.get("source"):
            self.add_error("source", ValidationError(_("Who or what gave us these data?")))
        return data


class PointForm(forms.ModelForm):
    """An address or number, in its one spelling, and not one whose owner asked to be forgotten."""

    class Meta:
        model = ContactPoint
        fields = ("kind", "value", "label", "preferred")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "value" in self.changed_data and data.get("kind") and data.get("value"):
            try:
                data["value"] = normalise(data["kind"], data["value"])
                if said_no(data["value"]):
                    raise NotPermitted
            except ValueError as error:
                self.add_error("value", str(error))
        return data


class PointInline(TabularInline):
    model = ContactPoint
    form = PointForm
    extra = 1


class RoleInline(TabularInline):
    model = ContactRole
    extra = 0


class TagInline(TabularInline):
    model = ContactTag
    extra = 0


class PartyAdmin(PersonalAdmin):
    """Somebody or some organisation with a subject of their own, made with the row."""

    subject_kind = Subject.Kind.PERSON

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.subject = Subject.objects.create(kind=self.subject_kind)
            obj.collected_on = timezone.localdate()
            obj.last_activity_on = obj.last_activity_on or obj.collected_on
        super().save_model(request, obj, form, change)


@admin.register(Contact)
class ContactAdmin(PartyAdmin):
    form = ContactForm
    list_display = ("full_name", "city", "company_name", "client_since", "last_activity_on")
    search_fields = ("first_name", "last_name", "points__value")
    list_select_related = ("company",)
    raw_id_fields = ("company",)
    readonly_fields = ("collected_on",)
    inlines = (PointInline, RoleInline, TagInline)
    ordering = ("-pk",)
    show_full_result_count = False

    @admin.display(description=_("company"))
    def company_name(self, contact: Contact) -> str:
        """Return the name of the company the person stands for."""
        return contact.company.name if contact.company else ""

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        if formset.model is ContactPoint:
            for point in formset.new_objects + [changed for changed, _fields in formset.changed_objects]:
                remember(point.contact.subject, point.value, kind=point.kind)


@admin.register(Company)
class CompanyAdmin(PartyAdmin):
    subject_kind = Subject.Kind.ORGANISATION
    list_display = ("name", "city", "last_activity_on")
    search_fields = ("name",)
    readonly_fields = ("collected_on",)


@admin.register(Tag)
class TagAdmin(ModelAdmin):
    list_display = ("name",)

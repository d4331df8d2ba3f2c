"""Assignments, questions and talks."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import RangeDateFilter

from contacts import register
from contacts.models import Assignment, Company, Contact, Enquiry, Interaction
from contacts.purposes import ASSIGNMENT
from contacts.timeline import prefetch_visible
from privacy.admin.base.forms import StaffModelForm
from privacy.admin.base.links import format_row_link
from privacy.admin.base.personal import PersonalAdmin
from privacy.locks import latched
from privacy.outreach import gate
from privacy.wording.words import purpose_words


class AssignmentForm(StaffModelForm):
    """Work; none is begun for a client who restricted the use of their data (GDPR art. 18(2))."""

    class Meta:
        model = Assignment
        fields = ("contact", "company", "title", "folder", "opened_on", "closed_on")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in ("contact", "company"):
            if name in self.changed_data and data.get(name):
                permission = gate.may_use(data[name].subject, ASSIGNMENT, on=timezone.localdate())
                if not permission.allowed:
                    self.add_error(name, permission.reason)
        return data


@admin.register(Assignment)
class AssignmentAdmin(PersonalAdmin):
    form = AssignmentForm
    list_display = ("title", "client", "opened_on", "closed_on")
    ordering = ("-opened_on", "-pk")
    list_filter = (("closed_on", admin.EmptyFieldListFilter),)
    autocomplete_fields = ("contact", "company")
    search_fields = ("title__icontains",)

    @admin.display(description=_("client"))
    def client(self, assignment: Assignment) -> SafeString:
        """Return for whom the work is done, with a link to their page."""
        return format_row_link(assignment.contact or assignment.company)

    def shown_with(self, request: HttpRequest) -> list[Any]:
        return [
            prefetch_visible("contact", Contact.objects.all(), user=request.user, today=timezone.localdate()),
            prefetch_visible("company", Company.objects.all(), user=request.user, today=timezone.localdate()),
        ]

    def save_model(self, request: HttpRequest, obj: Assignment, form: Any, change: bool) -> None:
        client = obj.contact or obj.company
        assert client is not None  # noqa: S101  (the form's constraint)
        with latched():
            obj.subject = client.subject
            super().save_model(request, obj, form, change)
            register.record_activity(client, on=obj.closed_on or obj.opened_on)
            register.enter_client_file(client, on=obj.opened_on)


@admin.register(Enquiry)
class EnquiryAdmin(PersonalAdmin):
    list_display = ("asked", "who", "channel", "received_on", "answered_on")
    list_filter = (("answered_on", admin.EmptyFieldListFilter),)
    autocomplete_fields = ("contact",)
    search_fields = ("question__icontains",)
    ordering = ("-received_on", "-pk")

    @admin.display(description=_("question"), ordering="received_on")
    def asked(self, enquiry: Enquiry) -> str:
        """Return how the question begins."""
        return Truncator(" ".join(enquiry.question.split())).chars(80)

    @admin.display(description=_("contact"))
    def who(self, enquiry: Enquiry) -> SafeString:
        """Return who asked, with a link to their page."""
        return format_row_link(getattr(enquiry, "contact", None))

    def shown_with(self, request: HttpRequest) -> list[Any]:
        return [
            prefetch_visible("contact", Contact.objects.all(), user=request.user, today=timezone.localdate())
        ]

    def save_model(self, request: HttpRequest, obj: Enquiry, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        register.record_activity(obj.contact, on=obj.received_on)


@admin.register(Interaction)
class InteractionAdmin(PersonalAdmin):
    """Talks are noted on the page of the person, where it is asked who began and why; here a note is
    corrected."""

    list_display = ("said", "who", "channel", "held_on")
    list_filter = ("channel", ("held_on", RangeDateFilter))
    list_filter_submit = True
    readonly_fields = ("who", "channel", "about")
    fields = (*readonly_fields, "held_on", "note")
    search_fields = ("note__icontains",)
    ordering = ("-held_on", "-pk")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description=_("note"), ordering="held_on")
    def said(self, talk: Interaction) -> str:
        """Return how the note begins."""
        return Truncator(" ".join(talk.note.split())).chars(80) or gettext("nothing noted yet")

    @admin.display(description=_("contact"))
    def who(self, talk: Interaction) -> SafeString:
        """Return whom we spoke with, with a link to their page."""
        return format_row_link(getattr(talk, "contact", None))

    @admin.display(description=_("about"))
    def about(self, talk: Interaction) -> SafeString:
        """Return what the talk was for, with a link to the work or the question it was about."""
        record = talk.assignment or talk.enquiry
        link = format_html(": {}", format_row_link(record)) if record else ""
        return format_html("{}{}", purpose_words(talk.purpose), link)

    def shown_with(self, request: HttpRequest) -> list[Any]:
        return [
            prefetch_visible("contact", Contact.objects.all(), user=request.user, today=timezone.localdate())
        ]

    def save_model(self, request: HttpRequest, obj: Interaction, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        register.record_activity(obj.contact, on=obj.held_on)

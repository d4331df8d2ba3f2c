"""The list and the page of companies."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import RangeDateFilter

from contacts import register
from contacts.admin.contact_form import refuse_forgotten
from contacts.admin.party import PartyAdmin
from contacts.mailboxes import ask_whose_mailbox
from contacts.models import Company
from contacts.policy import CompanyPolicy
from privacy.admin.base.forms import StaffModelForm
from privacy.admin.subject_panel import build_subject_panel
from privacy.db.word_index import rows_with_words
from privacy.db.words import split_words
from privacy.models import Subject
from privacy.web.refusal import Refusal


class CompanyForm(StaffModelForm):
    """An organisation, without the address or number of somebody who asked to be forgotten."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in {"email", "phone"} & set(self.changed_data):
            try:
                register.require_permitted_at_company(data.get("name", ""), data.get(name) or "")
            except Refusal as error:
                self.add_error(name, str(error))
        refuse_forgotten(self, {*CompanyPolicy.corrects} - {"email", "phone"})
        return data


class CompanyAdmin(PartyAdmin):
    form = CompanyForm
    subject_kind = Subject.Kind.ORGANISATION
    change_form_outer_after_template = "admin/privacy/panel.html"
    list_display = ("name", "city", "number", "last_activity_on")
    list_filter = (("last_activity_on", RangeDateFilter),)
    list_filter_submit = True
    search_fields = CompanyPolicy.searched
    readonly_fields = ("collected_on",)
    fieldsets = (
        (None, {"fields": (("name", "number"), ("email", "phone"))}),
        (_("Address"), {"fields": ("street", ("postcode", "city"), "country")}),
        (_("Dates"), {"fields": (("last_activity_on", "collected_on"),)}),
    )
    ordering = ("-pk",)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Company], search_term: str
    ) -> tuple[QuerySet[Company], bool]:
        if not search_term.strip():
            return queryset, False
        found = rows_with_words(queryset, split_words(search_term), fields=CompanyPolicy.searched)
        return found.order_by(*queryset.query.order_by), False  # the pages of the list go on from a row

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, obj: Any = None, **kwargs: Any
    ) -> HttpResponse:
        today = timezone.localdate()
        panel = build_subject_panel(obj.subject, user=request.user, today=today) if obj else None
        return super().render_change_form(request, context | {"panel": panel}, *args, obj=obj, **kwargs)

    def save_model(self, request: HttpRequest, obj: Company, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if "email" in form.changed_data:
            ask_whose_mailbox(obj, on=timezone.localdate())

    def mailbox_in_doubt(self, request: HttpRequest, company: Company) -> tuple[str, str]:
        """Return the general address of ``company``, and where the person is added whose it may be; "" for
        who may not."""
        may = request.user.has_perm("contacts.add_contact")
        return company.email, reverse("admin:contacts_contact_add") if may else ""

    def page_address(self, company: Company) -> str:
        """Return the address of the organisation's page."""
        return reverse("admin:contacts_company_change", args=(company.pk,))

"""Invoices: drafts are edited, and issued once."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contacts import invoices
from contacts.invoice_lines import InvoiceError
from contacts.models import Invoice
from privacy.admin.personal import PersonalAdmin


@admin.register(Invoice)
class InvoiceAdmin(PersonalAdmin):
    list_display = ("id", "number", "issued_on", "billed_name", "amount", "vat")
    search_fields = ("number",)
    raw_id_fields = ("assignment",)
    fields = ("assignment", "lines", "number", "issued_on", "billed_name", "billed_address", "amount", "vat")
    readonly_fields = ("number", "issued_on", "billed_name", "billed_address", "amount", "vat")
    actions = ("issue",)

    def has_change_permission(self, request: HttpRequest, obj: Invoice | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.number is None)

    def save_model(self, request: HttpRequest, obj: Invoice, form: Any, change: bool) -> None:
        if obj.assignment:
            obj.subject = obj.assignment.subject
        super().save_model(request, obj, form, change)

    @admin.action(description=_("Issue the selected drafts today"), permissions=["change"])
    def issue(self, request: HttpRequest, drafts: QuerySet[Invoice]) -> None:
        """Issue each selected draft; say of each that cannot be why."""
        for draft in drafts.order_by("pk"):
            try:
                issued = invoices.issue(draft, on=timezone.localdate())
            except InvoiceError as error:
                messages.error(request, f"{draft}: {error}")
            else:
                messages.success(request, _("Issued as %(number)s.") % {"number": issued.number})

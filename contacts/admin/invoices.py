"""Invoices: drafts are edited, and issued once, after a look at what is going to stand."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contacts import invoices
from contacts.admin.invoice_form import RESTRICTED, DraftForm
from contacts.invoice_lines import (
    InvoiceError,
    InvoiceLine,
    format_euro,
    format_quantity,
    read_invoice_lines,
    sum_lines,
)
from contacts.invoices import AddressMissing
from contacts.models import Assignment, Invoice
from privacy.admin.base.links import format_link, format_row_link
from privacy.admin.base.personal import PersonalAdmin
from privacy.admin.subject_panel import link_to_disclosure_form
from privacy.locks import latched
from privacy.outreach.restricted_use import record_restricted_use
from privacy.staff_access.titles import page_address
from privacy.staff_access.visibility import is_privacy_role, visible_to

READ = {"assignment": "assignment_read", "lines": "lines_read"}
"""What is edited in one way and read in another."""
BILLED = ("billed_name", "billed_address")


class InvoiceAdmin(PersonalAdmin):
    form = DraftForm
    list_display = ("number_shown", "issued_on", "for_whom", "amount", "vat", "issuing")
    list_filter = (("number", admin.EmptyFieldListFilter), "issued_on")
    search_fields = ("number__istartswith", "billed_name__istartswith")
    autocomplete_fields = ("assignment",)
    fields = (
        "assignment",
        "lines",
        *RESTRICTED,
        ("number", "issued_on"),
        BILLED,
        ("amount", "vat"),
        "issuing",
        "given",
    )
    readonly_fields = (
        "number",
        "issued_on",
        *BILLED,
        "party",
        "amount",
        "vat",
        "issuing",
        "given",
        *READ.values(),
    )
    ordering = ("-pk",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return whether who asks may make a draft: only who sees the work can choose for which one it is."""
        return super().has_add_permission(request) and request.user.has_perm("contacts.view_assignment")

    def has_change_permission(self, request: HttpRequest, obj: Invoice | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.number is None)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Return the invoice, with whether the reader sees its assignment, and the address of its client's
        form if they may use that."""
        invoice = super().get_object(request, object_id, from_field)
        if invoice and invoice.assignment_id:
            invoice.work_shown = self._sees_work(request, invoice.assignment_id)
        client = invoices.client_of(invoice.assignment) if invoice else None
        if client and request.user.has_perm(f"contacts.change_{client._meta.model_name}"):
            rows = type(client)._base_manager.filter(pk=client.pk)
            if visible_to(rows, user=request.user, today=timezone.localdate()).exists():
                invoice.client_form = page_address(type(client), client.pk)
        return invoice

    def get_fields(self, request: HttpRequest, obj: Invoice | None = None) -> Any:
        """Show of a draft whom it would bill; of what was issued whom it billed."""
        asked = () if obj is None else ("party",) if obj.number is None else BILLED
        return [name if name != BILLED else asked for name in self.fields if name != BILLED or asked]

    def get_fieldsets(self, request: HttpRequest, obj: Invoice | None = None) -> Any:
        """Show what cannot be edited as people read it; so too the assignment of a draft, to who may not see
        the work."""
        shown = super().get_fieldsets(request, obj)
        if not is_privacy_role(request.user) or not self.has_change_permission(request, obj):
            shown = [
                (title, {**options, "fields": [name for name in options["fields"] if name not in RESTRICTED]})
                for title, options in shown
            ]
        if obj is None:
            return shown
        if not self.has_change_permission(request, obj):
            read = READ
        elif obj.assignment_id and not self._sees_work(request, obj.assignment_id):
            read = {"assignment": READ["assignment"]}
        else:
            return shown
        return [
            (
                title,
                {
                    **options,
                    "fields": [
                        read.get(name, name) if isinstance(name, str) else name for name in options["fields"]
                    ],
                },
            )
            for title, options in shown
        ]

    def _sees_work(self, request: HttpRequest, number: int) -> bool:
        """Return whether who asks may see the assignment with that number."""
        work = Assignment.objects.filter(pk=number)
        return visible_to(work, user=request.user, today=timezone.localdate()).exists()

    def shown_with(self, request: HttpRequest) -> list[Any]:
        return ["assignment__contact", "assignment__company"]

    def save_model(self, request: HttpRequest, obj: Invoice, form: Any, change: bool) -> None:
        if obj.assignment:
            obj.subject = obj.assignment.subject
        if obj.number is None:
            obj.amount = sum_lines(read_invoice_lines(obj.lines))
            obj.vat = invoices.compute_vat(obj.amount)
        with latched():
            super().save_model(request, obj, form, change)
            if form.written:
                written = replace(form.written, by=request.user)
                record_restricted_use(obj.subject, obj, written, now=timezone.now())

    def get_urls(self) -> list[Any]:
        return [
            path(
                "<int:pk>/issue/",
                self.admin_site.admin_view(partial(issue_page, self)),
                name="contacts_invoice_issue",
            ),
            path(
                "<int:pk>/document/",
                self.admin_site.admin_view(partial(document, self)),
                name="contacts_invoice_document",
            ),
            *super().get_urls(),
        ]

    @admin.display(description=_("number"), ordering="number")
    def number_shown(self, invoice: Invoice) -> str:
        """Return the number, or that it is a draft."""
        return invoice.number or gettext("draft %(number)d") % {"number": invoice.pk}

    @admin.display(description=_("billed to"), ordering="billed_name")
    def for_whom(self, invoice: Invoice) -> str:
        """Return whom the invoice bills, or the client that a draft would bill."""
        return invoice.billed_name or invoices.name_of_client(invoice.assignment)

    @admin.display(description=_("given to others"))
    def given(self, invoice: Invoice) -> SafeString | str:
        """Return where to write down that the accountant or the tax administration got it; a draft nobody
        gets."""
        if invoice.number is None or invoice.subject_id is None:
            return "–"
        return format_link(gettext("Others received data"), link_to_disclosure_form(invoice.subject_id))

    @admin.display(description=_("assignment"))
    def assignment_read(self, invoice: Invoice) -> SafeString | str:
        """Return the assignment by its title, with a link; to whom the work is no concern, whom it is for."""
        if invoice.assignment is None:
            return "–"
        if getattr(invoice, "work_shown", False):
            return format_row_link(invoice.assignment)
        client = invoice.billed_name or invoices.name_of_client(invoice.assignment)
        return gettext("assignment for %(client)s") % {"client": client} if client else "–"

    @admin.display(description=_("lines"))
    def lines_read(self, invoice: Invoice) -> SafeString:
        """Return each line with its quantity and price; empty once the lines are erased."""
        return format_html_join(mark_safe("<br>"), "{}", ((line.in_words(),) for line in _lines(invoice)))

    @admin.display(description=_("billed to"))
    def party(self, invoice: Invoice) -> SafeString | str:
        """Return whom a draft would bill, and what is missing for that, with a link to where it is added."""
        try:
            party = invoices.billed_party(invoice.assignment)
        except InvoiceError as error:
            address = str(getattr(invoice, "client_form", ""))
            way: SafeString | str = ""
            if address:
                way = format_link(gettext("Add it on the client’s form"), address)
            elif isinstance(error, AddressMissing):
                way = gettext("You may not change the client’s form. Ask a colleague who works with clients.")
            return format_html('<strong class="sw-wrong">{}</strong> {}', error, way)
        return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in party.lines))

    @admin.display(description=_("document"))
    def issuing(self, invoice: Invoice) -> SafeString | str:
        """Return the way to issue a draft, or to the document of what is issued."""
        if invoice._state.adding:
            return gettext("Save the draft first.")
        if invoice.number is None:
            return format_link(gettext("Issue…"), reverse("admin:contacts_invoice_issue", args=(invoice.pk,)))
        if not invoice.document:
            return "–"
        return format_link(gettext("PDF"), reverse("admin:contacts_invoice_document", args=(invoice.pk,)))


def _lines(invoice: Invoice) -> list[InvoiceLine]:
    return read_invoice_lines(invoice.lines) if invoice.lines else []


def _in_words(line: InvoiceLine) -> dict[str, str]:
    """Return a line as the document is going to show it."""
    return {
        "text": line.text,
        "quantity": format_quantity(line.quantity),
        "price": format_euro(line.price),
        "amount": format_euro(line.amount),
    }


def issue_page(model_admin: InvoiceAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Show what issuing the draft would fix for ever, and issue it when that is confirmed."""
    draft = model_admin.get_object(request, str(pk))
    if draft is None or not model_admin.has_change_permission(request):
        raise Http404
    change = reverse("admin:contacts_invoice_change", args=(draft.pk,))
    if draft.number is not None:
        messages.warning(
            request, gettext("This invoice was issued before, as %(number)s.") % {"number": draft.number}
        )
        return redirect(change)
    try:
        if request.method == "POST":
            issued = invoices.issue_invoice(draft, on=timezone.localdate())
            messages.success(request, gettext("Issued as %(number)s.") % {"number": issued.number})
            return redirect(change)
        party = invoices.billed_party(draft.assignment)
        lines = read_invoice_lines(draft.lines)
    except InvoiceError as error:
        messages.error(request, str(error))
        return redirect(change)
    model_admin.note_reading(request, draft)
    amount = sum_lines(lines)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": gettext("Issue this invoice?"),
        "party": party,
        "lines": [_in_words(line) for line in lines],
        "amount": format_euro(amount),
        "vat": format_euro(invoices.compute_vat(amount)),
        "on": timezone.localdate(),
        "back": change,
        "has_permission": True,
    }
    return TemplateResponse(request, "admin/contacts/invoice/issue.html", context)


def document(model_admin: InvoiceAdmin, request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the document of an issued invoice to whoever may see it; logged like its page."""
    invoice = model_admin.get_object(request, str(pk))
    if invoice is None or not model_admin.has_view_permission(request, invoice) or not invoice.document:
        raise Http404
    model_admin.note_reading(request, invoice)
    try:
        file = invoice.document.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(
        file, as_attachment=True, filename=f"{invoice.number}.pdf", content_type="application/pdf"
    )

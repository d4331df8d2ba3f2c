"""Making and issuing invoices. What is issued stands: a trigger refuses every change but the legal erasure.

What can go wrong: two invoices with one number, a number that was skipped, an invoice whose party is erased
while it is being issued, a document on disk that no row knows of. Hence one transaction under the latch, a
counter that goes back with it, and a file that is removed when it does.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.core.files.base import ContentFile
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from contacts.invoice_lines import InvoiceError, read_invoice_lines, round_to_cents, sum_lines
from contacts.models import Assignment, Company, Contact, Invoice, InvoiceCounter
from contacts.purposes import ASSIGNMENT
from privacy.locks import latched
from privacy.outreach import gate
from privacy.outreach.restricted_use import WrittenGround, record_restricted_use, use_is_recorded
from privacy.subjects.contested import is_contested

VAT_RATE = Decimal("0.21")
PRINTED = ("first_name", "last_name", "name", "street", "postcode", "city", "country", "number")
"""The fields of whoever is billed that an invoice prints."""


@dataclass(frozen=True)
class BilledParty:
    """Who is billed, as they are known on the day of issue."""

    name: str
    address: str
    language: str

    @property
    def lines(self) -> list[str]:
        """Return name and address, a line each."""
        return [self.name, *self.address.splitlines()]


def draft_invoice(
    assignment: Assignment,
    *,
    lines: Iterable[Mapping[str, object]],
    written: WrittenGround | None = None,
) -> Invoice:
    """Return a saved draft for the client of ``assignment``; ``InvoiceError`` if the lines, or the client,
    cannot be billed. ``written`` as for ``require_billable``."""
    billed = read_invoice_lines(lines)
    amount = sum_lines(billed)
    with latched():
        on_ground = require_billable(assignment, on=timezone.localdate(), written=written)
        draft = Invoice.objects.create(
            subject_id=assignment.subject_id,
            assignment=assignment,
            lines=[line.stored() for line in billed],
            amount=amount,
            vat=compute_vat(amount),
        )
        if on_ground:
            record_restricted_use(assignment.subject, draft, on_ground, now=timezone.now())
        return draft


def require_billable(
    assignment: Assignment | None,
    *,
    on: date,
    written: WrittenGround | None = None,
    draft: Invoice | None = None,
) -> WrittenGround | None:
    """Raise ``InvoiceError``, with the reason, for a client who restricted the use of their data (GDPR art.
    18(2)), unless the work is finished and there is a ground: ``written`` now, which is returned to be
    recorded, or before for this ``draft``."""
    if assignment is None:
        return None
    permission = gate.may_use(assignment.subject, ASSIGNMENT, on=on)
    if permission.allowed:
        return None
    if permission.code != "restricted" or not is_finished(assignment, on=on):
        raise InvoiceError(permission.reason)
    if draft is not None and draft.pk and use_is_recorded(assignment.subject, draft):
        return None
    if written is None:
        hint = _("The work is finished: write the ground on which it is billed all the same.")
        raise InvoiceError(f"{permission.reason} {hint}")
    return written


def is_finished(assignment: Assignment, *, on: date) -> bool:
    """Return whether the work is done on that day, so that only the bill is left."""
    return assignment.closed_on is not None and assignment.closed_on <= on


def require_uncontested(assignment: Assignment | None) -> None:
    """Raise ``InvoiceError`` while the client says that something an invoice prints is wrong (GDPR art.
    18(1)(a)): what is issued stands."""
    company = assignment.company if assignment else None
    party = company if company and company.name.strip() else assignment and assignment.contact
    if party and is_contested(party, *PRINTED):
        raise InvoiceError(
            _("The client says that their name or address is wrong: decide on that request first.")
        )


def issue_invoice(
    invoice: Invoice, *, on: date, chargeable_on: date | None = None, written: WrittenGround | None = None
) -> Invoice:
    """Give ``invoice`` its number and date, copy the party, make the document, and return it, frozen.

    ``chargeable_on`` (VAT becomes due) is ``on`` unless told otherwise. Raises ``InvoiceError``, and changes
    nothing, when it was issued before, its client restricted the use of their data (``written`` as for
    ``require_billable``) or says that what it prints is wrong, it has no lines, has no party with a name and
    an address, or would be dated before the last one of that year. Call it outside other transactions: a file
    cannot be rolled back with them.
    """
    from contacts.invoice_document import (
        PrintedInvoice,
        write_invoice_pdf,  # brings the library that draws, which costs every program a fifth of its start
    )

    file = ""
    storage = invoice.document.storage
    try:
        with latched():
            row = _locked(invoice)
            today = max(on, timezone.localdate())
            on_ground = require_billable(row.assignment, on=today, written=written, draft=row)
            require_uncontested(row.assignment)
            lines = read_invoice_lines(row.lines)
            party = billed_party(row.assignment)
            row.subject_id = row.assignment.subject_id if row.assignment else row.subject_id
            row.number = _next_number(on)
            row.issued_on, row.chargeable_on = on, chargeable_on or on
            row.lines = [line.stored() for line in lines]
            row.amount = sum_lines(lines)
            row.vat = compute_vat(row.amount)
            row.billed_name, row.billed_address = party.name, party.address
            paper = PrintedInvoice(
                number=row.number,
                issued_on=on,
                chargeable_on=row.chargeable_on,
                billed_name=party.name,
                billed_address=party.address,
                lines=tuple(lines),
                amount=row.amount,
                vat=row.vat,
                vat_rate=VAT_RATE,
            )
            # A random name: neither who is billed nor which number is next can be read, or guessed, from it.
            file = storage.save(
                f"invoices/{on.year}/{uuid.uuid4()}.pdf",
                ContentFile(write_invoice_pdf(paper, language=party.language)),
            )
            row.document = file
            row.save()
            if on_ground and row.assignment:
                record_restricted_use(row.assignment.subject, row, on_ground, now=timezone.now())
    except BaseException:
        if file:
            storage.delete(file)
        raise
    invoice.refresh_from_db()
    return invoice


def _locked(invoice: Invoice) -> Invoice:
    """Return the draft as it stands in the database, locked; ``InvoiceError`` if it is no draft."""
    row = (
        Invoice.objects.select_for_update(of=("self",))
        .select_related("assignment__contact", "assignment__company")
        .get(pk=invoice.pk)
    )
    if row.number is not None:
        raise InvoiceError(_("This invoice was issued before, as %(number)s.") % {"number": row.number})
    return row


def _next_number(on: date) -> str:
    """Return the next number of the year of ``on``, which stays taken only if the transaction commits."""
    InvoiceCounter.objects.get_or_create(year=on.year)
    counter = InvoiceCounter.objects.select_for_update().get(pk=on.year)
    last = Invoice.objects.filter(number__startswith=f"{on.year}-").aggregate(last=Max("issued_on"))["last"]
    if last and on < last:
        message = _("The last invoice of that year is dated %(date)s: numbers and dates must run together.")
        raise InvoiceError(message % {"date": last.isoformat()})
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{on.year}-{counter.last:04d}"


class AddressMissing(InvoiceError):
    """An invoice names who is billed with their address (royal decree no. 1 on VAT, art. 5 section 1, 3°); of
    this one the parts named are missing."""

    def __init__(self, missing: list[str]) -> None:
        parts = ", ".join(missing)
        super().__init__(
            _("The address of the client is not complete. Missing: %(parts)s.") % {"parts": parts}
        )


def client_of(assignment: Assignment | None) -> Contact | Company | None:
    """Return for whom the work is done; ``None`` for no work, or nobody any more."""
    return (assignment.company or assignment.contact) if assignment else None


def name_of_client(assignment: Assignment | None) -> str:
    """Return the name of whom the work is done for; "" for nobody, or nobody with a name."""
    client = client_of(assignment)
    return (client.full_name() if isinstance(client, Contact) else client.name.strip()) if client else ""


def billed_party(assignment: Assignment | None) -> BilledParty:
    """Return who is billed for ``assignment``; ``InvoiceError`` if that is nobody, or nobody with a name, and
    ``AddressMissing`` without a whole address."""
    client, name = client_of(assignment), name_of_client(assignment)
    if client is None or not name:
        raise InvoiceError(_("There is nobody to bill: the assignment has no client with a name."))
    if missing := client.missing_parts():
        raise AddressMissing(missing)
    address = client.lines()
    if isinstance(client, Contact):
        return BilledParty(name=name, address="\n".join(address), language=client.language)
    language = settings.LANGUAGE_CODE
    if client.number:
        with translation.override(language):
            address.append(_("Enterprise number %(number)s") % {"number": client.number})
    return BilledParty(name=name, address="\n".join(address), language=language)


def compute_vat(amount: Decimal) -> Decimal:
    """Return the VAT on ``amount``: none without a VAT number."""
    return round_to_cents(amount * VAT_RATE) if settings.VAT_NUMBER else Decimal("0.00")

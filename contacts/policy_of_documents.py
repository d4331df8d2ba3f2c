"""What is kept of documents, why, and for how long: invoices, and address books that were brought in."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from contacts import models
from contacts.bookkeeping_laws import INVOICE_REGIMES
from contacts.invoice_lines import read_invoice_lines
from contacts.purposes import BOOKKEEPING, CLIENT_FILE
from contacts.terms import LINKS
from privacy.declarations import (
    Days,
    DeleteRow,
    Personal,
    Policy,
    Technical,
    for_period_after,
    impersonal,
    register,
    years_after_financial_year,
)

AMOUNTS = _("amounts without a name")
A_DAY = _("one day, so that we can check the file before we import it")


@register
class InvoicePolicy(Policy):
    model = models.Invoice
    told = _("Invoices to you")
    billed_to = Personal(
        *("billed_name", "billed_address", "lines", "document"),
        keep={BOOKKEEPING: years_after_financial_year("issued_on", regimes=INVOICE_REGIMES)},
        free_text=(),  # the paper says what it said when the person got it
    )
    books = Technical("number", "issued_on", "chargeable_on", "amount", "vat", because=AMOUNTS)
    links = Technical("assignment", because=LINKS)

    def title(self, row: models.Invoice) -> str:
        return row.number or super().title(row)

    def worded(self, field: str, value: Any) -> str:
        return "\n".join(line.in_words() for line in read_invoice_lines(value)) if field == "lines" else ""


@register
class FilledValuePolicy(Policy):
    model = models.FilledValue
    subject = "contact__subject"
    which = Technical(
        "batch", "contact", "field", because=_("which empty fields an import filled, not with what")
    )


@register
class UploadPolicy(Policy):
    """A client file before it is taken in. It goes as soon as it is imported or given up, and forgotten the
    day after."""

    model = models.Upload
    subject = None
    subject_because = _("a file about many people, of whom we look up nobody before it is taken in")
    book = Personal(
        *("file", "source"),
        erase=DeleteRow(),
        keep={CLIENT_FILE: for_period_after("uploaded_at", Days(1), text=A_DAY)},
    )
    course = Technical(
        *("format", "state", "report", "rows_done", "trouble", "leased_until", "uploaded_at", "uploaded_by"),
        because=_("the course of the import, in numbers of lines"),
    )
    links = Technical("batch", because=LINKS)


impersonal("contacts.ImportBatch", because=_("counts of what a file brought in, and its fingerprint"))
impersonal("contacts.ImportRemark", because=_("line numbers of a file, and what was wrong there"))
impersonal("contacts.Tag", because=_("a word that says nothing of anyone until it is put on somebody"))
impersonal("contacts.InvoiceCounter", because=_("a counter"))

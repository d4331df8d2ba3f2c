"""One of several processes that issue invoices at the same time: ``python -m tests.invoices.issuer ID ID
…``."""

from __future__ import annotations

import os
import sys
from datetime import date


def main(ids: list[int]) -> None:
    """Issue the drafts with these ids; every third is tried once with a date too early, and takes no
    number."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "som.settings")
    import django

    django.setup()
    from contacts.invoice_lines import InvoiceError
    from contacts.invoices import issue_invoice
    from contacts.models import Invoice

    for pk in ids:
        draft = Invoice.objects.get(pk=pk)
        if pk % 3 == 0:
            try:
                issue_invoice(draft, on=date(2026, 1, 1))
            except InvoiceError:
                print("refused")
        issue_invoice(draft, on=date(2026, 3, 10))


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]])

"""Data given to others by hand, and what they are still to be told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from contacts.models import Contact
from privacy.declarations.recipients import Party
from privacy.models import Choice, Disclosure
from privacy.recipients import disclosures

NAME, INVOICE, SAID = "contacts.contact.name", "contacts.invoice.billed_to", "contacts.enquiry.said"


LAWYER = "Advocaten Voorbeeld"


WEB = Choice.Channel.WEB


def name_recipients(settings: Any) -> None:
    """Say in the settings who the accountant and the host are."""
    settings.RECIPIENTS = {
        "accountant": Party("Boekhouding Voorbeeld", "BE"),
        "hosting": Party("Voorbeeldhosting bv", "BE"),
    }


def given(
    contact: Contact, *labels: str, to: str = "claims", name: str = LAWYER, days: int = 0
) -> Disclosure:
    today = timezone.localdate()
    facts: dict[str, Any] = {
        "reason": "A dispute about the price",
        "law": "GDPR art. 17(3)(e)",
        "name": name if to == "claims" else "",
    }
    return disclosures.record_disclosure(
        contact.subject, to, labels or (NAME, SAID), on=today - timedelta(days=days), today=today, **facts
    )

"""Who received what of one person (GDPR art. 15(1)(c), C-154/21): by name, and with the days as far as we
know them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from privacy.declarations.recipients import Recipient, Role, recipients
from privacy.models import Disclosure, Subject
from privacy.retention.explanation import Explained
from privacy.retention.state import State
from privacy.wording.words import citation_words


@dataclass(frozen=True)
class Receipt:
    """What one recipient received: the ``labels`` of groups, on the ``dates`` that are known."""

    name: str
    recipient: Recipient | None
    why: str
    labels: tuple[str, ...]
    dates: list[date] = field(default_factory=list)


def receipts_of(subject: Subject, explained: Iterable[Explained]) -> list[Receipt]:
    """Return who received something of what is ``explained`` of ``subject``, in the active language."""
    return regular_receipts(
        subject, dict.fromkeys(one.group.label for one in explained if one.state != State.EMPTY)
    ) + disclosed_receipts(subject)


def regular_receipts(subject: Subject, labels: Collection[str]) -> list[Receipt]:
    """Return who receives groups with ``labels`` of ``subject`` by the way we work."""
    found = []
    for recipient in recipients.standing:
        taken = tuple(label for label in labels if recipient.takes(label))
        if taken:
            found.append(
                Receipt(
                    recipient.name,
                    recipient,
                    citation_words(str(recipient.why)),
                    taken,
                    recipient.dates(subject),
                )
            )
    return found


def disclosed_receipts(subject: Subject) -> list[Receipt]:
    """Return to whom staff gave something about ``subject``: a line for each time. One that is declared no
    more is not lost."""
    known = {recipient.slug: recipient for recipient in recipients.every}
    return [
        Receipt(
            each.name,
            known.get(each.recipient),
            citation_words(f"{each.reason} ({each.law})"),
            tuple(each.labels),
            [each.given_on],
        )
        for each in Disclosure.objects.filter(subject=subject).order_by("given_on", "pk")
    ]


def receipt_as_json(receipt: Receipt) -> dict[str, Any]:
    """Return ``receipt`` as ``data.json`` tells it; what is not known is null."""
    recipient = receipt.recipient
    party = recipient.party if recipient else None
    return {
        "name": receipt.name,
        "role": str(recipient.role if recipient else Role.OWN),
        "country": (party.country if party else "") or None,
        "safeguard": (party.safeguard if party else "") or None,
        "why": receipt.why,
        "labels": list(receipt.labels),
        "dates": [day.isoformat() for day in receipt.dates],
    }

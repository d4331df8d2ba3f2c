"""What staff type as an address or a number, read as in an address book; what stands beside it is a note."""

from __future__ import annotations

from contextlib import suppress
from typing import NamedTuple

from contacts.models import ContactPoint
from privacy.subjects.identifiers import normalise, normalise_phone
from privacy.subjects.written_emails import read_emails
from privacy.subjects.written_phones import read_phones
from privacy.web.refusal import Refusal


class WrittenPoint(NamedTuple):
    """An address or number as it is kept, the note beside it, and whether it is in its one spelling."""

    value: str
    note: str
    is_spelt: bool


def read_point(kind: str, text: str, *, region: str) -> WrittenPoint:
    """Return the address or number of ``kind`` in ``text``, dialled as in ``region``; ``Refusal`` if it holds
    none."""
    if kind == ContactPoint.Kind.EMAIL:
        found = read_emails(text)
        written, note = found[0] if len(found) == 1 else (text, "")
        return WrittenPoint(normalise(kind, written), note, is_spelt=True)
    numbers = read_phones(text, region=region)
    if len(numbers) == 1:
        with suppress(Refusal):
            return WrittenPoint(
                normalise_phone(numbers[0].value, region=region), numbers[0].note, is_spelt=True
            )
    return WrittenPoint(normalise(kind, text, region=region), "", is_spelt=False)

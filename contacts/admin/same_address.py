"""The same address twice: staff are told whose it is besides, with a link, before they save; saving again
goes on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext

from contacts.models import Contact, ContactPoint
from privacy.staff_access.titles import page_of, title_of
from privacy.staff_access.visibility import visible_to

Address = tuple[str, str]


@dataclass(frozen=True)
class SameAddress:
    """Who else has an address or number that is being written: numbers of contacts by address; ``people`` are
    titles and pages of those whom the reader may see, by their number."""

    owners: dict[Address, list[int]]
    people: dict[int, tuple[str, str]]

    @property
    def confirmation(self) -> str:
        """Return what the form carries once this was shown: it goes on for these people, and no others."""
        return salted_hmac("contacts.same-address", repr(sorted(self.owners.items()))).hexdigest()

    def is_confirmed(self, carried: str) -> bool:
        """Return whether the form that was sent had shown this."""
        return constant_time_compare(carried, self.confirmation)

    def warning(self, address: Address) -> str:
        """Return who has ``address`` besides, in words."""
        names = [self.people[number][0] for number in self.owners[address] if number in self.people]
        if not names:
            return gettext("Somebody else has this too. If these are two people, save again.")
        said = {"names": ", ".join(names)}
        return gettext("This is also of %(names)s. If these are two people, save again.") % said


def find_same_address(contact: Contact, written: Iterable[Address], *, reader: Any) -> SameAddress | None:
    """Return who besides ``contact`` has one of the addresses ``written``, normalised; ``None`` if nobody
    has."""
    owners: dict[Address, list[int]] = {}
    for kind, value in written:
        points = ContactPoint.objects.filter(kind=kind, value=value).exclude(contact=contact.pk)
        if found := sorted(set(points.values_list("contact", flat=True))):
            owners[kind, value] = found
    if not owners:
        return None
    rows = Contact.objects.filter(pk__in={number for numbers in owners.values() for number in numbers})
    seen = visible_to(rows, user=reader, today=timezone.localdate())
    return SameAddress(owners, {row.pk: (title_of(row), page_of(row)) for row in seen})

"""One entry of an address book, as its program wrote it: what every reader yields and the store takes."""

from __future__ import annotations

from dataclasses import dataclass, field

from contacts.importing.noes import No
from contacts.importing.regions import region_of


@dataclass(slots=True)
class Card:
    """A person (or, without any name of a person, an organisation) found at ``line`` of the file, from 1.

    Text is decoded and trimmed but otherwise as written; ``emails`` and ``phones`` are pairs of value and
    label, in the order of the file, the preferred one first. Of cells that are not plain, ``written`` is
    what stood there and ``places`` in which column each value did. ``noes`` are what they said no to;
    ``troubles`` sentences about what could not be read.
    """

    line: int
    first_name: str = ""
    last_name: str = ""
    company: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""
    language: str = ""
    emails: list[tuple[str, str]] = field(default_factory=list)
    phones: list[tuple[str, str]] = field(default_factory=list)
    noes: list[No] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict, compare=False)
    written: list[str] = field(default_factory=list, compare=False)
    troubles: list[str] = field(default_factory=list, compare=False)

    @property
    def region(self) -> str:
        """The code of the country that the numbers are read by."""
        return region_of(self.country)


@dataclass(slots=True)
class UnreadableRow:
    """A row that could not be read, and why, in a sentence for the person who imports."""

    line: int
    reason: str

"""One entry of an address book, as its program wrote it: what every reader yields and the store takes."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Card:
    """A person (or, without any name of a person, an organisation) found at ``line`` of the file, from 1.

    Text is decoded and trimmed but otherwise as written; ``emails`` and ``phones`` are pairs of value and
    label, in the order of the file, the preferred one first.
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


@dataclass(slots=True)
class UnreadableRow:
    """A row that could not be read, and why, in a sentence for the person who imports."""

    line: int
    reason: str

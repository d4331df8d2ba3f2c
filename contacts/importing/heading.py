"""One heading of an address book: how it is compared, and what a column holds."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_DROPPED = re.compile(r"[\s\-_.,'’()/:*]+")
_NUMBER = re.compile(r"\d+")


PLACE_FIELDS = ("street", "number", "box", "postcode", "city", "country")
"""The parts of a postal address."""


class Column(NamedTuple):
    """What a column holds: a field, and for addresses and numbers their label, or for a street the address it
    is part of.

    The fields: first, middle, particle, last; full, name (the family name, or the whole), contact (a person
    in an organisation's row), odoo (an organisation and a person); type (person or organisation), company,
    language; email, phone and, with the label of the one of the same number, email-label, phone-label;
    ``PLACE_FIELDS``; seen (it tells the program, and is not read). And what people said no to: state (words
    that say it), no to what its label names, or wish, where "no" is the no.
    """

    field: str
    label: str = ""


def normalise_heading(heading: str) -> tuple[str, int]:
    """Return the heading as it is compared, and the first number in it, or 0."""
    bare = "".join(
        char for char in unicodedata.normalize("NFKD", heading.casefold()) if not unicodedata.combining(char)
    )
    bare = _DROPPED.sub("", bare)
    number = _NUMBER.search(bare)
    return _NUMBER.sub("#", bare), int(number.group()[:6]) if number else 0


def table_of(*lines: str) -> dict[str, Column]:
    """Return the headings in lines of ``field [label]: heading | heading | …``."""
    found: dict[str, Column] = {}
    for line in lines:
        what, _colon, headings = line.partition(":")
        field, _space, label = what.strip().partition(" ")
        for heading in headings.split("|"):
            found[normalise_heading(heading.strip())[0]] = Column(field, label)
    return found

"""A contact as a vCard 4.0 (RFC 6350: lines of at most 75 octets, UTF-8, CRLF), and as a jCard (RFC 7095)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from contacts.models import Contact


class Property(NamedTuple):
    """One property of a card; a list is a value of parts."""

    name: str
    value: str | list[str]
    type: str = "text"


def write_vcard(contact: Contact) -> str:
    """Return ``contact`` as one vCard; empty properties are left out, FN is there even without a name."""
    lines = ["BEGIN:VCARD", "VERSION:4.0", *(_line(each) for each in _properties(contact)), "END:VCARD"]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def write_jcards(contacts: Iterable[Contact]) -> str:
    """Return ``contacts`` as JSON, a list of one jCard for each."""
    cards: list[list[object]] = []
    for contact in contacts:
        properties = [Property("version", "4.0"), *_properties(contact)]
        cards.append(["vcard", [[each.name, {}, each.type, each.value] for each in properties]])
    return json.dumps(cards, ensure_ascii=False, indent=2)


def _properties(contact: Contact) -> Iterator[Property]:
    yield Property("uid", f"urn:uuid:{contact.subject_id}", "uri")
    yield Property("kind", "individual")
    yield Property("fn", contact.full_name())
    yield Property("n", [contact.last_name, contact.first_name, "", "", ""])
    if contact.company and contact.company.name:
        yield Property("org", contact.company.name)
    points = list(contact.points.all())
    yield from (Property("email", point.value) for point in points if point.kind == point.Kind.EMAIL)
    yield from (_phone(point.value) for point in points if point.kind == point.Kind.PHONE)
    if contact.lines():
        yield Property("adr", ["", "", contact.street, contact.city, "", contact.postcode, contact.country])
    yield Property("lang", contact.language, "language-tag")


def _phone(number: str) -> Property:
    spelt = number.startswith("+") and number[1:].isdecimal()
    return Property("tel", f"tel:{number}", "uri") if spelt else Property("tel", number)


def _line(each: Property) -> str:
    """Return a property as it stands in a vCard, where a URI says so only if it could be a text."""
    name = each.name.upper() + (";VALUE=uri" if each.name == "tel" and each.type == "uri" else "")
    value = (
        ";".join(map(_text, each.value))
        if isinstance(each.value, list)
        else each.value
        if each.type == "uri"
        else _text(each.value)
    )
    return f"{name}:{value}"


def _text(value: str) -> str:
    for char, escaped in (("\\", "\\\\"), (",", "\\,"), (";", "\\;"), ("\r\n", "\\n"), ("\n", "\\n")):
        value = value.replace(char, escaped)
    return value


def _folded(line: str) -> str:
    """Fold at 75 octets without cutting a character in two."""
    folded, octets = "", 0
    for char in line:
        size = len(char.encode())
        if octets + size > 75:
            folded, octets = f"{folded}\r\n ", 1
        folded, octets = folded + char, octets + size
    return folded

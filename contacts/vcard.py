"""A contact as a vCard 4.0 (RFC 6350): lines of at most 75 octets, UTF-8, CRLF."""

from __future__ import annotations

from contacts.models import Contact


def contact_card(contact: Contact) -> str:
    """Return ``contact`` as one vCard; empty properties are left out, FN is there even without a name."""
    points = list(contact.points.all())
    lines = [
        "BEGIN:VCARD",
        "VERSION:4.0",
        f"UID:urn:uuid:{contact.subject_id}",
        "KIND:individual",
        f"FN:{_text(contact.full_name())}",
        f"N:{_text(contact.last_name)};{_text(contact.first_name)};;;",
    ]
    if contact.company and contact.company.name:
        lines.append(f"ORG:{_text(contact.company.name)}")
    lines += [f"EMAIL:{_text(point.value)}" for point in points if point.kind == point.Kind.EMAIL]
    lines += [_phone(point.value) for point in points if point.kind == point.Kind.PHONE]
    if contact.lines():
        parts = ("", "", contact.street, contact.city, "", contact.postcode, contact.country)
        lines.append("ADR:" + ";".join(_text(part) for part in parts))
    lines += [f"LANG:{contact.language}", "END:VCARD"]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _phone(number: str) -> str:
    return f"TEL;VALUE=uri:tel:{number}" if number.startswith("+") else f"TEL:{_text(number)}"


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

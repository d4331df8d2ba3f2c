"""vCards 2.1, 3.0 and 4.0, as real programs write them (RFC 2426, RFC 6350, RFC 6868, the 2.1 specification).

We take names, company, postal address, addresses and numbers to reach somebody, and the language. Photos,
notes, birthdays, titles and the rest stay in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from django.utils.translation import gettext as _

from contacts.importing.card import Card, UnreadableRow
from contacts.importing.cells import LONGEST_CELL, cut_cell, decoded_once
from contacts.importing.content_line import Property, parse_property, split_physical_lines, unfold_lines
from contacts.importing.noes import no_of_state
from contacts.importing.reached import add_emails, add_phones
from privacy.subjects.written_names import looks_like_organisation, split_full_name

MOST_PROPERTIES = 1000
"""Wanted properties of one card; more is no person, and would fill the memory."""

LABEL_LENGTH = 60
_NOISE = frozenset(
    ("internet", "pref", "voice", "msg", "text", "video", "x400", "iphone", "x-mobile", "uri", "textphone")
)
_WORDS = {"cell": "mobile", "x-other": "other"}
_APPLE = re.compile(r"^_\$!<(.*)>!\$_$")
_EMPTY = ["", "", "", "", "", "", ""]


def read_vcards(chunks: Iterable[bytes]) -> Iterator[Card | UnreadableRow]:
    """Yield the cards of a file given in pieces, in its order; a broken one as ``UnreadableRow`` at the line
    of its BEGIN."""
    begin = 0  # the line of the BEGIN of the open card; 0 outside any card
    properties: list[Property] = []
    version = "3.0"
    agents = 0  # how many cards inside this one are open
    after_agent = in_garbage = spoiled = False
    for line in unfold_lines(split_physical_lines(chunks)):
        marker = (
            line.content.partition(b":")[2].strip().upper() == b"VCARD"
            if line.name in (b"BEGIN", b"END")
            else False
        )
        if marker and line.name == b"BEGIN":
            in_garbage = False
            if begin and (after_agent or agents):
                agents += 1
                yield UnreadableRow(
                    line.number, _("This card stands inside another card; only the outer one is read.")
                )
                continue
            if begin:
                yield UnreadableRow(begin, _("The card has no END:VCARD before the next one starts."))
            begin, properties, version, after_agent, spoiled = line.number, [], "3.0", False, False
        elif marker and agents:
            agents -= 1
            after_agent = False
        elif marker and begin:
            yield (
                UnreadableRow(begin, _("The card holds characters that are no text."))
                if spoiled
                else _finished(properties, begin)
            )
            begin, properties = 0, []
        elif not begin:
            if not in_garbage:
                yield UnreadableRow(line.number, _("There is text here that belongs to no card."))
            in_garbage = True
        elif agents:
            continue
        else:
            after_agent = line.name == b"AGENT"
            spoiled = spoiled or b"\0" in line.content
            if after_agent and line.content.upper().endswith(b":BEGIN:VCARD"):
                agents = 1
                yield UnreadableRow(
                    line.number, _("This card stands inside another card; only the outer one is read.")
                )
            if line.name == b"VERSION":
                version = line.content.partition(b":")[2].strip().decode("ascii", "replace")
            elif line.content and len(properties) <= MOST_PROPERTIES:
                found = parse_property(line.content, version=version)
                if found:
                    properties.append(found)
    if begin:
        yield UnreadableRow(begin, _("The file ends before this card does."))


def _finished(properties: list[Property], line: int) -> Card | UnreadableRow:
    if len(properties) > MOST_PROPERTIES:
        return UnreadableRow(line, _("The card is too long to be that of one person."))
    named: dict[str, list[Property]] = {}
    for one in properties:
        named.setdefault(one.name, []).append(one)
    kind = next(
        (one.text().lower() for one in named.get("KIND", named.get("X-ADDRESSBOOKSERVER-KIND", ()))), ""
    )
    if kind == "group":
        return UnreadableRow(line, _("This card is a list of people, not a person."))
    card = Card(line)
    _name(
        card,
        named,
        organisation=kind == "org"
        or any(one.text().upper() == "COMPANY" for one in named.get("X-ABSHOWAS", ())),
    )
    labels = {one.group: one.text() for one in named.get("X-ABLABEL", ()) if one.group}
    _address(card, named.get("ADR", []))
    _reached(card, named.get("EMAIL", []), labels)
    _reached(card, named.get("TEL", []), labels)
    states = (no_of_state(one.name, one.text()) for one in named.get("CATEGORIES", ()))
    card.noes = [no for no in states if no]
    for one in sorted(named.get("LANG", ()), key=Property.rank):
        language = one.text().replace("_", "-").partition("-")[0].lower()
        if len(language) == 2:
            card.language = language
            break
    if not (card.first_name or card.last_name or card.company or card.emails or card.phones):
        return UnreadableRow(line, _("There is no name, e-mail address or phone number here."))
    return card


def _name(card: Card, named: dict[str, list[Property]], *, organisation: bool) -> None:
    """Fill in the names. What N says goes before FN; of an organisation only the name of the organisation is
    kept."""
    companies = [part for one in named.get("ORG", ()) for part in _parts(one)[:1] if part]
    card.company = companies[0] if companies else ""
    written = next(
        (text for one in sorted(named.get("FN", ()), key=Property.rank) if (text := one.text())), ""
    )
    last = first = ""
    for one in named.get("N", ())[:1]:
        # Several names in one part are parted by commas, which programs escape or not as they like.
        parts = _parts(one)
        if b"\\;" in one.raw and ";" in parts[0] and not any(parts[1:]):
            parts = parts[0].split(";")  # a program that escaped what parts the name
        last, first, more = (" ".join(part.replace(",", " ").split()) for part in [*parts, *_EMPTY][:3])
        first = f"{first} {more}".strip()
        if last and not first and " " in last and written.casefold() == last.casefold():
            first, last = split_full_name(last)  # all of it in the family name
    if (
        not (first or last)
        and written
        and "@" not in written
        and written.casefold() != card.company.casefold()
    ):
        first, last = split_full_name(written)
        organisation = organisation or (not card.company and looks_like_organisation(written))
    if first and last and card.company and written.casefold() == card.company.casefold() and named.get("N"):
        organisation = False  # the card of a company, and in N whom one asks for
    if organisation:
        card.company = card.company or written or f"{first} {last}".strip()
        return
    if f"{first} {last}".strip().casefold() == card.company.casefold():
        return
    card.first_name, card.last_name = first, last


def _reached(card: Card, properties: list[Property], labels: dict[str, str]) -> None:
    """Add values with their labels to ``card``, the preferred first, each value once."""
    for one in sorted(properties, key=Property.rank):
        value = one.text()
        scheme, _colon, rest = value.partition(":")
        if scheme.lower() == "mailto":
            value = unquote(rest.partition("?")[0]).replace("\0", "")
        elif scheme.lower() == "tel":
            value = rest
        label = _label(one, labels.get(one.group, "") if one.group else "")
        (add_emails if one.name == "EMAIL" else add_phones)(card, value.strip(), one.name, [label])


def _label(one: Property, given: str) -> str:
    """Return the label a person gave, or the types: ``work``, ``mobile``, ``home``; ``fax`` for what is only
    a fax."""
    if given:
        apple = _APPLE.match(given)
        return (apple.group(1).lower() if apple else given)[:LABEL_LENGTH]
    types = one.types()
    if "fax" in types and not {"voice", "cell"} & set(types):
        return "fax"
    words = dict.fromkeys(_WORDS.get(word, word) for word in types if word not in _NOISE)
    return " ".join(words)[:LABEL_LENGTH]


def _address(card: Card, properties: list[Property]) -> None:
    """Fill in the postal address: the preferred one, else the one at home, else the first that says
    anything."""
    for one in sorted(properties, key=lambda one: (one.rank(), "home" not in one.types())):
        box, more, street, city, _region, postcode, country = [*_parts(one), *_EMPTY][:7]
        if street or city or postcode or box:
            card.street = ", ".join(part.strip(" ,") for part in (street, more, box) if part.strip(" ,"))
            card.city, card.postcode, card.country = city, postcode, country
            return
        card.country = card.country or country


def _parts(one: Property) -> list[str]:
    """Return the parts of a structured value, none longer than what is read of a cell."""
    return [
        decoded_once(part) if len(part) <= LONGEST_CELL else cut_cell(part) or part[:LONGEST_CELL]
        for part in one.components()
    ]

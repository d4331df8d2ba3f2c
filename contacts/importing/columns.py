"""From the cells of a row to a card: which cells hold what is worked out once, from the headings."""

from __future__ import annotations

import re
from collections.abc import Callable

from contacts.importing.card import Card
from contacts.importing.headings import FORMATS, LANGUAGES, Column, normalise_heading
from contacts.importing.person_name import split_full_name

LABEL_LENGTH = 60
BETWEEN_VALUES = ":::"
"""What Google writes between several values in one cell."""

_ADDRESS = re.compile(r"[^\s<>;,\"()]+@[^\s<>;,\"()]+")
_ONE_ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+").fullmatch
_GUARDED = "=+-@\t\0"
_ORDER = {"home": 0, "work": 1, "other": 2}  # which address is taken; Google's by their number


class Columns:
    """The columns of one table, by what they hold."""

    def __init__(self, name: str, headings: list[str]) -> None:
        """Work out what the ``headings`` of a table of the format ``name`` stand for."""
        texts: dict[str, list[int]] = {}
        labels: dict[tuple[str, int], int] = {}
        reached: list[tuple[Column, int, int]] = []
        places: dict[tuple[str, int], dict[str, list[int]]] = {}
        table = FORMATS[name]
        for at, heading in enumerate(headings):
            key, number = normalise_heading(heading)
            column = table.get(key)
            if column is None or column.field == "seen":
                continue
            if column.field in ("email", "phone"):
                reached.append((column, number, at))
            elif column.field in ("email-label", "phone-label"):
                labels[column.field, number] = at
            elif column.field in ("street", "postcode", "city", "country"):
                place = (column.label, number if column.label == "#" else 0)
                places.setdefault(place, {}).setdefault(column.field, []).append(at)
            else:
                texts.setdefault(column.field, []).append(at)
        self.first = texts.get("first", []) + texts.get("middle", [])
        self.last = texts.get("last", [])[:1]
        self.full = texts.get("full", [])[:1]
        self.company = texts.get("company", [])
        self.language = texts.get("language", [])[:1]
        self.emails = [
            (at, column.label, labels.get(("email-label", number), -1))
            for column, number, at in reached
            if column.field == "email"
        ]
        self.phones = [
            (at, column.label, labels.get(("phone-label", number), -1))
            for column, number, at in reached
            if column.field == "phone"
        ]
        self.places = [
            tuple(place.get(field, []) for field in ("street", "postcode", "city", "country"))
            for _key, place in sorted(
                places.items(), key=lambda item: (_ORDER.get(item[0][0], 0), item[0][1])
            )
        ]

    def card(self, row: list[str], line: int) -> Card | None:
        """Return the card in ``row``, or None if it names nobody and gives no way to reach anybody."""
        card = Card(line)
        card.first_name = _joined(row, self.first)
        card.last_name = _joined(row, self.last)
        if self.full and not card.first_name and not card.last_name:
            whole = _joined(row, self.full)
            if "@" not in whole:
                card.first_name, card.last_name = split_full_name(whole)
        for at in self.company:
            if row[at] and not card.company:
                card.company = _text(row[at].partition(BETWEEN_VALUES)[0])
        card.emails = _reached(row, self.emails, _mails)
        card.phones = _reached(row, self.phones, _phones)
        if not (card.first_name or card.last_name or card.company or card.emails or card.phones):
            return None
        for street, postcode, city, country in self.places:
            card.street = _joined(row, street, ", ")
            card.postcode = _joined(row, postcode)
            card.city = _joined(row, city)
            if card.street or card.postcode or card.city:
                card.country = _joined(row, country)
                break
        for at in self.language:
            card.language = _language(_text(row[at]))
        return card


def _text(cell: str) -> str:
    """Return a cell on one line, without the quote that our own export puts before what Excel would take for
    a formula."""
    if cell.isalnum():
        return cell
    cell = " ".join(cell.split())
    if cell.startswith("'") and cell[1:2] and cell[1] in _GUARDED:
        return cell[1:]
    return cell


def _joined(row: list[str], places: list[int], between: str = " ") -> str:
    if len(places) == 1:
        cell = row[places[0]]
        return _text(cell) if cell else ""
    if not places:
        return ""
    return between.join([text for at in places if row[at] and (text := _text(row[at]))])


def _reached(
    row: list[str], columns: list[tuple[int, str, int]], values: Callable[[str], list[str]]
) -> list[tuple[str, str]]:
    """Return the addresses or numbers in ``row`` with their labels, each once, those that Google stars
    first."""
    found: list[tuple[str, str]] = []
    starred = 0
    for at, label, label_at in columns:
        cell = row[at]
        if not cell:
            continue
        star = False
        if label_at >= 0:
            label = _text(row[label_at])
            star = label.startswith("*")
            label = label.removeprefix("*").strip().lower()[:LABEL_LENGTH]
        for value in values(cell):
            if found and value.casefold() in [known.casefold() for known, _label in found]:
                continue
            if star:
                found.insert(starred, (value, label))
                starred += 1
            else:
                found.append((value, label))
    return found


def _mails(cell: str) -> list[str]:
    """Return the addresses in a cell, also of ``Name <address>``; what holds none is left as written, to be
    named by who checks it."""
    if _ONE_ADDRESS(cell):
        return [cell]
    cell = _text(cell)
    return [one.removeprefix("mailto:") for one in _ADDRESS.findall(cell)] or (
        [cell] if cell.strip(":;, ") else []
    )


def _phones(cell: str) -> list[str]:
    """Return the numbers in a cell."""
    return [text for part in cell.split(BETWEEN_VALUES) if (text := _text(part))]


def _language(text: str) -> str:
    """Return two letters for a language written as a code or a name, or nothing."""
    code = text.replace("_", "-").partition("-")[0].strip().lower()
    return code if len(code) == 2 and code.isalpha() else LANGUAGES.get(normalise_heading(text)[0], "")

"""From the cells of a row to a card: which cells hold what is worked out once, from the headings."""

from __future__ import annotations

import re

from contacts.importing.card import Card
from contacts.importing.cells import LONGEST_CELL, LONGEST_NOTHING, cell_text, cut_cell, says_nothing
from contacts.importing.heading import PLACE_FIELDS, Column, normalise_heading
from contacts.importing.headings import LANGUAGES, find_column
from contacts.importing.noes import No, no_of_column, no_of_state, no_of_wish
from contacts.importing.reached import LABEL_LENGTH, add_emails, add_phones, read_cell
from privacy.subjects.written_names import is_particles, looks_like_organisation, split_full_name

BETWEEN_VALUES = ":::"
"""What Google writes between several values in one cell."""

_ORDER = {"home": 0, "work": 1, "other": 2}  # which address is taken; Google's by their number
_TOWN = re.compile(r" ?(?:[A-Za-z]{1,2}[- ])?(\d{4,5}) ([^\d,]{1,100})")
_ORGANISATION = frozenset(
    ("organization", "organisation", "organisatie", "company", "bedrijf", "societe", "firma")
)
_NO = {"no": no_of_column, "wish": no_of_wish}


class Columns:
    """The columns of one table, by what they hold."""

    def __init__(self, name: str, headings: list[str]) -> None:
        """Work out what the ``headings`` of a table of the format ``name`` stand for."""
        self.headings = [" ".join(heading.split())[:LABEL_LENGTH] for heading in headings]
        texts: dict[str, list[int]] = {}
        labels: dict[tuple[str, int], int] = {}
        reached: list[tuple[Column, int, int]] = []
        places: dict[tuple[str, int], dict[str, list[int]]] = {}
        self.noes: list[tuple[str, str, int]] = []
        for at, heading in enumerate(headings):
            key, number = normalise_heading(heading)
            column = find_column(name, key)
            if column is None or column.field == "seen":
                continue
            if column.field in ("email", "phone"):
                reached.append((column, number, at))
            elif column.field in ("email-label", "phone-label"):
                labels[column.field, number] = at
            elif column.field in PLACE_FIELDS:
                place = (column.label, number if column.label == "#" else 0)
                places.setdefault(place, {}).setdefault(column.field, []).append(at)
            elif column.field in ("no", "wish", "state"):
                self.noes.append((column.field, column.label, at))
            else:
                texts.setdefault(column.field, []).append(at)
        # "Naam" is the family name where there is a column for the first name, else the whole name.
        either = texts.get("name", [])
        self.first = texts.get("first", [])
        self.middle = texts.get("middle", [])
        self.last = texts.get("last", [])[:1] or (either[:1] if self.first else [])
        self.particle = texts.get("particle", [])
        whole = texts.get("full", []) + (either if self.last != either[:1] else [])
        self.full = whole[:1] or texts.get("contact", [])[:1]
        self.contact = texts.get("contact", [])[:1]
        self.odoo = texts.get("odoo", [])[:1]
        self.type = texts.get("type", [])[:1]
        self.company = texts.get("company", [])
        self.language = texts.get("language", [])[:1]
        self.emails, self.phones = (
            [
                (at, column.label, labels.get((f"{kind}-label", number), -1))
                for column, number, at in reached
                if column.field == kind
            ]
            for kind in ("email", "phone")
        )
        self.places = [
            tuple(place.get(field, []) for field in PLACE_FIELDS)
            for _key, place in sorted(
                places.items(), key=lambda item: (_ORDER.get(item[0][0], 0), item[0][1])
            )
        ]

    def card(self, row: list[str], line: int) -> Card | None:
        """Return the card in ``row``, or None if it names nobody and gives no way to reach anybody."""
        card = Card(line)
        if max(map(len, row), default=0) > LONGEST_CELL:
            for at, cell in enumerate(row):
                if len(cell) > LONGEST_CELL:
                    self._shorten(card, row, at)
        for at in self.company:
            if row[at] and not card.company:
                company = cell_text(row[at].partition(BETWEEN_VALUES)[0])
                card.company = "" if says_nothing(company) else company
        self._name(card, row)
        self._place(card, row)
        self._reach(card, row)
        if not (card.first_name or card.last_name or card.company or card.emails or card.phones):
            return None
        for at in self.language:
            card.language = _language(cell_text(row[at]))
        card.noes = self._noes(row)
        return card

    def _shorten(self, card: Card, row: list[str], at: int) -> None:
        """Cut a cell to what is read of it; one with addresses is cut where it is read."""
        if any(at == place for place, _label, _at in (*self.emails, *self.phones)):
            row[at] = read_cell(card, row[at], self.headings[at])
        else:
            row[at] = cut_cell(row[at]) or row[at][:LONGEST_CELL]

    def _name(self, card: Card, row: list[str]) -> None:
        card.first_name, card.last_name = _joined(row, self.first), _joined(row, self.last)
        for at in self.middle:
            middle = cell_text(row[at]) if row[at] else ""
            if middle and is_particles(middle):
                card.last_name = f"{middle} {card.last_name}".strip()
            elif middle:
                card.first_name = f"{card.first_name} {middle}".strip()
        particle = _joined(row, self.particle)
        if particle and card.last_name:
            card.last_name = f"{particle} {card.last_name}"
        if card.first_name or card.last_name:
            return
        whole = _joined(row, self.full)
        for at in self.odoo:
            company, comma, person = cell_text(row[at]).rpartition(", ")
            whole = whole or person
            if comma and not card.company:
                card.company = company
        if "@" in whole:
            whole = ""
        kind = _joined(row, self.type).casefold()
        if kind in _ORGANISATION or (whole and not card.company and looks_like_organisation(whole)):
            card.company = card.company or whole
            whole = _joined(row, self.contact) if self.contact != self.full else ""
        if whole and whole.casefold() != card.company.casefold():
            card.first_name, card.last_name = split_full_name(whole)

    def _place(self, card: Card, row: list[str]) -> None:
        for street, number, box, postcode, city, country in self.places:
            card.street = _places(row, street, ", ")
            if card.street and (number or box):
                house, bus = _places(row, number), _places(row, box)
                card.street += f" {house}" if house else ""
                card.street += f" bus {bus.removeprefix('bus ').removeprefix('Bus ')}" if bus else ""
            card.postcode, card.city = _places(row, postcode), _places(row, city)
            if card.street or card.postcode or card.city:
                card.country = _places(row, country)
                break
        else:
            country_only = (_places(row, place[-1]) for place in self.places)
            card.country = next((country for country in country_only if country), "")
        if card.street and not card.postcode and not card.city:
            line, comma, town = card.street.rpartition(",")
            found = _TOWN.fullmatch(town) if comma else None
            if found:
                card.street, card.postcode, card.city = line.strip(), found[1], found[2].strip()

    def _reach(self, card: Card, row: list[str]) -> None:
        for add, columns in ((add_emails, self.emails), (add_phones, self.phones)):
            starred = 0
            for at, label, label_at in columns:
                cell = row[at]
                if not cell:
                    continue
                star, labels = False, [label]
                if label_at >= 0:
                    given = cell_text(row[label_at])
                    star = given.startswith("*")
                    labels = [
                        one.strip().removeprefix("*").strip().lower() for one in given.split(BETWEEN_VALUES)
                    ]
                count = add(card, cell, self.headings[at], labels, first=starred if star else -1)
                starred += count if star else 0

    def _noes(self, row: list[str]) -> list[No]:
        found: list[No] = []
        for field, what, at in self.noes:
            cell = cell_text(row[at]) if row[at] else ""
            if cell:
                heading = self.headings[at]
                no = no_of_state(heading, cell) if field == "state" else _NO[field](what, heading, cell)
                if no:
                    found.append(no)
        return found


def _joined(row: list[str], places: list[int], between: str = " ") -> str:
    if len(places) == 1:
        cell = row[places[0]]
        return cell_text(cell) if cell else ""
    if not places:
        return ""
    return between.join([text for at in places if row[at] and (text := cell_text(row[at]))])


def _places(row: list[str], places: list[int], between: str = " ") -> str:
    """Return what cells of a postal address say: of several addresses in one cell the first."""
    if not places:
        return ""
    text = _joined(row, places, between)
    if BETWEEN_VALUES in text:
        text = between.join(
            part for at in places if (part := cell_text(row[at].partition(BETWEEN_VALUES)[0]))
        )
    return "" if len(text) < LONGEST_NOTHING and not text.isdecimal() and says_nothing(text) else text


def _language(text: str) -> str:
    """Return two letters for a language written as a code or a name, or nothing."""
    code = text.replace("_", "-").partition("-")[0].strip().lower()
    return code if len(code) == 2 and code.isalpha() else LANGUAGES.get(normalise_heading(text)[0], "")

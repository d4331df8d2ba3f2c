"""The addresses and numbers of a card, from the cells of a table or the properties of a vCard."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from contacts.importing.card import Card
from contacts.importing.cells import LONGEST_CELL, cell_text, cut_cell, says_nothing
from contacts.importing.regions import HOME
from privacy.subjects.identifiers import BELGIAN, SHORTENED
from privacy.subjects.written_emails import PLAIN, Writing, count_words_with_at, read_emails
from privacy.subjects.written_phones import read_phones

LABEL_LENGTH = 60
MOST_DIGITS_SHOWN = 6
"""Digits before the E of a shortened number that a spreadsheet shows: with more it may be somebody's whole
number, which a report does not name."""


def read_cell(card: Card, cell: str, place: str) -> str:
    """Return what is read of ``cell`` in the column or property ``place``; say on ``card`` if that is not
    all."""
    if len(cell) <= LONGEST_CELL:
        return cell
    card.troubles.append(
        f"{place}: "
        + _("longer than %(length)d characters; only the start has been read") % {"length": LONGEST_CELL}
    )
    return cut_cell(cell)


def add_emails(card: Card, cell: str, place: str, labels: Iterable[str] = (), *, first: int = -1) -> int:
    """Add the addresses in ``cell`` to ``card``, with the label of each or the last of ``labels``, in the
    place ``first`` or at the end; return how many.

    What holds none is added as written, to be named by who checks it.
    """
    if len(cell) <= LONGEST_CELL and PLAIN.fullmatch(cell):
        return _add(card.emails, [Writing(cell)], list(labels), first)
    cell = read_cell(card, cell, place)
    text = cell_text(cell)
    if not text.strip(":;, ") or says_nothing(text):
        return 0
    found = read_emails(text)
    if not found:
        found = [Writing(text)]
    elif count_words_with_at(text) > len(found) and not _repeats(found, text):
        card.troubles.append(f"{place}: {_('an e-mail address is not usable and has been left out')}")
    card.written.append(text)
    card.places.update((one.value, place) for one in found)
    return _add(card.emails, found, list(labels), first)


def add_phones(card: Card, cell: str, place: str, labels: Iterable[str] = (), *, first: int = -1) -> int:
    """Add the numbers in ``cell`` to ``card`` in the same way; where none can be read, what is written."""
    if card.region == HOME and len(cell) <= LONGEST_CELL and BELGIAN.fullmatch(cell):
        return _add(card.phones, [Writing(cell)], list(labels), first)
    cell = read_cell(card, cell, place)
    text = cell_text(cell)
    if not text.strip(":;, ") or says_nothing(text):
        return 0
    card.written.append(text)
    text = _without_shortened(card, text, place)
    if not text.strip(":;, /-"):
        return 0
    found = read_phones(text, region=card.region) or [Writing(text)]
    card.places.update((one.value, place) for one in found)
    return _add(card.phones, found, list(labels), first)


def _without_shortened(card: Card, text: str, place: str) -> str:
    """Return ``text`` without the numbers that a spreadsheet shortened; name them on ``card``."""
    if "E" not in text.upper():
        return text
    for number in SHORTENED.findall(text):
        shown = sum(c.isdigit() for c in number.upper().partition("E")[0]) <= MOST_DIGITS_SHOWN
        told = (
            _("“%(number)s” is a number that a spreadsheet has shortened, and has been left out")
            % {"number": number}
            if shown
            else _("a number that a spreadsheet has shortened has been left out")
        )
        card.troubles.append(f"{place}: {told}")
    return SHORTENED.sub(" ", text).strip()


def _repeats(found: list[Writing], text: str) -> bool:
    """Return whether every word with an ``@`` in ``text`` is one of the addresses ``found``."""
    folded = text.casefold()
    return folded.count("@") == sum(folded.count(one.value.casefold()) for one in found)


def _add(reached: list[tuple[str, str]], found: list[Writing], labels: list[str], first: int) -> int:
    if not reached and len(found) == 1 and not found[0].note:
        reached.append((found[0].value, labels[0][:LABEL_LENGTH] if labels else ""))
        return 1
    known = {value.casefold() for value, _label in reached}
    count = 0
    for at, (value, note) in enumerate(found):
        label = labels[min(at, len(labels) - 1)] if labels else ""
        if note:
            label = f"{label}, {note}" if label else note
        if value.casefold() in known:
            continue
        known.add(value.casefold())
        one = (value, label[:LABEL_LENGTH])
        if first < 0:
            reached.append(one)
        else:
            reached.insert(first + count, one)
        count += 1
    return count

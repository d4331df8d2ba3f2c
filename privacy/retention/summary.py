"""What goes and what stays of a person, in lines that a person reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from privacy.declarations.purposes import Words
from privacy.models import (
    AccessLog,
    Correction,
    DutyFulfilled,
    Hold,
    MyDataVisit,
    OutboxMessage,
    RecipientNotification,
    Request,
)
from privacy.retention.explanation import Explained
from privacy.retention.state import State
from privacy.wording.holds import held_words
from privacy.wording.words import group_words

OWN_RECORDS = (
    Request,
    OutboxMessage,
    AccessLog,
    DutyFulfilled,
    Correction,
    MyDataVisit,
    RecipientNotification,
)
"""Made by handling a request, and by looking at it: they change while staff look, and are told of in the
letter."""


@dataclass(frozen=True)
class Item:
    """One line of a preview, put into words when it is read: staff and the person may read it in two
    languages. ``until`` is the last day kept, ``None`` where that is not known; ``held_by`` the number of the
    hold or restriction that keeps it, where no purpose does; ``own_term`` is that of the ``Reason``."""

    label: str
    what: Words
    rows: int
    purpose: str = ""
    why: Words = ""
    text: Words = ""
    law: str | None = None
    until: date | None = None
    held_by: str = ""
    own_term: bool = False


def restricted_groups(explained: Iterable[Explained]) -> list[Explained]:
    """Return what a restriction leaves unused: all that not the law alone keeps."""
    return [each for each in explained if not each.group.only_law_keeps_it]


def split_ending(explained: Iterable[Explained]) -> tuple[list[Item], list[Item]]:
    """Return what nothing needs any more, so that it goes tonight, and what stays."""
    lines = list(explained)
    due = lines_staying(each for each in lines if each.state == State.DUE)
    return due, lines_staying(each for each in lines if each.state != State.DUE)


def lines_staying(explained: Iterable[Explained], *, ours: bool = False) -> list[Item]:
    """Return what is kept, a line for each group and purpose, with the latest of its last days, and for each
    hold or restriction on it; ``ours``: and what handling requests left."""
    lines: dict[tuple[str, str, str], Item] = {}
    for each in explained:
        if each.state == State.EMPTY or (is_own(each) and not ours):
            continue
        for item in _lines_of(each):
            key = (item.label, item.purpose, item.held_by)
            lines[key] = _joined(lines[key], item) if key in lines else item
    return list(lines.values())


def is_own(each: Explained) -> bool:
    """Return whether it is a record of ours about a request, such as the hold that keeps what the request is
    about."""
    return each.group.model in OWN_RECORDS or (isinstance(each.row, Hold) and each.row.request_id is not None)


def _lines_of(each: Explained) -> list[Item]:
    label, what = each.group.label, data_words_of(each.group)
    if each.state == State.KEPT:
        return [
            Item(
                *(label, what, 1, r.purpose.slug, r.purpose.words, r.text, r.purpose.law, r.until),
                own_term=r.own_term,
            )
            for r in each.reasons
        ]
    if each.state == State.HELD:
        return [
            Item(label, what, 1, why=words.why, text=words.until, law=words.law, held_by=held)
            for held, words in zip(each.held_by_number, map(held_words, each.held_by), strict=True)
        ]
    return [Item(label, what, 1, why=_("nothing needs it any more: it goes tonight"))]


data_words_of = lazy(group_words, str)
"""The words for the data of a group, in the language of whoever reads them."""


def _joined(one: Item, other: Item) -> Item:
    until = None if one.until is None or other.until is None else max(one.until, other.until)
    return replace(one, rows=one.rows + other.rows, until=until)

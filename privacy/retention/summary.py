"""What goes and what stays of a person, in lines that a person reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext
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
    languages. ``until`` is the last day kept, ``None`` where that is not known."""

    label: str
    what: Words
    rows: int
    purpose: str = ""
    why: Words = ""
    text: Words = ""
    law: str | None = None
    until: date | None = None


def restricted_groups(explained: Iterable[Explained]) -> list[Explained]:
    """Return what a restriction leaves unused: all that not the law alone keeps."""
    return [each for each in explained if not each.group.only_law_keeps_it]


def split_ending(explained: Iterable[Explained]) -> tuple[list[Item], list[Item]]:
    """Return what nothing needs any more, so that it goes tonight, and what stays."""
    lines = list(explained)
    due = lines_staying(each for each in lines if each.state == State.DUE)
    return due, lines_staying(each for each in lines if each.state != State.DUE)


def lines_staying(explained: Iterable[Explained], *, ours: bool = False) -> list[Item]:
    """Return what is kept, a line for each group and purpose, with the latest of its last days; ``ours``: and
    what handling requests left."""
    lines: dict[tuple[str, str], Item] = {}
    for each in explained:
        if each.state == State.EMPTY or (is_own(each) and not ours):
            continue
        for item in _lines_of(each):
            before = lines.get((item.label, item.purpose))
            lines[item.label, item.purpose] = _joined(before, item) if before else item
    return list(lines.values())


def is_own(each: Explained) -> bool:
    """Return whether it is a record of ours about a request, such as the hold that keeps what the request is
    about."""
    return each.group.model in OWN_RECORDS or (isinstance(each.row, Hold) and each.row.request_id is not None)


def _lines_of(each: Explained) -> list[Item]:
    label, what = each.group.label, data_words_of(each.group)
    if each.state == State.KEPT:
        return [
            Item(label, what, 1, r.purpose.slug, r.purpose.words, r.text, r.purpose.law, r.until)
            for r in each.reasons
        ]
    if each.state == State.HELD:
        law = "; ".join(dict.fromkeys(hold.law for hold in each.holds)) or "GDPR art. 18"
        day = max((hold.review_on for hold in each.holds), default=None)
        text = _looked_at_again(day) if day else ""
        if each.holds and all(hold.request_id for hold in each.holds):
            return [
                Item(
                    label,
                    what,
                    1,
                    why=_("we are answering another request of yours, and it goes after that"),
                    law=law,
                )
            ]
        return [
            Item(
                label,
                what,
                1,
                why=_("it is held, because of a dispute or because its use is restricted"),
                text=text,
                law=law,
            )
        ]
    return [Item(label, what, 1, why=_("nothing needs it any more: it goes tonight"))]


def _looked_at_again_now(day: date) -> str:
    return gettext("we look at it again on %(day)s") % {"day": date_format(day)}


_looked_at_again = lazy(_looked_at_again_now, str)
data_words_of = lazy(group_words, str)
"""The words for the data of a group, in the language of whoever reads them."""


def _joined(one: Item, other: Item) -> Item:
    until = None if one.until is None or other.until is None else max(one.until, other.until)
    return Item(one.label, one.what, one.rows + other.rows, one.purpose, one.why, one.text, one.law, until)

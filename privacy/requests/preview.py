"""What would come of a request, before anybody decides: what goes, what stays and why, what others have to do.

Staff approve what they saw. The fingerprint is a digest of everything that was looked at; when it is another one at
the moment of approval, the data changed in between and staff look again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from privacy.declarations.recipients import Progress
from privacy.declarations.registry import registry
from privacy.models import AccessLog, Correction, DutyFulfilled, Hold, MyDataVisit, OutboxMessage, RecipientNotification, Request, Subject
from privacy.recipients import notifications as forwardings
from privacy.retention.explanation import Explained, explain
from privacy.retention.state import State
from privacy.rights import rectification as corrections
from privacy.rights.erasure import Erasure, erase
from privacy.rights.objection import KINDS, stop
from privacy.subjects.lookup import asking
from privacy.wording.words import data_words

OWN_RECORDS = (Request, OutboxMessage, AccessLog, DutyFulfilled, Correction, MyDataVisit, RecipientNotification)
"""Made by handling a request, and by looking at it: they change while staff look, and are told of in the letter."""


@dataclass(frozen=True)
class Item:
    """One line of a preview. ``until`` is the last day kept, ``None`` where that is not known."""

    label: str
    what: str
    rows: int
    purpose: str = ""
    why: str = ""
    text: str = ""
    law: str | None = None
    until: date | None = None


@dataclass(frozen=True)
class Preview:
    """What would come of ``request`` for ``subject``; ``candidates`` are all whom its address leads to.

    ``processors`` lists what others who hold the data for us will be told to do.
    """

    request: Request
    subject: Subject | None
    candidates: list[Subject]
    fingerprint: str
    goes: list[Item] = field(default_factory=list)
    stays: list[Item] = field(default_factory=list)
    processors: list[Item] = field(default_factory=list)

    @property
    def known(self) -> bool:
        """Whether we have anything about the person at all."""
        return bool(self.goes or self.stays)


def preview(request: Request, today: date) -> Preview:
    """Return what would happen if ``request`` were approved on ``today``, in the active language; changes nothing.

    What erases or stops something is rehearsed and taken back; for other rights everything stays.
    """
    candidates = asking(request)
    subject = request.subject
    if subject is None:
        return Preview(request, None, candidates, _nobody(request, candidates))
    before = explain(subject, today=today)
    mark = _fingerprint(request, subject, candidates, before)
    if request.kind in KINDS:
        goes, stays = ending(stop(request, subject, today=today, dry_run=True))
        return Preview(request, subject, candidates, mark, goes=goes, stays=stays)
    if request.kind != Request.Kind.ERASURE:
        told = [(each.name, Progress.MANUAL) for each in forwardings.owed(subject, _changing(request, before))]
        return Preview(request, subject, candidates, mark, stays=staying(before), processors=others(told))
    rehearsed = erase(subject, today=today, source=request.channel, dry_run=True)
    goes, stays = going(rehearsed), staying(rehearsed.explained)
    return Preview(request, subject, candidates, mark, goes=goes, stays=stays, processors=others(rehearsed.processors))


def others(progress: Iterable[tuple[str, Progress]]) -> list[Item]:
    """Return by name how far others are who hold, or received, the data."""
    return [Item("", name, 0, why=str(state.words)) for name, state in progress]


def set_aside(explained: Iterable[Explained]) -> list[Explained]:
    """Return what a restriction leaves unused: all that not the law alone keeps."""
    return [each for each in explained if not each.group.only_law_keeps_it]


def _changing(request: Request, explained: Iterable[Explained]) -> set[str]:
    """Return the labels of what ``request`` would correct or put aside, of which others are to hear (GDPR art. 19)."""
    if request.kind == Request.Kind.RECTIFICATION:
        return {corrections.group_label(each) for each in request.corrections.filter(state=Correction.State.ACCEPTED)}
    return {each.group.label for each in set_aside(explained)} if request.kind == Request.Kind.RESTRICTION else set()


def going(erasure: Erasure) -> list[Item]:
    """Return what an erasure takes (or took), a line for each group; a row that goes for being empty is no news."""
    labels = {group.label: group for group in registry.groups if group.model not in OWN_RECORDS}
    return [Item(label, data_words(labels[label]), rows) for label, rows in erasure.rows.items() if label in labels]


def ending(explained: Iterable[Explained]) -> tuple[list[Item], list[Item]]:
    """Return what nothing needs any more, so that it goes tonight, and what stays."""
    lines = list(explained)
    due = staying(each for each in lines if each.state == State.DUE)
    return due, staying(each for each in lines if each.state != State.DUE)


def staying(explained: Iterable[Explained], *, ours: bool = False) -> list[Item]:
    """Return what is kept, a line for each group and purpose, with the latest of its last days; ``ours``: and what
    handling requests left."""
    lines: dict[tuple[str, str], Item] = {}
    told = list(explained)
    holds = _holds(told)
    for each in told:
        if each.state == State.EMPTY or (is_own(each) and not ours):
            continue
        for item in _lines_of(each, holds):
            before = lines.get((item.label, item.purpose))
            lines[item.label, item.purpose] = _joined(before, item) if before else item
    return list(lines.values())


def is_own(each: Explained) -> bool:
    """Return whether it is a record of ours about a request, such as the hold that keeps what the request is about."""
    return each.group.model in OWN_RECORDS or (isinstance(each.row, Hold) and each.row.request_id is not None)


def _lines_of(each: Explained, holds: dict[str, Hold]) -> list[Item]:
    label, what = each.group.label, data_words(each.group)
    if each.state == State.KEPT:
        return [Item(label, what, 1, r.purpose.slug, str(r.purpose.words), r.text, r.purpose.law, r.until) for r in each.reasons]
    if each.state == State.HELD:
        standing = [holds[number] for number in _hold_numbers(each)]
        law = "; ".join(dict.fromkeys(hold.law for hold in standing)) or "GDPR art. 18"
        day = max((hold.review_on for hold in standing), default=None)
        text = _("we look at it again on %(day)s") % {"day": date_format(day)} if day else ""
        if standing and all(hold.request_id for hold in standing):
            return [Item(label, what, 1, why=_("we are answering another request of yours, and it goes after that"), law=law)]
        return [Item(label, what, 1, why=_("it is held, because of a dispute or because its use is restricted"), text=text, law=law)]
    return [Item(label, what, 1, why=_("nothing needs it any more: it goes tonight"))]


def _holds(explained: Iterable[Explained]) -> dict[str, Hold]:
    """Return the holds that are meant, by their numbers, in at most one statement."""
    numbers = {number for each in explained for number in _hold_numbers(each)}
    return {str(hold.pk): hold for hold in Hold.objects.filter(pk__in=numbers)} if numbers else {}


def _hold_numbers(each: Explained) -> list[str]:
    return [name.removeprefix("hold ") for name in each.held_by if name.startswith("hold ")]


def _joined(one: Item, other: Item) -> Item:
    until = None if one.until is None or other.until is None else max(one.until, other.until)
    return Item(one.label, one.what, one.rows + other.rows, one.purpose, one.why, one.text, one.law, until)


def _fingerprint(request: Request, subject: Subject, candidates: list[Subject], explained: Iterable[Explained]) -> str:
    """Return a digest of the state and the values of every group, of what is to be corrected, and of the drafted answer:
    whatever changes, it changes."""
    state = [
        [
            each.group.label,
            each.row.pk,
            each.state,
            [[r.purpose.slug, r.until] for r in each.reasons],
            each.held_by,
            [each.row._meta.get_field(name).value_to_string(each.row) for name in each.group.fields],
        ]
        for each in explained
        if each.group.model not in OWN_RECORDS
    ]
    corrections = list(request.corrections.order_by("pk").values_list("pk", "state"))
    drafted = [corrections, request.supplement, request.draft]
    return _digest([str(subject.pk), sorted(str(one.pk) for one in candidates), state, drafted])


def _nobody(request: Request, candidates: list[Subject]) -> str:
    return _digest([None, sorted(str(one.pk) for one in candidates), request.draft])


def _digest(facts: object) -> str:
    return hashlib.sha256(json.dumps(facts, cls=DjangoJSONEncoder).encode()).hexdigest()

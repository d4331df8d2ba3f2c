"""What would come of a request, before anybody decides: what goes, what stays and why, what others have to
do.

Staff approve what they saw. The fingerprint is a digest of everything that was looked at; when it is another
one at the moment of approval, the data changed in between and staff look again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.core.serializers.json import DjangoJSONEncoder

from privacy.declarations.recipients import Progress
from privacy.declarations.registry import registry
from privacy.models import Correction, Request, Subject
from privacy.recipients import notifications as forwardings
from privacy.retention.explanation import Explained, explain
from privacy.retention.summary import OWN_RECORDS, Item, ending, set_aside, staying
from privacy.rights import rectification as corrections
from privacy.rights.erasure import Erasure, erase
from privacy.rights.objection import KINDS, stop
from privacy.subjects.lookup import asking
from privacy.wording.words import data_words


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
    """Return what would happen if ``request`` were approved on ``today``, in the active language; changes
    nothing.

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
        told = [
            (each.name, Progress.MANUAL) for each in forwardings.owed(subject, _changing(request, before))
        ]
        return Preview(request, subject, candidates, mark, stays=staying(before), processors=others(told))
    rehearsed = erase(subject, today=today, source=request.channel, dry_run=True)
    goes, stays = going(rehearsed), staying(rehearsed.explained)
    return Preview(
        request, subject, candidates, mark, goes=goes, stays=stays, processors=others(rehearsed.processors)
    )


def others(progress: Iterable[tuple[str, Progress]]) -> list[Item]:
    """Return by name how far others are who hold, or received, the data."""
    return [Item("", name, 0, why=str(state.words)) for name, state in progress]


def _changing(request: Request, explained: Iterable[Explained]) -> set[str]:
    """Return the labels of what ``request`` would correct or put aside, of which others are to hear (GDPR
    art. 19)."""
    if request.kind == Request.Kind.RECTIFICATION:
        return {
            corrections.group_label(each)
            for each in request.corrections.filter(state=Correction.State.ACCEPTED)
        }
    return (
        {each.group.label for each in set_aside(explained)}
        if request.kind == Request.Kind.RESTRICTION
        else set()
    )


def going(erasure: Erasure) -> list[Item]:
    """Return what an erasure takes (or took), a line for each group; a row that goes for being empty is no
    news."""
    labels = {group.label: group for group in registry.groups if group.model not in OWN_RECORDS}
    return [
        Item(label, data_words(labels[label]), rows)
        for label, rows in erasure.rows.items()
        if label in labels
    ]


def _fingerprint(
    request: Request, subject: Subject, candidates: list[Subject], explained: Iterable[Explained]
) -> str:
    """Return a digest of the state and the values of every group, of what is to be corrected, and of the
    drafted answer: whatever changes, it changes."""
    state = [
        [
            each.group.label,
            each.row.pk,
            each.state,
            [[r.purpose.slug, r.until] for r in each.reasons],
            each.held_by_number,
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

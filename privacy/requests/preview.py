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

from privacy.locks import consistent_reading
from privacy.models import Request, Subject
from privacy.retention.explanation import Explained, explain
from privacy.retention.mentions import Mention, mentions_of
from privacy.retention.summary import OWN_RECORDS, Item
from privacy.rights.base import Consequences
from privacy.rights.registered import right_of
from privacy.subjects.lookup import subjects_asking


@dataclass(frozen=True)
class Preview:
    """What would come of ``request`` for ``subject``; ``candidates`` are all whom its address leads to.

    ``known`` is whether we have anything about the person at all; ``mentions`` are where the address of
    nobody whom we know stands nevertheless.
    """

    request: Request
    subject: Subject | None
    candidates: list[Subject]
    fingerprint: str
    consequences: Consequences = field(default_factory=Consequences)
    known: bool = False
    mentions: list[Mention] = field(default_factory=list)

    @property
    def goes(self) -> list[Item]:
        """What is erased, at once or tonight."""
        return self.consequences.goes

    @property
    def stays(self) -> list[Item]:
        """What stays, and why."""
        return self.consequences.stays

    @property
    def processors(self) -> list[Item]:
        """What others who hold, or received, the data will be told to do."""
        return self.consequences.processors


def preview_request(request: Request, today: date) -> Preview:
    """Return what would happen if ``request`` were approved on ``today``, in the active language; writes
    nothing."""
    with consistent_reading():
        candidates = subjects_asking(request)
        subject = request.subject
        if subject is None:
            mentions = _mentions(request, candidates)
            mark = _nobody(request, candidates, mentions)
            return Preview(request, None, candidates, mark, mentions=mentions)
        explained = explain(subject, today=today)
        mark = _fingerprint(request, subject, candidates, explained)
        found = right_of(request).preview(request, subject, explained, today=today)
        return Preview(request, subject, candidates, mark, found, known=bool(found.goes or found.stays))


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


def _mentions(request: Request, candidates: list[Subject]) -> list[Mention]:
    """Return where the address of ``request`` stands; of whoever acts for another it says nothing."""
    return mentions_of(request.address) if request.address and not request.mandate and not candidates else []


def _nobody(request: Request, candidates: list[Subject], mentions: list[Mention]) -> str:
    places = [[each.label, each.field, str(each.row.pk)] for each in mentions]
    return _digest([None, sorted(str(one.pk) for one in candidates), request.draft, places])


def _digest(facts: object) -> str:
    return hashlib.sha256(json.dumps(facts, cls=DjangoJSONEncoder).encode()).hexdigest()

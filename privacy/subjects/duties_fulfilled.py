"""What the law wants a person told: that they may object, where their data came from, that a restriction
ends.

Once a letter that says it left the house, a row of ``DutyFulfilled`` says so. What only waits to be sent was
not told. Which letter fulfils which duty stands in its declaration.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from privacy.dates import day_of
from privacy.declarations.policies import Policy
from privacy.declarations.registry import registry
from privacy.models import Choice, DutyFulfilled, Subject

What = DutyFulfilled.What


def must_hear_of_right_to_object(subject: Subject | None) -> bool:
    """Return whether the next letter to ``subject`` must tell of the right to object, apart from everything
    else: no letter to this person did before (GDPR art. 21(4))."""
    if subject is None or subject.kind != Subject.Kind.PERSON:
        return False
    return not DutyFulfilled.objects.filter(subject=subject, what=What.OBJECTION).exists()


def must_hear_of_source(subject: Subject | None, *, on: date) -> bool:
    """Return whether ``subject`` must still be told that somebody else gave us their data, at the latest when
    we first reach them (GDPR art. 14(3))."""
    return subject is not None and any(
        list_untold(policy, on=on).filter(**{str(policy.subject): subject}).exists()
        for policy in policies_from_others()
    )


def policies_from_others() -> list[Policy]:
    """Return the policies of rows that somebody else may have given us."""
    return [policy for policy in registry.policies if policy.origin and policy.from_others]


def list_untold(policy: Policy, *, on: date) -> QuerySet[Any]:
    """Return the rows of ``policy`` that somebody else gave us and of which the person was not told; what was
    erased needs no telling."""
    assert policy.from_others is not None  # noqa: S101  (asked of ``policies_from_others`` only)
    told = DutyFulfilled.objects.filter(subject=OuterRef(str(policy.subject)), what=What.ORIGIN)
    source = [group.pending() for group in policy.groups if policy.origin in group.fields]
    rows: QuerySet[Any] = policy.model._base_manager.filter(policy.from_others.q("", on))
    return rows.filter(reduce(or_, source, Q(pk__in=[]))).filter(~Exists(told))


def record_duties(subject: Subject, duties: Iterable[DutyFulfilled.What], *, at: datetime) -> None:
    """Write down that a letter which left at ``at`` fulfilled those ``duties`` to inform ``subject``."""
    DutyFulfilled.objects.bulk_create(DutyFulfilled(subject=subject, what=what, at=at) for what in duties)


def may_be_lifted(restriction: Choice, *, on: date) -> bool:
    """Return whether the person was told, since they were restricted and no later than ``on``, that it ends
    (GDPR art. 18(3)).

    Where an earlier restriction ended on the day this one began, a letter of before it was recorded was about
    that one.
    """
    since = min(restriction.starts, day_of(restriction.recorded_at))
    told = DutyFulfilled.objects.filter(subject=restriction.subject_id, what=What.LIFTING)
    earlier = Choice.objects.filter(
        subject=restriction.subject_id, kind=Choice.Kind.RESTRICTION, ends=restriction.starts
    )
    if earlier.exclude(pk=restriction.pk).exists():
        told = told.filter(at__gte=restriction.recorded_at)
    return any(since <= day_of(at) <= on for at in told.values_list("at", flat=True))

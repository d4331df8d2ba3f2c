"""What the law wants a person told: that they may object, where their data came from, that a restriction
ends.

Once a letter that says it left the house, a row of ``DutyFulfilled`` says so. What only waits to be sent was
not told. Which letter fulfils which duty stands in its declaration.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from privacy.dates import day_of
from privacy.models import Choice, DutyFulfilled, Subject

What = DutyFulfilled.What


def must_hear_of_right_to_object(subject: Subject | None) -> bool:
    """Return whether the next letter to ``subject`` must tell of the right to object, apart from everything
    else: no letter to this person did before (GDPR art. 21(4))."""
    if subject is None or subject.kind != Subject.Kind.PERSON:
        return False
    return not DutyFulfilled.objects.filter(subject=subject, what=What.OBJECTION).exists()


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

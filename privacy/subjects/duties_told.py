"""What the law wants a person told: that they may object, where their data came from, that a restriction
ends.

A letter that says it is named here; once it left the house a row of ``Told`` says so. What only waits to be
sent was not told.
"""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from privacy.models import Choice, DutyFulfilled, Subject

What = DutyFulfilled.What

LETTERS: dict[str, DutyFulfilled.What] = {"origin": What.ORIGIN, "restriction-ends": What.LIFTING}
"""Which duty is done by which letter of ``templates/mail``. The right to object goes with the first of any
kind."""


def is_first(subject: Subject | None) -> bool:
    """Return whether ``subject`` was never told, apart from everything else, of the right to object (GDPR
    art. 21(4))."""
    if subject is None or subject.kind != Subject.Kind.PERSON:
        return False
    return not DutyFulfilled.objects.filter(subject=subject, what=What.OBJECTION).exists()


def note(subject: Subject | None, *, template: str, first: bool, at: datetime) -> None:
    """Write down what the letter ``template`` told ``subject``, which left at ``at``; ``first`` if the right
    to object was in it."""
    if subject is None:
        return
    told = [What.OBJECTION] if first else []
    told += [LETTERS[template]] if template in LETTERS else []
    DutyFulfilled.objects.bulk_create(DutyFulfilled(subject=subject, what=what, at=at) for what in told)


def may_be_lifted(restriction: Choice, *, on: date) -> bool:
    """Return whether the person was told, since they were restricted and no later than ``on``, that it ends
    (GDPR art. 18(3)).

    Where an earlier restriction ended on the day this one began, a letter of before it was recorded was about
    that one.
    """
    since = min(restriction.starts, timezone.localdate(restriction.recorded_at))
    told = DutyFulfilled.objects.filter(subject=restriction.subject_id, what=What.LIFTING)
    earlier = Choice.objects.filter(
        subject=restriction.subject_id, kind=Choice.Kind.RESTRICTION, ends=restriction.starts
    )
    if earlier.exclude(pk=restriction.pk).exists():
        told = told.filter(at__gte=restriction.recorded_at)
    return any(since <= timezone.localdate(at) <= on for at in told.values_list("at", flat=True))

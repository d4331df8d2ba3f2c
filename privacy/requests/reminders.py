"""Reminders of requests: a task for whoever handles them when time gets short, and another when it is
over."""

from __future__ import annotations

from datetime import date, datetime

from privacy.dates import DAY, day_of
from privacy.locks import latched
from privacy.models import Request, Task
from privacy.requests import clock
from privacy.requests.states import REMINDER
from privacy.rights.registered import right_of

State = Request.State


def open_reminders(*, now: datetime) -> int:
    """Open a task for every request that nears its last day or is past it, once each; return how many.

    The task of one that nears is due on our own target, the last working day of the time we have; that of one
    that is late since the day after its last. Nothing is opened while the clock stands still.
    """
    waiting = (
        Request.objects.filter(state__in=(State.OPEN, State.APPROVED))
        .prefetch_related("suspensions")
        .order_by("due_on", "pk")
    )
    return sum(_open(request, now=now) for request in waiting)


def reminder_day(request: Request, *, today: date) -> date | None:
    """Return the day that the reminder of today is due; ``None`` if it is too early for one."""
    if clock.stands_still_since(request):
        return None
    if today > request.due_on:
        return request.due_on + DAY
    target = clock.internal_target(request, today=today)
    nears = (
        right_of(request).at_once
        or clock.part_of_time_gone(request, today=today) >= clock.NEARLY
        or today >= target
    )
    return target if nears else None


def _open(request: Request, *, now: datetime) -> bool:
    day = reminder_day(request, today=day_of(now))
    if day is None:
        return False
    with latched():
        ours = Task.objects.filter(**REMINDER, row=request.pk)
        if (
            ours.filter(due_on=day).exists()
            or not Request.objects.filter(pk=request.pk, state=request.state).exists()
        ):
            return False
        if not ours.filter(done_on=None).update(due_on=day):
            Task.objects.create(**REMINDER, row=request.pk, due_on=day)
        return True

"""A request ends: closed once its answer has left, or followed by another."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef

from privacy.locks import latched
from privacy.models import Request, Task
from privacy.requests.standing import new_request
from privacy.requests.states import end_what_hangs_on, move_to_state
from privacy.rights.registered import every_right

State = Request.State


def close_answered(*, now: datetime) -> int:
    """Close what was decided and whose answer has left the house; return how many.

    A message that still waits, or stands parked before a person, keeps its request open; so does whoever
    received the data and was not told yet (GDPR art. 19), and what was found to be left over after an
    erasure.
    """
    unsent = ("waiting", "parked")
    left = Task.objects.filter(kind=Task.Kind.LEFTOVER, subject=OuterRef("subject"), done_on=None)
    decided = Request.objects.filter(state__in=(State.APPROVED, State.REFUSED), closed_at=None).exclude(
        Exists(left), kind__in=[right.kind for right in every_right() if right.is_final]
    )
    answered = decided.exclude(messages__state__in=unsent).exclude(notifications__state="waiting")
    count = 0
    for number in list(answered.values_list("pk", flat=True)):
        with latched():
            # Another worker may have been first, or staff wrote once more.
            request = answered.filter(pk=number).first()
            if request is None:
                continue
            if request.state == State.APPROVED:
                move_to_state(request, State.ANSWERED, now=now, closed_at=now)
            else:
                Request.objects.filter(pk=request.pk, closed_at=None).update(closed_at=now)
                end_what_hangs_on(request, now=now)
        count += 1
    return count


def open_follow_up(request: Request, *, now: datetime) -> Request:
    """Return the open request that follows a closed one, made if there is none: a closed one never opens
    again."""
    with latched():
        standing = request.follow_ups.filter(closed_at=None).first()
        if standing:
            return standing
        facts = {"kind": request.kind, "channel": request.channel, "language": request.language}
        made = new_request(
            address=request.address or "",
            postal=request.postal or "",
            received_at=now,
            parent=request,
            **facts,
        )
        made.digest = request.digest
        made.save()
        move_to_state(made, State.OPEN, now=now, confirmed_at=now, subject=request.subject)
        return made

"""The course of a request: from which state it may go to which, who did what when, and what follows from its
end.

Every step from the confirmation on is a line of the ledger. A closed request never opens again.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext_lazy

from privacy.dates import day_of
from privacy.evidence import ledger
from privacy.models import MailedLink, Request, RequestStep, Task
from privacy.requests import tokens
from privacy.rights.registered import right_of
from privacy.subjects import request_holds
from privacy.web.refusal import Refusal

State = Request.State
Use = MailedLink.Use

ALLOWED: dict[str, frozenset[str]] = {
    State.UNCONFIRMED: frozenset({State.OPEN, State.CANCELLED, State.EXPIRED}),
    State.OPEN: frozenset({State.APPROVED, State.REFUSED, State.CANCELLED}),
    State.APPROVED: frozenset({State.ANSWERED}),
}
"""From which state a request may go to which. What is not named here is an end."""

REMINDER: dict[str, str] = {"kind": Task.Kind.REQUEST, "label": "privacy.request"}
"""What the tasks that remind of a request have in common; ``row`` is its number."""


class AlreadyDecided(Refusal):
    """Somebody else, or another click, was first: the request is no longer in the state this began from."""

    def __init__(self) -> None:
        super().__init__(
            gettext_lazy(
                "This was decided already, in another window or by somebody else. Nothing was done twice."
            )
        )


def move_to_state(
    request: Request, to: str, *, now: datetime, by: AbstractBaseUser | None = None, **facts: Any
) -> None:
    """Bring ``request`` to state ``to`` and write ``facts`` on it; ``AlreadyDecided`` if it is not there any
    more.

    The caller holds the latch. A closed request takes its status links along after a while.
    """
    was = request.state
    if to not in ALLOWED.get(was, frozenset()):
        raise AlreadyDecided
    if not Request.objects.filter(pk=request.pk, state=was).update(state=to, **facts):
        raise AlreadyDecided
    request.state = State(to)
    for name, value in facts.items():
        setattr(request, name, value)
    if to == State.OPEN:
        right_of(request).begin(request, now=now)
    if to == State.CANCELLED:
        right_of(request).cancel(request, now=now)
    if facts.get("closed_at"):
        end_what_hangs_on(request, now=now)
    if to not in (State.OPEN, State.APPROVED):
        Task.objects.filter(**REMINDER, row=request.pk, done_on=None).update(done_on=day_of(now))
    RequestStep.objects.create(request=request, at=now, what=to, by_id=by.pk if by else None)
    ledger.append_entry("request", request=request.pk, was=str(was), now=str(to), by=by.pk if by else None)


def end_what_hangs_on(request: Request, *, now: datetime) -> None:
    """Let what hangs on ``request``, which is closed, end with it; whoever asked can look at its status for a
    while."""
    tokens.end_links(request, Use.CONFIRM, at=now)
    tokens.end_links(request, Use.STATUS, at=now + tokens.STATUS_AFTER_CLOSING)
    request_holds.release_request_holds(request, now=now)

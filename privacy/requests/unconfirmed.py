"""What came by the public form and was never confirmed: one task a day shows it to a person before it goes.

Nothing of it is carried out, for anybody can write any address; only a no to advertising is honoured from the
form on (``remember_advertising_noes``). Who asked may have lost the mail: the person who looks mails the link
once more, records the request if it is confirmed in another way, or lets it go.
"""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, OuterRef, QuerySet

from privacy.dates import day_of
from privacy.evidence.request_history import record_step
from privacy.locks import latched
from privacy.models import MailedLink, Request, Task
from privacy.requests import tokens
from privacy.requests.intake import send_link_again
from privacy.requests.states import AlreadyDecided, move_to_state

State = Request.State
DAILY = {"kind": Task.Kind.UNCONFIRMED, "label": "privacy.request", "subject": None, "row": 0}
"""The one task that is about all of them."""


def never_confirmed(*, now: datetime) -> QuerySet[Request]:
    """Return the requests whose links have expired before anybody followed one, and of which nobody decided
    what becomes of them."""
    live = MailedLink.objects.filter(
        request=OuterRef("pk"), use=MailedLink.Use.CONFIRM, used_at=None, expires_at__gt=now
    )
    return Request.objects.filter(
        ~Exists(live), state=State.UNCONFIRMED, closed_at=None, received_at__lte=now - tokens.CONFIRM_FOR
    ).order_by("received_at", "pk")


def open_daily_task(*, now: datetime) -> int:
    """Open the task that shows them to a person, unless it is open; return how many were opened. Where none
    is left it is done."""
    with latched():
        standing = Task.objects.filter(**DAILY, done_on=None)
        if not never_confirmed(now=now).exists():
            standing.update(done_on=day_of(now))
            return 0
        if standing.exists():
            return 0
        Task.objects.create(**DAILY, due_on=day_of(now))
        return 1


def mail_link_once_more(request: Request, *, by: AbstractBaseUser, site: str, now: datetime) -> None:
    """Mail a new link to the address that asked; ``AlreadyDecided`` once it was confirmed or let go."""
    with latched():
        if not Request.objects.filter(pk=request.pk, state=State.UNCONFIRMED).exists():
            raise AlreadyDecided
        record_step(request, "link-again", now=now, by=by)
    send_link_again(request, site=site, now=now)


def let_go(request: Request, *, by: AbstractBaseUser, now: datetime) -> None:
    """Settle ``request`` without anything done: its words go the next night. ``AlreadyDecided`` once it was
    confirmed or let go."""
    with latched():
        fresh = Request.objects.select_for_update().get(pk=request.pk)
        if fresh.state != State.UNCONFIRMED:
            raise AlreadyDecided
        move_to_state(fresh, State.EXPIRED, now=now, by=by, closed_at=now)
        open_daily_task(now=now)
    request.refresh_from_db()

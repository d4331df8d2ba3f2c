"""The outbox: what must leave the house is written with the change it tells of, and handed over afterwards.

What can go wrong here is that a message is lost, or sent twice. It is a row of the caller's transaction, so
it exists exactly if the change does. A worker claims it with one conditional UPDATE that leases it for a
while, hands it over, and settles it with another that holds only while the lease is its own. A worker killed
in between leaves the lease to expire and the message goes out again: delivery is at least once, and
``message.pk`` tells a handler what it did before.

A no can come while a message is claimed. The last thing a handler does is to say, under the latch, that it
``leaves``: a no that was there by then stops it, and one that comes later finds it written down that it was
on its way.
"""

from __future__ import annotations

import json
import logging
import random
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from celery import current_app
from cryptography.fernet import InvalidToken
from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.utils import timezone

from privacy.models import OutboxMessage, Request, Subject, Task

log = logging.getLogger(__name__)

Handler = Callable[[OutboxMessage, dict[str, Any]], None]
State = OutboxMessage.State

LABEL = "privacy.outboxmessage"
LEASE = timedelta(minutes=5)
BUDGET = timedelta(minutes=1)
"""A drain begins nothing new after this long: long sends are short tasks in a row."""
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=2)
MOST_ATTEMPTS = 18
"""The waits double from a minute to two hours: eighteen attempts are about a day."""

NOT_TAKEN = ("mail-address-refused", "mail-content-refused", "mail-server-refuses-us")
"""Troubles after which nobody need wonder whether it arrived: the server said no."""

_handlers: dict[str, Handler] = {}


class NotHandedOver(Exception):
    """Why a message did not leave; ``code`` is a slug that names nobody."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Transient(NotHandedOver):
    """It could not be handed over now: it is tried again."""


class Permanent(NotHandedOver):
    """It cannot be handed over as it is: a person must look."""


class Refused(NotHandedOver):
    """It may not leave any more, for instance because the person said no since: it is let go, and why is
    kept."""


class Stopped(NotHandedOver):
    """Somebody let go of it, or another worker took it, while it was claimed: it is no longer ours to
    send."""

    def __init__(self) -> None:
        super().__init__("stopped")


def handles(name: str) -> Callable[[Handler], Handler]:
    """Register the decorated function as what hands over messages of ``name``; ``ValueError`` if there is
    one.

    It may be called again for a message that it handed over before, calls ``leaves`` before it does, and
    raises ``Transient`` or ``Permanent``.
    """

    def register(handler: Handler) -> Handler:
        if name in _handlers:
            raise ValueError(f"messages of {name} already have a handler")
        _handlers[name] = handler
        return handler

    return register


def put(
    handler: str,
    payload: dict[str, Any],
    *,
    subject: Subject | None = None,
    request: Request | None = None,
    not_before: datetime | None = None,
) -> OutboxMessage:
    """Write a message in the caller's transaction, to be handed over by ``handler`` from ``not_before`` on.

    The worker is nudged after the commit; if nobody hears that, the beat finds the message within a minute.
    """
    message = OutboxMessage.objects.create(
        handler=handler,
        payload=json.dumps(payload),
        subject=subject,
        request=request,
        next_at=not_before or timezone.now(),
    )
    transaction.on_commit(nudge, robust=True)
    return message


def nudge() -> None:
    """Ask a worker to look at the outbox now. A broker that does not answer is no harm: the beat comes
    anyway."""
    try:
        current_app.send_task("privacy.tasks.drain_outbox", ignore_result=True, retry=False)
    except Exception as error:
        log.warning("the worker could not be nudged: %s", type(error).__name__)


def drain(*, now: datetime, limit: int = 100) -> int:
    """Hand over at most ``limit`` messages that wait at ``now``; return how many were handed over.

    Any number of workers may do this at once: while the lease of one lasts, no other touches its message.
    """
    began = time.monotonic()
    done = 0
    for number in list(_waiting(now).order_by("next_at", "pk").values_list("pk", flat=True)[:limit]):
        spent = timedelta(seconds=time.monotonic() - began)
        if spent > BUDGET:
            break
        lease = _claim(number, now=now + spent)
        if lease is not None:
            done += _hand_over(number, lease=lease, now=now + spent)
    return done


def leaves(message: OutboxMessage) -> None:
    """Say that ``message`` is given away now: after this nothing stops it. ``Stopped`` if something did by
    now.

    The caller holds the latch, and asks the gate under it.
    """
    message.leaving_at = timezone.now()
    if not _ours(message.pk, message.leased_until).update(leaving_at=message.leaving_at, trouble=""):
        raise Stopped


def drop_for(subject: Subject) -> int:
    """Let go of what was not sent to ``subject``, who is erased; return how much. Answers to a request still
    go.

    What is just leaving is let go of as well: it is told that it was under way, and once it arrived, that it
    did.
    """
    return _drop(OutboxMessage.objects.filter(subject=subject, request=None))


def send_again(message: OutboxMessage, *, now: datetime) -> bool:
    """Put a parked message back among the waiting, with all its attempts; return whether it was parked."""
    with transaction.atomic():
        parked = OutboxMessage.objects.filter(pk=message.pk, state=State.PARKED)
        again = parked.update(state=State.WAITING, attempts=0, next_at=now, leased_until=None, trouble="")
        _close_tasks([message.pk], now=now)
    transaction.on_commit(nudge, robust=True)
    return again > 0


def done_by_hand(message: OutboxMessage, *, now: datetime) -> bool:
    """Settle a message that a person handed over instead of the program; return whether it was still
    unsent."""
    with transaction.atomic():
        unsent = OutboxMessage.objects.filter(pk=message.pk, state__in=(State.WAITING, State.PARKED))
        done = unsent.update(state=State.DONE, payload=None, leased_until=None, settled_at=now, trouble="")
        _close_tasks([message.pk], now=now)
    return done > 0


def let_go(message: OutboxMessage) -> bool:
    """Give up on a message that a person decided not to send; return whether it was still unsent."""
    return _drop(OutboxMessage.objects.filter(pk=message.pk)) > 0


def _waiting(now: datetime) -> QuerySet[OutboxMessage]:
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    return OutboxMessage.objects.filter(free, state=State.WAITING, next_at__lte=now)


def _claim(number: int, *, now: datetime) -> datetime | None:
    """Lease the message; return until when, which is also what proves the lease ours, or ``None`` if it is
    taken."""
    lease = now + LEASE
    claimed = _waiting(now).filter(pk=number).update(leased_until=lease, attempts=F("attempts") + 1)
    return lease if claimed else None


def _hand_over(number: int, *, lease: datetime, now: datetime) -> bool:
    """Hand over one message that we lease and settle it; return whether it went."""
    message = OutboxMessage.objects.defer("payload").select_related("subject", "request").get(pk=number)
    if message.attempts > MOST_ATTEMPTS:  # each attempt killed its worker, so that none could count the last
        _park(message, "worker-died", lease=lease, now=now)
        return False
    try:
        _call(message)
    except Stopped:
        log.info("message %s was stopped", number)
    except Refused as no:
        _refuse(message, no.code, lease=lease, now=now)
    except Permanent as trouble:
        _park(message, trouble.code, lease=lease, now=now)
    except Transient as trouble:
        _put_off(message, trouble.code, lease=lease, now=now)
    except Exception as error:
        # Its words may name somebody (an SMTP refusal quotes the address): only its kind is told.
        log.error("message %s failed: %s", number, type(error).__name__)
        _put_off(message, "failed", lease=lease, now=now)
    else:
        return _settle(
            message, lease=lease, state=State.DONE, payload=None, settled_at=now, trouble=""
        ) or _arrived(message)
    return False


def _arrived(message: OutboxMessage) -> bool:
    """Write down that a message arrived which was let go of while it left; return whether it was."""
    dropped = OutboxMessage.objects.filter(
        pk=message.pk, state=State.DROPPED, leaving_at=message.leaving_at, leaving_at__isnull=False
    )
    return dropped.update(state=State.DONE, trouble="") > 0


def _call(message: OutboxMessage) -> None:
    handler = _handlers.get(message.handler)
    if handler is None:
        raise Permanent("no-handler")
    try:
        payload = json.loads(message.payload or "")
    except (InvalidToken, ValueError) as error:
        raise Permanent("unreadable") from error
    handler(message, payload)


def _put_off(message: OutboxMessage, code: str, *, lease: datetime, now: datetime) -> None:
    """Let the message wait twice as long as before, more or less, so that not all come back at once."""
    if message.attempts >= MOST_ATTEMPTS:
        _park(message, code, lease=lease, now=now)
        return
    wait = min(FIRST_WAIT * 2 ** (message.attempts - 1), LONGEST_WAIT) * random.uniform(0.75, 1.25)  # noqa: S311
    if _settle(message, lease=lease, next_at=now + wait, trouble=code):
        log.info("message %s waits: %s", message.pk, code)


def _park(message: OutboxMessage, code: str, *, lease: datetime, now: datetime) -> None:
    """Put the message before a person, with a task for today."""
    with transaction.atomic():
        if not _settle(message, lease=lease, state=State.PARKED, trouble=code):
            return
        _tell_staff(message, Task.Kind.MESSAGE, now=now)
    log.warning("message %s is parked: %s", message.pk, code)


def _refuse(message: OutboxMessage, code: str, *, lease: datetime, now: datetime) -> None:
    """Let go of what may not be sent any more, and tell a person so, with a task for today."""
    with transaction.atomic():
        if not _settle(message, lease=lease, state=State.DROPPED, payload=None, settled_at=now, trouble=code):
            return
        _tell_staff(message, Task.Kind.UNSENT, now=now)
    log.info("message %s is not sent: %s", message.pk, code)


def _tell_staff(message: OutboxMessage, kind: Task.Kind, *, now: datetime) -> None:
    """Open a task about ``message``, once; why it did not leave stands on the message, and nothing of its
    words anywhere."""
    facts = {"kind": kind, "subject": message.subject, "label": LABEL, "row": message.pk, "done_on": None}
    Task.objects.get_or_create(**facts, defaults={"due_on": timezone.localdate(now)})


def _settle(message: OutboxMessage, *, lease: datetime, **changes: Any) -> bool:
    """Write what came of it, if the lease is still ours; return whether it was."""
    return _ours(message.pk, lease).update(leased_until=None, **changes) > 0


def _ours(number: int, lease: datetime | None) -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(pk=number, state=State.WAITING, leased_until=lease)


def _drop(messages: QuerySet[OutboxMessage]) -> int:
    now = timezone.now()
    with transaction.atomic():
        unsent = list(messages.filter(state__in=(State.WAITING, State.PARKED)).values_list("pk", flat=True))
        dropped = OutboxMessage.objects.filter(pk__in=unsent, state__in=(State.WAITING, State.PARKED)).update(
            state=State.DROPPED,
            payload=None,
            leased_until=None,
            settled_at=now,
            trouble=Case(
                When(Q(leaving_at=None) | Q(trouble__in=NOT_TAKEN), then=F("trouble")),
                default=Value("under-way"),
            ),
        )
        _close_tasks(unsent, now=now)
    return dropped


def _close_tasks(numbers: list[int], *, now: datetime) -> None:
    tasks = Task.objects.filter(kind=Task.Kind.MESSAGE, label=LABEL, row__in=numbers, done_on=None)
    tasks.update(done_on=timezone.localdate(now))

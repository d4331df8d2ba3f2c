"""The worker of the outbox: it claims what waits, hands it over, and writes down what came of it.

How a message is neither lost nor sent twice stands in ``outbox``.
"""

from __future__ import annotations

import json
import logging
import random
import time
from datetime import datetime, timedelta
from typing import Any

from cryptography.fernet import InvalidToken
from django.db import transaction
from django.db.models import F, Q, QuerySet

from privacy.dates import day_of
from privacy.delivery.handlers import ByHand, Permanent, Refused, Stopped, Transient, handler_of
from privacy.delivery.outbox import LABEL, leased_message
from privacy.models import OutboxMessage, Task

log = logging.getLogger(__name__)

State = OutboxMessage.State

LEASE = timedelta(minutes=5)
BUDGET = timedelta(minutes=1)
"""A drain begins nothing new after this long: long sends are short tasks in a row."""
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=2)
MOST_ATTEMPTS = 18
"""The waits double from a minute to two hours: eighteen attempts are about a day."""


def drain_outbox(*, now: datetime, limit: int = 100) -> int:
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
    except ByHand as work:
        _park(message, work.code, lease=lease, now=now, task=Task.Kind.POST)
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
    """Call the handler of ``message``; ``Permanent`` if there is none, or if the message cannot be read."""
    handler = handler_of(message.handler)
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


def _park(
    message: OutboxMessage,
    code: str,
    *,
    lease: datetime,
    now: datetime,
    task: Task.Kind = Task.Kind.MESSAGE,
) -> None:
    """Put the message before a person, with a task for today."""
    with transaction.atomic():
        if not _settle(message, lease=lease, state=State.PARKED, trouble=code):
            return
        _tell_staff(message, task, now=now)
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
    Task.objects.get_or_create(**facts, defaults={"due_on": day_of(now)})


def _settle(message: OutboxMessage, *, lease: datetime, **changes: Any) -> bool:
    """Write what came of it, if the lease is still ours; return whether it was."""
    return leased_message(message.pk, lease).update(leased_until=None, **changes) > 0

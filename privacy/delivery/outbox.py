"""The outbox: what must leave the house is written with the change it tells of, and handed over afterwards.

What can go wrong here is that a message is lost, or sent twice. It is a row of the caller's transaction, so
it exists exactly if the change does. A worker claims it with one conditional UPDATE that leases it for a
while, hands it over, and settles it with another that holds only while the lease is its own. A worker killed
in between leaves the lease to expire and the message goes out again: delivery is at least once, and
``message.pk`` tells a handler what it did before.

A no can come while a message is claimed. The last thing a handler does is to call ``mark_as_leaving`` under
the latch: a no that was there by then stops it, and one that comes later finds it written down that it was on
its way.
"""

from __future__ import annotations

import json
import logging
from datetime import datetime
from typing import Any

from celery import current_app
from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.utils import timezone

from privacy.dates import day_of
from privacy.delivery.handlers import Stopped
from privacy.models import OutboxMessage, Request, Subject, Task

log = logging.getLogger(__name__)

State = OutboxMessage.State

LABEL = "privacy.outboxmessage"

ABOUT_MESSAGES = (Task.Kind.MESSAGE, Task.Kind.POST)
"""Tasks that are done once their message went, or was let go."""

NOT_TAKEN = ("mail-address-refused", "mail-content-refused", "mail-server-refuses-us")
"""Troubles after which nobody need wonder whether it arrived: the server said no."""


def put_message(
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
    transaction.on_commit(nudge_worker, robust=True)
    return message


def nudge_worker() -> None:
    """Ask a worker to look at the outbox now. A broker that does not answer is no harm: the beat comes
    anyway."""
    try:
        current_app.send_task("privacy.tasks.drain_outbox", ignore_result=True, retry=False)
    except Exception as error:
        log.warning("the worker could not be nudged: %s", type(error).__name__)


def mark_as_leaving(message: OutboxMessage) -> None:
    """Say that ``message`` is given away now: after this nothing stops it. ``Stopped`` if something did by
    now.

    The caller holds the latch, and asks the gate under it.
    """
    message.leaving_at = timezone.now()
    if not leased_message(message.pk, message.leased_until).update(leaving_at=message.leaving_at, trouble=""):
        raise Stopped


def drop_messages_to(subject: Subject) -> int:
    """Let go of what was not sent to ``subject``, who is erased; return how much. Answers to a request still
    go.

    What is just leaving is let go of as well: it is told that it was under way, and once it arrived, that it
    did.
    """
    return _drop(_let_go_with(subject))


def rows_if_dropped(subject: Subject) -> list[OutboxMessage]:
    """Return the messages that ``drop_messages_to`` would drop, as they would be then, unsaved."""
    unsent = list(_let_go_with(subject).filter(state__in=(State.WAITING, State.PARKED)))
    for message in unsent:
        message.state, message.payload, message.settled_at = State.DROPPED, None, timezone.now()
    return unsent


def _let_go_with(subject: Subject) -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(subject=subject, request=None)


def send_message_again(message: OutboxMessage, *, now: datetime) -> bool:
    """Put a parked message back among the waiting, with all its attempts; return whether it was parked."""
    with transaction.atomic():
        parked = OutboxMessage.objects.filter(pk=message.pk, state=State.PARKED)
        again = parked.update(state=State.WAITING, attempts=0, next_at=now, leased_until=None, trouble="")
        _close_tasks([message.pk], now=now)
    transaction.on_commit(nudge_worker, robust=True)
    return again > 0


def settle_by_hand(message: OutboxMessage, *, now: datetime) -> bool:
    """Settle a message that a person handed over instead of the program; return whether it was still
    unsent."""
    with transaction.atomic():
        unsent = OutboxMessage.objects.filter(pk=message.pk, state__in=(State.WAITING, State.PARKED))
        done = unsent.update(state=State.DONE, payload=None, leased_until=None, settled_at=now, trouble="")
        _close_tasks([message.pk], now=now)
    return done > 0


def drop_message(message: OutboxMessage) -> bool:
    """Give up on a message that a person decided not to send; return whether it was still unsent."""
    return _drop(OutboxMessage.objects.filter(pk=message.pk)) > 0


def leased_message(number: int, lease: datetime | None) -> QuerySet[OutboxMessage]:
    """Return the message ``number`` while it waits and ``lease`` is the one that holds it; nothing else."""
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
    tasks = Task.objects.filter(kind__in=ABOUT_MESSAGES, label=LABEL, row__in=numbers, done_on=None)
    tasks.update(done_on=day_of(now))

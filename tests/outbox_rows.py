"""Messages of the outbox and requests, as the tests of the outbox put and read them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from privacy.delivery import outbox
from privacy.models import OutboxMessage, Request, Subject
from tests.handlers import LETTER


def put(**options: Any) -> OutboxMessage:
    return outbox.put_message("post", LETTER, **options)


def stored(message: OutboxMessage) -> bytes | None:
    """Return the payload as the database holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload FROM privacy_outboxmessage WHERE id = %s", [message.pk])
        (value,) = cursor.fetchone()
    return None if value is None else bytes(value)


def a_request(subject: Subject | None = None) -> Request:
    now = timezone.now()
    return Request.objects.create(
        reference="SOM-7K4M-2Q9D",
        kind=Request.Kind.ERASURE,
        subject=subject,
        channel="web",
        digest="test:00",
        received_at=now,
        due_on=timezone.localdate(now) + timedelta(days=30),
    )

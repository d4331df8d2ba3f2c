"""The worker, for one kind of message at a time."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from privacy.delivery import outbox_worker
from privacy.models import OutboxMessage


def let_worker_take(kind: str) -> None:
    """Let the worker do what the messages of ``kind`` ask; the others go on waiting."""
    now = timezone.now()
    others = OutboxMessage.objects.exclude(handler=kind).filter(next_at__lte=now)
    others.update(next_at=now + timedelta(seconds=1))
    outbox_worker.drain_outbox(now=now)

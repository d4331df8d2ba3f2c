"""A letter on paper waits in the outbox until one of us printed and posted it."""

from __future__ import annotations

from typing import Any

from privacy.delivery.handlers import ByHand
from privacy.models import OutboxMessage


def wait_for_post(_message: OutboxMessage, _payload: dict[str, Any]) -> None:
    """Put a letter on paper before a person: the program has no stamps."""
    raise ByHand("print-and-post")

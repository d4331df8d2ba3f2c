"""Who hands over each kind of message of the outbox, and what may come of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from privacy.models import OutboxMessage

MAIL = "mail"
"""Messages that are mailed."""
PAPER = "paper"
"""Letters that one of us prints and posts."""

Handler = Callable[[OutboxMessage, dict[str, Any]], None]

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


class ByHand(Permanent):
    """A person hands it over: that is work, and no trouble."""


class Refused(NotHandedOver):
    """It may not leave any more, for instance because the person said no since: it is let go, and why is
    kept."""


class Stopped(NotHandedOver):
    """Somebody let go of it, or another worker took it, while it was claimed: it is no longer ours to
    send."""

    def __init__(self) -> None:
        super().__init__("stopped")


def register_handler(kind: str, *, handler: Handler) -> None:
    """Let ``handler`` hand over the messages of ``kind``; ``ValueError`` if another one does.

    It may be called again for a message that it handed over before, calls ``outbox.mark_as_leaving``
    before it does, and raises ``Transient``, ``Permanent`` or ``Refused``.
    """
    if _handlers.setdefault(kind, handler) is not handler:
        raise ValueError(f"messages of {kind} already have a handler")


def handler_of(kind: str) -> Handler:
    """Return what hands over the messages of ``kind``; ``Permanent`` if nothing does."""
    if kind not in _handlers:
        raise Permanent("no-handler")
    return _handlers[kind]

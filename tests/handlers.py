"""Who hands over the messages of the tests."""

from __future__ import annotations

from typing import Any

from privacy.models import OutboxMessage

Payload = dict[str, Any]
LETTER = {"to": "noor@example.org", "text": "Dag Noor"}


class Post:
    """A handler that notes what it is given, and answers with the trouble it is told to have."""

    def __init__(self) -> None:
        self.given: list[tuple[int, Payload]] = []
        self.trouble: BaseException | None = None

    def __call__(self, message: OutboxMessage, payload: Payload) -> None:
        self.given.append((message.pk, payload))
        if self.trouble:
            raise self.trouble

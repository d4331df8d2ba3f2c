"""Who hands over the messages of the tests."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from privacy.declarations.letters import letters
from privacy.declarations.purposes import Purpose
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


def sent_for(monkeypatch: pytest.MonkeyPatch, slug: str, purpose: Purpose) -> None:
    """Let the letter ``slug`` be sent for ``purpose`` during a test."""
    declared = replace(letters.named(slug), purpose=purpose)
    monkeypatch.setitem(letters._registry, slug, declared)

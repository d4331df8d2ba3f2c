"""The day on which transfers are judged in tests."""

from __future__ import annotations

from datetime import date

import pytest


@pytest.fixture
def on_the_day_of_the_vectors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_given: date(2026, 11, 22))

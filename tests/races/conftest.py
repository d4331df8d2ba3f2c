"""Every test here has a database that several can use at once: a file of its own, or the server's, emptied
after it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.races.meeting import Stop, StopAt, own_file, stopping


@pytest.fixture(autouse=True)
def _house(transactional_db: None, tmp_path: Path, settings: Any) -> Iterator[None]:
    # What tests that roll back shipped or stored lies in the folders of all.
    settings.LEDGER_URL = f"file://{tmp_path}/ledger"
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        yield
        return
    with own_file(tmp_path):
        yield


@pytest.fixture
def stop_at(_house: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[StopAt]:
    """What stops somebody at a place in the program. Whoever still stands there when the test ends is let
    on."""
    made: list[Stop] = []
    yield stopping(monkeypatch, made)
    for stop in made:
        stop.let_on()


@pytest.fixture(autouse=True)
def _site(settings: Any) -> None:
    settings.SITE_URL = "http://testserver/"
    settings.FORM_MINIMUM_SECONDS = 0

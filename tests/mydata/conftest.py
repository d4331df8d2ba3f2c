"""The forms of these tests are filled in faster than people can: the trap for that has its own test."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _patient(settings: Any) -> None:
    settings.FORM_MINIMUM_SECONDS = 0
    settings.SITE_URL = "http://testserver/"

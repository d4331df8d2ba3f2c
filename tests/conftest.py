"""Every test process gets a ``VAR_DIR`` of its own, before the settings are read; nothing of a real instance is touched."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator

import pytest

# pytest's own folders stay outside VAR_DIR, where tests look for what an erasure left behind.
os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", tempfile.gettempdir())
VAR_DIR = tempfile.mkdtemp(prefix="som-test-", dir=os.environ["PYTEST_DEBUG_TEMPROOT"])
# The broker under test serves the programs that tests start (tests/instances.py); the tests' own process queues nowhere.
os.environ.setdefault("TESTED_BROKER_URL", os.environ.get("CELERY_BROKER_URL", ""))
os.environ.update(
    DJANGO_SETTINGS_MODULE="som.settings",
    VAR_DIR=VAR_DIR,
    CELERY_BROKER_URL="memory://",
    DIGEST_KEYS="test:00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
)


def pytest_configure() -> None:
    from django.conf import settings

    from tests.triggers import let_guards_stand_aside

    let_guards_stand_aside()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _no_language_of_the_test_before() -> Iterator[None]:
    """A page in another language leaves that language on in its thread."""
    from django.utils import translation

    yield
    translation.deactivate()


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(VAR_DIR, ignore_errors=True)

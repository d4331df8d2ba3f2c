"""Every test process gets a ``VAR_DIR`` of its own, before the settings are read; nothing of a real instance
is touched."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests import mould

if TYPE_CHECKING:
    from som.models import User
    from tests.mail_server import MailServer

# pytest's own folders stay outside VAR_DIR, where tests look for what an erasure left behind.
os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", tempfile.gettempdir())
VAR_DIR = tempfile.mkdtemp(prefix="som-test-", dir=os.environ["PYTEST_DEBUG_TEMPROOT"])
# The broker under test serves the programs that tests start (tests/instances.py); the tests' own process
# queues nowhere.
os.environ.setdefault("TESTED_BROKER_URL", os.environ.get("CELERY_BROKER_URL", ""))
os.environ.update(
    DJANGO_SETTINGS_MODULE="som.settings",
    VAR_DIR=VAR_DIR,
    CELERY_BROKER_URL="memory://",
    DIGEST_KEYS="test:00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
)
# Whoever leads the run names a folder for what its processes share; they are told by their environment.
LEADS = mould.FOLDER not in os.environ
if LEADS:
    os.environ[mould.FOLDER] = tempfile.mkdtemp(prefix="som-mould-", dir=os.environ["PYTEST_DEBUG_TEMPROOT"])


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Let no worker read the settings as it starts, when ``VAR_DIR`` is still its leader's: they would share
    one."""
    del os.environ["DJANGO_SETTINGS_MODULE"]


def pytest_configure() -> None:
    from django.conf import settings

    from tests.triggers import let_guards_stand_aside

    let_guards_stand_aside()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    """The test database begins as a copy of the mould; Django's own ``migrate`` then finds nothing to do."""
    from django.db import connection

    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = mould.postgresql(os.environ["DATABASE_URL"])
        yield
        return
    in_memory = connection.creation._get_test_db_name()  # type: ignore[attr-defined]
    with (
        contextlib.closing(
            sqlite3.connect(in_memory, uri=True)
        ) as held,  # it lasts as long as somebody is connected
        contextlib.closing(sqlite3.connect(mould.sqlite())) as source,
    ):
        source.backup(held)
        yield


@pytest.fixture
def counted_from_zero() -> Iterator[None]:
    """Nobody tried to sign in before, and what was tried here counts for no other test."""
    from django.core.cache import cache

    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def bookkeeper(db: None) -> User:
    """Brecht, who may do everything here and has a password."""
    from tests.staff.signing_in import bookkeeper_with_password

    return bookkeeper_with_password()


@pytest.fixture
def post_office(settings: Any) -> Iterator[MailServer]:
    """A mail server that receives what the test's own process sends."""
    from tests.mail_server import mail_server

    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 0.5
        yield server


@pytest.fixture(autouse=True)
def _site_of_the_test_client(settings: Any) -> None:
    """Letters lead to where the test client is."""
    settings.SITE_URL = "http://testserver/"


@pytest.fixture(autouse=True)
def _no_language_of_the_test_before() -> Iterator[None]:
    """A page in another language leaves that language on in its thread."""
    from django.utils import translation

    yield
    translation.deactivate()


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(VAR_DIR, ignore_errors=True)
    if LEADS:
        folder = Path(os.environ.pop(mould.FOLDER))
        mould.break_up(folder)
        shutil.rmtree(folder, ignore_errors=True)

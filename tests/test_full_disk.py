"""A full disk: a clear page in the language of its reader, nothing half stored, and then all goes on."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import psycopg.errors
import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contacts.models import Contact, Enquiry
from privacy.db.disk_full import is_disk_full
from privacy.delivery import outbox_worker
from privacy.models import OutboxMessage
from privacy.my_data.visits import request_visit
from tests.public.sending import QUESTION, take_in
from tests.public.test_odd_bodies import END, file_part, upload
from tests.staff.browsing import signed_in
from tests.staff.people import director

pytestmark = pytest.mark.django_db

NO_ROOM = OSError(errno.ENOSPC, "No space left on device")


def sqlite_full() -> Exception:
    """What SQLite raises where its file may not grow."""
    with sqlite3.connect(":memory:") as database:
        database.execute("CREATE TABLE a (b)")
        database.execute("PRAGMA max_page_count = 2")
        try:
            database.execute("INSERT INTO a VALUES (zeroblob(100000))")
        except sqlite3.OperationalError as error:
            return error
    raise AssertionError("it took it")


def caused_by(cause: BaseException) -> OperationalError:
    """As Django hands on what a database raises."""
    error = OperationalError("in other words")
    error.__cause__ = cause
    return error


FULL = {
    "the disk": NO_ROOM,
    "somebody's share of it": OSError(errno.EDQUOT, "quota"),
    "the largest file allowed": OSError(errno.EFBIG, "too large"),
    "SQLite": caused_by(sqlite_full()),
    "PostgreSQL": caused_by(psycopg.errors.DiskFull("could not extend file")),
}


@pytest.mark.parametrize("error", [pytest.param(error, id=what) for what, error in FULL.items()])
def test_a_full_disk_is_recognised(error: BaseException) -> None:
    assert is_disk_full(error)


@pytest.mark.parametrize(
    "error", [OSError(errno.EACCES, "no"), OperationalError("database is locked"), ValueError(), None]
)
def test_nothing_else_is_taken_for_one(error: BaseException | None) -> None:
    assert not is_disk_full(error)


@pytest.mark.parametrize("error", [pytest.param(error, id=what) for what, error in FULL.items()])
@pytest.mark.parametrize(
    ("prefix", "language", "title"),
    [
        ("", "nl", "We hebben op dit moment geen plaats meer"),
        ("/fr", "fr", "Nous n’avons plus de place pour le moment"),
        ("/en", "en", "We have no room left at the moment"),
    ],
)
def test_a_visitor_reads_that_there_is_no_room_and_later_there_is(
    monkeypatch: pytest.MonkeyPatch, error: Exception, prefix: str, language: str, title: str
) -> None:
    client = Client(raise_request_exception=False)
    with monkeypatch.context() as full:
        full.setattr("privacy.delivery.outbox.put_message", _raise(error))
        answer = client.post(f"{prefix}/contact/", QUESTION)
    assert answer.status_code == 507
    assert answer["Retry-After"] == "600"
    assert f"<h1>{title}</h1>" in answer.text
    assert f'<html lang="{language}"' in answer.text
    assert not Contact.objects.exists()
    assert not OutboxMessage.objects.exists()
    assert client.post(f"{prefix}/contact/", QUESTION).status_code == 302
    take_in()
    assert Enquiry.objects.count() == 1


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="a limit of SQLite's file")
def test_a_file_of_sqlite_that_cannot_grow_is_such_a_disk() -> None:
    client = Client(raise_request_exception=False)
    with connection.cursor() as cursor:
        [pages] = cursor.execute("PRAGMA page_count").fetchone()
        [most] = cursor.execute("PRAGMA max_page_count").fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        try:
            answers = [client.post("/contact/", QUESTION | {"text": f"{n} " * 2000}) for n in range(12)]
        finally:
            cursor.execute(f"PRAGMA max_page_count = {most}")
    assert {answer.status_code for answer in answers} == {302, 507} or answers[0].status_code == 507
    before = OutboxMessage.objects.count()
    assert client.post("/contact/", QUESTION).status_code == 302
    assert OutboxMessage.objects.count() == before + 1


def test_no_session_can_be_stored_on_a_full_disk_and_the_page_says_so(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.SESSION_SAVE_EVERY_REQUEST = True
    client = signed_in(director())
    client.raise_request_exception = False
    session = "django.contrib.sessions.backends.db.SessionStore.save"
    with monkeypatch.context() as full:
        full.setattr(session, _raise(FULL["SQLite"]))
        assert client.get(reverse("admin:index")).status_code == 507
    assert client.get(reverse("admin:index")).status_code == 200


def test_an_address_book_for_which_there_is_no_room_is_refused_and_nothing_of_it_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = signed_in(director())
    client.raise_request_exception = False

    class Full:
        closed = False

        def write(self, data: Any) -> int:
            raise NO_ROOM

        def close(self) -> None:
            Full.closed = True

    with monkeypatch.context() as full:
        full.setattr("privacy.web.uploads.begin_file", Full)
        answer = upload(client, file_part(b"file", b"BEGIN:VCARD") + END)
    assert answer.status_code == 507
    assert Full.closed


def test_a_letter_that_met_a_full_disk_goes_out_when_there_is_room(
    monkeypatch: pytest.MonkeyPatch, mailoutbox: list[Any]
) -> None:
    now = letter_waiting()
    with monkeypatch.context() as full:
        full.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", _raise(NO_ROOM))
        assert outbox_worker.drain_outbox(now=now) == 0
    message = OutboxMessage.objects.get()
    assert (message.state, message.trouble) == (OutboxMessage.State.WAITING, "disk-full")
    assert outbox_worker.drain_outbox(now=now + timedelta(minutes=2)) == 1
    assert len(mailoutbox) == 1


def test_the_outbox_goes_on_after_its_own_table_could_not_be_written(
    monkeypatch: pytest.MonkeyPatch, mailoutbox: list[Any]
) -> None:
    now = letter_waiting()
    with monkeypatch.context() as full:
        full.setattr("privacy.delivery.outbox_worker._settle", _raise(FULL["SQLite"]))
        full.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", _raise(NO_ROOM))
        with pytest.raises(OperationalError):
            outbox_worker.drain_outbox(now=now)
    assert outbox_worker.drain_outbox(now=now + outbox_worker.LEASE + timedelta(seconds=1)) == 1
    assert len(mailoutbox) == 1


def letter_waiting() -> datetime:
    """Put a letter in the outbox and return the moment after."""
    request_visit(
        address="noor@example.org",
        language="nl",
        network="a",
        site="http://localhost/",
        now=timezone.now(),
    )
    return timezone.now()


def _raise(error: BaseException) -> Callable[..., Any]:
    def fail(*_arguments: Any, **_named: Any) -> Any:
        raise error

    return fail

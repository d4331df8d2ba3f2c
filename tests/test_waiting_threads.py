"""A thread that waits for a slow client holds no connection to the database that others need."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import connections, transaction

from som import waiting_threads
from som.slow_clients import guard_requests
from som.waiting_threads import KEPT, let_go_of_database

ASIDE = "aside"
"""A database in a file: one in memory stays open whatever is asked."""


@pytest.fixture(params=[pytest.param(0, id="not to be kept"), pytest.param(None, id="may be kept")])
def kept_for(
    request: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker: Any
) -> Iterator[int | None]:
    """How many seconds a connection may be kept: 0, or as long as one likes."""
    monkeypatch.setattr(waiting_threads, "_places", threading.BoundedSemaphore(KEPT))
    monkeypatch.setattr(waiting_threads, "_own", threading.local())
    own = {"ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path / "aside", "CONN_MAX_AGE": request.param}
    monkeypatch.setitem(
        connections.settings, ASIDE, {**connections.settings["default"], **own, "OPTIONS": {}}
    )
    with django_db_blocker.unblock():
        yield request.param
        connections[ASIDE].close()
        del connections[ASIDE]


def is_open() -> bool:
    return connections[ASIDE].connection is not None


def look() -> None:
    with connections[ASIDE].cursor() as cursor:
        cursor.execute("SELECT 1")


def in_threads(number: int, act: Any) -> list[Any]:
    """What ``act`` returned in each of so many threads, all of which live until the last is done."""
    found: list[Any] = []
    done = threading.Barrier(number)

    def one() -> None:
        try:
            found.append(act())
            done.wait(10)
        finally:
            connections[ASIDE].close()

    threads = [threading.Thread(target=one) for _each in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_few_threads_keep_their_connection_and_only_where_it_may_be_kept(kept_for: int | None) -> None:
    def keeps() -> bool:
        look()
        assert is_open()
        let_go_of_database()
        return is_open()

    assert sum(in_threads(KEPT + 3, keeps)) == (KEPT if kept_for is None else 0)


def test_a_thread_that_keeps_its_connection_does_so_every_time(kept_for: int | None) -> None:
    def keeps() -> list[bool]:
        kept = []
        for _each in range(KEPT + 1):
            look()
            let_go_of_database()
            kept.append(is_open())
        return kept

    assert in_threads(1, keeps) == [[kept_for is None] * (KEPT + 1)]


@pytest.mark.parametrize("kept_for", [0], indirect=True)
def test_an_open_transaction_is_not_cut(kept_for: int) -> None:
    with transaction.atomic(using=ASIDE):
        look()
        let_go_of_database()
        look()


@pytest.mark.parametrize("kept_for", [0], indirect=True)
def test_nothing_is_held_while_a_body_comes_in_nor_while_an_answer_is_taken(kept_for: int) -> None:
    held: list[bool] = []

    class Body(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            held.append(is_open())
            return super().read(size)

        def readline(self, size: int | None = -1, /) -> bytes:
            held.append(is_open())
            return super().readline(size)

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        look()
        environ["wsgi.input"].read(4)
        look()
        environ["wsgi.input"].readline()
        look()
        return [b"ok"]

    ours, theirs = socket.socketpair()
    with ours, theirs:
        environ = {"wsgi.input": Body(b"a=b&c=d\n"), "CONTENT_LENGTH": "8", "gunicorn.socket": ours}
        guard_requests(application)(environ, None)
    assert held == [False, False]
    assert not is_open()

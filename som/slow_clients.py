"""Whoever keeps a thread of the web server waiting is let go: for the head of a request, for its body, or
while the answer is not taken.

Gunicorn has no time limit of its own for any of them: its ``timeout`` looks after the worker, which a waiting
thread does not stop. And it closes each connection on the thread that accepts all others, where it waits up
to two seconds for the client to close it too.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from math import inf
from time import monotonic
from typing import Any

from django.utils.http import parse_header_parameters
from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

from som.waiting_threads import let_go_of_database

GRAIN = 64 * 1024
"""How many bytes of a body have to arrive within ``PATIENCE``: less than 2 kB a second is no sending."""
PATIENCE = 30.0
HEAD_PATIENCE = 10.0
SLOWEST = 10_000
"""Bytes a second that the whole body has to make on average, after ``PATIENCE``."""

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Deadlines:
    """One thread that shuts the sockets whose time is over; who reads from one then reads its end."""

    def __init__(self) -> None:
        self._due: dict[socket.socket, float] = {}
        self._lock = threading.Lock()
        self._started = False

    def set(self, connection: socket.socket, due: float) -> None:
        """Let ``connection`` be shut at the moment ``due`` (of ``monotonic``), and not before."""
        with self._lock:
            self._due[connection] = due
            if not self._started:  # here and not before: a thread does not outlive a fork
                self._started = True
                threading.Thread(target=self._watch, name="deadlines", daemon=True).start()

    def forget(self, connection: socket.socket) -> None:
        """Let ``connection`` be shut by nobody here any more."""
        with self._lock:
            self._due.pop(connection, None)

    def _watch(self) -> None:
        pause = threading.Event()
        while not pause.wait(0.5):
            now = monotonic()
            with self._lock:
                late = [connection for connection, due in self._due.items() if due < now]
                self._due.update(dict.fromkeys(late, inf))
            for connection in late:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RD)


DEADLINES = Deadlines()


class PatientWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Threads, each of which waits ``HEAD_PATIENCE`` seconds for the head of a request and no longer, and
    closes its connection itself."""

    def handle(self, conn: Any) -> Any:
        DEADLINES.set(conn.sock, monotonic() + HEAD_PATIENCE)
        try:
            kept = super().handle(conn)
        finally:
            DEADLINES.forget(conn.sock)
        if kept is False:
            with suppress(OSError):
                conn.close(graceful=True)
            conn.close = _is_closed_already
        return kept


def _is_closed_already(graceful: bool = False) -> None:
    """Do nothing."""


class WatchedBody:
    """The body of a request: one that ends before its length, or comes too slowly, is an ``OSError``, where
    Django would hand on what there is of it."""

    def __init__(self, inner: Any, length: int, connection: socket.socket | None, patience: float) -> None:
        self._inner, self._left, self._connection, self._patience = inner, length, connection, patience
        self._end = monotonic() + patience + length / SLOWEST
        self._wait()

    def read(self, size: int | None = -1) -> bytes:
        self._let_go()
        wanted = self._left if size is None or size < 0 else min(size, self._left)
        parts: list[bytes] = []
        while wanted > 0:
            part: bytes = self._inner.read(min(wanted, GRAIN))
            if not part:
                raise OSError("the body ended before its length")
            parts.append(part)
            wanted -= len(part)
            self._left -= len(part)
            self._wait()
        return b"".join(parts)

    def readline(self, size: int | None = -1) -> bytes:
        self._let_go()
        line: bytes = self._inner.readline(-1 if size is None else size)
        self._left -= len(line)
        return line

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.readline, b"")

    def _let_go(self) -> None:
        if self._connection is not None:
            let_go_of_database()

    def _wait(self) -> None:
        if self._connection is not None:
            due = min(self._end, monotonic() + self._patience) if self._left else inf
            DEADLINES.set(self._connection, due)


def guard_requests(application: Application, *, patience: float = PATIENCE) -> Application:
    """Return ``application``, which is handed only requests that Django can make something of, and bodies
    that come whole or fail."""
    # Here, and not above: gunicorn loads its worker class before Django's apps are there.
    from privacy.web.intake import UNREADABLE_TYPE

    def guarded(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        connection, length = environ.get("gunicorn.socket"), str(environ.get("CONTENT_LENGTH") or "0")
        if connection is not None:
            DEADLINES.set(connection, inf)  # the head is there
            connection.settimeout(patience)  # for each write: who takes nothing of the answer is let go too
        if length.isascii() and length.isdecimal() and int(length):
            environ["wsgi.input"] = WatchedBody(environ["wsgi.input"], int(length), connection, patience)
        if not _can_parse(str(environ.get("CONTENT_TYPE") or "")):
            environ.update({"CONTENT_TYPE": "", UNREADABLE_TYPE: True})
        answer = application(environ, start_response)
        if connection is not None:
            let_go_of_database()  # it is taken from here as slowly as the client likes
        return answer

    return guarded


def _can_parse(content_type: str) -> bool:
    """Return whether Django can make a request of this; what it cannot parse it answers with a bare 500."""
    try:
        _kind, facts = parse_header_parameters(content_type)
    except (LookupError, ValueError):
        return False
    charset = facts.get("charset", "")
    return charset.isascii() and "\0" not in charset

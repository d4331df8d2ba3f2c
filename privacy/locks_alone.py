"""One at a time, for long work that many processes may start: released by the system when its holder dies."""

from __future__ import annotations

import fcntl
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection


class Busy(RuntimeError):
    """Somebody else is already doing this."""


@contextmanager
def alone(work: str) -> Iterator[None]:
    """Run the block while no other process of the same database runs one for ``work``; raises ``Busy`` at once.

    PostgreSQL keeps an advisory lock for the session; beside a SQLite file lies a lock file.
    """
    with _advisory(work) if connection.vendor == "postgresql" else _beside_the_file(work):
        yield


@contextmanager
def _advisory(work: str) -> Iterator[None]:
    key = zlib.crc32(work.encode())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        if not cursor.fetchone()[0]:
            raise Busy(work)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


@contextmanager
def _beside_the_file(work: str) -> Iterator[None]:
    name = str(connection.settings_dict["NAME"])
    if "mode=memory" in name or name == ":memory:":
        yield  # no other process can see this database
        return
    with Path(f"{name}.{work}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy(work) from error
        yield

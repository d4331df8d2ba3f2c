"""Three ways to keep others from interfering: the latch, work that runs once at a time, and a reading of one
moment."""

from __future__ import annotations

import fcntl
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction

from privacy.models import Latch


@contextmanager
def latched() -> Iterator[None]:
    """Run the block in a transaction that holds the latch until it commits.

    The latch is the one lock between the sweep and whoever makes something be needed longer. The sweep takes
    it for each chunk; so does everyone who records a wish, places a hold, opens an assignment or gives a
    consent. Whichever comes first is seen by the other: a need that came in time stops the erasure, one that
    came too late is told so. On SQLite every transaction is ``BEGIN IMMEDIATE``, which already is such a
    lock.
    """
    with transaction.atomic():
        Latch.objects.select_for_update().get(pk=1)
        yield


class Busy(RuntimeError):
    """Somebody else is already doing this."""


@contextmanager
def one_at_a_time(work: str) -> Iterator[None]:
    """Run the block while no other process of the same database runs one for ``work``; raises ``Busy`` at
    once.

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


@contextmanager
def consistent_reading() -> Iterator[None]:
    """Run the block, which only reads several tables, on the database as it stands when the block begins.

    Statement by statement a reader would see half of an erasure that ends in between. Nobody is kept waiting
    for it.

    Within a transaction that is that transaction's to say: whoever holds the latch sees no erasure begin.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute(
                "BEGIN"
            )  # deferred: a reader of the write-ahead log waits for nobody and nobody for it
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")

"""Erased bytes leave the files of SQLite."""

from __future__ import annotations

from django.db import OperationalError, connection

SCRUB_PATIENCE = 1_000
"""How many milliseconds the emptying of SQLite's log waits for those who read."""


def empty_write_ahead_log() -> bool:
    """Empty SQLite's write-ahead log into the file, so that erased bytes are nowhere.

    Returns whether the log is empty. A reader in another process can hinder it, and it keeps writers waiting:
    so it waits for ``SCRUB_PATIENCE`` at most, and the next sweep tries again. Nothing to do on PostgreSQL.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return True
    with connection.cursor() as cursor:
        (usual,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {SCRUB_PATIENCE}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy = cursor.fetchone()
        except OperationalError:
            return False
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual:d}")
    return not busy or busy[0] == 0

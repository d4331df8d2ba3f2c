"""What a thread of the web server holds of the database while it waits for somebody: nothing, or little.

A client can keep a thread waiting with half a form, or with an answer that it does not take, and there are
hundreds of threads. On PostgreSQL eight connections serve them all: held by threads that wait, eight clients
would stop everybody. On SQLite opening one costs a millisecond, so a few threads keep theirs; if all did,
each with a cache of its own, memory would go.
"""

from __future__ import annotations

import threading

from django.db import connections

KEPT = 8
"""How many threads of a process keep the connection that they opened, where it may be kept
(``CONN_MAX_AGE``)."""

_places = threading.BoundedSemaphore(KEPT)
_own = threading.local()


def let_go_of_database() -> None:
    """Close this thread's connections, but for a transaction that is open and for what it may keep."""
    for connection in connections.all(initialized_only=True):
        if connection.in_atomic_block or (connection.settings_dict["CONN_MAX_AGE"] is None and _may_keep()):
            continue
        connection.close()


def _may_keep() -> bool:
    """Return whether this thread has one of the places; it has it until it ends."""
    if not hasattr(_own, "has_place"):
        _own.has_place = _places.acquire(blocking=False)
    return bool(_own.has_place)

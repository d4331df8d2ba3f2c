"""Whether something failed because no room was left on a disk: ours or that of the database."""

from __future__ import annotations

import errno
import sqlite3

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""The disk is full, somebody's share of it is, or a file may not become larger."""
POSTGRESQL_NO_ROOM = "53100"
"""The SQLSTATE ``disk_full``."""


def is_disk_full(error: BaseException | None) -> bool:
    """Return whether ``error``, or one that led to it, is that a disk is full."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if _says_no_room(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def _says_no_room(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in NO_ROOM
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
    return getattr(error, "sqlstate", None) == POSTGRESQL_NO_ROOM

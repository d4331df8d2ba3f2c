"""The last step of an erasure: what lies outside the rows.

Files are not transactional, so their removal is recorded with the erasure and done after it; a name is struck off
only when its file is gone. SQLite overwrites what is deleted (``secure_delete``) but keeps it in the write-ahead
log until that is emptied.
"""

from __future__ import annotations

import logging

from django.core.files.storage import default_storage
from django.db import OperationalError, connection

from privacy.models import DoomedFile

log = logging.getLogger(__name__)


def remove_files() -> int:
    """Remove every file whose row is erased; return how many went. One that cannot go now stays on the list."""
    gone = 0
    for number, name in list(DoomedFile.objects.order_by("pk").values_list("pk", "name")):
        try:
            default_storage.delete(name)
        except OSError:
            log.warning("doomed file %s could not be removed now", number)
            continue
        DoomedFile.objects.filter(pk=number).delete()
        gone += 1
    return gone


def scrub() -> bool:
    """Empty SQLite's write-ahead log into the file, so that erased bytes are nowhere; return whether it is empty.

    A reader in another process can hinder it; the next sweep tries again. Nothing to do on PostgreSQL.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return True
    with connection.cursor() as cursor:
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy = cursor.fetchone()
        except OperationalError:
            return False
    return not busy or busy[0] == 0

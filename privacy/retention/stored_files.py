"""The last step of an erasure: what lies outside the rows.

Files are not transactional, so their removal is recorded with the erasure and done after it; a name is struck
off only when its file is gone. SQLite overwrites what is deleted (``secure_delete``) but keeps it in the
write-ahead log until that is emptied.
"""

from __future__ import annotations

import logging
import posixpath
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models

from privacy.models import FileToDelete

log = logging.getLogger(__name__)

AT_ONCE = 500
"""How many files are removed before their names are struck off together."""

GRACE = timedelta(hours=1)
"""How long a stored file may be without a row that knows it."""


def remove_files() -> int:
    """Remove every file whose row is erased; return how many went. One that cannot go now stays on the
    list."""
    gone, after = 0, 0
    while some := list(
        FileToDelete.objects.filter(pk__gt=after).order_by("pk").values_list("pk", "name")[:AT_ONCE]
    ):
        removed = [number for number, name in some if _removed(number, name)]
        FileToDelete.objects.filter(pk__in=removed).delete()
        gone, after = gone + len(removed), some[-1][0]
    return gone


def _removed(number: int, name: str) -> bool:
    try:
        default_storage.delete(name)
    except OSError:
        log.warning("doomed file %s could not be removed now", number)
        return False
    return True


def remove_orphans(*, now: datetime) -> int:
    """Remove stored files that no row knows, left by a process killed between writing one and its commit.

    Returns how many went. Only files older than ``GRACE`` are looked at: a younger one may belong to a row
    that is about to be committed.
    """
    known = {
        name
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.FileField)
        for name in model._base_manager.exclude(**{field.name: ""})
        .values_list(field.name, flat=True)
        .iterator()
    }
    orphans = [
        name
        for name in stored_names("")
        if name not in known and now - default_storage.get_modified_time(name) > GRACE
    ]
    for name in orphans:
        default_storage.delete(name)
    return len(orphans)


def stored_names(folder: str) -> Iterator[str]:
    """Yield the name of every stored file."""
    folders, names = default_storage.listdir(folder)
    yield from (posixpath.join(folder, name) for name in names)
    for inner in folders:
        yield from stored_names(posixpath.join(folder, inner))

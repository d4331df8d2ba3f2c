"""Erasing stored files: the key goes with the row, at once; the bytes, which nobody can read any more, after.

PostgreSQL keeps a deleted row until it is vacuumed, and archives of its log longer: the key there is wrapped,
and opens nothing without ``FILE_KEYS``. SQLite overwrites what is deleted (``secure_delete``).
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from privacy.db.insert_select import insert_select
from privacy.files.writing import place_of
from privacy.models import FileToDelete, StoredFile


def erase_files(names: QuerySet[Any, Any]) -> None:
    """Erase the files of these names (a query of one column, in which none is empty), in the caller's
    transaction. Their bytes go after it (``privacy/retention/stored_files.py``)."""
    insert_select(FileToDelete, ["name"], names)
    gone = StoredFile.objects.filter(name__in=names)
    gone._raw_delete(gone.db)


def erase_file(name: str) -> None:
    """Erase the file of that name, in the caller's transaction; its bytes go after it."""
    FileToDelete.objects.create(name=name)
    StoredFile.objects.filter(name=name).delete()


def remove_bytes(name: str) -> None:
    """Take an erased file from the disk; ``OSError`` if it cannot go now. One that is gone is no error."""
    place_of(name).unlink(missing_ok=True)

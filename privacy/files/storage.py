"""``STORAGES["default"]``: what a ``FileField`` stores is sealed and has a row, and leaves with it."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePath
from typing import Any

from django.core.files.base import File
from django.core.files.storage import Storage
from django.db import connection

from privacy.files.erasing import erase_file, remove_bytes
from privacy.files.keys import bind, unwrap_key
from privacy.files.sealed import Unsealer
from privacy.files.writing import make_name, place_of, seal_file
from privacy.models import StoredFile


class FileRoom(Storage):
    """Django's door to the file room.

    ``path`` and ``url`` are ``NotImplementedError``, as ``Storage`` has them: a file is served by a view that
    asks who wants it. Names are made here: the one that a file came with may name somebody.
    """

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return make_name(PurePath(name).suffix)

    def _save(self, name: str, content: File[bytes]) -> str:
        with seal_file(content) as sealed:
            sealed.keep_as(name)
        return name

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        if mode != "rb":
            raise ValueError("a stored file is never changed")
        return OpenedFile(name)

    def delete(self, name: str) -> None:
        """Erase the file. In a transaction its bytes stay until that is committed: it may be undone."""
        if connection.in_atomic_block and self.exists(name):
            erase_file(name)
            return
        StoredFile.objects.filter(name=name).delete()
        remove_bytes(name)

    def exists(self, name: str) -> bool:
        return StoredFile.objects.filter(name=name).exists() and place_of(name).is_file()

    def size(self, name: str) -> int:
        return int(StoredFile.objects.values_list("size", flat=True).get(name=name))

    def get_created_time(self, name: str) -> datetime:
        return StoredFile.objects.values_list("stored_at", flat=True).get(name=name)

    get_modified_time = get_created_time


class OpenedFile(File):  # type: ignore[type-arg]  # takes none at run time
    """A stored file opened for reading, seekable, and to be opened again after it was closed."""

    def __init__(self, name: str) -> None:
        super().__init__(_unsealed(name), name=name)

    def open(self, mode: str | None = None, *args: Any, **kwargs: Any) -> OpenedFile:
        if mode not in (None, "rb"):
            raise ValueError("a stored file is never changed")
        if self.closed:
            self.file = _unsealed(str(self.name))
        self.seek(0)
        return self


def _unsealed(name: str) -> Any:
    """Return the reader of a stored file; ``FileNotFoundError`` without row or bytes, ``NoKey``,
    ``Tampered``."""
    try:
        row = StoredFile.objects.get(name=name)
    except StoredFile.DoesNotExist:
        raise FileNotFoundError("no stored file of that name") from None
    key = unwrap_key(row.key_name, bytes(row.wrapped_key), about=bind(row.name, row.size))
    return Unsealer(place_of(name).open("rb", buffering=0), key, row.size)

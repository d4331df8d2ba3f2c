"""Sealing a file while it is written, and keeping it once it is whole."""

from __future__ import annotations

import secrets
from pathlib import Path
from types import TracebackType
from typing import Any

from django.conf import settings
from django.core.files.base import File

from privacy.files.keys import bind, wrap_key
from privacy.files.nameless import NamelessFile
from privacy.files.sealed import KEY_BYTES, Sealer, Unsealer
from privacy.models import StoredFile

FOLDER = "sealed"
"""The folder below ``MEDIA_ROOT`` in which sealed files lie, and nothing else does."""
BLOCK = 1024 * 1024
"""Bytes that are copied at a time."""
SUFFIXES = frozenset({".csv", ".docx", ".ics", ".jpg", ".odt", ".pdf", ".png", ".txt", ".vcf", ".zip"})
"""Endings that a name may keep; all else in it is chance, for a name that somebody sent may name somebody."""


def room_folder() -> Path:
    """Return the folder of the sealed files."""
    return Path(settings.MEDIA_ROOT) / FOLDER


def place_of(name: str) -> Path:
    """Return where the file of that name lies."""
    return room_folder() / name


def make_name(suffix: str = "") -> str:
    """Return a new random name; ``suffix`` is kept if it is one of ``SUFFIXES``."""
    number = secrets.token_hex(16)
    return f"{number[:2]}/{number}{suffix.lower() if suffix.lower() in SUFFIXES else ''}"


def begin_file() -> SealedFile:
    """Return a new file to write to; as a context, what was not kept when it is left is gone."""
    return SealedFile()


def seal_file(content: File[bytes]) -> SealedFile:
    """Return ``content`` sealed: as it arrived if it did so, else a copy of it that the caller lets go."""
    arrived = getattr(content, "sealed", None)
    if isinstance(arrived, SealedFile) and not arrived.is_kept:
        return arrived
    sealed = begin_file()
    try:
        for part in content.chunks(BLOCK):
            sealed.write(part)
        sealed.finish()
    except BaseException:
        sealed.close()
        raise
    return sealed


class SealedFile:
    """A file that is sealed while it is written: without a name, under a key that only this process knows."""

    def __init__(self) -> None:
        self._file = NamelessFile(room_folder())
        self._key = secrets.token_bytes(KEY_BYTES)
        self._sealer = Sealer(self._file, self._key)
        self._size: int | None = None
        self.is_kept = False

    def __enter__(self) -> SealedFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def write(self, data: bytes) -> int:
        """Seal ``data`` and write it; return its length. ``OSError`` where there is no room."""
        if self._size is not None:
            raise ValueError("this file is finished")
        return self._sealer.write(data)

    def finish(self) -> int:
        """Say that all of it came; return its length in bytes. Once or more."""
        if self._size is None:
            self._size = self._sealer.finish()
        return self._size

    def open(self) -> Unsealer:
        """Return a reader of the finished file, from its beginning; it stays when this is closed."""
        size = self.finish()
        return Unsealer(self._file.open(), self._key, size)

    def keep(self, *, suffix: str = "") -> str:
        """Keep it under a new random name, which is returned; its row is of the caller's transaction."""
        name = make_name(suffix)
        self.keep_as(name)
        return name

    def keep_as(self, name: str, *, rows: Any = StoredFile.objects) -> None:
        """Keep it under ``name``: durable before its row is written, among ``rows``. Done once;
        ``FileExistsError`` if the name is taken."""
        if self.is_kept:
            raise ValueError("this file is kept already")
        size = self.finish()
        self._file.keep_at(place_of(name))
        self.is_kept = True
        key_name, wrapped = wrap_key(self._key, about=bind(name, size))
        rows.create(name=name, size=size, key_name=key_name, wrapped_key=wrapped)

    def close(self) -> None:
        """Let go of it; without ``keep`` nothing of it stays."""
        self._file.close()

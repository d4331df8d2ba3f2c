"""Taking in the plain files of before there was a file room; called by the migrations of the apps that name
them.

Each is sealed, and its row written, in one transaction; the plain one goes once that is committed. The name
stays, so that what names it need not change (an issued invoice could not). Whoever is killed begins again,
and what was done is found done.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from privacy.files.writing import BLOCK, begin_file, place_of


def take_in_plain_files(names: Iterable[str], *, apps: Any, using: str) -> int:
    """Seal the plain files of these ``names`` below ``MEDIA_ROOT``; return how many there were.

    ``apps`` are those of the migration, ``using`` its database.
    """
    stored = apps.get_model("privacy", "StoredFile")._base_manager.using(using)
    taken = 0
    for name in names:
        plain = Path(settings.MEDIA_ROOT) / name
        if plain.is_file() and not plain.is_symlink():
            if not stored.filter(name=name).exists():
                _seal(plain, name, stored, using)
            _remove(plain)
            taken += 1
    return taken


def remove_plain_files_to_delete(*, apps: Any, using: str) -> int:
    """Remove the plain files that an erasure listed and that are there still; return how many."""
    listed = apps.get_model("privacy", "FileToDelete")._base_manager.using(using)
    there = [Path(settings.MEDIA_ROOT) / name for name in listed.values_list("name", flat=True)]
    plain = [path for path in there if path.is_file()]
    for path in plain:
        _remove(path)
    return len(plain)


def _seal(plain: Path, name: str, stored: Any, using: str) -> None:
    # Of one who was killed between the name and the row: nobody can read it.
    place_of(name).unlink(missing_ok=True)
    with plain.open("rb") as file, begin_file() as sealed:
        while part := file.read(BLOCK):
            sealed.write(part)
        with transaction.atomic(using=using):
            sealed.keep_as(name, rows=stored)


def _remove(plain: Path) -> None:
    """Remove a plain file, and the folders that are empty without it; durably, for its row says it is
    sealed."""
    plain.unlink()
    folder = plain.parent
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    while folder != Path(settings.MEDIA_ROOT) and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent

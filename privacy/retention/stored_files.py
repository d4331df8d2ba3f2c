"""The last step of an erasure: what lies outside the rows.

Files are not transactional, so their removal is recorded with the erasure and done after it; a name is struck
off only when its file is gone. Nobody can read one meanwhile: its key went with the erasure
(``privacy/files/``).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import models

from privacy.files.erasing import remove_bytes
from privacy.files.writing import place_of, room_folder
from privacy.models import FileToDelete, StoredFile

log = logging.getLogger(__name__)

AT_ONCE = 500
"""How many files are removed before their names are struck off together."""


def remove_files() -> int:
    """Remove every file whose row is erased; return how many went. One that cannot go now stays on the
    list."""
    gone, after = 0, 0
    while some := list(
        FileToDelete.objects.filter(pk__gt=after).order_by("pk").values_list("pk", "name")[:AT_ONCE]
    ):
        StoredFile.objects.filter(name__in=[name for _number, name in some]).delete()
        removed = [number for number, name in some if _removed(number, name)]
        FileToDelete.objects.filter(pk__in=removed).delete()
        gone, after = gone + len(removed), some[-1][0]
    return gone


def _removed(number: int, name: str) -> bool:
    try:
        remove_bytes(name)
    except OSError:
        log.warning("file to delete %s could not be removed now", number)
        return False
    return True


def file_fields() -> Iterator[tuple[type[models.Model], str]]:
    """Yield each field that names stored files: its model and its name."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.FileField):
                yield model, field.name


def find_missing_files() -> Iterator[tuple[str, object]]:
    """Yield the label of its table and the key of each row that names a file without bytes or without a row
    of its own."""
    for model, field in file_fields():
        named = model._base_manager.exclude(**{field: ""}).values_list("pk", field).iterator()
        while some := dict(islice(named, AT_ONCE)):
            known = set(StoredFile.objects.filter(name__in=some.values()).values_list("name", flat=True))
            yield from (
                (model._meta.label_lower, number)
                for number, name in some.items()
                if name not in known or not place_of(name).is_file()
            )


def count_plain_files() -> int:
    """Return how many files below ``MEDIA_ROOT`` are not in the file room, and so in clear."""
    return sum(1 for _path in list_plain_files(Path(settings.MEDIA_ROOT)))


def list_plain_files(folder: Path) -> Iterator[Path]:
    """Yield the files in ``folder`` and below, in order, but for those of the file room."""
    sealed = room_folder()
    yield from (path for path in sorted(folder.rglob("*")) if path.is_file() and sealed not in path.parents)

"""Work of the file room in a process that may be killed: ``python -m tests.files.working WORK``."""

from __future__ import annotations

import importlib
import itertools
import os
import sys
from pathlib import Path

WHAT = sys.argv[1]


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "som.settings")
    django.setup()
    works = {"store": store, "fill": fill, "rotate": rotate, "plain": write_plain_files, "take-in": take_in}
    works[WHAT]()


def begun() -> None:
    print("begun", flush=True)


def store() -> None:
    """Store files of up to three megabytes, each of one byte over and over, for as long as we live."""
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage
    from django.db import transaction

    begun()
    for number in itertools.count():
        with transaction.atomic():
            content = bytes([number % 256]) * (1 + number * 99_991 % 3_000_000)
            default_storage.save("cv.pdf", ContentFile(content))


def fill() -> None:
    """Store three hundred small files."""
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage
    from django.db import transaction

    with transaction.atomic():
        for number in range(300):
            default_storage.save("cv.pdf", ContentFile(str(number).encode()))


def rotate() -> None:
    """Let each key in turn be the newest, for as long as we live."""
    from django.conf import settings

    from privacy.files.rotation import rotate_file_keys

    begun()
    while True:
        settings.FILE_KEYS = [*settings.FILE_KEYS[1:], settings.FILE_KEYS[0]]
        rotate_file_keys()


def write_plain_files() -> None:
    """Leave two hundred uploads as the version before stored them."""
    from django.conf import settings

    from contacts.models import Upload

    folder = Path(settings.MEDIA_ROOT) / "uploads"
    folder.mkdir(parents=True)
    for number in range(200):
        upload = Upload(source="the cooperative")
        upload.file.name = f"uploads/{upload.pk}"
        (folder / str(upload.pk)).write_bytes(f"first name,{number}\n".encode() * (number + 1))
        upload.save()


def take_in() -> None:
    """Do what the migration does."""
    from django.apps import apps
    from django.db import connection

    migration = importlib.import_module("contacts.migrations.0005_files_into_the_file_room")
    begun()
    with connection.schema_editor(atomic=False) as editor:
        migration.take_in(apps, editor)


if __name__ == "__main__":
    main()

"""That stored files can be opened: ``FILE_KEYS`` is as it should be, and has every key that a file needs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from django.db import DEFAULT_DB_ALIAS, connection

from privacy.files.nameless import can_be_nameless
from privacy.files.rotation import find_missing_keys
from privacy.files.writing import room_folder
from privacy.models import StoredFile

ENTRY = re.compile(r"[^:\s]{1,50}:[0-9a-fA-F]{64}")


def check_file_keys(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """E020: each of ``FILE_KEYS`` is a name and 256 bits, and no two have one name."""
    hint = "An entry is name:hex, 64 hexadecimal digits behind the colon; the newest comes first."
    names = [str(entry).rpartition(":")[0] for entry in settings.FILE_KEYS]
    # The entry itself is not told: it is a key.
    found: list[CheckMessage] = [
        Error(f"FILE_KEYS: entry {number} is no key.", hint=hint, id="privacy.E020")
        for number, entry in enumerate(settings.FILE_KEYS, start=1)
        if not ENTRY.fullmatch(str(entry))
    ]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice and not found:
        found.append(Error(f"FILE_KEYS: {', '.join(twice)} twice.", hint=hint, id="privacy.E020"))
    return found


def check_stored_keys(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """E021: no stored file needs a key that is not there. Run by ``migrate`` and ``check --database``, for it
    asks the database; ``/healthz/`` and ``privacy_audit`` ask too."""
    if DEFAULT_DB_ALIAS not in (databases or ()):
        return []
    if StoredFile._meta.db_table not in connection.introspection.table_names():
        return []  # it is made by the migration that runs this
    hint = "Put it back into FILE_KEYS, behind the new one, and run privacy_rotate_file_keys first."
    return [
        Error(f"Stored files need a key that is not in FILE_KEYS: {name}.", hint=hint, id="privacy.E021")
        for name in find_missing_keys()
    ]


def check_file_system(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """W018: a file that is being written can be without a name (``privacy/files/nameless.py``)."""
    if can_be_nameless(room_folder()):
        return []
    return [
        Warning(
            "The file system of MEDIA_ROOT knows no files without a name.",
            hint="Take a local disk. On this one a sweep removes what a killed process leaves, sealed.",
            id="privacy.W018",
        )
    ]

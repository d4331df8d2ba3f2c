"""Print what the stored files of this instance say, opened: ``python -m tests.files.opened``."""

from __future__ import annotations

import base64
import json
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.instances import Instance


def open_stored_files(where: Instance) -> dict[str, bytes]:
    """Return the names and contents of the stored files of another instance, with its own keys."""
    done = where.start("-m", "tests.files.opened")
    output, _ = done.communicate(timeout=60)
    assert done.returncode == 0, output
    return {name: base64.b64decode(content) for name, content in json.loads(output).items()}


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "som.settings")
    django.setup()
    from django.core.files.storage import default_storage

    from privacy.models import StoredFile

    contents = {}
    for name in StoredFile.objects.values_list("name", flat=True):
        with default_storage.open(name) as stored:
            contents[name] = base64.b64encode(stored.read()).decode()
    json.dump(contents, sys.stdout)


if __name__ == "__main__":
    main()

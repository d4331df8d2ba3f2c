"""A person's copy as tests read it back."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

from contacts.models import Contact
from privacy.export import export
from privacy.redaction import NO_MARKS, Marks
from tests.cast import TODAY


def copy(contact: Contact, folder: Path, *, portable: bool = False, marks: Marks = NO_MARKS) -> dict[str, bytes]:
    """Return the files of the person's zip, by name."""
    target = folder / "copy.zip"
    export(contact.subject, target, today=TODAY, portable=portable, marks=marks)
    with zipfile.ZipFile(target) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def data(files: dict[str, bytes]) -> dict[str, Any]:
    """Return ``data.json``."""
    document: dict[str, Any] = json.loads(files["data.json"])
    return document

"""A person's copy as tests read it back."""

from __future__ import annotations

import json
import zipfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils import timezone

from contacts.models import Contact
from privacy.export.archive import export_to_path
from privacy.export.redaction import NO_MARKS, Marks
from privacy.models import Request
from privacy.requests import references
from tests.cast import TODAY


def copy(
    contact: Contact, folder: Path, *, portable: bool = False, marks: Marks = NO_MARKS
) -> dict[str, bytes]:
    """Return the files of the person's zip, by name; ``marks``: what staff said of it."""
    if marks != NO_MARKS:
        now, draft = timezone.now(), json.dumps(asdict(marks))
        facts = {
            "reference": references.new_reference(),
            "kind": "access",
            "channel": "letter",
            "state": "open",
            "received_at": now,
        }
        Request.objects.create(subject=contact.subject, draft=draft, due_on=TODAY, **facts)
    target = folder / "copy.zip"
    export_to_path(contact.subject, target, today=TODAY, portable=portable)
    with zipfile.ZipFile(target) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def data(files: dict[str, bytes]) -> dict[str, Any]:
    """Return ``data.json``."""
    document: dict[str, Any] = json.loads(files["data.json"])
    return document

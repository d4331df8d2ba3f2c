"""The search after an erasure, as its tests begin it and read what it found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils import timezone

from contacts.models import Contact
from privacy.models import ErasureProbe
from privacy.proof import verification
from privacy.proof.search import search_everything
from privacy.rights.erasure import erase

ADDRESS = "noor@example.org"


def separate_folders(settings: Any, tmp_path: Path) -> Path:
    """Return a folder like that of the logs; stored files are the test's own."""
    logs = tmp_path / "logs"
    logs.mkdir()
    settings.SEARCHED_FOLDERS, settings.MEDIA_ROOT = [str(logs)], str(tmp_path / "media")
    (tmp_path / "media").mkdir()
    settings.SITE_URL = "http://testserver/"
    return logs


def forgotten(contact: Contact) -> ErasureProbe:
    """The search that an erasure begins."""
    erase(contact.subject, today=timezone.localdate(), source="email")
    return ErasureProbe.objects.get(subject=contact.subject_id)


def run() -> verification.VerificationOutcome:
    return verification.verify_erasures(now=timezone.now())


def whose(search: ErasureProbe) -> dict[str, str]:
    search.refresh_from_db()
    return {found["where"]: found["whose"] for found in search.found}


def found(word: str) -> set[str]:
    """Where a word stands, as the search sees it."""
    return {f"{hit.table}.{hit.column}" for hit in search_everything({1: word})}

"""The zip with everything about a person, made when they fetch it and kept nowhere."""

from __future__ import annotations

import secrets
import tempfile
from datetime import datetime
from pathlib import Path
from typing import IO

from django.utils import translation

from privacy import ledger, tokens
from privacy.deadlines import day_of
from privacy.drafts import draft_of
from privacy.export import export
from privacy.latch import latched
from privacy.models import Choice, Request, Subject, Visit
from privacy.redaction import NO_MARKS, Marks


def check(request: Request) -> None:
    """Raise ``tokens.Expired`` if nothing may be fetched any more: the person asked to be forgotten since."""
    wishes = Choice.objects.filter(subject=request.subject, kind=Choice.Kind.ERASURE)
    if request.subject is None or request.decided_at is None or wishes.filter(recorded_at__gte=request.decided_at).exists():
        raise tokens.Expired(request, used=False)


def make(request: Request, *, now: datetime) -> IO[bytes]:
    """Return the zip as it is ``now``, open, its file already gone from the disk; the ledger tells that it was fetched.

    Raises ``tokens.Expired`` as ``check`` does.
    """
    check(request)
    assert request.subject is not None  # noqa: S101  (checked)
    with translation.override(request.language):
        file = _zip(request.subject, portable=request.kind == Request.Kind.PORTABILITY, marks=draft_of(request).marks, now=now)
    with latched():
        ledger.append("download", request=request.pk)
    return file


def of_visit(visit: Visit, *, portable: bool, now: datetime) -> IO[bytes]:
    """Return the same for whoever is inside My data, in the active language; ``portable``: what they may take along."""
    assert visit.subject is not None  # noqa: S101  (an open visit has one)
    file = _zip(visit.subject, portable=portable, now=now)
    with latched():
        ledger.append("download", visit=visit.pk, portable=portable)
    return file


def _zip(subject: Subject, *, portable: bool, now: datetime, marks: Marks = NO_MARKS) -> IO[bytes]:
    path = Path(tempfile.gettempdir()) / f"package-{secrets.token_hex(16)}.zip"
    try:
        export(subject, path, today=day_of(now), portable=portable, marks=marks)
        return path.open("rb")
    finally:
        path.unlink(missing_ok=True)

"""The zip with everything about a person, made when they fetch it and kept nowhere."""

from __future__ import annotations

import tempfile
from datetime import datetime
from typing import IO

from django.utils import translation

from privacy.evidence import ledger
from privacy.export.archive import Overtaken, last_run, refuse_if_erased, write
from privacy.locks import latched
from privacy.models import Choice, MyDataVisit, Request, Subject
from privacy.requests import tokens
from privacy.requests.deadline import day_of


def check(request: Request) -> None:
    """Raise ``tokens.Expired`` if nothing may be fetched any more: the person asked to be forgotten since."""
    wishes = Choice.objects.filter(subject=request.subject, kind=Choice.Kind.ERASURE)
    if request.subject is None or request.decided_at is None or wishes.filter(recorded_at__gte=request.decided_at).exists():
        raise tokens.Expired(request, used=False)


def make(request: Request, *, now: datetime) -> IO[bytes]:
    """Return the zip as it is ``now``, open, in a file without a name; the ledger tells that it was fetched.

    Raises ``tokens.Expired`` as ``check`` does, also for a wish that came while it was made.
    """
    check(request)
    assert request.subject is not None  # noqa: S101  (checked)
    portable = request.kind == Request.Kind.PORTABILITY
    with translation.override(request.language):
        try:
            return _made(request.subject, portable=portable, now=now, request=request.pk)
        except Overtaken:
            raise tokens.Expired(request, used=False) from None


def of_visit(visit: MyDataVisit, *, portable: bool, now: datetime) -> IO[bytes]:
    """Return the same for whoever is inside My data, in the active language; ``portable``: what they may take along.

    ``Overtaken`` if they were erased while it was made.
    """
    assert visit.subject is not None  # noqa: S101  (an open visit has one)
    return _made(visit.subject, portable=portable, now=now, visit=visit.pk)


def _made(subject: Subject, *, portable: bool, now: datetime, **fetched: int) -> IO[bytes]:
    """Write the zip to a file that no folder ever names, so that nothing is left of it however this ends."""
    before = last_run()
    file = tempfile.TemporaryFile()  # noqa: SIM115  (whoever gives it to the person closes it)
    try:
        write(subject, file, today=day_of(now), portable=portable)
        with latched():  # an erasure comes before this, and nothing is given, or after it
            refuse_if_erased(subject, since=before)
            ledger.append("download", portable=portable, **fetched)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file

"""The zip with everything about a person, made when they fetch it and kept nowhere."""

from __future__ import annotations

from datetime import datetime
from typing import IO

from django.utils import translation

from privacy.export.archive import ErasedMeanwhile
from privacy.export.download import make_download
from privacy.models import Choice, Request
from privacy.requests import tokens
from privacy.rights.registered import right_of


def refuse_if_forgotten(request: Request) -> None:
    """Raise ``tokens.ExpiredLink`` if nothing may be fetched any more: the person asked to be forgotten
    since."""
    wishes = Choice.objects.filter(subject=request.subject, kind=Choice.Kind.ERASURE)
    if (
        request.subject is None
        or request.decided_at is None
        or wishes.filter(recorded_at__gte=request.decided_at).exists()
    ):
        raise tokens.ExpiredLink(request, used=False)


def make_answer_download(request: Request, *, now: datetime) -> IO[bytes]:
    """Return the zip as it is ``now``, open, in a file without a name; the ledger tells that it was fetched.

    Raises ``tokens.ExpiredLink`` as ``refuse_if_forgotten`` does, also for a wish that came while it was
    made.
    """
    refuse_if_forgotten(request)
    assert request.subject is not None  # noqa: S101  (checked)
    portable = right_of(request).copy_is_portable
    with translation.override(request.language):
        try:
            return make_download(request.subject, portable=portable, now=now, request=request.pk)
        except ErasedMeanwhile:
            raise tokens.ExpiredLink(request, used=False) from None

"""Corrections that a person wants."""

from __future__ import annotations

from django.utils import timezone

from privacy.models import Request
from privacy.rights import corrections
from tests.requests.arriving import asked, member

NOOR, AMINA = "noor@example.org", "amina@example.be"


def wants(address: str, /, **fields: str) -> Request:
    """Somebody asks to have these fields corrected."""
    request = asked("rectification", address)
    corrections.propose_corrections(request, fields, now=timezone.now())
    return request


def accept_all(request: Request) -> None:
    for each in corrections.current_corrections(request).filter(state="proposed"):
        corrections.decide_correction(each, accept=True, by=member(), now=timezone.now())

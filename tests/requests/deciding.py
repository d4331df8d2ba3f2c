"""Staff who decide, two of them where it takes two."""

from __future__ import annotations

from django.utils import timezone

from privacy.models import Request
from privacy.requests import decisions
from privacy.requests import four_eyes as proposals
from privacy.requests.preview import preview_request
from tests.cast import StaffFactory


def mark_of(request: Request) -> str:
    """The fingerprint of what staff see now."""
    return preview_request(request, timezone.localdate()).fingerprint


def refused(request: Request, ground: str) -> None:
    """One proposes to refuse on that ground, another confirms it."""
    now = timezone.now()
    proposals.propose_decision(
        request,
        proposals.REFUSE,
        by=StaffFactory.create(),
        fingerprint=mark_of(request),
        ground=ground,
        now=now,
    )
    decisions.refuse_request(request, by=StaffFactory.create(), now=now, site="http://testserver/")

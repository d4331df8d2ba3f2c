"""Staff who decide, two of them where it takes two."""

from __future__ import annotations

from django.utils import timezone

from privacy.models import Request
from privacy.requests import decisions, four_eyes
from privacy.requests.preview import preview_request
from privacy.rights.grounds import Reasons
from privacy.rights.registered import right_of
from tests.cast import StaffFactory


def mark_of(request: Request) -> str:
    """The fingerprint of what staff see now."""
    return preview_request(request, timezone.localdate()).fingerprint


def reasons_for(request: Request, said: str, *, ground: str = "") -> Reasons:
    """Reasons to refuse, on the last ground that the right knows unless one is named, every fact ``said``."""
    chosen = {each.slug: each for each in right_of(request).grounds_for_refusal}
    found = chosen[ground] if ground else list(chosen.values())[-1]
    return Reasons(found.slug, {fact.slug: said for fact in found.facts})


def refused(request: Request, said: str) -> None:
    """One proposes to refuse for what is ``said``, another confirms it."""
    now = timezone.now()
    four_eyes.propose_decision(
        request,
        four_eyes.REFUSE,
        by=StaffFactory.create(),
        fingerprint=mark_of(request),
        reasons=reasons_for(request, said),
        now=now,
    )
    decisions.refuse_request(request, by=StaffFactory.create(), now=now, site="http://testserver/")

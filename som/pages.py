"""The home page, and the answer machines ask for."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from privacy.models import Instance, Request
from som import health

Kind = Request.Kind


@dataclass(frozen=True)
class Card:
    """What a person can ask of us; ``kind`` fills in the request form."""

    title: str
    text: str
    kind: str


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Say who we are and what one can ask; reads one row, writes none and sets no cookie."""
    facts = {"demo": Instance.objects.filter(demo=True).exists(), "cards": _cards()}
    return render(request, "public/home.html", facts)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 while everything works and 503 when something does not, with what it is."""
    state = health.report_health(now=timezone.now())
    return JsonResponse(state, status=200 if health.is_healthy(state) else 503)


def _cards() -> list[Card]:
    """Return every right as a card, in plain words; the law's own names stand in the form."""
    words = {
        Kind.ACCESS: (
            _("What do you know about me?"),
            _("See everything we have about you, why, and until when."),
        ),
        Kind.RECTIFICATION: (
            _("Something is wrong"),
            _("Have a name, an address or anything else corrected or completed."),
        ),
        Kind.ERASURE: (
            _("Forget me"),
            _("We erase what we may. What a law makes us keep, we name, with the day it goes."),
        ),
        Kind.OBJECTION: (
            _("Stop using my data"),
            _("Say no to what we do for our own interest. You need give no reason."),
        ),
        Kind.WITHDRAWAL: (_("I take back my consent"), _("As easily as you gave it.")),
        Kind.RESTRICTION: (
            _("Put my data aside"),
            _("We keep them but use them for nothing, while something is sorted out."),
        ),
        Kind.PORTABILITY: (_("Take my data with me"), _("Get them in a file that other programs can read.")),
    }
    return [Card(title, text, str(kind)) for kind, (title, text) in words.items()]

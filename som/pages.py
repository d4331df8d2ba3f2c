"""The home page, and the answer machines ask for."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from privacy.models import Instance
from privacy.rights.registered import every_right
from som import health


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
    return [Card(str(right.card_title), str(right.card_text), str(right.kind)) for right in every_right()]

"""The home page, and the answer machines ask for."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.defaults import server_error

from privacy.db.disk_full import is_disk_full
from privacy.models import Instance
from privacy.rights.registered import every_right
from privacy.web.stop_pages import show_disk_full
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


def show_error(request: HttpRequest) -> HttpResponse:
    """Return the page of an error of ours (500), or that there is no room left (507): also for what failed
    outside a view, such as storing a session."""
    return show_disk_full(request) if is_disk_full(sys.exc_info()[1]) else server_error(request)


def _cards() -> list[Card]:
    """Return every right as a card, in plain words; the law's own names stand in the form."""
    return [Card(str(right.card_title), str(right.card_text), str(right.kind)) for right in every_right()]

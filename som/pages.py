"""The home page, and the answer machines ask for."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
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
    """Say who we are and what one can ask; reads one row, writes none and sets no cookie.

    The front door of the site leads to the language of the browser. No other address does, nor does this one
    to whoever comes from a page of ours: they chose Dutch there.
    """
    language = get_language_from_request(request)
    if request.path_info == "/" and language != settings.LANGUAGE_CODE and not _comes_from_here(request):
        with translation.override(language):
            answer: HttpResponse = redirect("home")
    else:
        facts = {"demo": Instance.objects.filter(demo=True).exists(), "cards": _cards()}
        answer = render(request, "public/home.html", facts)
    patch_vary_headers(answer, ["Accept-Language", "Referer", "Sec-Fetch-Site"])
    return answer


def _comes_from_here(request: HttpRequest) -> bool:
    ours = f"{request.scheme}://{request.get_host()}/"
    before = request.headers.get("Referer", "")
    return request.headers.get("Sec-Fetch-Site") == "same-origin" or before.startswith(ours)


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

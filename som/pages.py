"""The home page, and the answer machines ask for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from privacy.models import Instance
from som import health


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Say who we are and what this instance is; reads one row, writes none and sets no cookie."""
    return render(request, "home.html", {"demo": Instance.objects.filter(demo=True).exists()})


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 while everything works and 503 when something does not, with what it is."""
    state = health.report(now=timezone.now())
    return JsonResponse(state, status=200 if health.is_well(state) else 503)

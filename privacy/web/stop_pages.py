"""Pages that say why a visitor cannot go on here, and what they can do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def unknown_link(request: HttpRequest) -> HttpResponse:
    """Say that a link leads nowhere: cut off, mistyped, or of something long gone."""
    what = _("Perhaps a part of it got lost. Copy the whole link from the mail, or ask anew.")
    return stop(request, _("We do not know this link"), what, status=404)


def too_many(request: HttpRequest) -> HttpResponse:
    """Say that too much came from one network, when to come back, and how to reach a person meanwhile."""
    what = _("Very many forms came from your network. Try again in an hour, or write to us.")
    answer = stop(request, _("Too many forms at once"), what, status=429)
    answer["Retry-After"] = "3600"
    return answer


def stop(request: HttpRequest, title: str, what: str, *, status: int) -> HttpResponse:
    """Show a page that says why it ends here and what one can do."""
    return render(request, "privacy/request_stop.html", {"title": title, "what": what}, status=status)

"""Pages that say why a visitor cannot go on here, and what they can do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def show_stop_page(request: HttpRequest, title: str, what: str, *, status: int) -> HttpResponse:
    """Return the page that says why it ends here and what one can do."""
    return render(request, "privacy/request_stop.html", {"title": title, "what": what}, status=status)


def refuse_unknown_link(request: HttpRequest) -> HttpResponse:
    """Return the answer (404) to a link that leads nowhere: cut off, mistyped, or of something long gone."""
    what = _("Perhaps a part of it got lost. Copy the whole link from the mail, or ask anew.")
    return show_stop_page(request, _("We do not know this link"), what, status=404)


def refuse_too_many(request: HttpRequest) -> HttpResponse:
    """Return the answer (429) to too many forms of one network: when to come back, and how to reach a person
    meanwhile."""
    what = _("Very many forms came from your network. Try again in an hour, or write to us.")
    answer = show_stop_page(request, _("Too many forms at once"), what, status=429)
    answer["Retry-After"] = "3600"
    return answer


def refuse_foreign_form(request: HttpRequest) -> HttpResponse:
    """Return the answer (403) to a form that was not posted from a page of ours; nothing was done."""
    what = _(
        "Your browser says that another site sent it. Nothing was done. Open our own page and try again."
    )
    return show_stop_page(request, _("This form was not sent from our own page"), what, status=403)

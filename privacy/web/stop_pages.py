"""Pages that say why a visitor cannot go on here, and what they can do."""

from __future__ import annotations

from collections.abc import Sequence

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


def refuse_body(
    request: HttpRequest, status: int, *, kinds: Sequence[str] = (), limits: tuple[int, int] | None = None
) -> HttpResponse:
    """Return the answer to something that was sent and is no form that the page takes; ``status`` is that of
    ``IntakeMiddleware``, and ``kinds`` are those of the files that the page takes, if it was about a
    file; ``limits`` are the bytes that one file and all together may have, where it takes files."""
    if status == 507:
        return show_disk_full(request)
    if status == 415 and kinds:
        what = _("We take %(kinds)s, and a file must be what its name says. Nothing was kept.")
        title = _("We do not take this kind of file")
        return _show_refusal(request, title, what % {"kinds": ", ".join(kinds)}, status=status)
    if status == 413 and limits:
        each, together = (most // 1_000_000 for most in limits)
        what = _(
            "A file may be up to %(each)s MB, and all together up to %(together)s MB. Nothing was kept. "
            "Go back, where your browser may still have what you typed, and choose smaller files, "
            "or write to us."
        )
        what %= {"each": each, "together": together}
        return _show_refusal(request, _("This is too large"), what, status=status)
    words = {
        403: (
            _("You cannot send a file here"),
            _("Perhaps you are not signed in any more. Nothing was kept. Sign in, and send it again."),
        ),
        411: (_("This form did not arrive whole"), _("Nothing was kept. Go back, and send it again.")),
        413: (_("This is too large"), _("Nothing was kept. Go back, and send less, or write to us.")),
        415: (
            _("We cannot read this form"),
            _("It was sent in a character set that we do not know. Nothing was kept. Use our own page."),
        ),
    }
    title, what = words.get(status) or (
        _("This form did not arrive as we expect it"),
        _("Part of it is missing, or it has a file that it does not take. Nothing was kept: send it again."),
    )
    return _show_refusal(request, title, what, status=status)


def show_disk_full(request: HttpRequest) -> HttpResponse:
    """Return the answer (507) where our disk is full: nothing was kept, and when to try again."""
    what = _("Nothing of what you sent was kept. Please try again later, or write to us.")
    answer = _show_refusal(request, _("We have no room left at the moment"), what, status=507)
    answer["Retry-After"] = "600"
    return answer


def _show_refusal(request: HttpRequest, title: str, what: str, *, status: int) -> HttpResponse:
    return render(request, "public/refusal.html", {"title": title, "what": what}, status=status)


def refuse_foreign_form(request: HttpRequest) -> HttpResponse:
    """Return the answer (403) to a form that was not posted from a page of ours; nothing was done."""
    what = _(
        "Your browser says that another site sent it. Nothing was done. Open our own page and try again."
    )
    return show_stop_page(request, _("This form was not sent from our own page"), what, status=403)

"""The page behind the link of the yearly mail to whoever is in the reserve: stay in it, or go. Looking
changes nothing."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applicants import renewal
from applicants.models import Application
from applicants.public.behind_link import behind_link
from privacy.dates import day_of
from privacy.notice.shown import read_notice_shown, sign_notice_shown
from privacy.web.same_origin import as_public_form
from privacy.web.stop_pages import refuse_unknown_link

KEEP = _("Yes, keep me for later jobs: ask me again in a year.")
LEAVE = _("No, remove me: delete what you keep for later jobs.")
DONE = {
    "keep": _("Thank you. We keep you for later jobs, and ask you again in a year."),
    "leave": _("You are removed. We delete tonight what we kept for later jobs."),
}
"""What the page says after an act, by the word in its address."""


@as_public_form
@behind_link
def show_reserve(
    request: HttpRequest, token: str, *, application: Application, now: datetime
) -> HttpResponse:
    """Ask whether we may keep the person for later positions, and do what the button says that is pressed."""
    if application.ended_on is not None:
        return refuse_unknown_link(request)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    subject = application.subject
    if act == "keep":
        notice = read_notice_shown(request.POST.get("notice", ""), now=now)
        renewal.keep_in_reserve(subject, wording=str(KEEP), notice=notice, now=now)
    if act == "leave":
        renewal.leave_reserve(subject, wording=str(LEAVE), now=now)
    if act in DONE:
        return redirect(f"{reverse('reserve', args=[token])}?done={act}")
    facts = {
        "token": token,
        "keep": KEEP,
        "leave": LEAVE,
        "notice": sign_notice_shown(),
        "kept": renewal.reserve_of(subject),
        "until": renewal.renewal_day(subject, on=day_of(now)),
        "done": DONE.get(request.GET.get("done", ""), ""),
    }
    return render(request, "applicants/reserve.html", facts)

"""Exercising a right: the form, the check of its answers, the mailed link, and the page that follows a
request."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from privacy.dates import DAY, day_of
from privacy.models import Choice, MailedLink, Request
from privacy.requests import clock, decisions, intake, tokens
from privacy.requests.states import AlreadyDecided
from privacy.rights.base import EVERY_USE
from privacy.rights.registered import right_named, right_of
from privacy.views.request_forms import MoreForm, RequestForm
from privacy.views.signed_answers import (
    Answers,
    read_signed_answers,
    read_signed_moment,
    sign_answers,
    sign_moment,
)
from privacy.web import rate_limits
from privacy.web.links import read_site
from privacy.web.refusal import Refusal
from privacy.web.same_origin import as_public_form
from privacy.web.stop_pages import refuse_too_many, refuse_unknown_link, show_stop_page

State = Request.State
Use = MailedLink.Use


@as_public_form
def submit_request(request: HttpRequest) -> HttpResponse:
    """Show the form, then its answers to be checked, and only once these are confirmed mail a link."""
    if request.method != "POST":
        first = {
            "begun": sign_moment(timezone.now()),
            **{name: request.GET.get(name, "") for name in ("kind", "purpose")},
        }
        return _form(request, RequestForm(initial=first))
    answers = read_signed_answers(request.POST.get("answers", ""))
    if answers and "change" in request.POST:
        again = {"begun": sign_moment(timezone.now()), "purpose": answers.purpose or EVERY_USE}
        return _form(request, RequestForm(initial=asdict(answers) | again))
    if answers:
        return _take_in(request, answers)
    form = RequestForm(request.POST)
    if not form.is_valid():
        return _form(request, form, status=422)
    facts = form.cleaned_data
    begun = read_signed_moment(facts["begun"], now=timezone.now())
    return _check(
        request, Answers(facts["kind"], facts["email"], facts["details"], begun, purpose=facts["purpose"])
    )


@as_public_form
def confirm_request(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a mailed link confirms, and confirm it when the button is pressed: a mail scanner that opens
    the link changes nothing."""
    now = timezone.now()
    try:
        if request.method == "POST" and "again" in request.POST:
            return _send_again(request, token)
        if request.method == "POST":
            if not _within(request):
                return refuse_too_many(request)
            confirmed, status = decisions.confirm_and_carry_out(token, site=read_site(request), now=now)
            return render(request, "privacy/request_confirmed.html", _facts(confirmed) | {"status": status})
        found = tokens.find_link(token, Use.CONFIRM, now=now).request
    except tokens.UnknownLink:
        return refuse_unknown_link(request)
    except tokens.ExpiredLink as expired:
        return _expired(request, expired)
    if found.state != State.UNCONFIRMED:
        return _expired(request, tokens.ExpiredLink(found, used=True))
    return render(request, "privacy/request_confirm.html", _facts(found))


@as_public_form
def follow_request(request: HttpRequest, token: str) -> HttpResponse:
    """Show how far a request is; let the person add to it or cancel it."""
    now = timezone.now()
    try:
        found = tokens.find_link(token, Use.STATUS, now=now).request
    except tokens.UnknownLink:
        return refuse_unknown_link(request)
    except tokens.ExpiredLink:
        return show_stop_page(
            request,
            _("This page is no longer there"),
            _("A request can be followed until thirty days after its end."),
            status=410,
        )
    form, done = MoreForm(), ""
    if request.method == "POST":
        if not _within(request):
            return refuse_too_many(request)
        form = MoreForm(request.POST) if "add" in request.POST else form
        try:
            done = _act(request, found, form)
        except AlreadyDecided:
            found.refresh_from_db()
            done = _("Nothing was changed: your request was closed or decided before.")
    facts = _facts(found) | {"form": form, "done": done, "steps": _steps(found), "token": token}
    return render(request, "privacy/request_status.html", facts, status=422 if form.errors else 200)


def _act(request: HttpRequest, found: Request, form: MoreForm) -> str:
    """Do what was posted on the status page, and return what to say of it."""
    now = timezone.now()
    if "cancel" in request.POST:
        intake.cancel_request(found, now=now)
        return _("Your request is cancelled. Nothing more happens.")
    if "add" in request.POST and form.is_valid():
        try:
            intake.add_to_request(found, form.cleaned_data["text"], now=now)
        except AlreadyDecided:
            raise
        except Refusal as error:
            form.add_error("text", str(error))
            return ""
        return _("We added what you wrote to your request.")
    return ""


def _form(request: HttpRequest, form: RequestForm, *, status: int = 200) -> HttpResponse:
    return render(request, "privacy/request_form.html", {"form": form}, status=status)


def _check(request: HttpRequest, answers: Answers, *, again: bool = False) -> HttpResponse:
    facts = {
        "answers": answers,
        "right": right_named(answers.kind),
        "carried": sign_answers(answers),
        "again": again,
        "ends": right_named(answers.kind).ends_at_once(answers.purpose),
        "gone_by": timezone.localdate() + DAY,
    }
    facts["use"] = right_named(answers.kind).use_words(answers.purpose)
    return render(request, "privacy/request_check.html", facts)


def _take_in(request: HttpRequest, answers: Answers) -> HttpResponse:
    """Mail the link, and return the same page after the same work whether we know the address or not."""
    now = timezone.now()
    if answers.is_too_fast(now=now):
        return _check(request, replace(answers, again=True), again=True)
    facts = {
        "kind": answers.kind,
        "purpose": answers.purpose,
        "address": answers.email,
        "details": answers.details,
    }
    facts["language"] = get_language() or "nl"
    try:
        intake.take_in_web_request(
            **facts, network=rate_limits.read_network(request), site=read_site(request), now=now
        )
    except rate_limits.TooMany:
        return refuse_too_many(request)
    return render(
        request,
        "privacy/request_sent.html",
        {"email": answers.email, "carried": sign_answers(replace(answers, again=True))},
    )


def _send_again(request: HttpRequest, token: str) -> HttpResponse:
    """Mail a new link to the address that the old one was mailed to."""
    now = timezone.now()
    if not _within(request):
        return refuse_too_many(request)
    try:
        found = tokens.find_link(token, Use.CONFIRM, now=now).request
    except tokens.ExpiredLink as expired:
        found = expired.request
    intake.send_link_again(found, site=read_site(request), now=now)
    return render(request, "privacy/request_sent.html", {})


def _expired(request: HttpRequest, expired: tokens.ExpiredLink) -> HttpResponse:
    used = expired.used and expired.request.state != State.UNCONFIRMED
    facts = {"used": used, "can_send_again": expired.request.closed_at is None}
    return render(request, "privacy/request_expired.html", facts, status=410)


def _within(request: HttpRequest) -> bool:
    return rate_limits.count_within(
        rate_limits.REQUESTS_PER_NETWORK, rate_limits.read_network(request), now=timezone.now()
    )


def _facts(found: Request) -> dict[str, Any]:
    days = (found.due_on - day_of(timezone.now())).days
    use, since = right_of(found).use_words(found.purpose), clock.stands_still_since(found)
    return {
        "asked": found,
        "right": right_of(found),
        "use": use,
        "days_left": days,
        "late": days < 0,
        "ends": right_of(found).ends_at_once(found.purpose),
        "gone_by": timezone.localdate() + DAY,
        "since": since,
    }


def _steps(found: Request) -> list[dict[str, Any]]:
    """Return the steps of a request, each with the moment at which it was reached, if it was."""
    decided = {
        State.APPROVED: _("We decided: yes"),
        State.ANSWERED: _("We decided: yes"),
        State.REFUSED: _("We decided: no"),
    }
    steps: list[dict[str, Any]] = [
        {"what": _("You asked"), "at": found.received_at},
        {
            "what": _("You confirmed") if found.channel == Choice.Channel.WEB else _("We wrote it down"),
            "at": found.confirmed_at,
        },
    ]
    if found.state == State.CANCELLED:
        steps.append({"what": _("You cancelled your request"), "at": found.closed_at})
    else:
        steps.append(
            {"what": decided.get(State(found.state), _("We look at it and decide")), "at": found.decided_at}
        )
        steps.append({"what": _("You get our answer by mail"), "at": found.closed_at})
    here = next((number for number, step in enumerate(steps) if step["at"] is None), None)
    return [step | {"here": number == here} for number, step in enumerate(steps)]

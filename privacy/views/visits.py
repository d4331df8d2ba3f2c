"""Opening and ending a visit to My data: a form, a mailed link with a button, and the cookie of the visit."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import get_language

from privacy.models import MyDataVisit
from privacy.my_data import visits
from privacy.views.request_forms import AddressForm
from privacy.web import rate_limits
from privacy.web.links import read_site
from privacy.web.same_origin import as_public_form
from privacy.web.stop_pages import refuse_too_many, refuse_unknown_link

SALT = "privacy.visit"


def show_link_form(
    request: HttpRequest, *, form: AddressForm | None = None, status: int = 200, **facts: Any
) -> HttpResponse:
    """Return the page whose form mails a link; ``over`` and ``typed`` tell somebody whose visit ended while
    they wrote."""
    return hide_from_indexes(
        render(request, "privacy/my_data_door.html", {"form": form or AddressForm(), **facts}, status=status)
    )


def mail_visit_link(request: HttpRequest) -> HttpResponse:
    """Mail a link to the address that was filled in, and return the same page whether we know it or not."""
    form = AddressForm(request.POST)
    if not form.is_valid():
        return show_link_form(request, form=form, status=422)
    return _send(request, form.cleaned_data["email"])


@as_public_form
def open_visit(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button, and open My data when it is pressed: a mail scanner that opens the link sees nothing and
    does not use it up."""
    now = timezone.now()
    try:
        if request.method == "POST" and "again" in request.POST:
            return _send_again(request, token)
        if request.method == "POST":
            return _open(request, token)
        visit = visits.visit_of_link(token, now=now)
    except visits.UnknownLink:
        return refuse_unknown_link(request)
    except visits.LinkExpired as over:
        return _over(request, over)
    except visits.NothingKept:
        return show_nothing_kept(request)
    except visits.SharedAddress:
        return hide_from_indexes(render(request, "privacy/my_data_shared.html", status=409))
    return hide_from_indexes(
        render(
            request,
            "privacy/my_data_link.html",
            {"until": visit.ends_at, "key": signing.dumps(secrets.token_urlsafe(24), salt=SALT)},
        )
    )


def end_visit(request: HttpRequest) -> HttpResponse:
    """End the visit, and delete its cookie and what the browser stored."""
    visits.end_visit(read_visit_key(request), now=timezone.now())
    answer = hide_from_indexes(render(request, "privacy/my_data_left.html"))
    answer["Clear-Site-Data"] = '"cache", "storage"'
    return delete_visit_cookie(answer)


def read_visit_key(request: HttpRequest) -> str:
    """Return the key of the visit from its cookie; "" without one."""
    return str(request.COOKIES.get(settings.VISIT_COOKIE_NAME, ""))


def compute_form_seal(request: HttpRequest) -> str:
    """Return the token of the forms of this visit against cross-site requests, a keyed digest of its key."""
    return salted_hmac(SALT, read_visit_key(request)).hexdigest()


def has_form_seal(request: HttpRequest) -> bool:
    """Return whether the posted form carries the token of this visit."""
    return constant_time_compare(request.POST.get("seal", ""), compute_form_seal(request))


def show_nothing_kept(request: HttpRequest) -> HttpResponse:
    """Return the page (410) that says that the visit is over, for who was forgotten may still have something
    kept, and delete the cookie."""
    answer = hide_from_indexes(render(request, "privacy/my_data_nothing.html", status=410))
    return delete_visit_cookie(answer) if read_visit_key(request) else answer


def hide_from_indexes(answer: HttpResponse) -> HttpResponse:
    """Return ``answer`` with the header that keeps it out of search engines."""
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def delete_visit_cookie(answer: HttpResponse) -> HttpResponse:
    """Return ``answer`` with the header that deletes the cookie of the visit."""
    answer.delete_cookie(settings.VISIT_COOKIE_NAME, samesite="Strict")
    if settings.HTTPS:
        answer.cookies[settings.VISIT_COOKIE_NAME]["secure"] = True
    return answer


def _open(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    if not rate_limits.count_within(
        rate_limits.REQUESTS_PER_NETWORK, rate_limits.read_network(request), now=now
    ):
        return refuse_too_many(request)
    try:
        key = signing.loads(request.POST.get("key", ""), salt=SALT, max_age=visits.LINK_FOR)
    except signing.BadSignature:
        visits.visit_of_link(token, now=now)
        return redirect("my_data_link", token)
    visits.open_visit(token, key, now=now)
    answer = hide_from_indexes(redirect("my_data"))
    answer.set_cookie(
        settings.VISIT_COOKIE_NAME, key, secure=settings.HTTPS, httponly=True, samesite="Strict"
    )
    return answer


def _over(request: HttpRequest, over: visits.LinkExpired) -> HttpResponse:
    """Return the page (410) of a link that was used or expired; whoever opened the visit with it goes on."""
    now = timezone.now()
    try:
        inside = visits.current_visit(read_visit_key(request), now=now)
    except visits.NothingKept:
        return show_nothing_kept(request)
    if inside and inside.pk == over.visit.pk:
        return hide_from_indexes(redirect("my_data"))
    return hide_from_indexes(render(request, "privacy/my_data_over.html", {"used": over.used}, status=410))


def _send_again(request: HttpRequest, token: str) -> HttpResponse:
    """Mail a new link to the address that the old one was mailed to."""
    visit = _any(token)
    return _send(request, visit.address or "", shown=False)


def _any(token: str) -> MyDataVisit:
    try:
        return visits.visit_of_link(token, now=timezone.now())
    except visits.LinkExpired as over:
        return over.visit


def _send(request: HttpRequest, address: str, *, shown: bool = True) -> HttpResponse:
    now = timezone.now()
    facts = {"address": address, "language": get_language() or "nl"}
    try:
        visits.request_visit(
            **facts, network=rate_limits.read_network(request), site=read_site(request), now=now
        )
    except rate_limits.TooMany:
        return refuse_too_many(request)
    return hide_from_indexes(
        render(request, "privacy/my_data_sent.html", {"email": address if shown else ""})
    )


def show_visit_ended(request: HttpRequest) -> HttpResponse:
    """Return the page that says that the visit ended; what was typed stands on it, so that it is not lost."""
    skipped = ("seal", "step", "about", "purpose")
    typed = [text for name, text in request.POST.items() if name not in skipped and str(text).strip()]
    over = bool(read_visit_key(request)) or request.method == "POST"
    answer = show_link_form(request, over=over, typed=typed, status=403 if request.method == "POST" else 200)
    return delete_visit_cookie(answer) if read_visit_key(request) else answer

"""The second factor belongs to the session that gave it.

What can go wrong here is that a factor of the account is taken for a factor of the session: one that gave
only the password, before the owner set up an app, would be let in by the owner's care. So each session keeps
which authenticators were used in it, or set up in it. One that is removed later counts no more.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from som.staff.pages import PREFIXES, is_staff_page

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
GIVEN = "second_factors"
"""Where a session keeps the numbers of the authenticators that were used or set up in it."""
OPEN = ("admin:logout", "account_logout", "staff_language")
"""Pages for a session that has not given the factor of its account, besides those where it is given."""


def has_factor(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Return whether ``user`` set up an authenticator app or a passkey; recovery codes alone are none."""
    own = Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS)
    return user.is_authenticated and bool(own.exists())


def session_gave_factor(request: HttpRequest) -> bool:
    """Return whether an authenticator that ``request.user`` still has was used, or set up, in this
    session."""
    given = Authenticator.objects.filter(user_id=request.user.pk, pk__in=request.session.get(GIVEN, []))
    return bool(given.exists())


def connect_signals() -> None:
    """Keep in each session the authenticators that are used, set up or made anew in it."""
    for signal in (signals.authenticator_used, signals.authenticator_added, signals.authenticator_reset):
        signal.connect(_keep, dispatch_uid="som.staff.second_factor")


def _keep(*, request: HttpRequest, authenticator: Authenticator, **_others: Any) -> None:
    request.session[GIVEN] = sorted({*request.session.get(GIVEN, []), authenticator.pk})


class SecondFactorMiddleware:
    """Asks each session for the second factor of its account, and sends a member of staff who has none to
    where one is set up, if the setting asks for one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return (is_staff_page(request) and _ask_for_factor(request)) or self.get_response(request)


def _ask_for_factor(request: HttpRequest) -> HttpResponse | None:
    """Return where ``request`` is led instead, if anywhere."""
    if not request.user.is_authenticated or request.path_info in map(reverse, OPEN):
        return None
    if has_factor(request.user):
        return None if session_gave_factor(request) else _lead_to_factor(request)
    if settings.REQUIRE_SECOND_FACTOR and request.path_info.startswith(PREFIXES[0]):
        messages.info(request, _("Set up a second factor first: an authenticator app or a passkey."))
        return redirect("mfa_index")
    return None


def _lead_to_factor(request: HttpRequest) -> HttpResponse | None:
    """Return the way to where the factor is given, and from there back to a page that was looked at."""
    pages = [method["url"] for method in get_adapter().get_reauthentication_methods(request.user)]
    if request.path_info in pages:
        return None
    back = {REDIRECT_FIELD_NAME: request.get_full_path()} if request.method in ("GET", "HEAD") else {}
    return redirect(f"{pages[0]}?{urlencode(back)}")

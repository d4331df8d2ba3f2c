"""What an account is opened with changes only after signing in anew: a session that was stolen is not
enough."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from som.staff.second_factor import has_factor

View = Callable[..., HttpResponseBase]


def signed_in_anew(request: HttpRequest) -> bool:
    """Return whether who asks signed in anew in this session within ``ACCOUNT_REAUTHENTICATION_TIMEOUT``."""
    return bool(did_recently_reauthenticate(request))


def page_to_sign_in_anew(request: HttpRequest) -> str:
    """Return the address of the page where who asks signs in anew, and from there comes back to this one."""
    ways = get_adapter().get_reauthentication_methods(request.user)
    return f"{ways[0]['url']}?{urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})}"


def after_signing_in_anew(view: View) -> View:
    """Return ``view``, which whoever is signed in sees only after signing in anew.

    What was posted is not kept meanwhile, as allauth would do: passwords are in it.
    """

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not signed_in_anew(request):
            return redirect(page_to_sign_in_anew(request))
        return view(request, *args, **kwargs)

    return asked


def after_giving_factor_anew(view: View) -> View:
    """Return ``view``, whose form asks for the password itself: whoever has a second factor gives that
    before."""
    guarded = after_signing_in_anew(view)

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return (guarded if has_factor(request.user) else view)(request, *args, **kwargs)

    return asked

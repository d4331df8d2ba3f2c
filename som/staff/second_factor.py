"""Nobody reaches the administration with a password alone, where the setting asks for a second factor."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from som.staff.pages import PREFIXES

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def lacks_factor(request: HttpRequest) -> bool:
    """Return whether who asks is signed in but has no authenticator app and no passkey; recovery codes alone
    are none."""
    return (
        request.user.is_authenticated
        and not Authenticator.objects.filter(user=request.user, type__in=FACTORS).exists()
    )


class SecondFactorMiddleware:
    """Sends a member of staff without a second factor to where one is set up; from there only sign-out is
    open.

    Whoever has one was asked for it at sign-in by allauth.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = settings.REQUIRE_SECOND_FACTOR and request.path_info.startswith(PREFIXES[0])
        if asked and request.path_info != reverse("admin:logout") and lacks_factor(request):
            messages.info(request, _("Set up a second factor first: an authenticator app or a passkey."))
            return redirect("mfa_index")
        return self.get_response(request)

"""Guessing is slow, and whoever guesses locks nobody out.

What can go wrong here is that the limit itself is the weapon: a few wrong passwords from anywhere, and a
colleague cannot sign in. So strangers are counted together for each account, and apart from each network from
which its owner signed in before: that one is slowed by its own mistakes, and by nobody else's.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.signals import user_logged_in
from allauth.core import context
from allauth.core.internal import ratelimit
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from django.http import HttpRequest
from django.utils import timezone

from privacy.subjects.identifiers import keyed_digest, keyed_digests
from privacy.web.rate_limits import read_network
from som.models import SignInNetwork, User

FROM_ELSEWHERE = "10/m/ip,5/5m/key"
"""Wrong attempts of one address, and of all strangers with one account."""
FROM_KNOWN_NETWORK = "5/m/key"
"""Wrong attempts with one account from a network from which it signed in before: a minute to wait at
most."""


def count_attempt(request: HttpRequest, what: str, username: str) -> ratelimit.RateLimitUsage:
    """Count an attempt with a ``what`` (password, code) to sign in as ``username``; return what takes it
    back.

    Raises ``ValidationError`` for one too many, whether it is right or wrong.
    """
    name, network = username.casefold(), read_network(request)
    known = is_known_network(name, network)
    used = ratelimit.consume(
        request,
        app="som",
        action="sign_in",
        config={"sign_in": FROM_KNOWN_NETWORK if known else FROM_ELSEWHERE},
        key=f"{what} {network if known else ''} {name}",
    )
    if used is None:
        raise get_adapter().validation_error("too_many_login_attempts")
    return used


def is_known_network(username: str, network: str) -> bool:
    """Return whether ``username`` signed in from ``network`` before."""
    users = User.objects.filter(username__iexact=username)
    digests = [digest for user in users for digest in keyed_digests(_network_of(user, network))]
    return SignInNetwork.objects.filter(user__in=users, network__in=digests).exists()


def connect_signals() -> None:
    """Remember from which networks a member of staff signed in, with all that is asked of them."""
    user_logged_in.connect(_remember_network, dispatch_uid=__name__)


def _remember_network(*, request: HttpRequest, user: User, **_others: Any) -> None:
    digest = keyed_digest(_network_of(user, read_network(request)))
    today = timezone.localdate()
    SignInNetwork.objects.update_or_create(user=user, network=digest, defaults={"last_on": today})


def _network_of(user: User, network: str) -> str:
    """Return what is digested: the same network of two colleagues has two codes."""
    return f"sign-in {user.pk} {network}"


class CountedCode(BaseAuthenticateForm):
    """A code of an authenticator app, or a recovery code: guesses of it count as those of a password do."""

    def clean_code(self) -> str:
        """Return the code; ``ValidationError`` for a wrong one, and for one too many."""
        used = count_attempt(context.request, "code", self.user.username)
        code: str = super().clean_code()
        used.rollback()
        return code


class CountedCodeForm(CountedCode, AuthenticateForm):
    """At the second step of signing in."""


class CountedCodeAgainForm(CountedCode, ReauthenticateForm):
    """For whoever signs in anew."""

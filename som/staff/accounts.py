"""The accounts of staff: who makes one, and the letters that go with it."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.urls import reverse

from privacy.declarations.letters import letters
from privacy.delivery.letters import send_letter
from privacy.web.links import link_at_our_site
from privacy.web.rate_limits import read_address
from som.staff.second_factor import has_factor
from som.staff.sign_in_limits import count_attempt

LETTERS = {
    "account/email/password_reset_key": ("staff-password", "password_reset_url"),
    "account/email/email_confirmation": ("staff-address", "activate_url"),
}
"""For each letter of allauth ours, and what allauth calls the link in it."""


class StaffAccountAdapter(DefaultAccountAdapter):
    """Accounts are made in the administration by somebody who may; nobody makes their own."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address that limits count: that of the visitor, also behind our own proxy."""
        return str(read_address(request) or "unknown")

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count an attempt with a password; ``ValidationError`` for one too many. ``authenticate`` of allauth
        takes back one that succeeds."""
        self._login_failed_rl_usage = count_attempt(request, "password", credentials.get("username") or "")

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        """Return the ways in which ``user`` signs in anew: with a factor of theirs, or, who has none, with
        the password. The first is the one that they are led to.

        Whoever stole a password does not get further with it than at the first sign-in.
        """
        methods = super().get_reauthentication_methods(user)
        if not has_factor(user):
            return [method for method in methods if method["id"] == "reauthenticate"]
        ways = [method for method in methods if method["id"] != "reauthenticate"]
        return ways if is_mfa_enabled(user, [Authenticator.Type.TOTP]) else ways[::-1]

    def send_password_reset_mail(self, user: AbstractBaseUser, email: str, context: dict[str, Any]) -> None:
        """Send the link that opens the account to an address that its owner confirmed, and to no other."""
        if EmailAddress.objects.filter(user_id=user.pk, email__iexact=email, verified=True).exists():
            super().send_password_reset_mail(user, email, context)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put our own letter in the outbox, in the language of the member of staff: nothing of allauth's
        leaves the house.

        Raises ``ImproperlyConfigured`` for a letter that we have no words for: a setting of allauth asked for
        it.
        """
        if template_prefix not in LETTERS:
            raise ImproperlyConfigured(f"no letter for {template_prefix}")
        letter, link = LETTERS[template_prefix]
        user = context["user"]
        if letter == "staff-address" and user.last_login is None:
            letter = "staff-welcome"  # a colleague made the account: its owner hears of it here first
        facts = {
            "link": link_at_our_site(context[link]),
            "username": user.username,
            "sign_in": link_at_our_site(reverse("account_login")),
        }
        told = {name: facts[name] for name in letters.named(letter).needs}
        send_letter(letter, to=email, language=user.language, context=told, subject=user.subject)

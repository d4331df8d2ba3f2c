"""The accounts of staff: who makes one, and the letters that go with it."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest

from privacy.declarations.letters import letters
from privacy.delivery import letters as mail

LETTERS = {
    "account/email/password_reset_key": ("staff-password", "password_reset_url"),
    "account/email/email_confirmation": ("staff-address", "activate_url"),
}
"""For each letter of allauth ours, and what allauth calls the link in it."""


class StaffAccountAdapter(DefaultAccountAdapter):
    """Accounts are made in the administration by somebody who may; nobody makes their own."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

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
        facts = {"link": context[link], "username": user.username}
        told = {name: facts[name] for name in letters.named(letter).needs}
        mail.send_letter(letter, to=email, language=user.language, context=told, subject=user.subject)

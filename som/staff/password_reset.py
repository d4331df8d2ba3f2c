"""A forgotten password: who asks is answered before anybody is looked up.

To find an account and write a letter takes other work than to find none. So the web server writes the same
row for every address, and the worker, whom nobody times, looks whose it is.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ResetPasswordForm, default_token_generator
from allauth.account.utils import filter_users_by_email, user_pk_to_url_str
from django.http import HttpRequest
from django.urls import reverse

from privacy.delivery import outbox
from privacy.locks import latched
from privacy.models import OutboxMessage

HANDLER = "password"
"""The kind of message that asks for a new password."""


class AskForPasswordForm(ResetPasswordForm):
    """The form of allauth, which looks up nobody."""

    def clean_email(self) -> str:
        """Return the address in lower case."""
        self.users: list[Any] = []
        return str(get_adapter().clean_email(self.cleaned_data["email"].lower()))

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Write down that a new password was asked for with this address; return the address."""
        email: str = self.cleaned_data["email"]
        outbox.put_message(HANDLER, {"email": email})
        return email


def send_password_links(message: OutboxMessage, payload: dict[str, Any]) -> None:
    """Put a letter with a link in the outbox for each account that has the address of ``message``, where its
    owner confirmed it; for an address that no account has, nothing."""
    adapter, email = get_adapter(), payload["email"]
    with latched():
        outbox.mark_as_leaving(message)
        for user in filter_users_by_email(email, is_active=True, prefer_verified=True):
            key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
            link = reverse("account_reset_password_from_key", kwargs=key)
            adapter.send_password_reset_mail(user, email, {"user": user, "password_reset_url": link})

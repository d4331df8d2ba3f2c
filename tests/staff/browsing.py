"""Walking through the administration as a member of staff."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.test import Client, RequestFactory

from som.models import User


def signed_in(user: User, *, anew: bool = True) -> Client:
    """A browser in which ``user`` is signed in, and has just done so ``anew``, in English."""
    User.objects.filter(pk=user.pk).update(language="en")
    client = Client()
    client.force_login(user)
    if anew:
        sign_in_anew(client, user)
    return client


def sign_in_anew(client: Client, user: User) -> None:
    """Let ``user``, who is signed in in ``client``, just have given the password again."""
    request = RequestFactory().get("/")
    request.session = client.session
    record_authentication(request, user, "password", reauthenticated=True)
    request.session.save()


def text_of(answer: Any) -> str:
    """The page, which must be one."""
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def cards(answer: Any, kind: type) -> list[Any]:
    """What the cards of that kind show on a first page that was answered, in their order."""
    return [card for _template, card in answer.context["cards"] if isinstance(card, kind)]

"""What an account may do and how it is opened, and the page that changes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Permission
from django.db.models import Q
from django.test import Client
from django.urls import reverse

from som.models import User
from tests.staff.sending import BUTTONS, Page, opened

ADMINISTRATOR, OFFICER, WORK = "Administrator", "Privacy officer", "Client work"
SECRET = "een lange zin om mee binnen te komen"
MINE = "van.mij@example.org"


@dataclass(frozen=True)
class Held:
    """What an account may do and how it is opened, whether it is active or not."""

    permissions: frozenset[int]
    superuser: bool
    enters: bool
    active: bool
    roles: frozenset[int]
    opened_with: tuple[str, str, frozenset[tuple[str, bool]]]
    name: str | None

    @property
    def reach(self) -> frozenset[object]:
        """What somebody who uses the account may do."""
        return self.permissions | ({"superuser"} if self.superuser else set())


def held_by_all() -> dict[int, Held]:
    return {user.pk: held(user) for user in User.objects.order_by("pk")}


def held(user: User) -> Held:
    granted = Permission.objects.filter(Q(user=user) | Q(group__user=user)).values_list("pk", flat=True)
    addresses = EmailAddress.objects.filter(user=user).values_list("email", "verified")
    return Held(
        frozenset(granted),
        user.is_superuser,
        user.is_staff,
        user.is_active,
        frozenset(user.groups.values_list("pk", flat=True)),
        (user.password, user.email, frozenset(addresses)),
        user.username,
    )


def as_shown(client: Client, address: str) -> dict[str, Any]:
    """What the page at ``address`` would send untouched, if it shows a form at all."""
    answer = client.get(address)
    if answer.status_code != 200:
        return {}
    forms = Page(str(answer.content.decode())).forms
    sent: dict[str, Any] = {}
    for attributes, controls in forms:
        if attributes.get("method", "").lower() == "post" and attributes.get("id", "").endswith("_form"):
            for control in controls:
                if control.name and control.kind not in BUTTONS:
                    sent.setdefault(control.name, []).extend(control.sends)
    return sent


def change(client: Client, who: User, **filled: Any) -> Any:
    page = reverse("admin:som_user_change", args=(who.pk,))
    return opened(client, page, holding="username").send(client, press="_save", **filled)

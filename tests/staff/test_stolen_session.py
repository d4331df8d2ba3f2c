"""What a stolen session of somebody who manages accounts cannot do: change anybody's account without signing
in anew, or without a letter to the colleague."""

from __future__ import annotations

import json
from datetime import date

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from privacy.models import OutboxMessage
from som.models import User
from som.staff import password_reset
from tests.cast import StaffFactory
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import director, staff
from tests.staff.rights_held import ADMINISTRATOR, MINE, OFFICER, SECRET, change, held_by_all
from tests.staff.sending import opened
from tests.worker import let_worker_take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counted_from_zero")]


def letters() -> list[tuple[str, str]]:
    """Each letter that waits: which, and to whom."""
    payloads = [
        json.loads(message.payload or "{}")
        for message in OutboxMessage.objects.filter(handler="mail").order_by("pk")
    ]
    return [(payload["template"], payload["to"]) for payload in payloads]


def test_accounts_and_roles_of_others_change_only_after_signing_in_anew() -> None:
    """Names do not open anything, so they are corrected without it."""
    boss, colleague = director(), StaffFactory.create(email="bieke@example.be")
    role = Group.objects.create(name="Kassa")
    client, before = signed_in(boss, anew=False), held_by_all()
    for put in (
        {"email": MINE},
        {"is_superuser": "on"},
        {"groups": [role.pk]},
        {"left_on": "2026-01-01"},
    ):
        answer = change(client, colleague, **put)
        assert '<a href="/accounts/reauthenticate/?next=%2Fadmin%2Fsom%2Fuser%2F' in text_of(answer), put
    page, door = reverse("admin:som_user_add"), {"password1": SECRET, "password2": SECRET}
    assert client.get(page)["Location"] == "/accounts/reauthenticate/?next=%2Fadmin%2Fsom%2Fuser%2Fadd%2F"
    assert client.post(page, {"username": "achterdeur", **door}).status_code == 200
    page = reverse("admin:auth_user_password_change", args=(colleague.pk,))
    for answer in (client.get(page), client.post(page, {"password1": SECRET, "password2": SECRET})):
        assert answer["Location"].startswith("/accounts/reauthenticate/?next=")
    some = Permission.objects.first()
    assert some
    form = opened(client, reverse("admin:auth_group_change", args=(role.pk,)), holding="name")
    assert form.send(client, press="_save", permissions=[some.pk]).status_code == 200
    assert held_by_all() == before
    assert role.permissions.count() == 0
    assert change(client, colleague, first_name="Bieke").status_code == 302


def test_a_colleague_whose_password_somebody_sets_hears_of_it() -> None:
    client, colleague = signed_in(director()), StaffFactory.create(email="bieke@example.be")
    page = reverse("admin:auth_user_password_change", args=(colleague.pk,))
    assert opened(client, page).send(client, password1=SECRET, password2=SECRET).status_code == 302
    assert User.objects.get(pk=colleague.pk).check_password(SECRET)
    assert letters() == [("staff-change", "bieke@example.be")]


@pytest.mark.parametrize("act", ["password", "works here no more"])
def test_what_ends_an_account_ends_its_sessions_at_once(act: str) -> None:
    client, colleague = signed_in(director()), StaffFactory.create(is_staff=True)
    theirs = signed_in(colleague)
    assert theirs.get("/admin/").status_code == 200
    if act == "password":
        page = reverse("admin:auth_user_password_change", args=(colleague.pk,))
        opened(client, page).send(client, password1=SECRET, password2=SECRET)
    else:
        change(client, colleague, is_active=[])
    assert theirs.get("/admin/").status_code == 302
    assert client.get("/admin/").status_code == 200


def test_an_address_that_somebody_fills_in_counts_once_it_is_confirmed_and_is_told_to_the_old_one() -> None:
    client = signed_in(director())
    colleague = StaffFactory.create(email="bieke@example.be", last_login=timezone.now())
    EmailAddress.objects.create(user=colleague, email="bieke@example.be", verified=True, primary=True)
    assert change(client, colleague, email="bieke@example.net").status_code == 302
    addresses = EmailAddress.objects.filter(user=colleague).values_list("email", "verified", "primary")
    assert list(addresses) == [("bieke@example.net", False, True)]
    assert letters() == [("staff-address", "bieke@example.net"), ("staff-change", "bieke@example.be")]
    OutboxMessage.objects.all().delete()
    for address in ("bieke@example.be", "bieke@example.net"):
        Client().post("/accounts/password/reset/", {"email": address})
    let_worker_take(password_reset.HANDLER)
    assert letters() == []


def test_a_new_account_is_asked_to_confirm_its_address() -> None:
    client = signed_in(director())
    form = opened(client, reverse("admin:som_user_add"), holding="username")
    new = {"username": "bieke", "email": "bieke@example.be", "password1": SECRET, "password2": SECRET}
    assert form.send(client, press="_save", **new).status_code == 302
    assert letters() == [("staff-welcome", "bieke@example.be")]


def test_a_former_colleague_does_not_come_back_by_somebody_with_fewer_rights() -> None:
    former = staff(OFFICER)
    User.objects.filter(pk=former.pk).update(is_active=False, left_on=date(2026, 1, 31))
    client = signed_in(staff(ADMINISTRATOR))
    page = reverse("admin:som_user_change", args=(former.pk,))
    assert client.post(page, {"username": former.username, "is_active": "on"}).status_code == 403
    assert not User.objects.get(pk=former.pk).is_active

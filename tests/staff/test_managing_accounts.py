"""Whoever manages accounts makes one, gives it the roles of which they have everything, and does no more."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from privacy.delivery import outbox_worker
from som.models import User
from tests.cast import StaffFactory
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import director, staff
from tests.staff.rights_held import ADMINISTRATOR, OFFICER, SECRET, WORK, as_shown, change, held
from tests.staff.sending import opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counted_from_zero")]


def test_whoever_manages_accounts_makes_one_and_gives_it_a_role_of_which_they_have_everything() -> None:
    actor = staff(ADMINISTRATOR)
    client = signed_in(actor)
    form = opened(client, reverse("admin:som_user_add"), holding="username")
    form.send(client, press="_save", username="bieke", password1=SECRET, password2=SECRET)
    bieke = User.objects.get(username="bieke")
    assert (bieke.is_staff, bieke.groups.count()) == (True, 0)
    own = Group.objects.get(name=ADMINISTRATOR)
    assert change(client, bieke, groups=[own.pk]).status_code == 302
    bieke.refresh_from_db()
    assert (bieke.is_staff, list(bieke.groups.all())) == (True, [own])


def test_a_page_offers_only_the_roles_that_somebody_may_give() -> None:
    administrator, officer, somebody = staff(ADMINISTRATOR), staff(OFFICER), StaffFactory.create()
    page = reverse("admin:som_user_change", args=(somebody.pk,))
    assert WORK not in text_of(signed_in(administrator).get(page))
    assert WORK in text_of(signed_in(officer).get(page))
    work = Group.objects.get(name=WORK)
    assert change(signed_in(officer), somebody, groups=[work.pk]).status_code == 302
    assert list(somebody.groups.all()) == [work]


def test_a_superuser_does_all_but_edit_their_own_rights() -> None:
    one, other = director(), director()
    client = signed_in(one)
    assert change(client, other, is_superuser=[]).status_code == 302
    assert not User.objects.get(pk=other.pk).is_superuser
    page = reverse("admin:som_user_change", args=(one.pk,))
    client.post(page, {**as_shown(client, page), "is_superuser": [], "is_active": [], "_save": "Save"})
    kept = User.objects.get(pk=one.pk)
    assert (kept.is_superuser, kept.is_active) == (True, True)
    assert change(client, one, first_name="Ines").status_code == 302
    assert User.objects.get(pk=one.pk).first_name == "Ines"


def test_whoever_has_every_permission_is_no_superuser_yet() -> None:
    actor, boss, colleague = StaffFactory.create(), director(), StaffFactory.create()
    actor.user_permissions.set(Permission.objects.all())
    client = signed_in(actor)
    assert change(client, colleague, first_name="Bieke").status_code == 302
    assert (
        client.post(reverse("admin:som_user_change", args=(boss.pk,)), {"username": "x"}).status_code == 403
    )
    assert client.get(reverse("admin:auth_user_password_change", args=(boss.pk,))).status_code == 403


@pytest.mark.parametrize("role", [ADMINISTRATOR, OFFICER])
def test_a_superuser_is_shown_to_others_and_no_more(role: str) -> None:
    client, boss = signed_in(staff(role)), director()
    page = reverse("admin:som_user_change", args=(boss.pk,))
    assert 'name="_save"' not in text_of(client.get(page))
    assert client.post(page, {"username": "weg"}).status_code == 403
    assert client.get(reverse("admin:auth_user_password_change", args=(boss.pk,))).status_code == 403


def test_nobody_takes_the_name_of_a_role_that_som_makes() -> None:
    """The next ``sync_roles`` would give it, and who has it, all that the role needs."""
    client = signed_in(staff(ADMINISTRATOR))
    Group.objects.get(name=WORK).delete()
    form = opened(client, reverse("admin:auth_group_add"), holding="name")
    assert form.send(client, press="_save", name=WORK).status_code == 200
    assert not Group.objects.filter(name=WORK).exists()
    assert form.send(client, press="_save", name="Kassa").status_code == 302


def test_permissions_are_looked_up_among_those_that_somebody_may_grant() -> None:
    actor = staff(ADMINISTRATOR)
    asked = {"app_label": "auth", "model_name": "group", "field_name": "permissions"}
    found = signed_in(actor).get(reverse("admin:autocomplete"), {**asked, "term": "user"}).json()["results"]
    offered = {int(each["id"]) for each in found}
    assert offered
    assert offered <= held(actor).permissions


@pytest.mark.parametrize(
    ("filled", "warning"),
    [
        ({"is_staff": []}, "may not sign in to the administration yet"),
        ({"groups": []}, "has no role yet"),
        ({"is_staff": [], "is_active": []}, None),
        ({}, None),
    ],
)
def test_saving_an_account_with_which_nobody_gets_further_says_so(
    filled: dict[str, object], warning: str | None
) -> None:
    client, colleague = signed_in(staff(ADMINISTRATOR)), staff(ADMINISTRATOR)
    assert change(client, colleague, **filled).status_code == 302
    said = text_of(client.get(reverse("admin:som_user_changelist")))
    both = ("may not sign in to the administration yet", "has no role yet")
    assert [each for each in both if each in said] == ([warning] if warning else [])


def test_whoever_may_not_enter_can_sign_out_and_come_back_as_somebody_else() -> None:
    client = signed_in(StaffFactory.create(username="an", is_staff=False))
    refused = client.get("/admin/", follow=True)
    assert refused.status_code == 403
    shown = " ".join(refused.content.decode().split())
    assert "signed in as an." in shown
    assert 'method="post" action="/accounts/logout/"' in shown
    client.post("/accounts/logout/")
    assert "_auth_user_id" not in client.session


def test_a_new_colleague_is_welcomed_with_the_way_in_and_no_letter_for_clients() -> None:
    client = signed_in(staff(ADMINISTRATOR))
    form = opened(client, reverse("admin:som_user_add"), holding="username")
    form.send(
        client, press="_save", username="an", email="an@example.org", password1=SECRET, password2=SECRET
    )
    outbox_worker.drain_outbox(now=timezone.now())
    (letter,) = mail.outbox
    assert letter.to == ["an@example.org"]
    for told in ("collega maakte een account", "“an”", "/accounts/login/", "/accounts/confirm-email/"):
        assert told in letter.body
    asked = Client(headers={"accept-language": "nl"}).get("/accounts/login/")
    assert "Wachtwoord vergeten?" in text_of(asked), "as the letter calls it"
    assert "Wachtwoord vergeten?" in letter.body
    for untold in ("Je mag nee zeggen", "klantenbestand", "Was jij dat"):
        assert untold not in letter.body


def test_who_signed_in_before_is_asked_whether_a_new_address_is_theirs() -> None:
    client, colleague = signed_in(staff(ADMINISTRATOR)), StaffFactory.create(last_login=timezone.now())
    assert change(client, colleague, email="an@example.org").status_code == 302
    outbox_worker.drain_outbox(now=timezone.now())
    said = [letter.body for letter in mail.outbox if letter.to == ["an@example.org"]]
    assert len(said) == 1
    assert "zette dit adres bij" in said[0]
    assert "collega maakte" not in said[0]

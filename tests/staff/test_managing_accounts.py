"""Whoever manages accounts makes one, gives it the roles of which they have everything, and does no more."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from som.models import User
from tests.cast import StaffFactory
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import director, staff
from tests.staff.rights_held import ADMINISTRATOR, OFFICER, SECRET, WORK, as_shown, change, held
from tests.staff.sending import opened

pytestmark = pytest.mark.django_db


def test_whoever_manages_accounts_makes_one_and_gives_it_a_role_of_which_they_have_everything() -> None:
    actor = staff(ADMINISTRATOR)
    client = signed_in(actor)
    form = opened(client, reverse("admin:som_user_add"), holding="username")
    form.send(client, press="_save", username="bieke", password1=SECRET, password2=SECRET)
    bieke = User.objects.get(username="bieke")
    assert (bieke.is_staff, bieke.groups.count()) == (False, 0)
    own = Group.objects.get(name=ADMINISTRATOR)
    assert change(client, bieke, is_staff="on", groups=[own.pk]).status_code == 302
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

"""Nobody ends with more than they began with: nobody grants what they have not, nobody edits their own
rights, and only a superuser touches a superuser.

The acts are those of every declared role, on every account and role, posted as a browser sends them: with the
fields that the page shows, and with those that somebody puts into it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from privacy.staff_access.roles import declared_roles
from som.models import User
from tests.cast import StaffFactory
from tests.staff.browsing import signed_in
from tests.staff.people import director, staff
from tests.staff.rights_held import MINE, OFFICER, SECRET, Held, as_shown, held_by_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counted_from_zero")]
ROLES = [role.name for role in declared_roles()]
LIST_ACTS = {"action": "delete_selected", "select_across": "1", "post": "yes"}


def cast_of(actor: User) -> dict[str, User]:
    """Those whom ``actor`` may try it on, whatever their role; each by what they are."""
    officer, former = staff(OFFICER), staff(OFFICER)
    User.objects.filter(pk=former.pk).update(is_active=False)
    colleague, small = StaffFactory.create(email="bieke@example.be"), Group.objects.create(name="Kassa")
    small.permissions.set(Permission.objects.filter(group__user=actor)[:1])
    small.user_set.add(actor, colleague)
    away = StaffFactory.create(is_superuser=True, is_active=False)
    return {
        "own": actor,
        "colleague": colleague,
        "officer": officer,
        "former officer": former,
        "superuser": director(),
        "former superuser": away,
    }


def escalations() -> list[dict[str, Any]]:
    """What somebody puts into the page of an account, each for itself, that a refusal of one hides no
    other."""
    everything = [str(pk) for pk in Permission.objects.values_list("pk", flat=True)]
    single = [{"groups": [str(pk)]} for pk in Group.objects.values_list("pk", flat=True)]
    return [
        {"is_superuser": "on"},
        {"user_permissions": everything},
        *single,
        {"groups": []},
        {"is_staff": "on", "is_active": "on"},
        {"password": SECRET, "password1": SECRET, "password2": SECRET},
        {"email": MINE},
        {"username": "een-ander"},
        {"is_active": [], "left_on": "2026-01-01"},
    ]


def check(actor: User, before: dict[int, Held], act: object) -> None:
    """Fail if anybody has what ``actor`` could not give, or if ``actor`` may be somebody with more rights."""
    after, own = held_by_all(), before[actor.pk]
    assert replace(after[actor.pk], name=own.name) == own, (act, "one's own account")
    for pk, then in before.items():
        now = after[pk]
        if not then.reach <= own.reach:
            assert now == then, (act, "an account with more rights")
        assert now.reach - then.reach <= own.reach, (act, "granted what one has not")
    for pk in after.keys() - before.keys():
        assert after[pk].reach <= own.reach, (act, "a new account")


@pytest.mark.parametrize("role", ROLES)
def test_nobody_gets_further_over_an_account(role: str) -> None:
    actor = staff(role)
    people, client = cast_of(actor), signed_in(actor)
    before = held_by_all()
    for who, target in people.items():
        page = reverse("admin:som_user_change", args=(target.pk,))
        shown = as_shown(client, page)
        for put in escalations():
            client.post(page, {**shown, **put, "_save": "Save"})
            check(actor, before, (role, who, put))


@pytest.mark.parametrize("role", ROLES)
def test_nobody_sets_the_password_of_an_account_with_more_rights_nor_their_own(role: str) -> None:
    actor = staff(role)
    people, client = cast_of(actor), signed_in(actor)
    before = held_by_all()
    for who, target in people.items():
        page = reverse("admin:auth_user_password_change", args=(target.pk,))
        sent = {"password1": SECRET, "password2": SECRET, "usable_password": "true"}
        client.post(page, {**as_shown(client, page), **sent})
        client.post(page, {"usable_password": "false", "unset-password": "1"})
        check(actor, before, (role, who, "password"))


@pytest.mark.parametrize("role", ROLES)
def test_nobody_gets_further_over_a_role(role: str) -> None:
    actor = staff(role)
    cast_of(actor)
    client, before = signed_in(actor), held_by_all()
    everything = [str(pk) for pk in Permission.objects.values_list("pk", flat=True)]
    others = Permission.objects.exclude(pk__in=before[actor.pk].permissions)
    granted: list[dict[str, list[str]]] = [
        {"permissions": everything},
        {"permissions": [str(others[0].pk)]},
        {"permissions": []},
    ]
    declared = Group.objects.filter(name__in=ROLES).values("pk", "name", "permissions")
    kept = list(declared.order_by("pk", "permissions"))
    for group in Group.objects.all():
        page = reverse("admin:auth_group_change", args=(group.pk,))
        shown = as_shown(client, page)
        for put in granted:
            client.post(page, {"name": group.name, **shown, **put, "_save": "Save"})
            check(actor, before, (role, group.name, put))
    client.post(reverse("admin:auth_group_add"), {"name": "Alles", "permissions": everything})
    client.post(reverse("admin:auth_group_add"), {"name": "Een", "permissions": [str(others[0].pk)]})
    assert not Group.objects.filter(name__in=("Alles", "Een")).exists()
    own = before[actor.pk].permissions
    assert [row for row in kept if row["permissions"] not in own] == [
        row for row in declared.order_by("pk", "permissions") if row["permissions"] not in own
    ]


@pytest.mark.parametrize("role", ROLES)
def test_no_bulk_act_and_no_new_account_gets_anybody_further(role: str) -> None:
    actor = staff(role)
    people, client = cast_of(actor), signed_in(actor)
    before, roles = held_by_all(), Group.objects.count()
    picked = [str(each.pk) for each in people.values()]
    client.post(reverse("admin:som_user_changelist"), {**LIST_ACTS, "_selected_action": picked})
    groups = [str(pk) for pk in Group.objects.values_list("pk", flat=True)]
    client.post(reverse("admin:auth_group_changelist"), {**LIST_ACTS, "_selected_action": groups})
    for group in groups:
        client.post(reverse("admin:auth_group_delete", args=(group,)), {"post": "yes"})
    for target in people.values():
        client.post(reverse("admin:som_user_delete", args=(target.pk,)), {"post": "yes"})
    page = reverse("admin:som_user_add")
    for number, put in enumerate(escalations()):
        new = {"username": f"nieuw{number}", "password1": SECRET, "password2": SECRET}
        client.post(page, {**new, **put})
    assert Group.objects.count() == roles
    check(actor, before, (role, "lists and new accounts"))
    assert set(before) <= set(held_by_all())

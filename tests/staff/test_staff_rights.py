"""Nobody ends with more than they began with: nobody grants what they have not, nobody edits their own
rights, and only a superuser touches a superuser.

The acts are those of every declared role, on every account and role, posted as a browser sends them: with the
fields that the page shows, and with those that somebody puts into it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.db.models import Q
from django.test import Client
from django.urls import reverse

from privacy.models import OutboxMessage
from privacy.staff_access.roles import declared_roles
from som.models import User
from som.staff import password_reset
from tests.cast import StaffFactory
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import director, staff
from tests.staff.sending import BUTTONS, Page, opened
from tests.worker import let_worker_take

pytestmark = pytest.mark.django_db
ROLES = [role.name for role in declared_roles()]
ADMINISTRATOR, OFFICER, WORK = "Administrator", "Privacy officer", "Client work"
SECRET = "een lange zin om mee binnen te komen"
MINE = "van.mij@example.org"
LIST_ACTS = {"action": "delete_selected", "select_across": "1", "post": "yes"}


@pytest.fixture(autouse=True)
def _counted_from_zero() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


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


# --- What each may ------------------------------------------------------------------------------------


def change(client: Client, who: User, **filled: Any) -> Any:
    page = reverse("admin:som_user_change", args=(who.pk,))
    return opened(client, page, holding="username").send(client, press="_save", **filled)


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


# --- A stolen session of somebody who manages accounts ------------------------------------------------


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
    client, colleague = signed_in(director()), StaffFactory.create(email="bieke@example.be")
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
    assert letters() == [("staff-address", "bieke@example.be")]


def test_a_former_colleague_does_not_come_back_by_somebody_with_fewer_rights() -> None:
    former = staff(OFFICER)
    User.objects.filter(pk=former.pk).update(is_active=False, left_on=date(2026, 1, 31))
    client = signed_in(staff(ADMINISTRATOR))
    page = reverse("admin:som_user_change", args=(former.pk,))
    assert client.post(page, {"username": former.username, "is_active": "on"}).status_code == 403
    assert not User.objects.get(pk=former.pk).is_active

"""Guessing is slow, and whoever guesses locks nobody out of an account that is not theirs."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from privacy.nightly import sweep_and_follow_up
from privacy.subjects.identifiers import keyed_digest
from som.models import SignInNetwork, User
from tests.cast import StaffFactory
from tests.staff.signing_in import (
    CODE,
    PASSWORD,
    PASSWORD_AGAIN,
    app_of,
    code_of,
    sign_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counted_from_zero")]
WRONG = "verkeerd geraden"
OFFICE, HOME, STRANGER = "192.0.2.10", "198.51.100.20", "203.0.113.30"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The time stands still, and moves to so many seconds from the beginning."""
    begun = time.time()

    def move(seconds: int) -> None:
        monkeypatch.setattr(time, "time", lambda: begun + seconds)

    move(0)
    return move


def gets_in(address: str, *, password: str = PASSWORD, **facts: Any) -> bool:
    """Whether a new browser at ``address`` signs in."""
    client = Client()
    sign_in(client, password=password, REMOTE_ADDR=address, **facts)
    return "_auth_user_id" in client.session


def guess(address: str, times: int, *, name: str = "brecht", **facts: Any) -> None:
    for _attempt in range(times):
        sign_in(Client(), password=WRONG, name=name, REMOTE_ADDR=address, **facts)


# --- The real client ----------------------------------------------------------------------------------


@pytest.fixture
def _behind_proxy(settings: Any) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


@pytest.mark.usefixtures("_behind_proxy")
def test_behind_a_proxy_the_guesses_of_one_client_lock_no_other_out(bookkeeper: User) -> None:
    proxy = "10.0.0.1"
    for number in range(12):
        guess(proxy, 1, name=f"niemand{number}", HTTP_X_FORWARDED_FOR=STRANGER)
    assert not gets_in(proxy, HTTP_X_FORWARDED_FOR=STRANGER), "this one waits"
    assert gets_in(proxy, HTTP_X_FORWARDED_FOR=OFFICE)


@pytest.mark.usefixtures("_behind_proxy")
def test_nobody_gets_more_guesses_by_writing_where_they_come_from(bookkeeper: User) -> None:
    for number in range(12):
        written = f"198.51.100.{number}, {STRANGER}"
        guess("10.0.0.1", 1, name=f"niemand{number}", HTTP_X_FORWARDED_FOR=written)
    assert not gets_in("10.0.0.1", HTTP_X_FORWARDED_FOR=f"198.51.100.99, {STRANGER}")


def test_without_a_proxy_of_ours_nobody_is_believed_about_where_they_are(bookkeeper: User) -> None:
    for number in range(12):
        guess(STRANGER, 1, name=f"niemand{number}", HTTP_X_FORWARDED_FOR=f"198.51.100.{number}")
    assert not gets_in(STRANGER, HTTP_X_FORWARDED_FOR=OFFICE)


def test_two_neighbours_in_a_network_are_two_clients(bookkeeper: User) -> None:
    for number in range(12):
        guess("192.0.2.99", 1, name=f"niemand{number}")
    assert gets_in(OFFICE)


def test_a_client_moves_no_further_than_its_own_network_of_ipv6(bookkeeper: User) -> None:
    for number in range(12):
        guess(f"2001:db8:1:2::{number + 1:x}", 1, name=f"niemand{number}")
    assert not gets_in("2001:db8:1:2:ffff::1")
    assert gets_in("2001:db8:1:3::1")


# --- Slowed, not locked -------------------------------------------------------------------------------


def test_strangers_lock_nobody_out_where_they_signed_in_before(bookkeeper: User) -> None:
    assert gets_in(OFFICE)
    for number in range(4):
        guess(f"203.0.{number}.30", 9)
    assert not gets_in(HOME), "from elsewhere a right password waits too"
    assert gets_in("192.0.2.77"), "the same network"


def test_elsewhere_five_wrong_ones_cost_five_minutes(bookkeeper: User, clock: Any) -> None:
    guess(STRANGER, 3)
    guess(HOME, 2)
    clock(61)
    assert not gets_in(STRANGER)
    clock(301)
    assert gets_in(STRANGER)


def test_where_one_signed_in_before_ones_own_mistakes_cost_a_minute(bookkeeper: User, clock: Any) -> None:
    assert gets_in(OFFICE)
    guess(OFFICE, 5)
    assert not gets_in(OFFICE)
    clock(61)
    assert gets_in(OFFICE)


def test_mistakes_at_home_do_not_slow_the_office(bookkeeper: User) -> None:
    assert gets_in(OFFICE)
    assert gets_in(HOME)
    guess(HOME, 5)
    assert not gets_in(HOME)
    assert gets_in(OFFICE)


def test_a_network_that_one_colleague_uses_is_not_known_for_another(bookkeeper: User) -> None:
    other = StaffFactory.create(username="bieke")
    other.set_password(PASSWORD)
    other.save()
    assert gets_in(OFFICE)
    guess(STRANGER, 5, name="bieke")
    client = Client()
    sign_in(client, name="bieke", REMOTE_ADDR=OFFICE)
    assert "_auth_user_id" not in client.session


def test_a_name_in_capitals_is_the_same_account(bookkeeper: User) -> None:
    guess(STRANGER, 3, name="BRECHT")
    guess(STRANGER, 2, name="Brecht")
    assert not gets_in(HOME)


def test_right_passwords_do_not_count(bookkeeper: User) -> None:
    for _attempt in range(12):
        assert gets_in(HOME)


# --- The second factor --------------------------------------------------------------------------------


def at_the_code(address: str) -> Client:
    """A browser that gave the password and is asked for the code."""
    client = Client(REMOTE_ADDR=address)
    sign_in(client)
    return client


def test_whoever_guesses_codes_is_stopped_and_does_not_keep_the_owner_out(bookkeeper: User) -> None:
    assert gets_in(OFFICE)
    secret = app_of(bookkeeper)
    thief = at_the_code(STRANGER)
    for _attempt in range(5):
        thief.post(CODE, {"code": "000000"})
    assert thief.post(CODE, {"code": code_of(secret, later=-1)}).status_code == 200, "the right one waits"
    owner = at_the_code(OFFICE)
    assert owner.post(CODE, {"code": code_of(secret)})["Location"] == "/admin/"


def test_right_codes_do_not_count(bookkeeper: User, clock: Any) -> None:
    secret = app_of(bookkeeper)
    for number in range(6):
        SignInNetwork.objects.all().delete()
        clock(30 * number)
        assert at_the_code(HOME).post(CODE, {"code": code_of(secret)})["Location"] == "/admin/", number


def test_guesses_of_codes_count_also_for_whoever_signs_in_anew(bookkeeper: User) -> None:
    secret = app_of(bookkeeper)
    client = at_the_code(OFFICE)
    client.post(CODE, {"code": code_of(secret)})
    for _attempt in range(5):
        client.post("/accounts/2fa/reauthenticate/", {"code": "000000"})
    answer = client.post("/accounts/2fa/reauthenticate/", {"code": code_of(secret, later=1)})
    assert answer.status_code == 200


def test_a_network_is_known_only_after_all_that_is_asked(bookkeeper: User) -> None:
    secret = app_of(bookkeeper)
    client = at_the_code(OFFICE)
    assert not SignInNetwork.objects.exists()
    client.post(CODE, {"code": code_of(secret)})
    assert SignInNetwork.objects.get().user == bookkeeper


def test_guesses_of_who_signs_in_anew_count_as_at_the_door(bookkeeper: User) -> None:
    client = Client(REMOTE_ADDR=OFFICE)
    sign_in(client)
    for _attempt in range(5):
        client.post(PASSWORD_AGAIN, {"password": WRONG})
    assert client.post(PASSWORD_AGAIN, {"password": PASSWORD}).status_code == 200


# --- What is kept -------------------------------------------------------------------------------------


def test_a_network_is_kept_as_a_code_that_differs_by_colleague(bookkeeper: User, settings: Any) -> None:
    other = StaffFactory.create(username="bieke")
    other.set_password(PASSWORD)
    other.save()
    gets_in(OFFICE)
    gets_in(OFFICE)
    sign_in(Client(), name="bieke", REMOTE_ADDR=OFFICE)
    codes = SignInNetwork.objects.values_list("network", flat=True)
    assert len(set(codes)) == len(codes) == 2
    assert not [code for code in codes if "192.0.2" in code]
    assert keyed_digest("192.0.2.0/24") not in codes
    settings.DIGEST_KEYS = ["new:" + "11" * 32, *settings.DIGEST_KEYS]
    guess(STRANGER, 5)
    assert gets_in(OFFICE), "a new key comes first, the older ones still recognise"


def test_a_network_is_forgotten_after_six_months_and_with_who_leaves(bookkeeper: User) -> None:
    gets_in(OFFICE)
    today = timezone.localdate()
    SignInNetwork.objects.update(last_on=today - timedelta(days=180))
    sweep_and_follow_up(today=today)
    assert SignInNetwork.objects.exists()
    SignInNetwork.objects.update(last_on=today - timedelta(days=185))
    sweep_and_follow_up(today=today)
    assert not SignInNetwork.objects.exists()
    gets_in(OFFICE)
    User.objects.update(is_active=False, left_on=today)
    sweep_and_follow_up(today=today)
    assert not SignInNetwork.objects.exists()


def test_a_thousand_invented_names_make_no_room_for_more_guesses(bookkeeper: User) -> None:
    guess(STRANGER, 5)
    for number in range(1000):
        cache.set(f"name {number}", [], 60)
    assert not gets_in(HOME)


def test_a_strangers_wishes_for_a_new_password_do_not_fill_a_mailbox(bookkeeper: User) -> None:
    asked = {"email": "brecht@example.be"}
    answers = [Client().post("/accounts/password/reset/", asked).status_code for _attempt in range(4)]
    assert answers == [302, 302, 302, 429]

"""Staff sign in with a name, a password and a second factor; nobody else does, and guessing is slow."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings as project
from django.contrib.auth.hashers import make_password
from django.test import Client

from privacy.nightly import sweep_and_follow_up
from som.cache_keys import digest_cache_key
from som.models import User
from tests.cast import TODAY, StaffFactory
from tests.staff.signing_in import (
    CODE,
    LOGIN,
    PASSWORD,
    app_of,
    code_of,
    sign_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counted_from_zero")]


@pytest.fixture
def strict(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = True


def test_the_administration_is_closed_and_says_where_to_sign_in(client: Client) -> None:
    answer = client.get("/admin/contacts/contact/")
    assert answer.status_code == 302
    assert answer["Location"] == "/admin/login/?next=/admin/contacts/contact/"
    assert client.get(answer["Location"])["Location"] == f"{LOGIN}?next=%2Fadmin%2Fcontacts%2Fcontact%2F"


def test_where_one_is_tried_a_password_is_enough(client: Client, bookkeeper: User, settings: Any) -> None:
    assert settings.REQUIRE_SECOND_FACTOR is False
    assert sign_in(client)["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize(("host", "required"), [("som.example.org", "True"), ("127.0.0.1", "False")])
def test_an_instance_with_a_name_of_its_own_requires_a_second_factor(
    tmp_path: Path, host: str, required: str
) -> None:
    told = "from som import settings; print(settings.REQUIRE_SECOND_FACTOR)"
    environment = {**os.environ, "VAR_DIR": str(tmp_path), "ALLOWED_HOSTS": host}
    done = subprocess.run(
        [sys.executable, "-c", told], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == required


@pytest.mark.usefixtures("strict")
def test_who_has_no_second_factor_is_led_to_set_one_up(client: Client, bookkeeper: User) -> None:
    sign_in(client)
    for page in ("/admin/", "/admin/contacts/contact/", "/admin/search/?s=noor"):
        assert client.get(page)["Location"] == "/accounts/2fa/", page
    assert client.get("/accounts/2fa/").status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("strict")
def test_setting_up_an_app_opens_the_administration_and_gives_codes_for_a_bad_day(
    client: Client, bookkeeper: User
) -> None:
    sign_in(client)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200
    secret = client.session["mfa.totp.secret"]
    assert client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)}).status_code == 302
    assert set(Authenticator.objects.values_list("type", flat=True)) == {"totp", "recovery_codes"}
    assert client.get("/admin/").status_code == 200


@pytest.mark.usefixtures("strict")
def test_codes_for_a_bad_day_alone_are_no_second_factor(client: Client, bookkeeper: User) -> None:
    RecoveryCodes.activate(bookkeeper)
    client.force_login(bookkeeper)
    assert client.get("/admin/")["Location"] == "/accounts/2fa/"


def test_who_has_an_app_is_asked_for_its_code(client: Client, bookkeeper: User) -> None:
    secret = app_of(bookkeeper)
    assert sign_in(client)["Location"].startswith(CODE)
    assert client.get("/admin/").status_code == 302, "a password alone opens nothing"
    assert client.post(CODE, {"code": "000000"}).status_code == 200
    assert client.get("/admin/").status_code == 302
    assert client.post(CODE, {"code": code_of(secret)})["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_a_code_works_once(bookkeeper: User) -> None:
    code = code_of(app_of(bookkeeper))
    first, second = Client(), Client()
    sign_in(first)
    sign_in(second)
    assert first.post(CODE, {"code": code}).status_code == 302
    assert second.post(CODE, {"code": code}).status_code == 200
    assert second.get("/admin/").status_code == 302


def test_a_recovery_code_opens_once(bookkeeper: User) -> None:
    app_of(bookkeeper)
    code = RecoveryCodes.activate(bookkeeper).get_unused_codes()[0]
    first, second = Client(), Client()
    sign_in(first)
    sign_in(second)
    assert first.post(CODE, {"code": code}).status_code == 302
    assert first.get("/admin/").status_code == 200
    assert second.post(CODE, {"code": code}).status_code == 200


def test_signing_out_works_without_a_second_factor(client: Client, bookkeeper: User, strict: None) -> None:
    sign_in(client)
    assert "_auth_user_id" in client.session
    client.post("/admin/logout/")
    assert "_auth_user_id" not in client.session


def test_who_does_not_belong_to_the_staff_gets_no_page(client: Client) -> None:
    visitor = StaffFactory.create(is_staff=False)
    client.force_login(visitor)
    assert client.get("/admin/").status_code == 302
    assert client.get("/admin/login/").status_code == 403


def test_who_left_cannot_sign_in(client: Client, bookkeeper: User) -> None:
    User.objects.filter(pk=bookkeeper.pk).update(is_active=False)
    sign_in(client)
    assert "_auth_user_id" not in client.session


def test_nobody_makes_an_account_for_themselves(client: Client) -> None:
    asked = {"username": "indringer", "password1": PASSWORD, "password2": PASSWORD}
    assert client.get("/accounts/signup/").status_code == 200
    client.post("/accounts/signup/", asked)
    assert User.objects.count() == 0


def test_guessing_a_password_is_stopped(client: Client, bookkeeper: User) -> None:
    for _attempt in range(5):
        sign_in(client, password="verkeerd geraden")
    sign_in(client)
    assert "_auth_user_id" not in client.session, "after five wrong ones even the right one waits"


def test_the_counters_hold_neither_name_nor_address(client: Client, bookkeeper: User) -> None:
    sign_in(client, password="verkeerd geraden")
    folder = Path(project.CACHES["default"]["LOCATION"])
    written = list(folder.glob("*"))
    assert written
    for file in written:
        assert b"brecht" not in file.read_bytes()
        assert b"127.0.0.1" not in file.read_bytes()
    key = digest_cache_key("allauth:rl:login:ip:192.0.2.7", "", 1)
    assert len(key) == 40
    assert "192.0.2.7" not in key
    assert key != digest_cache_key("allauth:rl:login:ip:192.0.2.8", "", 1)


def test_passwords_are_kept_as_argon2_digests(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert make_password(PASSWORD).startswith("argon2$argon2id$")
    told = "from som import settings; print(settings.PASSWORD_HASHERS[0])"
    done = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip().endswith(".Argon2PasswordHasher")


@pytest.mark.parametrize(
    ("language", "words"), [("nl", "Wachtwoord"), ("fr", "Mot de passe"), ("en", "Password")]
)
def test_signing_in_speaks_the_language_of_the_browser(client: Client, language: str, words: str) -> None:
    page = client.get(LOGIN, headers={"accept-language": language}).text
    assert f'lang="{language}"' in page
    assert words in page


def test_the_administration_speaks_the_members_language_and_public_pages_that_of_their_address(
    client: Client, bookkeeper: User
) -> None:
    User.objects.filter(pk=bookkeeper.pk).update(language="fr")
    client.force_login(bookkeeper)
    assert 'lang="fr"' in client.get("/admin/").text
    assert 'lang="nl"' in client.get("/").text
    assert 'lang="en"' in client.get("/en/").text


def test_a_member_changes_language_and_keeps_it(client: Client, bookkeeper: User) -> None:
    client.force_login(bookkeeper)
    answer = client.post("/accounts/language/", {"language": "en", "next": "/admin/som/user/"})
    assert answer["Location"] == "/admin/som/user/"
    assert not answer.cookies
    assert User.objects.get(pk=bookkeeper.pk).language == "en"
    assert 'lang="en"' in client.get("/admin/").text


def test_before_signing_in_the_language_is_a_cookie_of_these_pages_only(client: Client) -> None:
    answer = client.post("/accounts/language/", {"language": "fr", "next": LOGIN})
    assert answer.cookies["django_language"]["path"] == "/accounts/"
    assert answer.cookies["django_language"]["httponly"]
    assert 'lang="fr"' in client.get(LOGIN).text


@pytest.mark.parametrize("wrong", ["xx", "", "<script>"])
def test_a_language_we_do_not_have_changes_nothing(client: Client, bookkeeper: User, wrong: str) -> None:
    client.force_login(bookkeeper)
    client.post("/accounts/language/", {"language": wrong})
    assert User.objects.get(pk=bookkeeper.pk).language == "nl"


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_choosing_a_language_leads_nowhere_else(client: Client, elsewhere: str) -> None:
    answer = client.post("/accounts/language/", {"language": "fr", "next": elsewhere})
    assert answer["Location"] == "/admin/"


def test_second_factors_and_addresses_go_with_who_leaves(bookkeeper: User) -> None:
    colleague = StaffFactory.create(username="blijft")
    for member in (bookkeeper, colleague):
        app_of(member)
        EmailAddress.objects.create(user=member, email=f"{member.username}@example.org")
    sweep_and_follow_up(today=TODAY)
    assert Authenticator.objects.count() == EmailAddress.objects.count() == 2
    User.objects.filter(pk=bookkeeper.pk).update(is_active=False, left_on=TODAY)
    sweep_and_follow_up(today=TODAY)
    assert [each.user for each in Authenticator.objects.all()] == [colleague]
    assert [each.user for each in EmailAddress.objects.all()] == [colleague]
    assert User.objects.get(pk=bookkeeper.pk).username == "brecht", "the account itself stays a year"

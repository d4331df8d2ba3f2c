"""The second factor belongs to the session that gave it, not to the account."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client
from django.urls import reverse

from som.models import User
from tests.staff.signing_in import (
    CODE,
    CODE_AGAIN,
    PASSWORD,
    PASSWORD_AGAIN,
    app_of,
    code_of,
    sign_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counted_from_zero")]
CLOSED = ("/admin/", "/admin/contacts/contact/", "/admin/search/?s=noor", "/admin/som/user/")
OWN_PAGES = (
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/deactivate/",
    "/accounts/2fa/recovery-codes/",
    "/accounts/2fa/recovery-codes/generate/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/reauthenticate/",
)


@pytest.fixture(params=[True, False], ids=["required", "tried"])
def _whatever_is_required(request: Any, settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = request.param


def password_only(user: User) -> Client:
    """A browser that gave only the password, before ``user`` had a factor."""
    client = Client()
    sign_in(client)
    assert client.session["_auth_user_id"] == str(user.pk)
    return client


@pytest.mark.usefixtures("_whatever_is_required")
def test_a_session_of_before_the_factor_is_led_to_give_it(bookkeeper: User) -> None:
    earlier = password_only(bookkeeper)
    secret = app_of(bookkeeper)
    for page in (*CLOSED, *OWN_PAGES):
        assert earlier.get(page)["Location"].startswith(f"{CODE_AGAIN}?next="), page
    assert earlier.get(CODE_AGAIN).status_code == 200
    assert earlier.post(f"{CODE_AGAIN}?next=/admin/", {"code": "000000"}).status_code == 200
    assert earlier.get("/admin/").status_code == 302, "a wrong code opens nothing"
    answer = earlier.post(f"{CODE_AGAIN}?next=/admin/", {"code": code_of(secret)})
    assert answer["Location"] == "/admin/"
    for page in CLOSED:
        assert earlier.get(page).status_code == 200, page


@pytest.mark.usefixtures("_whatever_is_required")
def test_the_password_alone_is_not_the_factor_and_changes_none(bookkeeper: User) -> None:
    earlier = password_only(bookkeeper)
    earlier.post(PASSWORD_AGAIN, {"password": PASSWORD})
    app_of(bookkeeper)
    before = list(Authenticator.objects.values("pk", "data"))
    for page in OWN_PAGES:
        assert earlier.post(page, {"password": PASSWORD})["Location"].startswith(CODE_AGAIN), page
    assert list(Authenticator.objects.values("pk", "data")) == before
    assert earlier.get("/admin/").status_code == 302


def test_a_factor_that_one_browser_gave_opens_no_other(bookkeeper: User) -> None:
    earlier, owner = password_only(bookkeeper), Client()
    secret = app_of(bookkeeper)
    sign_in(owner)
    owner.post(CODE, {"code": code_of(secret)})
    assert owner.get("/admin/").status_code == 200
    assert earlier.get("/admin/").status_code == 302


@pytest.mark.django_db(transaction=True)
def test_the_session_that_sets_up_an_app_has_given_it_and_another_has_not(bookkeeper: User) -> None:
    here, elsewhere = password_only(bookkeeper), password_only(bookkeeper)
    here.post(PASSWORD_AGAIN, {"password": PASSWORD})
    here.get("/accounts/2fa/totp/activate/")
    here.post("/accounts/2fa/totp/activate/", {"code": code_of(here.session["mfa.totp.secret"])})
    assert here.get("/admin/").status_code == 200
    assert elsewhere.get("/admin/").status_code == 302


def test_a_recovery_code_counts_for_its_session_until_the_codes_are_made_anew(bookkeeper: User) -> None:
    earlier = password_only(bookkeeper)
    app_of(bookkeeper)
    codes = RecoveryCodes.activate(bookkeeper).get_unused_codes()
    earlier.post(CODE_AGAIN, {"code": codes[0]})
    assert earlier.get("/admin/").status_code == 200
    Authenticator.objects.filter(type=Authenticator.Type.RECOVERY_CODES).delete()
    RecoveryCodes.activate(bookkeeper)
    assert earlier.get("/admin/").status_code == 302, "who had the old codes is out"


def test_a_factor_that_its_owner_removes_opens_no_session_any_more(bookkeeper: User) -> None:
    lost = app_of(bookkeeper)
    thief = Client()
    sign_in(thief)
    thief.post(CODE, {"code": code_of(lost)})
    assert thief.get("/admin/").status_code == 200
    Authenticator.objects.all().delete()
    app_of(bookkeeper)
    assert thief.get("/admin/").status_code == 302


@pytest.mark.usefixtures("_whatever_is_required")
def test_signing_out_and_choosing_a_language_stay_open(bookkeeper: User) -> None:
    earlier = password_only(bookkeeper)
    app_of(bookkeeper)
    assert (
        earlier.post("/accounts/language/", {"language": "fr", "next": CODE_AGAIN})["Location"] == CODE_AGAIN
    )
    earlier.post(reverse("admin:logout"))
    assert "_auth_user_id" not in earlier.session


def test_a_colleague_in_the_same_browser_does_not_inherit_the_factor(bookkeeper: User) -> None:
    colleague = User.objects.create(username="bieke", is_staff=True)
    colleague.set_password(PASSWORD)
    colleague.save()
    secret, client = app_of(bookkeeper), Client()
    sign_in(client)
    client.post(CODE, {"code": code_of(secret)})
    assert client.get("/admin/").status_code == 200
    client.post("/admin/logout/")
    sign_in(client, name="bieke")
    app_of(colleague)
    assert client.get("/admin/").status_code == 302

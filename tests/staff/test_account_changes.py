"""Address, password and factor of an account change only after signing in anew, and its owner hears of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client

from privacy.delivery import handlers
from privacy.models import OutboxMessage, Subject
from privacy.subjects.lookup import find_subjects
from som.models import User
from som.staff import password_reset
from tests.cast import noor
from tests.staff.signing_in import (
    CODE,
    CODE_AGAIN,
    PASSWORD,
    PASSWORD_AGAIN,
    app_of,
    bookkeeper_with_password,
    code_of,
    sign_in,
)
from tests.worker import let_worker_take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counted_from_zero")]
NEW = "een andere zin die niemand raadt"
OLD_ADDRESS, SECOND, THIEFS = "brecht@example.be", "brecht@example.org", "dief@example.org"
ADDRESSES = "/accounts/email/"
CHANGE_PASSWORD = "/accounts/password/change/"
FACTORS = "/accounts/2fa/"


@pytest.fixture
def bookkeeper() -> User:
    """Brecht, whose two addresses are confirmed."""
    made = bookkeeper_with_password()
    EmailAddress.objects.create(user=made, email=OLD_ADDRESS, verified=True, primary=True)
    EmailAddress.objects.create(user=made, email=SECOND, verified=True)
    return made


@pytest.fixture
def stolen(bookkeeper: User) -> Client:
    """A browser with the session of somebody who signed in, and whose password it does not know."""
    client = Client()
    sign_in(client)
    return client


def letters() -> list[tuple[str, str]]:
    """Each letter that waits: which, and to whom."""
    waiting = OutboxMessage.objects.filter(handler=handlers.MAIL).order_by("pk")
    payloads = [json.loads(message.payload or "{}") for message in waiting]
    return [(payload["template"], payload["to"]) for payload in payloads]


def anew(client: Client) -> Client:
    """The owner, who signs in anew with the password."""
    assert client.post(PASSWORD_AGAIN, {"password": PASSWORD}).status_code == 302
    return client


def new_password(old: str = PASSWORD) -> dict[str, str]:
    return {"oldpassword": old, "password1": NEW, "password2": NEW}


def ask_for_new_password(address: str) -> None:
    assert Client().post("/accounts/password/reset/", {"email": address}).status_code == 302
    let_worker_take(password_reset.HANDLER)


# --- Signing in anew ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "sent"),
    [
        (ADDRESSES, {"action_add": "", "email": THIEFS}),
        (ADDRESSES, {"action_remove": "", "email": SECOND}),
        (ADDRESSES, {"action_primary": "", "email": SECOND}),
        (CHANGE_PASSWORD, new_password("verkeerd geraden")),
        (FACTORS + "totp/activate/", {"code": "000000"}),
        (FACTORS + "webauthn/add/", {"name": "sleutel", "credential": "{}"}),
        ("/admin/password_change/", {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}),
    ],
)
def test_a_stolen_session_changes_nothing(
    stolen: Client, bookkeeper: User, page: str, sent: dict[str, str]
) -> None:
    def opened_with() -> list[object]:
        user = User.objects.get(pk=bookkeeper.pk)
        addresses = EmailAddress.objects.values_list("email", "primary", "verified").order_by("pk")
        return [user.email, user.password, *addresses, Authenticator.objects.count()]

    before = opened_with()
    stolen.get(page)
    stolen.post(page, sent)
    assert opened_with() == before
    assert letters() == []


def test_an_address_is_added_once_its_owner_signed_in_anew(stolen: Client, bookkeeper: User) -> None:
    answer = stolen.post(ADDRESSES, {"action_add": "", "email": "brecht@example.net"})
    assert answer["Location"] == f"{PASSWORD_AGAIN}?next=%2Faccounts%2Femail%2F"
    stolen.post(answer["Location"], {"password": "verkeerd geraden"})
    assert not EmailAddress.objects.filter(email="brecht@example.net").exists()
    stolen.post(answer["Location"], {"password": PASSWORD})
    assert not EmailAddress.objects.get(email="brecht@example.net").verified


def test_whoever_has_a_factor_changes_the_password_only_with_it(bookkeeper: User) -> None:
    client, secret = Client(), app_of(bookkeeper)
    sign_in(client)
    client.post(CODE, {"code": code_of(secret)})
    assert client.post(CHANGE_PASSWORD, new_password())["Location"].startswith(CODE_AGAIN)
    assert NEW not in str(dict(client.session.items())), "no password waits in the session"
    client.post(CODE_AGAIN, {"code": code_of(secret, later=1)})
    client.post(CHANGE_PASSWORD, new_password("verkeerd geraden"))
    assert not User.objects.get().check_password(NEW), "with the factor alone neither"
    client.post(CHANGE_PASSWORD, new_password())
    assert User.objects.get().check_password(NEW)


def test_signing_in_anew_lasts_ten_minutes(stolen: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    now = time.time()
    anew(stolen)
    monkeypatch.setattr(time, "time", lambda: now + 9 * 60)
    assert stolen.get(FACTORS + "totp/activate/").status_code == 200
    monkeypatch.setattr(time, "time", lambda: now + 11 * 60)
    assert stolen.get(FACTORS + "totp/activate/")["Location"].startswith(PASSWORD_AGAIN)


def test_a_new_password_ends_the_other_sessions(stolen: Client, bookkeeper: User) -> None:
    owner = Client()
    sign_in(owner)
    assert stolen.get("/admin/").status_code == 200
    owner.post(CHANGE_PASSWORD, new_password())
    assert owner.get("/admin/").status_code == 200
    assert stolen.get("/admin/").status_code == 302


# --- A new password by mail ---------------------------------------------------------------------------


def test_an_address_that_nobody_confirmed_is_sent_no_way_in(stolen: Client, bookkeeper: User) -> None:
    anew(stolen).post(ADDRESSES, {"action_add": "", "email": THIEFS})
    before = letters()
    assert ("staff-address", THIEFS) in before
    ask_for_new_password(THIEFS)
    assert letters() == before
    ask_for_new_password(SECOND)
    assert letters() == [*before, ("staff-password", SECOND)]


def test_the_address_of_an_account_that_its_owner_never_confirmed_is_sent_none_either() -> None:
    bookkeeper_with_password()
    ask_for_new_password(OLD_ADDRESS)
    assert letters() == []


def test_an_address_that_nobody_confirmed_leads_to_nobodys_data(stolen: Client, bookkeeper: User) -> None:
    """Nor does whoever types a client's address into their account come between the client and My data."""
    User.objects.update(subject=Subject.objects.create())
    client = noor()
    for address in (THIEFS, "noor@example.org"):
        anew(stolen).post(ADDRESSES, {"action_add": "", "email": address})
        assert EmailAddress.objects.filter(email=address).exists()
    assert find_subjects(THIEFS) == []
    assert find_subjects("noor@example.org") == [client.subject]
    assert find_subjects(SECOND) == [User.objects.get().subject]


# --- The owner hears of it ----------------------------------------------------------------------------


def add_address(client: Client, user: User) -> None:
    anew(client).post(ADDRESSES, {"action_add": "", "email": THIEFS})


def remove_address(client: Client, user: User) -> None:
    anew(client).post(ADDRESSES, {"action_remove": "", "email": SECOND})


def choose_main_address(client: Client, user: User) -> None:
    anew(client).post(ADDRESSES, {"action_primary": "", "email": SECOND})


def change_password(client: Client, user: User) -> None:
    client.post(CHANGE_PASSWORD, new_password())


def set_up_app(client: Client, user: User) -> None:
    anew(client).get(FACTORS + "totp/activate/")
    client.post(FACTORS + "totp/activate/", {"code": code_of(client.session["mfa.totp.secret"])})


def with_factor(client: Client, user: User) -> Client:
    secret = app_of(user)
    RecoveryCodes.activate(user)
    client.post(CODE_AGAIN, {"code": code_of(secret)})
    return client


def remove_app(client: Client, user: User) -> None:
    with_factor(client, user).post(FACTORS + "totp/deactivate/")


def make_codes(client: Client, user: User) -> None:
    with_factor(client, user).post(FACTORS + "recovery-codes/generate/")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("change", "words"),
    [
        (add_address, "An e-mail address was added. It counts once it is confirmed."),
        (remove_address, "An e-mail address was removed."),
        (choose_main_address, "Another e-mail address became the main one."),
        (change_password, "The password was changed."),
        (set_up_app, "An authenticator app or a passkey was added."),
        (remove_app, "An authenticator app or a passkey was removed."),
        (make_codes, "New recovery codes were made. The earlier ones no longer work."),
    ],
)
def test_each_change_is_told_to_all_addresses_of_before(
    stolen: Client, bookkeeper: User, change: Callable[[Client, User], None], words: str
) -> None:
    User.objects.update(language="en")
    change(stolen, bookkeeper)
    told = [letter for letter in letters() if letter[0] == "staff-change"]
    assert told == [("staff-change", OLD_ADDRESS), ("staff-change", SECOND)]
    said = {
        json.loads(message.payload or "")["context"].get("change") for message in OutboxMessage.objects.all()
    }
    assert said - {None} == {words}


def test_a_new_password_by_mail_and_a_confirmed_address_are_told_too(
    stolen: Client, bookkeeper: User
) -> None:
    ask_for_new_password(OLD_ADDRESS)
    add_address(stolen, bookkeeper)
    links = {
        payload["template"]: payload["context"]["link"]
        for message in OutboxMessage.objects.filter(handler=handlers.MAIL)
        if "link" in (payload := json.loads(message.payload or ""))["context"]
    }
    OutboxMessage.objects.all().delete()
    Client().post(re.sub("http://[^/]+", "", links["staff-address"]))
    assert letters() == [("staff-change", OLD_ADDRESS), ("staff-change", SECOND)]
    ask_for_new_password(OLD_ADDRESS)
    link = json.loads(OutboxMessage.objects.latest("pk").payload or "")["context"]["link"]
    client = Client()
    form = client.get(re.sub("http://[^/]+", "", link), follow=True)
    OutboxMessage.objects.all().delete()
    assert stolen.get("/admin/").status_code == 200
    client.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW})
    assert stolen.get("/admin/").status_code == 302, "a new password ends every session"
    assert letters() == [("staff-change", each) for each in sorted((OLD_ADDRESS, SECOND, THIEFS))]


def test_the_letter_is_in_the_language_of_the_account_and_names_nobody(
    stolen: Client, bookkeeper: User
) -> None:
    User.objects.update(language="fr")
    change_password(stolen, bookkeeper)
    payload = json.loads(OutboxMessage.objects.latest("pk").payload or "")
    assert payload["language"] == "fr"
    assert payload["context"]["change"] == "Le mot de passe a été modifié."
    assert set(payload["context"]) == {"change", "changed_at"}


def test_an_account_without_a_mailable_address_changes_all_the_same(bookkeeper: User) -> None:
    EmailAddress.objects.all().delete()
    User.objects.update(email="brecht@localhost")
    client = Client()
    sign_in(client)
    change_password(client, bookkeeper)
    assert User.objects.get().check_password(NEW)
    assert letters() == []


def test_a_change_that_fails_is_told_to_nobody(
    stolen: Client, bookkeeper: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The letter and the change are one transaction: neither is there without the other."""
    monkeypatch.setattr("privacy.delivery.letters.send_letter", lambda *_a, **_k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        change_password(stolen, bookkeeper)
    assert User.objects.get().check_password(PASSWORD)

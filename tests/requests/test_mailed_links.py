"""The links that a request mails: what each opens, how long, and what is stored of it."""

from __future__ import annotations

import pytest
from django.db import connection

from privacy.models import LedgerEntry, MailedLink, Request
from tests.requests.form_answers import NOOR, age
from tests.requests.visitor import Visitor, last_link, mails

pytestmark = pytest.mark.django_db


def test_a_scanner_that_opens_the_link_changes_nothing() -> None:
    visitor = Visitor()
    visitor.ask("access", NOOR)
    path = last_link(NOOR, "confirm-request")
    for _time in range(3):
        assert visitor.get(path).status_code == 200
    assert Request.objects.get().state == "unconfirmed"
    assert visitor.post(path).status_code == 200


def test_a_second_press_says_that_it_was_confirmed_and_mails_the_way_back() -> None:
    visitor = Visitor()
    visitor.ask("access", NOOR)
    path = last_link(NOOR, "confirm-request")
    assert visitor.post(path).status_code == 200
    second = visitor.post(path)
    assert second.status_code == 410
    assert visitor.get(path).status_code == 410
    assert LedgerEntry.objects.filter(kind="request").count() == 1
    assert len(mails(NOOR, "request-received")) == 1
    visitor.post(path, again="1")
    assert len(mails(NOOR, "request-received")) == 2


def test_an_old_link_says_so_and_a_new_one_works() -> None:
    visitor = Visitor()
    visitor.ask("access", NOOR)
    path = last_link(NOOR, "confirm-request")
    age(hours=24, minutes=1)
    assert visitor.get(path).status_code == 410
    assert visitor.post(path).status_code == 410
    assert Request.objects.get().state == "unconfirmed"
    assert visitor.post(path, again="1").status_code == 200
    assert visitor.confirm(NOOR).status_code == 200
    assert Request.objects.get().state == "open"


@pytest.mark.parametrize("page", ["request", "status", "download"])
@pytest.mark.parametrize("prefix", ["", "/fr", "/en"])
def test_a_link_that_was_meddled_with_leads_nowhere(page: str, prefix: str) -> None:
    visitor = Visitor()
    visitor.ask("access", NOOR)
    visitor.confirm(NOOR)
    token = last_link(NOOR, "request-received").rstrip("/").rpartition("/")[2]
    other = "y" if token.endswith("x") else "x"
    for wrong in (f"{token[:-1]}{other}", token[:-3], "%20", "a" * 500):
        for answer in (
            visitor.get(f"{prefix}/privacy/{page}/{wrong}/"),
            visitor.post(f"{prefix}/privacy/{page}/{wrong}/"),
        ):
            assert answer.status_code == 404
            assert f'<html lang="{prefix[1:] or "nl"}">' in answer.text


def test_a_token_opens_only_what_it_was_made_for() -> None:
    visitor = Visitor()
    visitor.ask("access", NOOR)
    confirm = last_link(NOOR, "confirm-request")
    assert visitor.get(confirm.replace("/request/", "/status/")).status_code == 404
    assert visitor.get(confirm.replace("/request/", "/download/")).status_code == 404


def test_tokens_are_stored_as_hashes_only() -> None:
    visitor = Visitor()
    visitor.ask("access", NOOR)
    token = last_link(NOOR, "confirm-request").rstrip("/").rpartition("/")[2]
    assert len(token) >= 22
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload FROM privacy_outboxmessage")
        (payload,) = cursor.fetchone()
    assert token.encode() not in bytes(payload)
    assert not MailedLink.objects.filter(digest__contains=token).exists()


def test_the_file_is_unreadable_without_the_key() -> None:
    Visitor().ask("access", NOOR, "Ik was er in mei.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT address, details, digest FROM privacy_request")
        address, details, digest = cursor.fetchone()
    stored = bytes(address) + bytes(details) + digest.encode()
    assert b"noor" not in stored
    assert b"mei" not in stored
    assert Request.objects.get().address == NOOR


def test_asking_twice_makes_one_request() -> None:
    visitor = Visitor()
    visitor.ask("access", NOOR)
    visitor.ask("access", "  Noor@Example.org ", "Nog dit.")
    assert Request.objects.get().details == "Nog dit."
    visitor.confirm(NOOR)
    visitor.ask("access", NOOR)
    assert Request.objects.count() == 1
    assert len(mails(NOOR, "confirm-request")) == 2
    assert len(mails(NOOR, "request-received")) == 2
    visitor.ask("erasure", NOOR)
    assert Request.objects.count() == 1  # the fourth mail of the day: the limit


def test_one_never_confirmed_makes_way_for_a_new_one() -> None:
    visitor = Visitor()
    visitor.ask("access", NOOR)
    age(hours=25)
    visitor.ask("access", NOOR)
    assert sorted(Request.objects.values_list("state", flat=True)) == ["expired", "unconfirmed"]

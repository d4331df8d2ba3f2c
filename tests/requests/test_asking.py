"""Asking: from the form to a confirmed request, and everything that can go otherwise on the way."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contacts.models.people import Origin
from contacts.register import add_contact
from privacy.models import LedgerEntry, MailedLink, OutboxMessage, RateLimit, Request
from privacy.requests.deadline import deadline
from tests.cast import TODAY, noor
from tests.requests.form_answers import NOOR, age
from tests.requests.visitor import FORM, Visitor, hidden, last_link, mails

pytestmark = pytest.mark.django_db

WORDS = {
    FORM: ("Check your answers", "Look in your mailbox"),
}


def test_from_the_form_to_a_reference_and_a_day() -> None:
    subject = noor().subject
    visitor = Visitor()
    sent = visitor.ask("erasure", NOOR, "Ik vroeg iets in oktober.")
    assert sent.status_code == 200
    asked = Request.objects.get()
    assert (asked.state, asked.subject, asked.details) == ("unconfirmed", None, "Ik vroeg iets in oktober.")

    button = visitor.get(last_link(NOOR, "confirm-request"))
    assert "Ik vroeg iets in oktober." in button.text
    confirmed = visitor.confirm(NOOR)
    assert confirmed.status_code == 200
    asked.refresh_from_db()
    assert (asked.state, asked.subject) == ("open", subject)
    assert asked.due_on == deadline(asked.received_at).due
    assert asked.reference in confirmed.text
    assert str(asked.due_on.year) in confirmed.text
    (mail,) = mails(NOOR, "request-received")
    assert mail["context"]["reference"] == asked.reference
    assert mail["context"]["due_on"] == asked.due_on.isoformat()
    (line,) = LedgerEntry.objects.filter(kind="request")
    assert line.body == {"request": asked.pk, "was": "unconfirmed", "now": "open", "by": None}


def test_the_clock_runs_from_the_form_and_not_from_the_confirmation() -> None:
    visitor = Visitor()
    visitor.ask("access", NOOR)
    age(hours=20)
    moment = Request.objects.get().received_at
    visitor.confirm(NOOR)
    assert Request.objects.get().received_at == moment


def test_nothing_is_stored_before_the_answers_are_checked() -> None:
    visitor = Visitor()
    with CaptureQueriesContext(connection) as queries:
        check = visitor.fill_in("access", NOOR, "Ik was er in mei.")
    assert NOOR in check.text
    assert "Ik was er in mei." in check.text
    assert len(queries) == 0


def test_answers_can_be_changed() -> None:
    visitor = Visitor()
    check = visitor.fill_in("erasure", NOOR, "Ik was er in mei.")
    form = visitor.post(FORM, answers=hidden(check, "answers"), change="1")
    assert 'value="noor@example.org"' in form.text
    assert "Ik was er in mei." in form.text
    assert 'value="erasure" required id="id_kind_1" checked' in form.text or "checked" in form.text
    assert not Request.objects.exists()


def test_answers_that_were_meddled_with_are_asked_anew() -> None:
    visitor = Visitor()
    carried = hidden(visitor.fill_in("access", NOOR), "answers")
    page = visitor.post(FORM, answers=carried[:-2] + "xx")
    assert page.status_code == 422
    assert not Request.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"email": "no address"}, {"email": ""}, {"kind": "everything"}, {"details": "x" * 2001}]
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(wrong: dict[str, str]) -> None:
    facts = {"kind": "access", "email": NOOR, "details": "In mei."} | wrong
    page = Visitor().post(FORM, **facts)
    assert page.status_code == 422
    assert 'class="errors"' in page.text
    assert f'value="{facts["email"]}"' in page.text or not facts["email"]
    assert facts["details"] in page.text


def test_known_and_unknown_addresses_get_the_same_page_after_the_same_work() -> None:
    noor()
    visitor = Visitor()
    seen = {}
    for email in (NOOR, "unknown@example.org"):
        carried = hidden(visitor.fill_in("erasure", email), "answers")
        with CaptureQueriesContext(connection) as queries:
            page = visitor.post(FORM, answers=carried)
        text = page.text.replace(email, "").replace(hidden(page, "answers"), "")
        seen[email] = (
            text,
            [query["sql"].split('"')[0] for query in queries if "SAVEPOINT" not in query["sql"]],
        )
    assert seen[NOOR] == seen["unknown@example.org"]
    assert {len(mails(email, "confirm-request")) for email in seen} == {1}


def test_a_request_for_an_unknown_address_is_confirmed_like_any_other() -> None:
    visitor = Visitor()
    visitor.ask("access", "unknown@example.org")
    assert visitor.confirm("unknown@example.org").status_code == 200
    asked = Request.objects.get()
    assert (asked.state, asked.subject) == ("open", None)


def test_a_shared_mailbox_leaves_it_to_staff_who_is_meant() -> None:
    noor()
    add_contact(origin=Origin.QUESTION, on=TODAY, emails=[NOOR], first_name="Sam", last_name="Hendrickx")
    visitor = Visitor()
    visitor.ask("access", NOOR)
    visitor.confirm(NOOR)
    assert Request.objects.get().subject is None


def test_in_french_the_whole_way_and_the_letters_too() -> None:
    visitor = Visitor()
    sent = visitor.ask("access", NOOR, form="/fr/privacy/request/")
    assert '<html lang="fr">' in sent.text
    (mail,) = mails(NOOR)
    assert mail["language"] == "fr"
    assert last_link(NOOR, "confirm-request").startswith("/fr/privacy/request/")
    assert '<html lang="fr">' in visitor.confirm(NOOR).text


def test_what_another_site_sends_is_refused() -> None:
    client = Visitor().client
    said: list[Any] = [
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
        {"HTTP_ORIGIN": "https://elsewhere.example.org"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_REFERER": "https://elsewhere.example.org/testserver"},
        {"HTTP_ORIGIN": "http://[testserver"},
    ]
    for headers in said:
        assert client.post(FORM, {"kind": "access", "email": NOOR}, **headers).status_code == 403
    ours: list[Any] = [
        {"HTTP_ORIGIN": "http://testserver"},
        {"HTTP_REFERER": "http://testserver/privacy/request/"},
        {},
    ]
    for headers in ours:
        assert client.post(FORM, {"kind": "access", "email": NOOR}, **headers).status_code == 200


def test_the_trap_catches_machines_and_lets_people_out() -> None:
    visitor = Visitor()
    form = visitor.get(FORM).text
    assert '<div class="trap" aria-hidden="true">' in form
    page = visitor.post(FORM, kind="access", email=NOOR, website="https://example.org/buy")
    assert page.status_code == 422
    assert 'class="trap"' not in page.text
    assert NOOR in page.text
    assert visitor.post(FORM, kind="access", email=NOOR, website="").status_code == 200


def test_whoever_is_very_fast_looks_once_more_and_goes_on(settings: Any) -> None:
    settings.FORM_MINIMUM_SECONDS = 60
    visitor = Visitor()
    again = visitor.ask("access", NOOR)
    assert not OutboxMessage.objects.exists()
    visitor.post(FORM, answers=hidden(again, "answers"))
    assert len(mails(NOOR)) == 1


def test_a_stamp_that_we_did_not_make_counts_for_nothing(settings: Any) -> None:
    settings.FORM_MINIMUM_SECONDS = 60
    visitor = Visitor()
    check = visitor.post(FORM, kind="access", email=NOOR, begun="1.0:forged")
    visitor.post(FORM, answers=hidden(check, "answers"))
    assert not OutboxMessage.objects.exists()


def test_opening_the_form_reads_and_writes_nothing() -> None:
    with CaptureQueriesContext(connection) as queries:
        page = Visitor().get(f"{FORM}?kind=erasure")
    assert len(queries) == 0
    assert 'value="erasure" required id="id_kind_1" checked' in page.text or "checked" in page.text
    assert not RateLimit.objects.exists()


def test_pages_with_a_link_are_not_kept_by_browsers_or_told_to_others() -> None:
    visitor = Visitor()
    visitor.ask("access", NOOR)
    page = visitor.get(last_link(NOOR, "confirm-request"))
    assert "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] == "same-origin"
    assert timezone.now() < MailedLink.objects.get().expires_at

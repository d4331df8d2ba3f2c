"""Staff record a request that came by phone, letter or mail: its true moment, who acts for whom, where the
answer goes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from privacy.delivery import outbox_worker
from privacy.models import OutboxMessage, Request, Task
from privacy.subjects import choices
from tests.cast import amina, noor
from tests.requests.visitor import mails
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import director, staff

pytestmark = pytest.mark.django_db

FORM = reverse("admin:privacy_request_add")
POSTAL = "Noor Haddad\nDorpsstraat 1\n3000 Leuven"


@pytest.fixture
def client() -> Any:
    return signed_in(staff("Privacy officer"))


def record(client: Any, **facts: str) -> str:
    """Fill in the form; the page that follows."""
    usual = {
        "kind": "access",
        "channel": "letter",
        "received_on": timezone.localdate().isoformat(),
        "language": "nl",
    }
    return text_of(client.post(FORM, usual | facts, follow=True))


def page(asked: Request) -> str:
    return reverse("admin:privacy_request_change", args=(asked.pk,))


def approve(client: Any, asked: Request) -> str:
    seen = client.get(page(asked)).context["seen"]
    return text_of(client.post(page(asked), {"do": "approve", "fingerprint": seen.fingerprint}, follow=True))


def test_the_clock_runs_from_the_hour_it_came(client: Any) -> None:
    day = timezone.localdate() - timedelta(days=4)
    record(client, address="noor@example.org", received_on=day.isoformat(), received_time="23:45")
    assert timezone.localtime(Request.objects.get().received_at).strftime("%Y-%m-%d %H:%M") == f"{day} 23:45"


def test_an_hour_to_come_is_refused(client: Any) -> None:
    soon = timezone.localtime() + timedelta(hours=30)
    text = record(
        client, address="noor@example.org", received_on=soon.date().isoformat(), received_time=f"{soon:%H:%M}"
    )
    assert "has not come yet" in text
    assert not Request.objects.exists()


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({}, "Give an e-mail address or a postal address"),
        ({"address": "no address"}, "valid email address"),
        ({"address": "a@example.org", "person": "noor@example.org"}, "Write who acts for the person"),
        ({"address": "a@example.org", "purpose": "client-file"}, "This right is not about that use"),
        ({"address": "a@example.org", "kind": "objection", "purpose": "bookkeeping"}, "bookkeeping"),
    ],
)
def test_what_cannot_be_names_its_field_and_writes_nothing(
    client: Any, facts: dict[str, str], told: str
) -> None:
    assert told in record(client, **facts)
    assert not Request.objects.exists()


def test_whoever_acts_for_another_gets_the_answer_about_that_other(client: Any) -> None:
    lawyer, person = noor(), amina()
    record(
        client,
        address="noor@example.org",
        mandate="Her lawyer; power of attorney of 3 March seen.",
        person="amina@example.be",
    )
    asked = Request.objects.get()
    assert (asked.subject, asked.address) == (person.subject, "noor@example.org")
    text = text_of(client.get(page(asked)))
    assert "power of attorney of 3 March seen" in text
    assert "Verhaegen" in text
    assert lawyer.last_name not in text
    assert "Approved and done" in approve(client, asked)
    received, answer = mails("noor@example.org")
    assert (received["template"], answer["template"]) == ("for-another", "for-another")
    assert answer["context"]["person"] == "Amina Verhaegen"


def test_whom_they_act_for_can_be_said_later(client: Any) -> None:
    noor()
    person = amina()
    record(client, address="noor@example.org", mandate="Her mother.")
    asked = Request.objects.get()
    assert asked.subject is None
    assert "Look for whom" in text_of(client.get(page(asked)))
    wrong = client.post(page(asked), {"do": "represent", "person": "nobody@example.org"}, follow=True)
    assert "leads to nobody" in text_of(wrong)
    client.post(page(asked), {"do": "represent", "person": "amina@example.be"})
    asked.refresh_from_db()
    assert asked.subject == person.subject


def test_whoever_has_no_mail_is_answered_on_paper(client: Any) -> None:
    person = noor()
    record(client, postal=POSTAL)
    asked = Request.objects.get()
    assert not OutboxMessage.objects.exists(), "no acknowledgement: the answer is the letter"
    client.post(page(asked), {"do": "represent", "person": "noor@example.org"})
    asked.refresh_from_db()
    assert asked.subject == person.subject
    assert "Approved and done" in approve(client, asked)
    outbox_worker.drain_outbox(now=timezone.now())
    letter = OutboxMessage.objects.get()
    assert (letter.state, letter.trouble, Task.objects.filter(kind="post", done_on=None).count()) == (
        "parked",
        "print-and-post",
        1,
    )
    text = text_of(client.get(page(asked)))
    assert "A letter to print and post" in text
    assert "Dorpsstraat 1" in text
    assert Request.objects.get().closed_at is None
    said = text_of(client.post(page(asked), {"do": "posted", "sheet": str(letter.pk)}, follow=True))
    assert "the letter is posted" in said
    assert "posted a letter" in said
    asked.refresh_from_db()
    letter.refresh_from_db()
    assert (asked.state, letter.state, letter.payload) == ("answered", "done", None)
    assert not Task.objects.filter(kind="post", done_on=None).exists()
    again = client.post(page(asked), {"do": "posted", "sheet": str(letter.pk)}, follow=True)
    assert "does not wait to be posted" in text_of(again)


def test_two_people_without_mail_are_two(client: Any) -> None:
    record(client, postal=POSTAL)
    record(signed_in(director()), postal="Sam Peeters\nDorpsstraat 1\n3000 Leuven")
    assert Request.objects.count() == 2


@pytest.mark.parametrize("field", ["address", "person"])
def test_what_looks_like_an_address_and_is_none_names_its_field(client: Any, field: str) -> None:
    facts = {"address": "noor@example.org", "mandate": "Her mother."} | {field: "noor@☃.org"}
    assert "not an e-mail address" in record(client, **facts)
    assert not Request.objects.exists()


def test_a_day_before_the_law_is_refused(client: Any) -> None:
    assert "The GDPR did not apply yet" in record(
        client, address="noor@example.org", received_on="0202-11-22"
    )
    assert not Request.objects.exists()


def test_what_came_before_by_another_way_moves_the_clock_and_keeps_every_word(client: Any) -> None:
    today = timezone.localdate()
    record(client, address="noor@example.org", details="Belde ons.")
    before = Request.objects.get().due_on
    record(
        client,
        address="noor@example.org",
        details="Schreef het ook.",
        received_on=(today - timedelta(days=5)).isoformat(),
    )
    asked = Request.objects.get()
    assert asked.due_on < before
    assert str(asked.details).startswith("Belde ons.")
    assert str(asked.details).endswith("Schreef het ook.")
    assert "reached us before" in text_of(client.get(page(asked)))


def test_more_words_than_fit_are_said_so_and_lose_nothing(client: Any) -> None:
    for said in ("a", "b"):
        record(client, address="noor@example.org", details=said * 5_000)
    assert "more than we can take in" in record(client, address="noor@example.org", details="c" * 5_000)
    assert "c" not in str(Request.objects.get().details)


@pytest.mark.promise("P40")
@pytest.mark.parametrize("role", ["Client work", "Bookkeeping"])
def test_the_addresses_of_a_person_are_shown_to_who_may_see_them(role: str) -> None:
    person, member = amina(), signed_in(staff(role))
    form = f"{FORM}?subject={person.subject_id}"
    assert ("amina@example.be" in text_of(member.get(form))) is (role == "Client work")
    choices.record_restriction(person.subject, on=timezone.localdate(), source="web")
    assert "amina@example.be" not in text_of(member.get(form))
    assert "amina@example.be" in text_of(signed_in(staff("Privacy officer")).get(form))

"""A letter names somebody: staff look for them by name, address or number, and nothing is answered before."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from contacts import register
from contacts.models import Contact
from contacts.models.people import Origin
from privacy.delivery import outbox_worker
from privacy.models import OutboxMessage, Request
from privacy.requests import decisions, intake
from privacy.requests.answers import answer_as_sent
from privacy.subjects.named import find_subjects_named
from tests.cast import TODAY, noor, pieter
from tests.requests.arriving import approve
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import staff

pytestmark = pytest.mark.django_db

STREET = "Voorbeeldstraat 12\n2500 Lier"
SEARCHED = {"nl": "We hebben gezocht", "fr": "Nous avons cherché", "en": "We looked"}


@pytest.fixture
def client() -> Any:
    return signed_in(staff("Privacy officer"))


def mieke() -> Contact:
    return register.add_contact(
        origin=Origin.QUESTION,
        on=TODAY,
        phones=["+32470123456"],
        first_name="Mieke",
        last_name="Goris",
    )


def by_letter(name: str, *, kind: str = "access", mandate: str = "", language: str = "nl") -> Request:
    now = timezone.now()
    return intake.record_received_request(
        kind=kind,
        address="",
        postal=f"{name}\n{STREET}",
        channel="letter",
        received_at=now,
        now=now,
        mandate=mandate,
        language=language,
    )


def page(asked: Request) -> str:
    return reverse("admin:privacy_request_change", args=(asked.pk,))


def do(client: Any, asked: Request, what: str, **facts: str) -> str:
    return text_of(client.post(page(asked), {"do": what} | facts, follow=True))


def offered(answer: str, contact: Contact) -> bool:
    return f'value="{contact.subject_id}"' in answer


@pytest.mark.parametrize(
    "written", ["Mieke Goris", "goris mieke", "Mevr. M. Goris", "Mevrouw Mieke Goris", "Miéke GORIS"]
)
def test_who_is_called_as_the_letter_says_is_offered(client: Any, written: str) -> None:
    person, other = mieke(), pieter()
    shown = text_of(client.get(page(by_letter(written))))
    assert offered(shown, person)
    assert not offered(shown, other)


@pytest.mark.parametrize("kind", ["access", "erasure"])
@pytest.mark.parametrize("mandate", ["", "Meester Voorbeeld; volmacht gezien."])
def test_nothing_says_that_we_looked_before_somebody_did(client: Any, kind: str, mandate: str) -> None:
    mieke()
    asked = by_letter("Mieke Goris", kind=kind, mandate=mandate)
    shown = client.get(page(asked))
    assert SEARCHED["nl"] not in text_of(shown)
    with pytest.raises(decisions.NotYetDecidable):
        approve(asked)
    assert not OutboxMessage.objects.exists()


def test_who_was_chosen_is_whom_it_is_about(client: Any) -> None:
    person, asked = mieke(), by_letter("Mieke Goris")
    assert "The person was chosen" in do(client, asked, "choose", subject=str(person.subject_id))
    asked.refresh_from_db()
    assert asked.subject == person.subject


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_once_somebody_looked_nobody_is_an_answer(client: Any, language: str) -> None:
    mieke()
    asked = by_letter("Els Maes", language=language)
    assert 'value="approve"' not in text_of(client.get(page(asked)))
    assert 'value="approve"' in do(client, asked, "choose", subject="")
    assert SEARCHED[language] in text_of(client.get(page(asked)))
    approve(asked)
    outbox_worker.drain_outbox(now=timezone.now())
    asked.refresh_from_db()
    _subject, text = answer_as_sent(asked) or ("", "")
    assert SEARCHED[language] in text
    assert not [wrong for wrong in ("dit adres", "cette adresse", "this address") if wrong in text]


@pytest.mark.parametrize("typed", ["0470 12 34 56", "+32 470 12 34 56"])
def test_a_number_of_theirs_alone_says_who_it_is(client: Any, typed: str) -> None:
    person, asked = mieke(), by_letter("M. G.")
    assert "The person was chosen" in do(client, asked, "represent", person=typed)
    asked.refresh_from_db()
    assert asked.subject == person.subject


def test_a_name_chooses_nobody_and_shows_who_may_be_meant(client: Any) -> None:
    person, other = mieke(), noor()
    asked = by_letter("Advocatenkantoor Voorbeeld", mandate="Volmacht gezien.")
    assert not offered(text_of(client.get(page(asked))), person)
    shown = do(client, asked, "represent", person="Goris")
    assert offered(shown, person)
    assert not offered(shown, other)
    asked.refresh_from_db()
    assert asked.subject is None


def test_what_was_looked_for_stands_in_no_address(client: Any) -> None:
    asked = by_letter("Advocatenkantoor Voorbeeld", mandate="Volmacht gezien.")
    answer = client.post(page(asked), {"do": "represent", "person": "Goris"})
    assert (answer.status_code, answer.get("Location")) == (200, None)
    assert "Nobody was found by this" in text_of(answer)


def test_an_initial_alone_finds_nobody() -> None:
    person = mieke()
    assert find_subjects_named("Goris") == [person.subject]
    assert find_subjects_named("M.") == []
    assert find_subjects_named("") == []

"""What the letter of GDPR art. 14 says: only what we have of this person, a purpose that is true of them, and
on paper as well."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail as posted
from django.utils import timezone

from contacts.models import Contact
from privacy.models import DutyFulfilled, Request, Task
from privacy.notice import source_letters
from privacy.requests import intake, postal_answers
from privacy.subjects.duties_fulfilled import must_hear_of_source
from tests.cast import brecht
from tests.gate.from_others import drain, file_of, imported
from tests.requests.arriving import approve

pytestmark = pytest.mark.django_db

NEVER_GIVEN = ("straat en nummer", "postcode", "gemeente", "voornaam", "label")


def told(task: Task) -> str:
    source_letters.send_source_letters(task, now=timezone.now())
    drain()
    return " ".join(str(posted.outbox[-1].body).split())


def test_the_letter_names_what_was_given_and_nothing_else() -> None:
    _contact, task = imported()
    said = told(task)
    assert "Wie je bent: achternaam, bron" in said
    assert "Hoe we je bereiken: e-mailadres" in said
    assert not [field for field in NEVER_GIVEN if field in said]


def test_what_one_person_of_a_file_gave_is_not_said_to_another() -> None:
    task = file_of("a@example.org", "b@example.org")
    Contact.objects.filter(last_name="Maes0").update(city="Gent")
    source_letters.send_source_letters(task, now=timezone.now())
    drain()
    places = {letter.to[0]: "gemeente" in str(letter.body) for letter in posted.outbox}
    assert places == {"a@example.org": True, "b@example.org": False}


@pytest.mark.parametrize(
    ("language", "worked"), [("nl", "samengewerkt"), ("fr", "travaillé"), ("en", "worked")]
)
def test_who_never_worked_with_us_reads_of_no_work(language: str, worked: str) -> None:
    contact, task = imported(language=language)
    Contact.objects.filter(pk=contact.pk).update(client_since=None)
    assert worked not in told(task)


# --- On paper ------------------------------------------------------------------------------------------


def on_paper(contact: Contact, kind: str = "access", **more: Any) -> Request:
    now = timezone.now()
    request = intake.record_received_request(
        kind=kind,
        address="",
        postal="Ria Maes\nVoorbeeldstraat 12\n3000 Leuven",
        channel="letter",
        received_at=now,
        now=now,
        subject=contact.subject,
        language="nl",
        site="http://testserver/",
        **more,
    )
    request.refresh_from_db()
    return request


def sheet(request: Request) -> postal_answers.UnpostedLetter:
    (found,) = postal_answers.unposted_letters(request)
    return found


def test_an_answer_on_paper_tells_the_source_and_counts_once_it_is_posted() -> None:
    contact, task = imported(emails=())
    request = on_paper(contact)
    approve(request)
    text = sheet(request).text
    assert "Waar je gegevens vandaan komen" in text
    assert "adresboek van Els" in text
    assert "ntwoord gewoon op dit bericht" not in text, "paper is not replied to"
    assert must_hear_of_source(contact.subject, on=timezone.localdate()), "printed is not posted"
    postal_answers.record_posting(request, sheet(request).number, by=brecht(), now=timezone.now())
    assert not must_hear_of_source(contact.subject, on=timezone.localdate())
    task.refresh_from_db()
    assert task.done_on == timezone.localdate()


def test_once_told_the_next_letter_on_paper_does_not_say_it_again() -> None:
    contact, _task = imported(emails=())
    source_letters.record_told(contact.subject, now=timezone.now())
    request = on_paper(contact)
    approve(request)
    assert "adresboek van Els" not in sheet(request).text


def test_a_letter_on_paper_to_who_acts_for_another_tells_the_person_nothing() -> None:
    contact, _task = imported(emails=())
    request = on_paper(contact, mandate="Meester Voorbeeld; volmacht gezien.")
    approve(request)
    text = sheet(request).text
    assert "Waar je gegevens vandaan komen" not in text
    postal_answers.record_posting(request, sheet(request).number, by=brecht(), now=timezone.now())
    assert not DutyFulfilled.objects.exists()
    assert must_hear_of_source(contact.subject, on=timezone.localdate())

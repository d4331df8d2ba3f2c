"""No letter passes by the gate: it is asked when the letter is written and again when it is handed over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as posted
from django.urls import reverse
from django.utils import timezone

from contacts import answering, register
from contacts.models import Contact
from contacts.purposes import ENQUIRY
from privacy.declarations.purposes import Purpose
from privacy.delivery import letters, outbox, outbox_worker
from privacy.delivery.troubles import trouble_words
from privacy.models import Choice, OutboxMessage, Task
from privacy.outreach import gate
from privacy.subjects import choices
from tests.cast import enquiry_of, noor
from tests.gate.test_gate import NEWSLETTER
from tests.handlers import sent_for
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import staff

pytestmark = pytest.mark.django_db

WEB = Choice.Channel.WEB


@pytest.fixture
def news(monkeypatch: pytest.MonkeyPatch) -> Callable[..., OutboxMessage]:
    """A letter that is no duty: what it says does not matter here."""

    def send(contact: Contact | None, *, purpose: Purpose = NEWSLETTER, **options: Any) -> OutboxMessage:
        sent_for(monkeypatch, "restriction-ends", purpose)
        subject = contact.subject if contact else None
        facts = {"ends_on": "2026-12-01"}
        return letters.send_letter(
            "restriction-ends",
            to="noor@example.org",
            language="nl",
            context=facts,
            subject=subject,
            **options,
        )

    return send


def drain() -> int:
    return outbox_worker.drain_outbox(now=timezone.now() + timedelta(seconds=1))


def agreed(contact: Contact) -> Contact:
    choices.record_consent(
        contact.subject, NEWSLETTER.slug, on=timezone.localdate(), source=WEB, wording="Yes"
    )
    return contact


def test_what_may_not_be_sent_is_not_written_and_says_why(news: Any) -> None:
    with pytest.raises(gate.NotAllowed) as refused:
        news(noor())
    assert refused.value.permission.code == "no-consent"
    assert str(refused.value) == refused.value.permission.reason
    with pytest.raises(gate.NotAllowed):
        news(None)
    assert not OutboxMessage.objects.exists()


def test_what_may_be_sent_goes(news: Any) -> None:
    news(agreed(noor()))
    assert drain() == 1
    assert len(posted.outbox) == 1


@pytest.mark.promise("P41")
def test_who_objects_while_a_mailing_is_claimed_does_not_get_it(
    news: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    contact = agreed(noor())
    message = news(contact)
    claim = outbox_worker._claim

    def claim_then_object(number: int, **options: Any) -> Any:
        lease = claim(number, **options)
        choices.record_objection(contact.subject, NEWSLETTER.slug, on=timezone.localdate(), source=WEB)
        return lease

    monkeypatch.setattr(outbox_worker, "_claim", claim_then_object)
    assert drain() == 0
    assert posted.outbox == []
    message.refresh_from_db()
    assert (message.state, message.payload, message.trouble) == (
        OutboxMessage.State.DROPPED,
        None,
        "objected",
    )
    assert trouble_words(message.trouble) != message.trouble
    (task,) = Task.objects.filter(kind=Task.Kind.UNSENT)
    assert (task.subject, task.row, task.due_on, task.done_on) == (
        contact.subject,
        message.pk,
        timezone.localdate(),
        None,
    )
    assert drain() == 0
    assert Task.objects.filter(kind=Task.Kind.UNSENT).count() == 1, "a person is told once"
    assert not outbox.send_message_again(message, now=timezone.now()), "nobody can send it after all"


@pytest.mark.promise("P40")
def test_a_restriction_while_it_waits_stops_it_too_and_an_answer_to_a_request_still_goes(news: Any) -> None:
    contact = agreed(noor())
    news(contact)
    choices.record_restriction(contact.subject, on=timezone.localdate(), source=WEB)
    facts = {"kind": "access", "reference": "SOM-7K4M-2Q9D", "received_at": "2026-11-22T23:30:00+00:00"}
    letters.send_letter(
        "answer-unknown", to="noor@example.org", language="nl", context=facts, subject=contact.subject
    )
    assert drain() == 1
    (letter,) = posted.outbox
    assert "SOM-7K4M-2Q9D" in letter.subject
    assert Task.objects.get(kind=Task.Kind.UNSENT).row == OutboxMessage.objects.get(trouble="restricted").pk
    page = text_of(signed_in(staff("Privacy officer")).get(reverse("admin:privacy_task_changelist")))
    assert "A letter may not be sent and was not" in page
    assert "they asked for a restriction" in page, "and why"


def test_a_letter_about_a_question_goes_while_the_question_is_open(news: Any) -> None:
    contact = noor()
    contact.subject.refresh_from_db()
    question = enquiry_of(contact)
    news(contact, purpose=ENQUIRY, about=question)
    assert drain() == 1
    news(contact, purpose=ENQUIRY, about=question)
    question.answered_on = timezone.localdate()
    question.save()
    assert drain() == 0
    assert OutboxMessage.objects.latest("pk").trouble == "closed"
    again = register.receive_enquiry(contact, question="En nu?", on=timezone.localdate(), channel=WEB)
    news(contact, purpose=ENQUIRY, about=again)
    again.delete()
    assert drain() == 0
    assert OutboxMessage.objects.latest("pk").trouble == "no-record"


def test_a_letter_that_closes_its_question_goes_as_long_as_the_question_is_needed() -> None:
    contact, today = noor(), timezone.localdate()
    question = enquiry_of(contact)
    answering.send_answer(question, contact.points.get(), text="Ja.", on=today)
    assert drain() == 1
    again = register.receive_enquiry(contact, question="En nu?", on=today, channel=WEB)
    answering.send_answer(again, contact.points.get(), text="Ja.", on=today)
    type(again).objects.filter(pk=again.pk).update(received_on=today - timedelta(days=1000))
    assert drain() == 0
    assert OutboxMessage.objects.latest("pk").trouble == "closed"

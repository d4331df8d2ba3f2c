"""Answering a question: one act sends it, keeps it and closes the question; the gate is asked, and says why
not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail as posted
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from contacts import answering, public_enquiries, register
from contacts.models import Contact, Enquiry, Interaction
from contacts.public_enquiries import Enquirer
from privacy.delivery import outbox_worker
from privacy.models import AccessLog, Choice, OutboxMessage, Task
from privacy.subjects import choices
from tests.cast import amina, enquiry_of, noor
from tests.staff import reaching
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import director, staff
from tests.staff.reaching import NUMBER, point, restrict
from tests.staff.sending import opened

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
WEB = Choice.Channel.WEB


def page(enquiry: Enquiry) -> str:
    return reverse("admin:contacts_enquiry_answer", args=(enquiry.pk,))


def asked(contact: Contact, text: str = "En volgend jaar?") -> Enquiry:
    return register.receive_enquiry(contact, question=text, on=TODAY, channel=WEB)


def mailed(enquiry: Enquiry) -> str:
    return f"mail-{enquiry.contact.points.get(kind='email').pk}"


def answer(client: Any, enquiry: Enquiry, how: str, *, text: str = "Zeker, kom maar.") -> Any:
    return opened(client, page(enquiry), holding="answer").send(client, answer=text, how=how)


def drain() -> int:
    return outbox_worker.drain_outbox(now=timezone.now() + timedelta(seconds=1))


def through_the_form() -> Enquiry:
    asker = Enquirer(name="Ann Peeters", email="ann@example.be", language="fr")
    public_enquiries.receive_assignment(asker, about="Voorlezen op school", notice=None, today=TODAY)
    return Enquiry.objects.get()


# --- One act ------------------------------------------------------------------------------------------


def test_an_answer_leaves_as_a_letter_is_kept_and_closes_the_question_and_its_task() -> None:
    contact = noor()
    question = enquiry_of(contact)
    task = Task.objects.create(
        kind=Task.Kind.REVIEW,
        subject=contact.subject,
        label="contacts.enquiry",
        row=question.pk,
        due_on=TODAY,
    )
    other = Task.objects.create(kind=Task.Kind.REVIEW, label="contacts.enquiry", row=0, due_on=TODAY)
    client = signed_in(staff("Client work"))
    assert answer(client, question, mailed(question)).status_code == 302
    for row in (question, task, other):
        row.refresh_from_db()
    assert (question.answer, question.answered_on) == ("Zeker, kom maar.", TODAY)
    assert (task.done_on, other.done_on) == (TODAY, None)
    assert "Every question is answered." in text_of(client.get(reverse("admin:index")))
    talk = Interaction.objects.get()
    assert (talk.enquiry, talk.channel, talk.note) == (question, "email", "Zeker, kom maar.")
    assert drain() == 1
    (letter,) = posted.outbox
    assert letter.to == ["noor@example.org"]
    assert "Zeker, kom maar." in str(letter.body)
    assert "Mag ik eens langskomen?" in str(letter.body)
    assert "23 oktober 2026" in letter.subject


def test_the_page_shows_reason_and_address_and_notes_that_they_were_seen() -> None:
    contact = noor()
    user = staff("Client work")
    said = text_of(signed_in(user).get(page(enquiry_of(contact))))
    assert f"their question of {date_format(date(2026, 10, 23))}" in said
    assert 'href="mailto:noor@example.org"' in said
    readings = AccessLog.objects.filter(what=f"contacts.contactpoint {point(contact, 'email').pk}")
    assert [(each.user, each.purpose) for each in readings] == [(user, "enquiry")]


def test_the_question_is_one_press_from_the_first_page_the_persons_page_and_its_own() -> None:
    contact = noor()
    question = enquiry_of(contact)
    client = signed_in(staff("Client work"))
    own = reverse("admin:contacts_enquiry_change", args=(question.pk,))
    for address in (reverse("admin:index"), reaching.page(contact), own):
        assert f'href="{page(question)}"' in text_of(client.get(address)), address
    answer(client, question, mailed(question))
    for address in (reverse("admin:index"), reaching.page(contact), own):
        assert f'href="{page(question)}"' not in text_of(client.get(address)), address


def test_an_answer_cannot_be_typed_where_nothing_sends_it_and_is_corrected_where_it_stands() -> None:
    question, client = enquiry_of(noor()), signed_in(staff("Client work"))
    change = reverse("admin:contacts_enquiry_change", args=(question.pk,))
    assert 'name="answer"' not in text_of(client.get(change))
    assert 'name="answer"' not in text_of(client.get(reverse("admin:contacts_enquiry_add")))
    answer(client, question, "phone")
    form = opened(client, change, holding="answer")
    assert form.send(client, press="_save", answer="Kom dinsdag.").status_code == 302
    question.refresh_from_db()
    assert question.answer == "Kom dinsdag."


def test_a_question_that_staff_write_down_is_answered_next() -> None:
    client, contact = signed_in(staff("Client work")), noor()
    form = opened(client, reverse("admin:contacts_enquiry_add"), holding="question")
    assert form.filled()["received_on"] == str(TODAY)
    said = form.send(client, press="_save", contact=contact.pk, question="Wanneer?")
    assert said["Location"] == page(contact.enquiries.get(question="Wanneer?"))


@pytest.mark.parametrize("channel", ["phone", "email", "letter", "meeting"])
def test_what_was_said_in_another_way_is_kept_as_a_talk_and_sends_nothing(channel: str) -> None:
    question = enquiry_of(noor())
    assert answer(signed_in(staff("Client work")), question, channel).status_code == 302
    question.refresh_from_db()
    assert question.answered_on == TODAY
    assert Interaction.objects.get().channel == channel
    assert not OutboxMessage.objects.exists()


def test_the_number_stays_hidden_until_the_call_is_registered_and_the_call_closes_the_question() -> None:
    contact = amina()
    question, client = asked(contact), signed_in(staff("Client work"))
    said = text_of(client.get(page(question)))
    assert NUMBER not in said
    chosen = {"do": "reach", "reason": f"enquiry-{question.pk}", "point": point(contact).pk}
    assert f'name="reason" value="{chosen["reason"]}"' in said
    shown = client.post(reaching.page(contact, "reach"), chosen, follow=True)
    assert NUMBER in text_of(shown)
    kept = opened(client, shown.request["PATH_INFO"], holding="note")
    assert kept.send(client, note="Dat kan.").status_code == 302
    assert not Enquiry.objects.exclude(answered_on=None), "nobody said that this was the answer"
    assert kept.send(client, note="Dat kan.", answers="on").status_code == 302
    question.refresh_from_db()
    assert (question.answer, question.answered_on) == ("Dat kan.", TODAY)


def test_nothing_is_sent_before_it_is_written_and_what_was_typed_stays() -> None:
    question, client = enquiry_of(noor()), signed_in(staff("Client work"))
    said = text_of(answer(client, question, mailed(question), text=" "))
    assert "data-form-errors" in said
    assert not OutboxMessage.objects.exists()


def test_who_answers_second_is_told_that_nothing_was_sent() -> None:
    question = enquiry_of(noor())
    answering.record_answer(Enquiry.objects.get(), text="Ja.", channel="phone", on=TODAY)
    with pytest.raises(answering.AnsweredMeanwhile):
        answering.send_answer(question, point(question.contact, "email"), text="Nee.", on=TODAY)
    assert not OutboxMessage.objects.exists()
    assert signed_in(staff("Client work")).get(page(question)).status_code == 302


@pytest.mark.parametrize(
    ("language", "hello", "bye"), [("nl", "Dag,", "groeten"), ("fr", "Bonjour,", "Bien à vous,")]
)
def test_above_the_box_stands_what_the_letter_adds_in_the_language_of_the_letter(
    language: str, hello: str, bye: str
) -> None:
    contact = noor()
    Contact.objects.update(language=language)
    said = text_of(signed_in(staff("Client work")).get(page(enquiry_of(contact))))
    begins = said.partition("An answer that we mail begins with")[2].partition("Write only")[0]
    assert hello in begins
    assert bye in begins


# --- The gate -----------------------------------------------------------------------------------------


@pytest.mark.promise("P40")
def test_where_the_gate_says_no_it_says_why_and_offers_what_they_begin_themselves() -> None:
    contact = noor()
    question = enquiry_of(contact)
    restrict(contact)
    client = signed_in(staff("Privacy officer"))
    said = text_of(client.get(page(question)))
    assert "they asked for a restriction. (GDPR art. 18(2))" in said
    assert "noor@example.org" not in said
    assert "mail-" not in said
    for how in (mailed(question), "phone", "letter"):
        client.post(page(question), {"do": "answer", "answer": "Ja.", "how": how})
    assert not OutboxMessage.objects.exists()
    assert not Interaction.objects.exists()
    assert answer(client, question, "they-phone").status_code == 302
    question.refresh_from_db()
    assert question.answered_on == TODAY


@pytest.mark.promise("P40")
def test_a_no_between_the_answer_and_the_mail_stops_the_letter() -> None:
    contact = noor()
    answer(signed_in(staff("Client work")), enquiry_of(contact), mailed(enquiry_of(contact)))
    restrict(contact)
    assert drain() == 0
    assert OutboxMessage.objects.get().trouble == "restricted"
    assert Task.objects.get(kind=Task.Kind.UNSENT).subject == contact.subject


def test_an_answer_to_a_question_that_was_erased_meanwhile_does_not_leave() -> None:
    contact = noor()
    question = enquiry_of(contact)
    answer(signed_in(staff("Client work")), question, mailed(question))
    Interaction.objects.all().delete()
    question.delete()
    assert drain() == 0
    assert OutboxMessage.objects.get().trouble == "no-record"


def test_an_objection_between_the_answer_and_the_mail_stops_the_letter() -> None:
    contact = noor()
    answer(signed_in(staff("Client work")), enquiry_of(contact), mailed(enquiry_of(contact)))
    choices.record_objection(contact.subject, "enquiry", on=TODAY, source=WEB)
    assert drain() == 0
    assert OutboxMessage.objects.get().trouble == "objected"


def test_who_does_not_answer_questions_opens_no_page_to_do_it() -> None:
    question = enquiry_of(noor())
    assert signed_in(staff("Bookkeeping")).get(page(question)).status_code in (403, 404)
    assert signed_in(director()).get(page(question)).status_code == 200

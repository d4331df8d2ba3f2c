"""Whom somebody else told us of hears so before the first call or mail (GDPR art. 14(3)(b))."""

from __future__ import annotations

import pytest
from dateutil.relativedelta import relativedelta
from django.core import mail as posted
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone

from contacts import answering, register
from privacy.models import OutboxMessage, Task
from privacy.notice import source_letters
from privacy.outreach import gate
from privacy.outreach.rules import Channel
from privacy.subjects.duties_fulfilled import must_hear_of_source
from tests.cast import ContactFactory
from tests.gate.from_others import drain, entered, file_of, may_call
from tests.staff.browsing import signed_in
from tests.staff.people import staff

pytestmark = pytest.mark.django_db


def test_l05_whoever_staff_enter_from_somebody_else_is_told_within_a_month() -> None:
    contact = entered()
    task = Task.objects.get(kind=Task.Kind.INFORM)
    assert (task.subject, task.row) == (contact.subject, contact.pk)
    assert task.due_on == timezone.localdate() + relativedelta(months=1)


def test_l05_nobody_is_called_before_they_were_told() -> None:
    contact = entered()
    assert [may_call(contact, channel) for channel in Channel] == ["not-told", "not-told", "not-told", "yes"]
    source_letters.send_source_letter(Task.objects.get(), now=timezone.now())
    assert may_call(contact) == "not-told", "the letter only waits"
    drain()
    assert may_call(contact) == "yes"


def test_l05_the_first_mail_carries_it_once_and_closes_the_task() -> None:
    contact = entered()
    answering.send_answer(
        contact.enquiries.get(), contact.points.get(), text="Ja, in juni.", on=timezone.localdate()
    )
    assert drain() == 1
    (letter,) = posted.outbox
    assert isinstance(letter, EmailMultiAlternatives)
    for text in (str(letter.body), str(letter.alternatives[0][0])):
        assert "Ja, in juni." in text
        assert "haar collega Sofie" in text
        assert "Waar je gegevens vandaan komen" in text
    assert Task.objects.get(kind=Task.Kind.INFORM).done_on == timezone.localdate()
    assert not must_hear_of_source(contact.subject, on=timezone.localdate())
    register.receive_enquiry(contact, question="En in juli?", on=timezone.localdate(), channel="email")
    second = contact.enquiries.get(answered_on=None)
    answering.send_answer(second, contact.points.get(), text="Ook.", on=timezone.localdate())
    assert drain() == 1
    assert "haar collega Sofie" not in str(posted.outbox[-1].body)


def test_l05_a_mailbox_that_somebody_else_has_too_tells_nothing_of_the_source() -> None:
    contact = entered()
    ContactFactory.create(emails=["ria@example.org"])
    with pytest.raises(gate.NotAllowed) as refused:
        answering.send_answer(
            contact.enquiries.get(), contact.points.get(), text="Ja.", on=timezone.localdate()
        )
    assert refused.value.permission.code == "not-told"


@pytest.mark.parametrize("do", ["tell", "told"])
def test_l05_staff_tell_from_the_page_that_refuses_the_number(do: str) -> None:
    contact = entered()
    client = signed_in(staff("Client work"))
    page = reverse("admin:contacts_contact_reach", args=(contact.pk,))
    assert "tell them first" in client.get(page).content.decode()
    assert client.post(page, {"do": do}).status_code == 302
    drain()
    assert may_call(contact) == "yes"
    assert Task.objects.get(kind=Task.Kind.INFORM).done_on
    assert "tell them first" not in client.get(page).content.decode()


def test_l05_the_letter_is_put_in_the_outbox_once() -> None:
    contact = entered()
    source_letters.tell_now(contact.subject, now=timezone.now())
    with pytest.raises(source_letters.CannotInform):
        source_letters.tell_now(contact.subject, now=timezone.now())
    assert OutboxMessage.objects.count() == 1


def test_l05_a_task_that_is_closed_by_hand_says_that_they_were_told() -> None:
    contact = entered()
    client = signed_in(staff("Privacy officer"))
    chosen = {"action": "finish", "_selected_action": [Task.objects.get().pk]}
    client.post(reverse("admin:privacy_task_changelist"), chosen)
    assert may_call(contact) == "yes"


def test_whoever_gave_us_their_data_themselves_is_owed_nothing() -> None:
    contact = ContactFactory.create()
    assert not Task.objects.exists()
    assert not must_hear_of_source(contact.subject, on=timezone.localdate())


def test_l06_the_letter_to_an_imported_person_names_the_client_file_and_no_question() -> None:
    task = file_of("els@example.org")
    source_letters.send_source_letters(task, now=timezone.now())
    drain()
    (letter,) = posted.outbox
    assert "contact houden met de mensen in ons klantenbestand" in str(letter.body)
    assert "je vraag beantwoorden" not in str(letter.body)

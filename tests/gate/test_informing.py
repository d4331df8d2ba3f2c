"""Who came to us through somebody else hears so in time (GDPR art. 14, LAW G-14)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail as posted
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone

from contacts.models import Contact
from privacy.models import Choice, DutyFulfilled, OutboxMessage, Task
from privacy.notice import source_letters
from privacy.subjects import choices
from privacy.subjects.duties_fulfilled import must_hear_of_source
from tests.cast import ContactFactory
from tests.gate.from_others import drain, entered, imported
from tests.staff.browsing import signed_in
from tests.staff.people import staff

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "source"),
    [("nl", "Waar ze vandaan komen"), ("fr", "D’où elles viennent"), ("en", "Where they came from")],
)
def test_the_letter_says_who_gave_the_data_what_they_are_and_what_for(language: str, source: str) -> None:
    contact, task = imported(language=language)
    source_letters.send_source_letter(task, now=timezone.now())
    assert drain() == 1
    (letter,) = posted.outbox
    assert isinstance(letter, EmailMultiAlternatives)
    assert letter.to == ["ria@example.org"]
    for text in (str(letter.body), str(letter.alternatives[0][0])):
        assert source in text
        assert "adresboek van Els" in text
        assert "/privacy/" in text
        assert "Maes" not in text
    task.refresh_from_db()
    assert task.done_on == timezone.localdate()
    assert set(DutyFulfilled.objects.filter(subject=contact.subject).values_list("what", flat=True)) == {
        DutyFulfilled.What.ORIGIN,
        DutyFulfilled.What.OBJECTION,
    }


def test_it_goes_by_itself_in_the_last_week_and_once() -> None:
    _later, task = imported(8)
    assert source_letters.send_due_source_letters(now=timezone.now()) == 0
    Task.objects.filter(pk=task.pk).update(due_on=timezone.localdate() + timedelta(days=7))
    assert source_letters.send_due_source_letters(now=timezone.now()) == 1
    assert source_letters.send_due_source_letters(now=timezone.now()) == 0
    assert OutboxMessage.objects.count() == 1


def test_it_is_a_duty_that_a_restriction_does_not_stop() -> None:
    contact, task = imported()
    choices.record_restriction(contact.subject, on=timezone.localdate(), source=Choice.Channel.EMAIL)
    source_letters.send_source_letter(task, now=timezone.now())
    assert drain() == 1


@pytest.mark.parametrize(
    "emails",
    [(), ("robin@example.org",)],
    ids=["none", "shared"],
)
def test_what_cannot_be_mailed_stays_a_task_for_a_person(emails: tuple[str, ...]) -> None:
    ContactFactory.create(emails=["robin@example.org"])
    _contact, task = imported(-1, emails=emails)
    assert source_letters.send_due_source_letters(now=timezone.now()) == 0
    with pytest.raises(source_letters.CannotInform):
        source_letters.send_source_letter(task, now=timezone.now())
    task.refresh_from_db()
    assert task.done_on is None
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize("preferred", ["ria@example.org", "ria@example.be"])
def test_whoever_has_two_addresses_is_mailed_at_the_preferred_one(preferred: str) -> None:
    contact, task = imported(emails=("ria@example.org", "ria@example.be"))
    contact.points.update(preferred=False)
    contact.points.filter(value=preferred).update(preferred=True)
    source_letters.send_source_letter(task, now=timezone.now())
    assert drain() == 1
    assert posted.outbox[0].to == [preferred]


def test_an_address_that_somebody_else_has_too_gives_way_to_one_of_their_own() -> None:
    ContactFactory.create(emails=["robin@example.org"])
    contact, task = imported(emails=("robin@example.org", "ria@example.be"))
    contact.points.update(preferred=False)
    contact.points.filter(value="robin@example.org").update(preferred=True)
    source_letters.send_source_letter(task, now=timezone.now())
    assert drain() == 1
    assert posted.outbox[0].to == ["ria@example.be"]


def test_staff_send_it_from_the_list_of_tasks_and_see_why_not() -> None:
    _contact, task = imported()
    client = signed_in(staff("Privacy officer"))
    chosen = {"action": "inform", "_selected_action": [task.pk]}
    page = client.post(reverse("admin:privacy_task_changelist"), chosen, follow=True)
    assert "the letter is in the outbox" in page.content.decode()
    assert OutboxMessage.objects.count() == 1
    again = client.post(reverse("admin:privacy_task_changelist"), chosen, follow=True)
    assert "This task is done already." in again.content.decode()
    assert OutboxMessage.objects.count() == 1


def test_what_was_erased_needs_no_telling() -> None:
    contact = entered()
    Contact.objects.filter(pk=contact.pk).update(source="-")
    assert not must_hear_of_source(contact.subject, on=timezone.localdate())

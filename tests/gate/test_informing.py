"""Who came to us through somebody else hears so in time (GDPR art. 14, LAW G-14)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail as posted
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone

from contacts import register
from contacts.models import Contact
from contacts.models.people import Origin
from privacy.delivery import outbox_worker
from privacy.models import Choice, DutyFulfilled, OutboxMessage, Task
from privacy.notice import source_letters as informing
from privacy.subjects import choices
from tests.cast import ContactFactory
from tests.staff.browsing import signed_in
from tests.staff.people import staff

pytestmark = pytest.mark.django_db


def imported(
    days: int = 30, *, language: str = "nl", emails: tuple[str, ...] = ("ria@example.org",)
) -> tuple[Contact, Task]:
    """Somebody from an address book, and the task to tell them within that many days."""
    today = timezone.localdate()
    contact = register.add_contact(
        origin=Origin.IMPORT,
        on=today,
        emails=emails,
        source="adresboek van Els",
        last_name="Maes",
        language=language,
        client_since=today,
    )
    due_on = today + timedelta(days=days)
    kind, label = Task.Kind.INFORM, "contacts.contact"
    return contact, Task.objects.create(
        kind=kind, subject=contact.subject, label=label, row=contact.pk, due_on=due_on
    )


def drain() -> int:
    return outbox_worker.drain_outbox(now=timezone.now() + timedelta(seconds=1))


@pytest.mark.parametrize(
    ("language", "source"),
    [("nl", "Waar ze vandaan komen"), ("fr", "D'où elles viennent"), ("en", "Where they came from")],
)
def test_the_letter_says_who_gave_the_data_what_they_are_and_what_for(language: str, source: str) -> None:
    contact, task = imported(language=language)
    informing.send_source_letter(task, now=timezone.now())
    assert drain() == 1
    (letter,) = posted.outbox
    assert isinstance(letter, EmailMultiAlternatives)
    assert letter.to == ["ria@example.org"]
    for text in (str(letter.body), str(letter.alternatives[0][0])):
        assert source in text.replace("&#x27;", "'")
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
    assert informing.send_due_source_letters(now=timezone.now()) == 0
    Task.objects.filter(pk=task.pk).update(due_on=timezone.localdate() + timedelta(days=7))
    assert informing.send_due_source_letters(now=timezone.now()) == 1
    assert informing.send_due_source_letters(now=timezone.now()) == 0
    assert OutboxMessage.objects.count() == 1


def test_it_is_a_duty_that_a_restriction_does_not_stop() -> None:
    contact, task = imported()
    choices.record_restriction(contact.subject, on=timezone.localdate(), source=Choice.Channel.EMAIL)
    informing.send_source_letter(task, now=timezone.now())
    assert drain() == 1


@pytest.mark.parametrize(
    "emails",
    [(), ("ria@example.org", "ria@example.be"), ("robin@example.org",)],
    ids=["none", "two", "shared"],
)
def test_what_cannot_be_mailed_stays_a_task_for_a_person(emails: tuple[str, ...]) -> None:
    ContactFactory.create(emails=["robin@example.org"])
    _contact, task = imported(-1, emails=emails)
    assert informing.send_due_source_letters(now=timezone.now()) == 0
    with pytest.raises(informing.CannotInform):
        informing.send_source_letter(task, now=timezone.now())
    task.refresh_from_db()
    assert task.done_on is None
    assert not OutboxMessage.objects.exists()


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

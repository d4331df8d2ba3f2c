"""Who came to us through somebody else hears so in time (GDPR art. 14, LAW G-14)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from django.core import mail as posted
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone

from contacts import answering, register
from contacts.importing.card import Card
from contacts.importing.undo import undo_import
from contacts.models import Contact, ImportBatch
from contacts.models.people import Origin
from contacts.purposes import ENQUIRY
from privacy.delivery import outbox_worker
from privacy.models import Choice, DutyFulfilled, OutboxMessage, Task
from privacy.notice import source_letters
from privacy.outreach import gate
from privacy.outreach.rules import Channel
from privacy.subjects import choices
from privacy.subjects.duties_fulfilled import must_hear_of_source
from tests.cast import ContactFactory
from tests.importing.known import put
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import staff
from tests.staff.sending import opened

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
    Task.objects.filter(subject=contact.subject).update(due_on=today + timedelta(days=days))
    return contact, Task.objects.get(subject=contact.subject)


def drain() -> int:
    return outbox_worker.drain_outbox(now=timezone.now() + timedelta(seconds=1))


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


# --- One task for all that a file brought ----------------------------------------------------------------


def file_of(*emails: str) -> Task:
    """Bring in a file with a person for each of these addresses; return the task it leaves."""
    cards = [Card(2 + at, last_name=f"Maes{at}") for at, _email in enumerate(emails)]
    for card, email in zip(cards, emails, strict=True):
        card.emails = [(email, "")] if email else []
        card.phones = [(f"+3247123456{card.line}", "")]
    put(*cards, source="adresboek van Els", today=timezone.localdate())
    return Task.objects.get(kind=Task.Kind.INFORM, done_on=None)


def test_a_file_leaves_one_task_and_one_press_mails_everybody_in_it() -> None:
    task = file_of("a@example.org", "b@example.org", "c@example.org")
    client = signed_in(staff("Privacy officer"))
    page = reverse("admin:privacy_task_changelist")
    assert "3 people of import" in client.get(page).content.decode()
    answer = client.post(page, {"action": "inform", "_selected_action": [task.pk]}, follow=True)
    assert "3 letters are in the outbox" in answer.content.decode()
    assert drain() == 3
    assert sorted(letter.to[0] for letter in posted.outbox) == [
        "a@example.org",
        "b@example.org",
        "c@example.org",
    ]
    task.refresh_from_db()
    assert task.done_on == timezone.localdate()
    assert DutyFulfilled.objects.filter(what=DutyFulfilled.What.ORIGIN).count() == 3


def inform_page(task: Task) -> str:
    return reverse("admin:privacy_task_inform", args=(task.pk,))


@pytest.mark.parametrize("name", ["privacy_task_change", "contacts_importbatch_change"])
def test_the_pages_of_task_and_import_lead_to_a_look_that_sends_the_letters(name: str) -> None:
    task = file_of("a@example.org", "b@example.org", "")
    client = signed_in(staff("Privacy officer"))
    row = task.pk if name == "privacy_task_change" else task.row
    page = reverse(f"admin:{name}", args=(row,))
    assert inform_page(task) in text_of(client.get(page))
    look = text_of(client.get(inform_page(task)))
    assert "It goes to 2 people." in look
    assert not OutboxMessage.objects.exists(), "a look sends nothing"
    left = client.post(inform_page(task), follow=True)
    assert "2 letters are in the outbox" in text_of(left)
    assert OutboxMessage.objects.count() == 2
    (unmailable,) = unmailed()
    assert reverse("admin:contacts_contact_page", args=(unmailable.pk,)) in text_of(left)
    assert "There is no e-mail address" in text_of(left)
    source_letters.finish_by_hand(task, now=timezone.now())
    assert inform_page(task) not in text_of(client.get(page))


def test_who_may_only_read_tasks_sends_no_letters_of_a_file() -> None:
    task = file_of("a@example.org")
    client = signed_in(staff("Client work"))
    page = reverse("admin:contacts_importbatch_change", args=(task.row,))
    assert inform_page(task) not in text_of(client.get(page))
    assert client.post(inform_page(task)).status_code == 403
    assert not OutboxMessage.objects.exists()


def test_a_task_of_another_kind_has_no_such_letters() -> None:
    task = Task.objects.create(kind=Task.Kind.REVIEW, due_on=timezone.localdate())
    assert signed_in(staff("Privacy officer")).post(inform_page(task)).status_code == 404


def test_whoever_cannot_be_mailed_keeps_the_task_open_and_nobody_is_mailed_twice() -> None:
    task = file_of("a@example.org", "")
    first = source_letters.send_source_letters(task, now=timezone.now())
    assert (first.sent, first.left, first.unreachable) == (1, 1, 1)
    again = source_letters.send_source_letters(task, now=timezone.now())
    assert (again.sent, again.left) == (0, 1)
    assert OutboxMessage.objects.count() == 1
    task.refresh_from_db()
    assert task.done_on is None
    source_letters.finish_by_hand(task, now=timezone.now())
    assert Task.objects.get(pk=task.pk).done_on
    assert not any(must_hear_of_source(each.subject, on=timezone.localdate()) for each in unmailed())


def unmailed() -> list[Contact]:
    return list(Contact.objects.exclude(points__kind="email"))


def test_a_press_writes_so_many_letters_and_the_next_press_the_rest() -> None:
    task = file_of("a@example.org", "b@example.org", "c@example.org")
    first = source_letters.send_source_letters(task, now=timezone.now(), at_most=2)
    assert (first.sent, first.left, first.unreachable) == (2, 1, 0)
    assert source_letters.send_source_letters(task, now=timezone.now()).sent == 1
    task.refresh_from_db()
    assert task.done_on


def test_the_letters_of_a_file_go_by_themselves_in_the_last_week() -> None:
    task = file_of("a@example.org", "b@example.org")
    assert source_letters.send_due_source_letters(now=timezone.now()) == 0
    Task.objects.filter(pk=task.pk).update(due_on=timezone.localdate() + timedelta(days=7))
    assert source_letters.send_due_source_letters(now=timezone.now()) == 2
    assert source_letters.send_due_source_letters(now=timezone.now()) == 0


def test_an_import_that_is_taken_out_takes_its_task_along() -> None:
    file_of("a@example.org")
    undo_import(ImportBatch.objects.get())
    assert not Task.objects.exists()


# --- L05: whoever enters them, and before the first call or mail ------------------------------------------


def entered() -> Contact:
    """Somebody whom staff entered by the form, with a colleague of theirs as the source."""
    form = opened(signed_in(staff("Client work")), reverse("admin:contacts_contact_add"), holding="last_name")
    filled = {"first_name": "Ria", "last_name": "Maes", "source": "haar collega Sofie"}
    filled |= {"points-0-kind": "email", "points-0-value": "ria@example.org"}
    filled |= {"reason": "question", "reason_text": "Kan dat ook in juni?"}
    answer = form.send(signed_in(staff("Client work")), press="_save", **filled)
    assert answer.status_code == 302
    return Contact.objects.get(last_name="Maes")


def may_call(contact: Contact, channel: Channel = Channel.PHONE, **more: Any) -> str:
    found = gate.may_contact(
        contact.subject,
        channel=channel,
        purpose=ENQUIRY,
        on=timezone.localdate(),
        about=contact.enquiries.get(),
        **more,
    )
    return "yes" if found.allowed else found.code


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


def test_what_was_erased_needs_no_telling() -> None:
    contact = entered()
    Contact.objects.filter(pk=contact.pk).update(source="-")
    assert not must_hear_of_source(contact.subject, on=timezone.localdate())

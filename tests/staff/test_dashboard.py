"""The first page: what waits, the most urgent first, and whether retention beats."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from contacts import invoices, register
from contacts.models import Contact
from privacy.admin.base.dashboard import Queue
from privacy.admin.dashboard import Heartbeat
from privacy.models import Choice, LedgerEntry, OutboxMessage, SweepRun, Task
from privacy.nightly import sweep_and_follow_up
from privacy.rights import legal_holds
from privacy.subjects import choices
from tests.cast import ContactFactory, amina, noor
from tests.staff.browsing import cards, signed_in, text_of
from tests.staff.people import director, staff
from tests.staff.test_request_page import ask

pytestmark = pytest.mark.django_db

HOME = reverse("admin:index")
LINES = [{"text": "Coaching", "quantity": "3", "price": "80.00"}]


def lights(answer: Any, title: str) -> list[str]:
    """The tones of the rows of a queue, from top to bottom."""
    (queue,) = [queue for queue in cards(answer, Queue) if queue.title == title]
    return [row.light.tone for row in queue.rows]


def test_requests_stand_by_due_date_with_a_light_that_is_also_said() -> None:
    for days, name in ((1, "a"), (20, "b"), (27, "c"), (40, "d")):
        ask(f"{name}@example.org", days=days)
    answer = signed_in(staff("Privacy officer")).get(HOME)
    assert lights(answer, "Requests about data") == ["danger", "danger", "warning", "good"]
    text = text_of(answer)
    assert "days late" in text
    assert "days left" in text


def test_each_role_finds_its_own_queues() -> None:
    def titles(role: str) -> list[str]:
        return [queue.title for queue in cards(signed_in(staff(role)).get(HOME), Queue)]

    assert titles("Client work") == ["Questions without an answer", "Tasks and reviews"]
    assert titles("Bookkeeping") == ["Invoices to issue"]
    assert titles("Privacy officer") == [
        "Requests about data",
        "Questions without an answer",
        "Positions",
        "Invoices to issue",
        "Tasks and reviews",
    ]


def test_questions_wait_until_they_are_answered() -> None:
    contact = noor()
    client = signed_in(staff("Client work"))
    assert "Mag ik eens langskomen?" in text_of(client.get(HOME))
    contact.enquiries.update(answered_on=timezone.localdate())
    assert "Every question is answered." in text_of(client.get(HOME))


@pytest.mark.parametrize("refuse", [choices.record_objection, choices.record_restriction])
def test_a_question_of_somebody_whom_we_may_not_write_to_is_not_offered_to_be_answered(refuse: Any) -> None:
    contact = noor()
    client = signed_in(director())
    today = timezone.localdate()
    assert "You may not reach them about this." not in text_of(client.get(HOME))
    purpose = {"purpose": ""} if refuse is choices.record_objection else {}
    refuse(contact.subject, on=today, source=Choice.Channel.WEB, **purpose)
    said = text_of(client.get(HOME))
    assert "Mag ik eens langskomen?" in said
    assert "You may not reach them about this." in said
    assert ">Answer<" not in said


def test_a_draft_waits_for_bookkeeping_with_whom_it_bills_and_what_it_lacks() -> None:
    contact = amina()
    client = signed_in(staff("Bookkeeping"))
    assert "Every invoice is issued." in text_of(client.get(HOME))
    draft = invoices.draft_invoice(contact.assignments.get(), lines=LINES)
    said = text_of(client.get(HOME))
    assert "Amina Verhaegen: €\N{NO-BREAK SPACE}240.00" in said
    assert reverse("admin:contacts_invoice_issue", args=(draft.pk,)) in said
    assert "ready to issue" in said
    Contact.objects.update(street="")
    said = text_of(client.get(HOME))
    assert "Missing: street and number." in said
    assert reverse("admin:contacts_invoice_issue", args=(draft.pk,)) not in said
    Contact.objects.update(street="Voorbeeldstraat 12")
    invoices.issue_invoice(draft, on=timezone.localdate())
    assert "Amina" not in text_of(client.get(HOME))


def test_the_heartbeat_says_when_what_and_why_not() -> None:
    today = timezone.localdate()
    old = today - timedelta(days=900)
    for held in (True, False):
        contact = ContactFactory.create(on=old)
        register.receive_enquiry(contact, question="Lang geleden?", on=old, channel=Choice.Channel.WEB)
        if held:
            legal_holds.place_hold(
                contact.subject, reason="geschil", law="GDPR art. 17(3)(e)", on=today, review_on=today
            )
    sweep_and_follow_up(today=today)
    answer = signed_in(director()).get(HOME)
    (beat,) = cards(answer, Heartbeat)
    lines = {line.label: (line.due, line.erased, line.held) for line in beat.lines}
    assert lines["contacts.enquiry.said"] == (1, 1, 1)
    assert "a hold or a restriction stands" in text_of(answer)
    assert beat.badge.tone == "good"


def test_a_night_that_was_missed_is_red() -> None:
    client = signed_in(director())
    run = SweepRun.objects.create(as_of=timezone.localdate(), finished_at=timezone.now())
    (beat,) = cards(client.get(HOME), Heartbeat)
    assert beat.badge.tone == "good"
    SweepRun.objects.filter(pk=run.pk).update(finished_at=timezone.now() - timedelta(hours=37))
    assert "overdue" in text_of(client.get(HOME))


def test_a_parked_letter_is_red_and_can_be_sent_again() -> None:
    ask("noor@example.org")
    client = signed_in(director())
    assert "nothing is stuck" in text_of(client.get(HOME))
    OutboxMessage.objects.update(state=OutboxMessage.State.PARKED, trouble="mail-address-refused")
    assert "1 message waits for a person" in text_of(client.get(HOME))
    chosen = {"action": "send_again", "_selected_action": [OutboxMessage.objects.get().pk]}
    outbox = reverse("admin:privacy_outboxmessage_changelist")
    assert "1 message is sent again." in text_of(client.post(outbox, chosen, follow=True))
    assert OutboxMessage.objects.get().state == OutboxMessage.State.WAITING


def test_no_page_of_the_outbox_shows_what_is_in_a_letter() -> None:
    ask("noor@example.org")
    client = signed_in(director())
    for page in (
        reverse("admin:privacy_outboxmessage_changelist"),
        reverse("admin:privacy_outboxmessage_change", args=(OutboxMessage.objects.get().pk,)),
    ):
        assert "noor@example.org" not in text_of(client.get(page))


def test_the_page_asks_as_much_for_many_things_as_for_few() -> None:
    def asked() -> int:
        client.get(HOME)
        with CaptureQueriesContext(connection) as queries:
            text_of(client.get(HOME))
        return len(queries)

    client = signed_in(director())
    today = timezone.localdate()

    def busier(number: int) -> None:
        contact = ContactFactory.create()
        register.receive_enquiry(contact, question="Wanneer?", on=today, channel=Choice.Channel.WEB)
        ask(contact.points.get().value)
        Task.objects.create(
            kind=Task.Kind.INFORM, subject=contact.subject, label="contacts.contact", row=number, due_on=today
        )
        invoices.draft_invoice(work, lines=LINES)

    work = amina().assignments.get()
    busier(1)
    few = asked()
    for number in range(2, 8):
        busier(number)
    assert asked() == few


def test_tasks_say_whom_they_are_about_and_are_finished_from_the_list() -> None:
    contact, today = amina(), timezone.localdate()
    task = Task.objects.create(
        kind=Task.Kind.REVIEW, subject=contact.subject, label="contacts.contact.name", due_on=today
    )
    client = signed_in(staff("Privacy officer"))
    address = reverse("admin:privacy_task_changelist")
    text = text_of(client.get(address))
    assert "Amina Verhaegen" in text
    assert "due today" in text
    assert "Amina Verhaegen" in text_of(client.get(reverse("admin:privacy_task_change", args=(task.pk,))))
    assert "1 task is done." in text_of(
        client.post(address, {"action": "finish", "_selected_action": [task.pk]}, follow=True)
    )
    task.refresh_from_db()
    assert task.done_on == today


def test_a_question_says_since_when_it_waits_and_until_when_it_may() -> None:
    contact = noor()
    client, today = signed_in(staff("Client work")), timezone.localdate()
    contact.enquiries.update(received_on=today, question="Voorlezen in de wachtzaal\n\nKunnen jullie dat?")
    said = text_of(client.get(HOME))
    assert "came in today" in said
    assert "waits 0 days" not in said
    assert f"answer by {date_format(today + timedelta(days=14))}" in said
    assert "Voorlezen in de wachtzaal · Kunnen jullie dat?" in said


def test_nobody_is_late_with_a_question_that_may_not_be_answered() -> None:
    contact, today = noor(), timezone.localdate()
    contact.enquiries.update(received_on=today - timedelta(days=31))
    client, asked = signed_in(director()), contact.enquiries.get()
    answer = reverse("admin:contacts_enquiry_answer", args=(asked.pk,))
    assert lights(client.get(HOME), "Questions without an answer") == ["danger"]
    assert "Make it an assignment" in text_of(client.get(answer))
    choices.record_objection(contact.subject, on=today, source=Choice.Channel.WEB, purpose="")
    assert lights(client.get(HOME), "Questions without an answer") == ["info"]
    said = text_of(client.get(answer))
    assert "You may not reach them about this." in said
    assert "Answer by" not in said
    assert "Make it an assignment" not in said


def test_of_an_empty_audit_log_nothing_was_shipped() -> None:
    client = signed_in(director())
    LedgerEntry.objects.all()._raw_delete("default")
    said = text_of(client.get(HOME))
    assert "no line yet" in said
    assert "nothing to ship yet" in said
    assert "every line is shipped" not in said

"""Everybody in an imported file hears so in time: one task for all that the file brought."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail as posted
from django.urls import reverse
from django.utils import timezone

from contacts.importing.undo import undo_import
from contacts.models import Contact, ImportBatch
from privacy.models import DutyFulfilled, OutboxMessage, Task
from privacy.notice import source_letters
from privacy.subjects.duties_fulfilled import must_hear_of_source
from tests.gate.from_others import drain, file_of
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import staff

pytestmark = pytest.mark.django_db


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

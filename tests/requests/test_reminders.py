"""Reminders: a task when the time of a request gets short, another when it is over; once each."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from privacy.models import Request, Task
from privacy.requests import clock, intake, reminders
from privacy.tasks import remind_of_requests
from tests.cast import StaffFactory
from tests.commands import answer
from tests.requests.suspending import MONDAY, asked_on, asked_what, at, extend
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import staff

pytestmark = pytest.mark.django_db

TARGET, DUE = date(2026, 4, 2), date(2026, 4, 2)


def tasks() -> list[tuple[date, bool]]:
    """The day of each reminder, and whether it is open."""
    return [
        (task.due_on, task.done_on is None) for task in Task.objects.filter(kind="request").order_by("pk")
    ]


def remind(day: date) -> int:
    return reminders.open_reminders(now=at(day))


@pytest.mark.parametrize(("day", "opened"), [(date(2026, 3, 26), 0), (date(2026, 3, 27), 1)])
def test_a_task_is_opened_when_four_fifths_of_the_time_are_gone(day: date, opened: int) -> None:
    asked_on(MONDAY)
    assert remind(day) == opened
    assert tasks() == [(TARGET, True)] * opened


def test_each_is_opened_once_also_when_it_was_done() -> None:
    asked_on(MONDAY)
    assert remind(date(2026, 3, 30)) == 1
    assert remind(date(2026, 3, 31)) == 0
    Task.objects.update(done_on=date(2026, 3, 31))
    assert remind(date(2026, 4, 1)) == 0
    assert remind(date(2026, 4, 3)) == 1
    assert remind(date(2026, 4, 10)) == 0
    assert tasks() == [(TARGET, False), (DUE + timedelta(days=1), True)]


def test_whoever_took_up_the_first_keeps_it_when_it_is_late() -> None:
    asked_on(MONDAY)
    remind(date(2026, 3, 30))
    owner = StaffFactory.create()
    Task.objects.update(owner=owner)
    remind(date(2026, 4, 3))
    assert Task.objects.get().owner == owner
    assert tasks() == [(date(2026, 4, 3), True)]


def test_an_objection_is_reminded_of_at_once() -> None:
    asked_on(MONDAY, "objection")
    assert remind(MONDAY) == 1


def test_while_the_clock_stands_still_nobody_is_reminded() -> None:
    request = asked_on(MONDAY)
    asked_what(request, MONDAY)
    assert remind(date(2026, 9, 1)) == 0


def test_after_more_time_was_taken_the_later_day_is_reminded_of() -> None:
    request = asked_on(MONDAY)
    remind(date(2026, 3, 30))
    extend(request, date(2026, 3, 31))
    assert remind(date(2026, 4, 10)) == 0
    assert remind(date(2026, 5, 29)) == 1
    assert tasks() == [(date(2026, 6, 2), True)]


def test_the_target_is_before_days_off_that_lengthen_the_time() -> None:
    request = asked_on(date(2026, 3, 4))
    assert request.due_on == date(2026, 4, 7), "4 April is a Saturday, Monday is Easter Monday"
    assert clock.internal_target(request, today=date(2026, 3, 4)) == date(2026, 4, 3)
    remind(date(2026, 4, 3))
    assert tasks() == [(date(2026, 4, 3), True)]


def test_a_request_that_ends_takes_its_reminder_along() -> None:
    request = asked_on(MONDAY)
    remind(date(2026, 4, 3))
    intake.cancel_request(request, now=at(date(2026, 4, 7)))
    assert tasks() == [(date(2026, 4, 3), False)]
    assert remind(date(2026, 4, 8)) == 0


def test_the_worker_and_the_command_do_the_same() -> None:
    asked_on(MONDAY)
    assert answer("remind_of_requests") == {"opened": 1}
    remind_of_requests()
    assert Task.objects.filter(kind="request").count() == 1


def test_only_who_may_open_the_request_sees_which_it_is() -> None:
    request = asked_on(MONDAY)
    remind(date(2026, 4, 3))
    for page in (reverse("admin:privacy_task_changelist"), reverse("admin:index")):
        assert request.reference in text_of(signed_in(staff("Privacy officer")).get(page))
        assert request.reference not in text_of(signed_in(staff("Client work")).get(page))
    assert Request.objects.get().state == "open"

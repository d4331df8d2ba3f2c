"""The clock on the page of a request and in the lists: questions, more time, the light, and what happened."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from privacy.models import Request
from privacy.requests import intake
from privacy.requests.clock import time_left_badge
from tests.requests.visitor import mails
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import staff

pytestmark = pytest.mark.django_db

NOOR = "noor@example.org"
INBOX = reverse("admin:privacy_request_changelist")


def ask(*, days: int, kind: str = "access") -> Request:
    now = timezone.now()
    return intake.record_received_request(
        kind=kind, address=NOOR, channel="letter", received_at=now - timedelta(days=days), now=now
    )


def page(asked: Request) -> str:
    return reverse("admin:privacy_request_change", args=(asked.pk,))


def post(client: Any, asked: Request, **form: str) -> str:
    return text_of(client.post(page(asked), form, follow=True))


@pytest.fixture
def client() -> Any:
    return signed_in(staff("Privacy officer"))


def test_a_question_stops_the_clock_and_its_answer_starts_it(client: Any) -> None:
    asked = ask(days=0)
    due = asked.due_on
    assert "The clock stands still until the answer" in post(
        client, asked, do="ask", about="clarification", question="Welk jaar?"
    )
    assert "stands still since" in text_of(client.get(INBOX))
    assert "stands still since" in text_of(client.get(reverse("admin:index")))
    today = timezone.localdate().isoformat()
    assert "The clock runs." in post(client, asked, do="answered", how="Alles.", answered_on=today)
    asked.refresh_from_db()
    assert asked.due_on == due
    text = text_of(client.get(page(asked)))
    assert "asked what is meant" in text
    assert "wrote down the answer: what is meant" in text


def test_a_late_question_is_allowed_and_staff_are_told_that_the_clock_runs_on(client: Any) -> None:
    asked = ask(days=20)
    assert "the clock runs on" in text_of(client.get(page(asked)))
    assert "The clock runs on" in post(client, asked, do="ask", about="clarification", question="Welk jaar?")
    text = text_of(client.get(page(asked)))
    assert "asked too late to stop the clock" in text
    assert "stands still since" not in text


def test_who_asks_is_not_asked_without_a_doubt(client: Any) -> None:
    asked = ask(days=0)
    assert "Write down the reason to doubt" in post(client, asked, do="ask", about="identity")
    assert not mails(NOOR, "question-identity")
    post(client, asked, do="ask", about="identity", doubt="Another hand.")
    assert len(mails(NOOR, "question-identity")) == 1
    assert "Another hand." in text_of(client.get(page(asked)))


def test_more_time_is_taken_with_reasons(client: Any) -> None:
    asked = ask(days=2)
    assert "needs reasons" in post(client, asked, do="extend", reasons=" ")
    assert "The person is told that we take more time" in post(
        client, asked, do="extend", reasons="Veel dossiers."
    )
    text = text_of(client.get(page(asked)))
    assert "Veel dossiers." in text
    assert "took more time" in text
    assert 'id="more-time"' not in text


def test_after_the_first_month_no_more_time_is_offered(client: Any) -> None:
    asked = ask(days=40)
    assert 'id="more-time"' not in text_of(client.get(page(asked)))
    assert "within the first month" in post(client, asked, do="extend", reasons="Veel dossiers.")


@pytest.mark.parametrize(
    "form",
    [
        {"do": "ask"},
        {"do": "ask", "about": "weather"},
        {"do": "answered", "how": "x", "answered_on": "2026-02-31"},
    ],
)
def test_what_cannot_be_is_told(client: Any, form: dict[str, str]) -> None:
    asked = ask(days=0)
    assert "sw-page" in post(client, asked, **form)
    assert [step.what for step in asked.steps.exclude(what="read")] == ["open"]


def test_what_is_done_at_once_is_not_told_to_be_done_once_it_was() -> None:
    asked, today = ask(days=3, kind="objection"), timezone.localdate()
    with override("en"):
        assert time_left_badge(asked, today=today).text == "to be done at once"
        asked.state = Request.State.APPROVED
        assert time_left_badge(asked, today=today).text.endswith("days left")

"""The clock of a request: when it stands still, how more time is taken, and what the light says. Rules by LAW
§2."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import translation

from privacy.models import ClockSuspension, LedgerEntry, Request
from privacy.requests import clock, intake
from privacy.requests.states import AlreadyDecided
from privacy.staff_access.badges import Badge
from privacy.web.refusal import Refusal
from tests.cast import noor
from tests.requests.suspending import (
    DOUBT,
    MONDAY,
    NOOR,
    answered,
    asked_on,
    asked_what,
    at,
    doubted,
    extend,
    member,
)
from tests.requests.visitor import mails

pytestmark = pytest.mark.django_db


# --- D-9: a prompt question stops the clock ------------------------------------------------------------


@pytest.mark.parametrize("ask", [doubted, asked_what])
def test_d9_the_clock_stands_still_from_question_to_answer(ask) -> None:  # type: ignore[no-untyped-def]
    request = asked_on(MONDAY)
    assert clock.stands_still_since(request) is None
    ask(request, MONDAY + timedelta(days=1))
    assert clock.stands_still_since(request) == date(2026, 3, 3)
    assert request.due_on == date(2026, 4, 2)
    answered(request, date(2026, 3, 17), told=date(2026, 3, 20))
    assert clock.stands_still_since(request) is None
    assert request.due_on == Request.objects.get().due_on == date(2026, 4, 16), (
        "fourteen days: the day of the answer counts"
    )


def test_d9_several_rounds_add_up() -> None:
    request = asked_on(MONDAY)
    doubted(request, date(2026, 3, 3))
    answered(request, date(2026, 3, 10))
    asked_what(request, date(2026, 3, 11))
    answered(request, date(2026, 3, 14))
    assert request.due_on == date(2026, 4, 13), "2 April and ten days is Sunday 12 April"


def test_d9_while_it_stands_still_nothing_becomes_late() -> None:
    request = asked_on(MONDAY)
    asked_what(request, MONDAY)
    with translation.override("en"):
        badge = clock.time_left_badge(request, today=date(2026, 9, 1))
    assert (badge.tone, badge.text) == ("info", "stands still since 2 Mar 2026")
    answered(request, date(2026, 9, 1))
    assert request.due_on == date(2026, 10, 2)


# --- D-10: what stops nothing --------------------------------------------------------------------------


def test_d10_who_asks_may_be_asked_only_on_a_recorded_doubt() -> None:
    request = asked_on(MONDAY)
    with pytest.raises(Refusal, match=r"12\(6\)"):
        clock.ask_person(request, "identity", doubt=" ", by=member(), now=at(MONDAY))
    assert not ClockSuspension.objects.exists()
    ClockSuspension.objects.create(
        request=request, kind="identity", asked_on=MONDAY, answered_on=MONDAY + timedelta(days=9)
    )
    assert clock.last_day_to_answer(request, today=MONDAY) == request.due_on


@pytest.mark.parametrize(("day", "counts"), [(date(2026, 3, 5), True), (date(2026, 3, 6), False)])
def test_d10_a_question_later_than_three_working_days_stops_nothing(day: date, counts: bool) -> None:
    request = asked_on(MONDAY)
    question = asked_what(request, day)
    assert clock.question_stops_clock(request, question) is counts
    assert (clock.stands_still_since(request) is not None) is counts
    (letter,) = mails(NOOR, "question-clarification")
    assert letter["context"]["stands_still"] is counts, (
        "the person is told that the time stands still only if it does"
    )
    answered(request, day + timedelta(days=4))
    assert request.due_on == (date(2026, 4, 7) if counts else date(2026, 4, 2)), "6 April is Easter Monday"


def test_d10_a_question_answered_the_same_day_was_prompt_too() -> None:
    request = asked_on(MONDAY)
    question = asked_what(request, MONDAY)
    answered(request, MONDAY)
    question.refresh_from_db()
    assert clock.question_stops_clock(request, question)


def test_d10_a_late_question_stays_late_whatever_is_asked_after_it() -> None:
    request = asked_on(MONDAY)
    late = asked_what(request, date(2026, 3, 20))
    answered(request, date(2026, 3, 20))
    assert not clock.question_stops_clock(request, late)
    assert clock.question_stops_clock(request, asked_what(request, date(2026, 3, 20))), (
        "prompt after the answer before it"
    )
    assert not clock.question_stops_clock(request, late)


def test_d10_three_working_days_after_the_answer_before_it() -> None:
    request = asked_on(MONDAY)
    asked_what(request, date(2026, 3, 3))
    answered(request, date(2026, 3, 20))
    assert clock.question_stops_clock(request, asked_what(request, date(2026, 3, 25)))


# --- D-6, D-7, D-8: more time --------------------------------------------------------------------------


def test_d6_more_time_counts_from_receipt_and_is_told_with_its_reasons() -> None:
    request = asked_on(MONDAY)
    extend(request, date(2026, 3, 30))
    assert (request.due_on, request.extended_on, request.extension) == (
        date(2026, 6, 2),
        date(2026, 3, 30),
        "Er zijn veel dossiers.",
    )
    (letter,) = mails(NOOR, "extension")
    assert (letter["context"]["due_on"], letter["context"]["reasons"]) == (
        "2026-06-02",
        "Er zijn veel dossiers.",
    )


def test_d7_of_two_readings_the_earlier_day_is_promised() -> None:
    request = asked_on(date(2027, 1, 31))
    extend(request, date(2027, 2, 1))
    assert request.due_on == date(2027, 4, 28)


def test_d8_more_time_is_told_within_the_first_month_or_not_at_all() -> None:
    request = asked_on(MONDAY)
    with translation.override("en"), pytest.raises(Refusal, match="2 April 2026"):
        extend(request, date(2026, 4, 3))
    request.refresh_from_db()
    assert (request.due_on, request.extended_on) == (date(2026, 4, 2), None)
    assert not mails(NOOR, "extension")
    extend(request, date(2026, 4, 2))
    assert request.extended_on == date(2026, 4, 2)


def test_d8_days_that_stood_still_lengthen_the_first_month_and_the_rest() -> None:
    request = asked_on(MONDAY)
    asked_what(request, MONDAY)
    answered(request, MONDAY + timedelta(days=10))
    extend(request, date(2026, 4, 13))
    assert request.due_on == date(2026, 6, 12)


def test_more_time_needs_reasons_and_is_taken_once() -> None:
    request = asked_on(MONDAY)
    with pytest.raises(Refusal, match=r"12\(3\)"):
        extend(request, MONDAY, " \n")
    extend(request, MONDAY)
    with pytest.raises(Refusal, match=r"\w"):
        extend(request, MONDAY)
    assert len(mails(NOOR, "extension")) == 1


def test_an_answer_after_the_extension_moves_the_later_day() -> None:
    request = asked_on(MONDAY)
    doubted(request, MONDAY)
    extend(request, date(2026, 3, 4))
    answered(request, date(2026, 3, 9))
    assert request.due_on == date(2026, 6, 9)


# --- D-11, D-12: the light -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "tone", "text"),
    [
        (date(2026, 3, 17), "good", "16 days left"),
        (date(2026, 3, 18), "warning", "15 days left"),
        (date(2026, 3, 26), "warning", "7 days left"),
        (date(2026, 3, 27), "danger", "6 days left"),
        (date(2026, 4, 2), "danger", "due today"),
        (date(2026, 4, 4), "danger", "2 days late"),
    ],
)
def test_d11_the_light_turns_at_half_and_at_four_fifths_in_words_too(day: date, tone: str, text: str) -> None:
    with translation.override("en"):
        assert clock.time_left_badge(asked_on(MONDAY), today=day) == Badge(text, tone)


def test_d11_days_that_stood_still_do_not_turn_the_light() -> None:
    request = asked_on(MONDAY)
    asked_what(request, MONDAY)
    answered(request, MONDAY + timedelta(days=30))
    assert clock.time_left_badge(request, today=MONDAY + timedelta(days=40)).tone == "good"


@pytest.mark.parametrize("kind", ["objection", "withdrawal"])
def test_d12_an_objection_and_a_withdrawal_wait_for_no_month(kind: str) -> None:
    request = asked_on(MONDAY, kind)
    assert clock.time_left_badge(request, today=MONDAY).tone == "danger"
    with pytest.raises(Refusal, match=r"\w"):
        extend(request, MONDAY)


# --- What cannot be ------------------------------------------------------------------------------------


def test_one_question_waits_at_a_time() -> None:
    request = asked_on(MONDAY)
    asked_what(request, MONDAY)
    with pytest.raises(Refusal, match=r"\w"):
        doubted(request, MONDAY)
    request.refresh_from_db()
    assert not request.doubt
    answered(request, MONDAY)
    with pytest.raises(Refusal, match=r"\w"):
        answered(request, MONDAY)


@pytest.mark.parametrize("day", [MONDAY, date(2026, 3, 12)])
def test_an_answer_comes_after_its_question_and_not_in_the_future(day: date) -> None:
    request = asked_on(MONDAY)
    asked_what(request, date(2026, 3, 3))
    with pytest.raises(Refusal, match=r"\w"):
        answered(request, day, told=date(2026, 3, 11))
    assert clock.stands_still_since(request)


def test_of_what_is_decided_nothing_is_asked_or_extended() -> None:
    request = asked_on(MONDAY)
    intake.cancel_request(request, now=at(MONDAY))
    for act in (doubted, asked_what, extend):
        with pytest.raises(AlreadyDecided):
            act(request, MONDAY)
    assert not ClockSuspension.objects.exists()


def test_who_doubted_when_is_in_the_file_and_the_ledger_tells_no_word_of_it() -> None:
    noor()
    request = asked_on(MONDAY)
    doubted(request, MONDAY)
    answered(request, date(2026, 3, 9))
    assert request.doubt == f"[2026-03-02 12:00]\n{DOUBT}\n\n[2026-03-09 12:00]\nBy phone."
    assert [step.what for step in request.steps.order_by("pk")] == [
        "open",
        "asked-identity",
        "answer-identity",
    ]
    lines = LedgerEntry.objects.filter(kind__startswith="request-").order_by("pk")
    assert [line.kind for line in lines] == ["request-asked-identity", "request-answer-identity"]
    assert lines[1].body["due_on"] == "2026-04-09"
    assert not any("hand" in str(line.body) for line in lines)
    (letter,) = mails(NOOR, "question-identity")
    assert DOUBT not in str(letter["context"]), "the doubt is recorded, not told"

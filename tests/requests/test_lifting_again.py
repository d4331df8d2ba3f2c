"""The edges of art. 18(3): asked again on the day it ended, or in the week before; a letter that was late, or
never left."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from privacy.delivery import outbox, outbox_worker
from privacy.models import Choice, DutyFulfilled, OutboxMessage
from privacy.requests import decisions
from privacy.rights import restriction
from privacy.subjects import choices
from privacy.web.refusal import Refusal
from tests.cast import noor
from tests.requests.arriving import approve, asked, letters_leave, member, today
from tests.requests.deciding import refused
from tests.requests.test_restricting import NOOR, restricted, usable
from tests.requests.visitor import mails

pytestmark = pytest.mark.django_db

WEEK = restriction.WARNING
RESTRICTION = Choice.Kind.RESTRICTION


def lifted_by(days: timedelta) -> int:
    """How many restrictions the beat ends that long from now."""
    return restriction.end_told_restrictions(now=timezone.now() + days)


def test_asked_again_on_the_day_it_ended_it_stands_again_and_needs_a_letter_of_its_own() -> None:
    subject = noor().subject
    decisions.announce_end_of_restriction(restricted(NOOR), by=member(), now=timezone.now())
    letters_leave()
    Choice.objects.update(lifts_on=today())
    OutboxMessage.objects.update(made_at=timezone.now())
    assert lifted_by(timedelta()) == 1
    assert usable()
    again = restricted(NOOR)
    assert not usable()
    first, second = Choice.objects.filter(kind=RESTRICTION).order_by("pk")
    assert (first.ends, second.starts, second.ends, second.request) == (today(), today(), None, again)
    assert DutyFulfilled.objects.filter(what="lifting").exists(), "of the first"
    with pytest.raises(choices.RestrictionEndNotTold):
        choices.end_restriction(subject, on=today())
    assert lifted_by(WEEK) == 0
    decisions.announce_end_of_restriction(again, by=member(), now=timezone.now())
    letters_leave()
    assert lifted_by(WEEK) == 1


def test_asked_again_in_the_week_before_nothing_ends_until_that_is_decided() -> None:
    noor()
    decisions.announce_end_of_restriction(restricted(NOOR), by=member(), now=timezone.now())
    letters_leave()
    again = asked("restriction", NOOR)
    assert lifted_by(WEEK) == 0
    assert not usable()
    refused(again, "Hetzelfde als voordien.")
    assert lifted_by(WEEK) == 1, "what was told still counts"


def test_a_correction_that_waits_lets_a_restriction_end() -> None:
    """The field that it is about stays unused by itself (L16)."""
    noor()
    decisions.announce_end_of_restriction(restricted(NOOR), by=member(), now=timezone.now())
    letters_leave()
    asked("rectification", NOOR)
    assert lifted_by(WEEK) == 1


def test_nobody_tells_of_an_end_while_they_ask_again() -> None:
    noor()
    first = restricted(NOOR)
    asked("restriction", NOOR)
    with pytest.raises(Refusal, match="beslis daar eerst over"):
        decisions.announce_end_of_restriction(first, by=member(), now=timezone.now())
    assert mails(NOOR, "restriction-ends") == []


def test_granted_again_the_letter_that_it_ends_is_not_sent_any_more() -> None:
    noor()
    decisions.announce_end_of_restriction(restricted(NOOR), by=member(), now=timezone.now())
    (letter,) = OutboxMessage.objects.filter(state="waiting")
    approve(asked("restriction", NOOR))
    letter.refresh_from_db()
    assert letter.state == "dropped"
    letters_leave()
    assert lifted_by(4 * WEEK) == 0
    assert not usable()
    (choice,) = Choice.objects.filter(kind=RESTRICTION, ends=None)
    assert choice.lifting is None


def test_a_letter_that_left_late_gives_as_many_days_from_then() -> None:
    noor()
    decisions.announce_end_of_restriction(restricted(NOOR), by=member(), now=timezone.now())
    outbox_worker.drain_outbox(now=timezone.now())
    later = timezone.now() + timedelta(days=5)
    OutboxMessage.objects.filter(state="done").update(settled_at=later)
    assert lifted_by(WEEK) == 0
    assert lifted_by(timedelta(days=11)) == 0
    assert lifted_by(timedelta(days=12)) == 1


def test_a_letter_that_was_let_go_is_written_anew() -> None:
    noor()
    request = restricted(NOOR)
    decisions.announce_end_of_restriction(request, by=member(), now=timezone.now())
    outbox.drop_message(OutboxMessage.objects.get(state="waiting"))
    decisions.announce_end_of_restriction(request, by=member(), now=timezone.now())
    letters_leave()
    assert lifted_by(WEEK) == 1
    assert Choice.objects.get(kind=RESTRICTION).ends == today() + WEEK

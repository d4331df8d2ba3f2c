"""Questions to the person that suspend the time to answer, and more time, on given days."""

from __future__ import annotations

from datetime import date, datetime, time

from privacy.dates import BRUSSELS
from privacy.models import ClockSuspension, Request
from privacy.requests import clock, intake
from som.models import User
from tests.cast import StaffFactory

NOOR = "noor@example.org"
MONDAY = date(2026, 3, 2)
"""A request of this day is due on Thursday 2 April; three months on is Tuesday 2 June."""
DOUBT = "The letter was written by another hand than the one before."


def at(day: date, hour: int = 12) -> datetime:
    """A moment of that day in Brussels."""
    return datetime.combine(day, time(hour), tzinfo=BRUSSELS)


def asked_on(day: date, kind: str = "access") -> Request:
    return intake.record_received_request(
        kind=kind, address=NOOR, channel="letter", received_at=at(day), now=at(day)
    )


def member() -> User:
    return StaffFactory.create()


def doubted(request: Request, day: date) -> ClockSuspension:
    return clock.ask_person(request, "identity", doubt=DOUBT, by=member(), now=at(day))


def asked_what(request: Request, day: date) -> ClockSuspension:
    return clock.ask_person(request, "clarification", question="Which year?", by=member(), now=at(day))


def answered(request: Request, day: date, *, told: date | None = None) -> None:
    clock.record_answer_to_question(request, how="By phone.", on=day, by=member(), now=at(told or day))


def extend(request: Request, day: date, reasons: str = "Er zijn veel dossiers.") -> None:
    clock.extend_deadline(request, reasons=reasons, by=member(), now=at(day))

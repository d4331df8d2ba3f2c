"""When a request must be answered: every vector by its id, every holiday, and a naive walk through the
calendar."""

from __future__ import annotations

import csv
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import holidays as oracle
import pytest
from dateutil.easter import easter
from django.core.management import CommandError
from hypothesis import given
from hypothesis import strategies as st

from privacy.dates import BRUSSELS, day_of, holidays, is_working_day
from privacy.management.commands.privacy_deadline import parse_moment
from privacy.requests.deadline import Suspension, deadline, suspended_days
from tests.commands import answer, refusal, words

VECTORS = Path(__file__).parent / "vectors"
ANSWERS = ("due_raw", "due", "internal_target", "extended_raw", "extended_due", "extended_conservative")


def rows(name: str) -> list[dict[str, str]]:
    with (VECTORS / name).open(newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", [pytest.param(row, id=row["id"]) for row in rows("deadlines.csv")])
def test_vector(row: dict[str, str]) -> None:
    suspended = [part for part in row["suspensions"].split(";") if part]
    found = answer(
        "privacy_deadline", row["received_at"], *(["--suspended", *suspended] if suspended else [])
    )
    assert found == {name: row[name] for name in ANSWERS}
    instant = (
        datetime.fromisoformat(row["received_at"])
        if "T" in row["received_at"]
        else date.fromisoformat(row["received_at"])
    )
    assert day_of(instant).isoformat() == row["received_date"]


@pytest.mark.parametrize("year", range(2024, 2033))
def test_the_ten_holidays_and_no_other_day(year: int) -> None:
    of_year = [row for row in rows("belgian_holidays.csv") if row["date"].startswith(str(year))]
    assert {day.isoformat() for day in holidays(year)} == {
        row["date"] for row in of_year if row["statutory"] == "yes"
    }
    assert any(row["statutory"] == "no" for row in of_year)
    assert len(holidays(year)) == 10


@pytest.mark.parametrize("year", range(2015, 2045))
def test_our_holidays_are_those_of_another_calendar_but_for_the_two_sundays(year: int) -> None:
    theirs = set(oracle.country_holidays("BE", years=year))
    sundays = {easter(year), easter(year) + timedelta(days=49)}
    assert sundays <= theirs
    assert holidays(year) == theirs - sundays


def naive_month_later(day: date, months: int) -> date:
    """Walk day by day to the same number, so many months on; where it is missing, to the end of that
    month."""
    month = day.year * 12 + day.month - 1 + months
    last = None
    walked = day
    while walked.year * 12 + walked.month - 1 <= month:
        if walked.year * 12 + walked.month - 1 == month and walked.day <= day.day:
            last = walked
        walked += timedelta(days=1)
    assert last
    return last


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_agrees_with_walking_through_the_calendar(received: date) -> None:
    found = deadline(received)
    assert found.due_raw == naive_month_later(received, 1)
    assert found.extended_raw == naive_month_later(received, 3)
    for raw, moved in ((found.due_raw, found.due), (found.extended_raw, found.extended_due)):
        off = [raw + timedelta(days=number) for number in range((moved - raw).days)]
        assert not any(is_working_day(day) for day in off)
        assert is_working_day(moved)
    assert is_working_day(found.internal_target)
    assert found.internal_target <= found.due_raw <= found.due
    assert found.extended_conservative <= found.extended_due


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 200))
def test_a_suspension_moves_every_raw_date_by_its_days(received: date, days: int) -> None:
    still = deadline(received)
    paused = deadline(received, suspensions=[Suspension(received, received + timedelta(days=days))])
    assert paused.due_raw - still.due_raw == timedelta(days=days) == paused.extended_raw - still.extended_raw


def test_days_in_two_rounds_at_once_count_once() -> None:
    rounds = [
        Suspension(date(2026, 5, 5), date(2026, 5, 20)),
        Suspension(date(2026, 5, 18), date(2026, 5, 26)),
    ]
    assert suspended_days(date(2026, 5, 4), rounds) == 21


@pytest.mark.parametrize(("asked", "days"), [(date(2026, 5, 7), 3), (date(2026, 5, 8), 0)])
def test_a_question_asked_late_stops_nothing(asked: date, days: int) -> None:
    assert suspended_days(date(2026, 5, 4), [Suspension(asked, asked + timedelta(days=3))]) == days


@pytest.mark.parametrize(("asked", "days"), [(date(2026, 5, 13), 3), (date(2026, 5, 15), 0)])
def test_weekends_and_holidays_do_not_make_a_question_late(asked: date, days: int) -> None:
    """Received on a Friday; Thursday 14 May 2026 is Ascension Day."""
    assert suspended_days(date(2026, 5, 8), [Suspension(asked, asked + timedelta(days=3))]) == days


def test_in_words() -> None:
    assert words("privacy_deadline", "2026-11-22").count("2026-12-22") == 2


@pytest.mark.parametrize(
    "wrong",
    [
        ("2026-11-22", "--suspended", "2026-11-25>2026-11-24"),
        ("2026-11-22", "--suspended", "2026-11-20>2026-11-24"),
    ],
)
def test_what_cannot_be_is_refused(wrong: tuple[str, ...]) -> None:
    assert refusal("privacy_deadline", *wrong)


@pytest.mark.parametrize("wrong", ["22-11-2026", "2026-11-22Tnoon", "2026-02-30"])
def test_what_is_no_date_is_wrong_usage(wrong: str) -> None:
    with pytest.raises(CommandError):
        answer("privacy_deadline", wrong)


def test_needs_no_database(settings: Any) -> None:
    """No database mark: any query here would fail the test."""
    assert answer("privacy_deadline", "2026-12-31T23:30:00Z")["due"] == "2027-02-01"


@pytest.mark.parametrize(
    "wrong",
    [("0001-01-01T00:00:00+14:00",), ("9999-12-31",), ("2026-11-22", "--suspended", "2026-11-24>9999-12-31")],
)
def test_where_years_end_is_refused_in_words(wrong: tuple[str, ...]) -> None:
    with pytest.raises(CommandError, match=r"1900.*2999"):
        answer("privacy_deadline", *wrong)


near_days = st.dates(date(2000, 1, 1), date(2090, 1, 1))


@given(moment=st.builds(datetime.combine, near_days, st.times()))
def test_a_moment_without_offset_is_local_time(moment: datetime) -> None:
    assert day_of(moment) == moment.date()
    read = parse_moment(moment.isoformat())
    assert isinstance(read, datetime)
    first = moment.replace(tzinfo=BRUSSELS, fold=0)  # text does not tell which of two when clocks go back
    assert read.utcoffset() == first.utcoffset()
    assert deadline(read) == deadline(moment) == deadline(moment.date())


@given(moment=st.builds(datetime.combine, near_days, st.times(timezones=st.timezones())))
def test_a_moment_with_offset_counts_by_its_day_in_brussels(moment: datetime) -> None:
    assert deadline(moment) == deadline(moment.astimezone(BRUSSELS).date())

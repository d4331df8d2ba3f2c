"""Calendar periods. Adding one clamps at month ends, so going back is not the inverse of going forward."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta


@dataclass(frozen=True)
class Period:
    """A length of time in whole days or calendar months. ``day + period`` is the first day after it."""

    months: int = 0
    days: int = 0

    def __radd__(self, day: date) -> date:
        """Return the day that lies this period after ``day``; 31 January and one month is 28 or 29
        February."""
        try:
            return day + relativedelta(months=self.months, days=self.days)
        except (OverflowError, ValueError):
            return date.max

    def cutoff(self, today: date) -> date:
        """Return the latest day ``d`` with ``d + self <= today``: what is dated later is still within the
        period."""
        day = today - relativedelta(months=self.months, days=self.days)
        while day + timedelta(days=1) + self <= today:
            day += timedelta(days=1)
        while day + self > today:
            day -= timedelta(days=1)
        return day


def Days(number: int) -> Period:
    """Return a period of so many days."""
    return Period(days=number)


def Months(number: int) -> Period:
    """Return a period of so many calendar months."""
    return Period(months=number)


def Years(number: int) -> Period:
    """Return a period of so many calendar years."""
    return Period(months=12 * number)


BRUSSELS = ZoneInfo("Europe/Brussels")


DAY = timedelta(days=1)


def day_of(moment: date | datetime) -> date:
    """Return the day in Brussels of a moment; a date is itself. A moment without zone is local time.

    The one spelling of it: ``timezone.localdate()`` is for today only.
    """
    if not isinstance(moment, datetime):
        return moment
    return (moment.astimezone(BRUSSELS) if moment.tzinfo else moment).date()


def working_days_between(start: date, end: date) -> int:
    """Return how many working days lie after ``start``, up to and including ``end``."""
    return sum(is_working_day(start + number * DAY) for number in range(1, (end - start).days + 1))


def is_working_day(day: date) -> bool:
    """Return whether ``day`` is neither in a weekend nor a public holiday."""
    return day.weekday() < 5 and day not in holidays(day.year)


def next_working_day(day: date) -> date:
    """Return ``day``, or the first working day after it."""
    while not is_working_day(day):
        day += DAY
    return day


def last_working_day(day: date) -> date:
    """Return ``day``, or the last working day before it."""
    while not is_working_day(day):
        day -= DAY
    return day


@lru_cache(maxsize=64)
def holidays(year: int) -> frozenset[date]:
    """Return the ten statutory public holidays of ``year`` (royal decree of 18 April 1974)."""
    sunday = easter(year)
    fixed = ((1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25))
    moving = (1, 39, 50)  # Easter Monday, Ascension, Whit Monday
    return frozenset(
        [date(year, month, day) for month, day in fixed] + [sunday + days * DAY for days in moving]
    )

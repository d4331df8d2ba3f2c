"""Calendar periods. Adding one clamps at month ends, so going back is not the inverse of going forward."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta
from django.utils import timezone


@dataclass(frozen=True)
class Period:
    """A length of time in whole days or calendar months. ``day + period`` is the first day after it."""

    months: int = 0
    days: int = 0

    def __radd__(self, day: date) -> date:
        """Return the day that lies this period after ``day``; 31 January and one month is 28 or 29 February."""
        try:
            return day + relativedelta(months=self.months, days=self.days)
        except (OverflowError, ValueError):
            return date.max

    def cutoff(self, today: date) -> date:
        """Return the latest day ``d`` with ``d + self <= today``: what is dated later is still within the period."""
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


def as_day(value: date | datetime | None) -> date | None:
    """Return the (local) day of a date or moment."""
    return timezone.localdate(value) if isinstance(value, datetime) else value

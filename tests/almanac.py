"""A calendar counted on the fingers: months one by one, financial years day by day. For the oracle only."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from django.conf import settings


def plus(day: date, *, months: int = 0, days: int = 0) -> date:
    """Return ``day`` so many calendar months and then days on; a day that the month does not have is its
    last."""
    year, month = day.year, day.month
    for _month in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(year, month, min(day.day, monthrange(year, month)[1])) + timedelta(days=days)


def closing_after(day: date) -> date:
    """Return the last day of the financial year of ``day``: walking day by day, the first on which a year
    closes by the entries that stand in ``FINANCIAL_YEAR_CLOSINGS``."""
    while not _closes(day):
        day += timedelta(days=1)
    return day


def _closes(day: date) -> bool:
    """Return whether a financial year closes on ``day``: the entries are read from left to right, and the
    last yearly closing that stands before the first later date is the one in use."""
    entries = settings.FINANCIAL_YEAR_CLOSINGS
    in_use = next((entry for entry in entries if len(entry) == 5), entries[-1][-5:])
    for entry in entries:
        if len(entry) == 5:
            in_use = entry
            continue
        first, last = date.fromisoformat(entry[:10]), date.fromisoformat(entry[-10:])
        if day == last or (len(entry) > 10 and day + timedelta(days=1) == first):
            return True
        if first <= day < last:
            return False
        if day < last:
            break
    month, number = map(int, in_use.split("-"))
    return (day.month, day.day) == (month, min(number, monthrange(day.year, month)[1]))


def book_ends(issued: date, chargeable: date | None, regimes: Any) -> list[date]:
    """Return the first days on which each regime that applies lets go of a document."""
    ends = []
    for regime in regimes:
        begun = chargeable is None or regime.chargeable_from is None or regime.chargeable_from <= chargeable
        over = (
            chargeable is not None and regime.chargeable_to is not None and regime.chargeable_to <= chargeable
        )
        if not begun or over or (regime.needs_vat_number and not settings.VAT_NUMBER):
            continue
        if regime.counted_from == "year-after-document":
            ends.append(date(issued.year + 1 + regime.years, 1, 1))
        elif regime.counted_from == "year-after-closing":
            ends.append(date(closing_after(issued).year + 1 + regime.years, 1, 1))
        else:
            ends.append(plus(closing_after(issued), months=12 * regime.years, days=1))
    return ends

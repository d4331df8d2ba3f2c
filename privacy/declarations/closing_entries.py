"""What somebody writes in ``FINANCIAL_YEAR_CLOSINGS``: the days on which financial years close, in order of
time.

``MM-DD``                   years close on this day from here on; before the first date also, where no other
                            stands before it
``YYYY-MM-DD``              a year closed early on this day
``YYYY-MM-DD..YYYY-MM-DD``  one year, of any length up to 24 months; the year before it closes the day before

A date closes a year of at most twelve months, never all of the past: whoever kept books for years before
their first date in the settings would otherwise keep the oldest invoice as long as the newest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from privacy.dates import Months

LONGEST_YEAR = Months(24)

_YEARLY = re.compile(r"(\d{2})-(\d{2})")
_DATED = re.compile(r"(?:(\d{4}-\d{2}-\d{2})\.\.)?(\d{4}-\d{2}-\d{2})")


class Yearly(NamedTuple):
    """A day on which years close every year; 29 February is the 28th in a common year."""

    month: int
    day: int


@dataclass(frozen=True)
class Dated:
    """The ``last`` day of one year, and its ``first`` where that is written too."""

    first: date | None
    last: date

    @property
    def begins(self) -> date:
        """Return the first day that it says something of."""
        return self.first or self.last


def read_entries(entries: Iterable[str]) -> list[Yearly | Dated]:
    """Return ``entries`` as they stand, at least one. ``ValueError`` names an entry that cannot be read, or
    not at its place."""
    found: list[Yearly | Dated] = []
    for entry in (raw.strip() for raw in entries):
        try:
            read = _read(entry)
            _refuse_out_of_place(read, found)
        except ValueError as error:
            raise ValueError(f"financial year closing {entry!r}: {error}") from error
        found.append(read)
    if not found:
        raise ValueError("no financial year closing is given")
    return found


def _read(entry: str) -> Yearly | Dated:
    if match := _YEARLY.fullmatch(entry):
        month, day = int(match[1]), int(match[2])
        date(2024, month, day)  # a leap year: 02-29 is a day
        return Yearly(month, day)
    if match := _DATED.fullmatch(entry):
        last = date.fromisoformat(match[2])
        return Dated(date.fromisoformat(match[1]) if match[1] else None, last)
    raise ValueError("none of MM-DD, YYYY-MM-DD and YYYY-MM-DD..YYYY-MM-DD")


def _refuse_out_of_place(entry: Yearly | Dated, before: list[Yearly | Dated]) -> None:
    if isinstance(entry, Yearly):
        if before and isinstance(before[-1], Yearly):
            raise ValueError(f"no date stands between it and {'{:02}-{:02}'.format(*before[-1])!r}")
        return
    if entry.first and entry.last < entry.first:
        raise ValueError("it ends before it begins")
    if entry.first and entry.last >= entry.first + LONGEST_YEAR:
        raise ValueError("no financial year is longer than 24 months")
    closed = next((each.last for each in reversed(before) if isinstance(each, Dated)), date.min)
    if entry.begins <= closed:
        raise ValueError(f"a year before it closed on {closed} already; dates stand in order of time")

"""When the law stops requiring a document: financial years, and the terms that are counted from their
closing.

A term too short destroys what the law wants kept; one too long keeps what nobody may keep (GDPR art. 17(3)(b)
covers the legal term and not a day more). So every end is exact to the day, and ``Regime.ends`` (one
document) and ``Regime.cutoff`` (what SQL compares with) are two readings of the same sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

CountedFrom = Literal["year-after-closing", "closing", "year-after-document"]

_YEARLY = re.compile(r"(\d{2})-(\d{2})")
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}")
# Every day the calendar knows, as ordinals: position n is day n + 1.
_ALL_DAYS = range(1, date.max.toordinal() + 1)


def _on(year: int, month: int, day: int) -> date:
    """Return that day; 29 February is the 28th in a common year, and beyond the calendar is its last day."""
    if year > date.max.year:
        return date.max
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, 28)


@dataclass(frozen=True)
class Closings:
    """On which days financial years close. ``dated`` are known closings, because a year can have 18
    months."""

    month: int
    day: int
    dated: tuple[date, ...] = ()

    @classmethod
    def parse(cls, entries: Iterable[str]) -> Closings:
        """Read ``FINANCIAL_YEAR_CLOSINGS``: ISO dates, and at most one ``MM-DD`` on which years close
        otherwise.

        Without ``MM-DD``, years after the last date close on its day. ``ValueError`` names an entry it cannot
        read.
        """
        yearly: tuple[int, int] | None = None
        dated: set[date] = set()
        for entry in (raw.strip() for raw in entries):
            try:
                if found := _YEARLY.fullmatch(entry):
                    if yearly:
                        raise ValueError("a second yearly closing")
                    month, day = int(found[1]), int(found[2])
                    date(2024, month, day)  # a leap year: 02-29 is a day
                    yearly = month, day
                elif _DATED.fullmatch(entry):
                    dated.add(date.fromisoformat(entry))
                else:
                    raise ValueError("neither MM-DD nor YYYY-MM-DD")
            except ValueError as error:
                raise ValueError(f"financial year closing {entry!r}: {error}") from error
        if not yearly and not dated:
            raise ValueError("no financial year closing is given")
        known = tuple(sorted(dated))
        month, day = yearly or (known[-1].month, known[-1].day)
        return cls(month=month, day=day, dated=known)

    def closing_for(self, day: date) -> date:
        """Return the last day of the financial year that ``day`` falls in.

        Everything before the first dated closing belongs to it: it is the first year we know of.
        """
        for closing in self.dated:
            if day <= closing:
                return closing
        closing = _on(day.year, self.month, self.day)
        return closing if day <= closing else _on(day.year + 1, self.month, self.day)


@dataclass(frozen=True)
class Regime:
    """One legal term: ``years`` counted from a day that ``counted_from`` names, under the article ``law``.

    ``chargeable_from`` (inclusive) and ``chargeable_to`` (exclusive) date a regime by when the tax became
    due; ``needs_vat_number``: it binds only an organisation that has one.
    """

    slug: str
    law: str
    years: int
    counted_from: CountedFrom
    chargeable_from: date | None = None
    chargeable_to: date | None = None
    needs_vat_number: bool = False

    def applies(self, *, chargeable_on: date | None, has_vat_number: bool) -> bool:
        """Return whether this term binds a document; an unknown ``chargeable_on`` counts as inside (keep, do
        not lose)."""
        if self.needs_vat_number and not has_vat_number:
            return False
        if chargeable_on is None:
            return True
        begun = self.chargeable_from is None or chargeable_on >= self.chargeable_from
        return begun and (self.chargeable_to is None or chargeable_on < self.chargeable_to)

    def ends(self, issued: date, *, closings: Closings) -> date:
        """Return the first day on which a document ``issued`` then need no longer be kept."""
        match self.counted_from:
            case "year-after-closing":
                return _on(closings.closing_for(issued).year + 1 + self.years, 1, 1)
            case "year-after-document":
                return _on(issued.year + 1 + self.years, 1, 1)
            case "closing":
                closing = closings.closing_for(issued)
                last = _on(closing.year + self.years, closing.month, closing.day)
                return last if last == date.max else last + timedelta(days=1)

    def cutoff(self, today: date, *, closings: Closings) -> date | None:
        """Return the latest date of issue that need no longer be kept ``today``, ``None`` if there is none.

        So "needed" is ``issued_on > cutoff``. Later documents never end earlier, which is what lets a
        bisection find it; it therefore agrees with ``ends`` on every date.
        """
        gone = bisect_right(
            _ALL_DAYS, today, key=lambda day: self.ends(date.fromordinal(day), closings=closings)
        )
        return date.fromordinal(gone) if gone else None

"""When the law stops requiring a document: financial years, and the terms that are counted from their
closing.

A term too short destroys what the law wants kept; one too long keeps what nobody may keep (GDPR art. 17(3)(b)
covers the legal term and not a day more). So every end is exact to the day, and ``Regime.ends`` (one
document) and ``Regime.cutoff`` (what SQL compares with) are two readings of the same sentence.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from privacy.declarations.closing_entries import Dated, Yearly, read_entries

CountedFrom = Literal["year-after-closing", "closing", "year-after-document"]

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
class Stretch:
    """The days up to and including ``through`` that follow the stretch before: years that close on the day
    ``yearly`` (month, day), the last one on ``through``; or one single year where ``yearly`` is ``None``."""

    through: date
    yearly: tuple[int, int] | None

    def closing_for(self, day: date) -> date:
        """Return the last day of the financial year that ``day``, a day of this stretch, falls in."""
        if not self.yearly:
            return self.through
        closing = _on(day.year, *self.yearly)
        return min(self.through, closing if day <= closing else _on(day.year + 1, *self.yearly))


@dataclass(frozen=True)
class Closings:
    """On which days financial years close: stretches of time in their order, the last one without end. So
    every day lies in exactly one year, whatever was written."""

    stretches: tuple[Stretch, ...]

    @classmethod
    def parse(cls, entries: Iterable[str]) -> Closings:
        """Read ``FINANCIAL_YEAR_CLOSINGS`` (``closing_entries`` says how it is written); ``ValueError`` names
        an entry that cannot be right."""
        return cls(tuple(_stretches(read_entries(entries))))

    def closing_for(self, day: date) -> date:
        """Return the last day of the financial year that ``day`` falls in."""
        found = bisect_left(self.stretches, day, key=lambda stretch: stretch.through)
        return self.stretches[found].closing_for(day)


def _stretches(entries: Sequence[Yearly | Dated]) -> Iterator[Stretch]:
    """Yield the stretches that ``entries`` divide time into. The yearly closing in use is the last one that
    was read; until there is one it is the first to come, and without any the day of the last date."""
    dates = [entry.last for entry in entries if isinstance(entry, Dated)]
    first = next((entry for entry in entries if isinstance(entry, Yearly)), None)
    yearly = first or Yearly(dates[-1].month, dates[-1].day)
    for entry in entries:
        if isinstance(entry, Yearly):
            yearly = entry
        elif entry.first is None:
            yield Stretch(entry.last, yearly)
        else:
            yield Stretch(entry.first - timedelta(days=1), yearly)
            yield Stretch(entry.last, None)
    yield Stretch(date.max, yearly)


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

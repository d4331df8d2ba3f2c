"""Days by chance: on a boundary of a term, or a day beside it. The same seed throws the same."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random

from dateutil.relativedelta import relativedelta
from django.utils import timezone

AGES = [
    relativedelta(months=24),
    relativedelta(months=12),
    relativedelta(years=5),
    relativedelta(months=1),
    relativedelta(days=28),
]


class Dice:
    """Throws around ``today``, with the numbers of ``seed``."""

    def __init__(self, *, seed: int, today: date) -> None:
        self.rng = Random(seed)
        self.today = today

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def day(self) -> date:
        """Return a day in the past: mostly on a boundary of some term seen from ``today``, or a day beside
        it."""
        if self.chance(0.3):
            return self.today - timedelta(days=self.rng.randrange(12 * 365))
        return self.today - self.rng.choice(AGES) + timedelta(days=self.rng.choice((-1, 0, 0, 1)))

    def about_now(self) -> date:
        return self.today + timedelta(days=self.rng.choice((-400, -2, -1, 0, 0, 1, 2, 90)))

    def maybe(self, day: date, share: float = 0.7) -> date | None:
        return day if self.chance(share) else None

    def end_after(self, start: date, *, open_share: float = 0.6) -> date | None:
        """Return no end, or one on or after ``start``: today, or a day beside it, as often as not."""
        if self.chance(open_share):
            return None
        return max(
            start, self.about_now() if self.chance(0.6) else start + timedelta(days=self.rng.randrange(900))
        )

    def text(self, share: float = 0.7) -> str:
        return "tekst" if self.chance(share) else ""

    def _moment(self, day: date | None = None) -> datetime:
        """Return the first or the last minute of a day, local time, or a moment between."""
        return timezone.make_aware(
            datetime.combine(day or self.day(), self.rng.choice((time(0, 0), time(23, 59), time(14, 30))))
        )

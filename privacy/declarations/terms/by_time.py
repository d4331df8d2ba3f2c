"""Terms that facts and time end: while something is so, until so long after a day, always."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from privacy.dates import Period, day_of
from privacy.declarations.conditions import Condition, hops, value_at
from privacy.declarations.purposes import Words
from privacy.declarations.terms.base import NEVER_NEEDED, Scope, Term
from privacy.declarations.terms.by_choice import chosen, erasure_q, wish_day
from privacy.models import Choice


@dataclass(frozen=True)
class _While(Term):
    """Something is so of the row, of one it points to, or of one that points to it."""

    text: Words
    condition: Condition
    hears_wish: bool = False
    prefix: str = ""

    @property
    def listens(self) -> bool:  # type: ignore[override]
        return self.hears_wish

    @property
    def bounded(self) -> bool:  # type: ignore[override]
        return self.condition.closes

    def words(self) -> list[Words]:
        return [self.text]

    def via(self, path: str) -> Self:
        return replace(self, prefix=f"{path}__{self.prefix}")


@dataclass(frozen=True)
class AsLongAs(_While):
    """While the row, or a row it points to, is so."""

    def needed(self, scope: Scope, today: date) -> Q:
        so = self.condition.q(self.prefix, today)
        return so & ~chosen(scope, today, erasure_q(scope)) if self.hears_wish else so

    def ends(self, scope: Scope, row: Any, choices: Iterable[Choice]) -> date | None:
        start = value_at(row, self.prefix[:-2]) if self.prefix else row
        so = self.condition.first_day_gone(start) if start is not None else NEVER_NEEDED
        return earliest(so, wish_day(scope, row, choices)) if self.hears_wish else so

    def paths(self) -> list[str]:
        return [f"{self.prefix}{path}" for path in self.condition.paths()]


@dataclass(frozen=True)
class AsLongAsAny(_While):
    """While any row along the to-many ``path`` is so."""

    path: str = ""

    def needed(self, scope: Scope, today: date) -> Q:
        before, back, after = self._split(scope)
        rows = back.related_model.objects.filter(**{back.field.name: OuterRef(f"{before}pk")})
        so = Q(Exists(rows.filter(self.condition.q(after, today))))
        return so & ~chosen(scope, today, erasure_q(scope)) if self.hears_wish else so

    def ends(self, scope: Scope, row: Any, choices: Iterable[Choice]) -> date | None:
        days = [
            self.condition.first_day_gone(found) for found in rows_along(row, f"{self.prefix}{self.path}")
        ]
        so = None if None in days else max((day for day in days if day), default=NEVER_NEEDED)
        return earliest(so, wish_day(scope, row, choices)) if self.hears_wish else so

    def paths(self) -> list[str]:
        return [f"{self.prefix}{self.path}__{path}" for path in self.condition.paths()]

    def _split(self, scope: Scope) -> tuple[str, Any, str]:
        """Return the to-one part of the path, its first to-many relation, and the rest."""
        names = f"{self.prefix}{self.path}".split("__")
        for at, field in enumerate(hops(scope.model, "__".join(names))):
            if field.one_to_many:
                before, after = names[:at], names[at + 1 :]
                return "".join(f"{n}__" for n in before), field, "".join(f"{n}__" for n in after)
        raise ValueError(f"{scope.label}: {self.path} is not a to-many path; use as_long_as")


@dataclass(frozen=True)
class ForPeriodAfter(Term):
    """Until ``period`` after a date; an unknown date keeps (when a rule cannot decide, the data stay)."""

    field: str
    period: Period
    text: Words
    prefix: str = ""
    bounded = True

    def needed(self, scope: Scope, today: date) -> Q:
        path = f"{self.prefix}{self.field}"
        return Q(**{f"{path}__isnull": True}) | dated_after(scope.model, path, self.period.cutoff(today))

    def ends(self, scope: Scope, row: Any, choices: Iterable[Choice]) -> date | None:
        counted_from = value_at(row, f"{self.prefix}{self.field}")
        return day_of(counted_from) + self.period if counted_from else None

    def words(self) -> list[Words]:
        return [self.text]

    def via(self, path: str) -> Self:
        return replace(self, prefix=f"{path}__{self.prefix}")

    def paths(self) -> list[str]:
        return [f"{self.prefix}{self.field}"]


@dataclass(frozen=True)
class Indefinitely(Term):
    """Always; the reason is printed in the notice."""

    because: Words
    review: Period | None = None
    endless = True

    def needed(self, scope: Scope, today: date) -> Q:
        return ~Q(pk__in=[])

    def ends(self, scope: Scope, row: Any, choices: Iterable[Choice]) -> date | None:
        return None

    def words(self) -> list[Words]:
        return [self.because]


def dated_after(model: type[models.Model], path: str, cutoff: date) -> Q:
    """Return that the date or moment at ``path`` lies on a later (local) day than ``cutoff``."""
    if not isinstance(hops(model, path)[-1], models.DateTimeField):
        return Q(**{f"{path}__gt": cutoff})
    return Q(**{f"{path}__gte": timezone.make_aware(datetime.combine(cutoff + timedelta(days=1), time.min))})


def earliest(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)


def rows_along(row: Any, path: str) -> list[Any]:
    rows = [row]
    for name in path.split("__"):
        reached: list[Any] = []
        for one in rows:
            found: Any = getattr(one, name, None)
            reached += found.all() if hasattr(found, "all") else [found] if found is not None else []
        rows = reached
    return rows

"""Conditions on a row and the rows it points to, readable by the database and by plain Python alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db import models
from django.db.models import Q

from privacy.dates import Period, day_of

LOOKUPS: dict[str, Callable[[Any, Any], bool]] = {
    "exact": lambda value, wanted: value == wanted,
    "in": lambda value, wanted: value in wanted,
    "isnull": lambda value, wanted: (value is None) is wanted,
}


class Condition:
    """True of some rows today. ``closes``: it ends by itself on a date."""

    closes = False

    def q(self, prefix: str, today: date) -> Q:
        """Return the condition on rows reached along ``prefix`` ("" or "path__")."""
        raise TypeError(type(self).__name__)

    def first_day_gone(self, row: Any) -> date | None:
        """Return the first day on which the condition is no longer true of ``row``; ``None`` if none is
        known."""
        raise TypeError(type(self).__name__)

    def paths(self) -> list[str]:
        """Return the fields looked at."""
        raise TypeError(type(self).__name__)

    def __and__(self, other: Condition) -> Condition:
        return Together((self, other))


@dataclass(frozen=True)
class Lookup(Condition):
    """Field lookups that must all be true, such as ``{"stage": "offer"}``; they do not change with time."""

    lookups: tuple[tuple[str, str, Any], ...]

    @classmethod
    def of(cls, lookups: Mapping[str, Any]) -> Lookup:
        """Split Django's spelling of lookups; ``ValueError`` for none, since what a rule looks at is read
        from them."""
        if not lookups:
            raise ValueError("a condition says something")
        split = []
        for key, wanted in lookups.items():
            path, _sep, name = key.rpartition("__")
            split.append((path, name, wanted) if name in LOOKUPS and path else (key, "exact", wanted))
        return cls(tuple(split))

    def q(self, prefix: str, today: date) -> Q:
        condition = Q()
        for path, name, wanted in self.lookups:
            condition &= exists_q(prefix, path) & Q(**{f"{prefix}{path}__{name}": wanted})
        return condition

    def first_day_gone(self, row: Any) -> date | None:
        true = all(
            reached(row, path) and LOOKUPS[name](value_at(row, path), wanted)
            for path, name, wanted in self.lookups
        )
        return None if true else date.min

    def paths(self) -> list[str]:
        return [path for path, _name, _wanted in self.lookups]


@dataclass(frozen=True)
class OpenOn(Condition):
    """The date ``field`` is NULL or after today: what closes on a day is no longer open on that day."""

    field: str
    closes = True

    def q(self, prefix: str, today: date) -> Q:
        path = f"{prefix}{self.field}"
        return exists_q(prefix, self.field) & (Q(**{f"{path}__isnull": True}) | Q(**{f"{path}__gt": today}))

    def first_day_gone(self, row: Any) -> date | None:
        return value_at(row, self.field) if reached(row, self.field) else date.min

    def paths(self) -> list[str]:
        return [self.field]


@dataclass(frozen=True)
class InPeriodAfter(Condition):
    """Less than ``period`` has passed since the date ``field`` (a day, no moment); an unknown date counts as
    lately."""

    field: str
    period: Period
    closes = True

    def q(self, prefix: str, today: date) -> Q:
        path = f"{prefix}{self.field}"
        lately = Q(**{f"{path}__isnull": True}) | Q(**{f"{path}__gt": self.period.cutoff(today)})
        return exists_q(prefix, self.field) & lately

    def first_day_gone(self, row: Any) -> date | None:
        if not reached(row, self.field):
            return date.min
        counted_from = value_at(row, self.field)
        return day_of(counted_from) + self.period if counted_from else None

    def paths(self) -> list[str]:
        return [self.field]


@dataclass(frozen=True)
class Filled(Condition):
    """Something is written in one of the text ``fields`` of one row."""

    fields: tuple[str, ...]

    def q(self, prefix: str, today: date) -> Q:
        written = reduce(or_, (Q(**{f"{prefix}{field}__gt": ""}) for field in self.fields))
        return exists_q(prefix, self.fields[0]) & written

    def first_day_gone(self, row: Any) -> date | None:
        return None if any(value_at(row, field) for field in self.fields) else date.min

    def paths(self) -> list[str]:
        return list(self.fields)


@dataclass(frozen=True)
class Together(Condition):
    """Several conditions that must all be true of the same row."""

    conditions: tuple[Condition, ...]

    @property
    def closes(self) -> bool:  # type: ignore[override]
        return any(condition.closes for condition in self.conditions)

    def q(self, prefix: str, today: date) -> Q:
        return reduce(and_, (condition.q(prefix, today) for condition in self.conditions))

    def first_day_gone(self, row: Any) -> date | None:
        days = [condition.first_day_gone(row) for condition in self.conditions]
        return min((day for day in days if day is not None), default=None)

    def paths(self) -> list[str]:
        return [path for condition in self.conditions for path in condition.paths()]


def open_on(field: str) -> OpenOn:
    """Return the condition that what ``field`` closes is still open."""
    return OpenOn(field)


def in_period_after(field: str, period: Period) -> InPeriodAfter:
    """Return the condition that less than ``period`` has passed since the date ``field``."""
    return InPeriodAfter(field, period)


def filled(*fields: str) -> Filled:
    """Return the condition that something is written in one of the text ``fields``."""
    return Filled(fields)


def condition_of(given: Condition | Mapping[str, Any]) -> Condition:
    """Return ``given`` as a condition."""
    return given if isinstance(given, Condition) else Lookup.of(given)


def exists_q(prefix: str, path: str) -> Q:
    """Return that the row which holds the last field of ``path`` is there at all (its joins may find
    nothing)."""
    parent = f"{prefix}{path}".rpartition("__")[0]
    return Q(**{f"{parent}__isnull": False}) if parent else Q()


def reached(row: Any, path: str) -> bool:
    """Return whether the row that holds the last field of ``path`` is there."""
    parent = path.rpartition("__")[0]
    return not parent or value_at(row, parent) is not None


def value_at(row: Any, path: str) -> Any:
    """Return what ``path`` leads to from ``row``, or ``None`` where a step leads nowhere."""
    for name in path.split("__"):
        if row is None:
            return None
        row = getattr(row, name)
    return row


def hops(model: type[models.Model], path: str) -> list[models.Field[Any, Any] | models.ForeignObjectRel]:
    """Return the fields that ``path`` goes through; ``FieldDoesNotExist`` names the step that is not
    there."""
    found: list[Any] = []
    for name in path.split("__"):
        field: Any = model._meta.get_field(name)
        found.append(field)
        model = field.related_model or model
    return found

"""Conditions on a row and the rows it points to, readable by the database and by plain Python alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

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


@dataclass(frozen=True)
class Lookup(Condition):
    """Field lookups that must all be true, such as ``{"stage": "offer"}``; they do not change with time."""

    lookups: tuple[tuple[str, str, Any], ...]

    @classmethod
    def of(cls, lookups: Mapping[str, Any]) -> Lookup:
        """Split Django's spelling of lookups; ``ValueError`` for one that plain Python could not follow."""
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


def open_on(field: str) -> OpenOn:
    """Return the condition that what ``field`` closes is still open."""
    return OpenOn(field)


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

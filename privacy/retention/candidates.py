"""The rows that a rule may erase: found in one pass, then handed out in chunks.

For everybody they wait in a temporary table (so that their keys never leave the database, however many they
are); for one person in a list. Unless they were found under the latch, each chunk is asked again, under the
latch, whether it is still due: the table only says where to look.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from privacy.db.insert_select import insert_into
from privacy.retention.cached_conditions import cached_by_policies
from privacy.retention.rules import Keys, Rule
from privacy.retention.state import as_bool, opposite

TABLE = "privacy_candidates"
SMALL = 50_000
"""Rows that are looked through in some fifty milliseconds."""
FIRST, LAST = object(), object()
"""Stand in a statement that is written once for the bounds of the chunk it will be asked about."""


def candidates_of(rule: Rule, *, today: date, subject: UUID | None) -> Listed | Tabled:
    """Return the candidates of ``rule``, of one person or of everybody, to be used in a ``with`` block."""
    return Listed(rule, today=today, subject=subject) if subject else Tabled(rule, today=today)


@dataclass(frozen=True)
class Counts:
    """How many rows a rule found: to erase, and held back."""

    due: int
    held: int


class Listed:
    """Candidates of one subject; ``rule`` must lead to people."""

    def __init__(self, rule: Rule, *, today: date, subject: UUID) -> None:
        self._rows = list(_unneeded(rule, today).filter(**{str(rule.policy.subject): subject}))

    def __enter__(self) -> Listed:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._rows = []

    def counts(self) -> Counts:
        """Return how many candidates there are of each kind."""
        held = sum(held for _pk, held in self._rows)
        return Counts(due=len(self._rows) - held, held=held)

    def chunks(self, size: int) -> Iterator[list[Any]]:
        """Yield the keys of candidates that nothing holds, at most ``size`` at a time."""
        keys = [pk for pk, held in self._rows if not held]
        for start in range(0, len(keys), size):
            yield keys[start : start + size]


@cached_by_policies
def _unneeded(rule: Rule, today: date) -> QuerySet[Any, Any]:
    """Return key and held of the rows that ``rule`` needs no more."""
    return _marked(rule.unneeded(today), rule, today)


class Tabled:
    """Candidates among everybody, numbered in the order in which they are handed out: those held come
    last."""

    def __init__(self, rule: Rule, *, today: date) -> None:
        self._rule = rule
        self._today = today
        self._found = 0

    def __enter__(self) -> Tabled:
        if not self.size:  # then the question need not even be written
            return self
        number = (
            "integer PRIMARY KEY"
            if connection.vendor == "sqlite"
            else "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
        )
        key = _key(self._rule.policy.model).rel_db_type(connection)
        rows = _marked(self._rule.unneeded(self._today), self._rule, self._today)
        with unhurried(), connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")
            cursor.execute(f"CREATE TEMPORARY TABLE {TABLE} (number {number}, id {key}, held bool)")
            self._found = insert_into(TABLE, ["id", "held"], rows)
        return self

    def __exit__(self, kind: object, *_exception: object) -> None:
        if (
            self._found and kind is None
        ):  # after an error nothing more can be said to the database; the next one drops it
            with connection.cursor() as cursor:
                cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")

    @cached_property
    def size(self) -> int:
        """How many rows are looked through, of more than ``SMALL`` one more than that."""
        return self._rule.policy.model._base_manager.all()[: SMALL + 1].count()

    @property
    def small(self) -> bool:
        """Whether looking takes no longer than erasing a chunk does."""
        return self.size <= SMALL

    def table_size(self) -> int:
        """Return how many rows the table has."""
        return self.size if self.small else self._rule.policy.model._base_manager.count()

    def counts(self) -> Counts:
        """Return how many candidates there were of each kind when they were looked for."""
        return self._counts

    @cached_property
    def _counts(self) -> Counts:
        if not self._found:
            return Counts(due=0, held=0)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) FROM {TABLE} WHERE held")  # noqa: S608
            (held,) = cursor.fetchone()
        return Counts(due=self._found - held, held=held)

    def unasked(self) -> int:
        """Return how many of those to erase nobody asked for."""
        due = self._rule.policy.model._base_manager.filter(
            pk__in=RawSQL(f"SELECT id FROM {TABLE} WHERE NOT held", [])  # noqa: S608, S611
        )
        return due.filter(opposite(self._rule.wished(self._today))).count()

    def chunks(self, size: int) -> Iterator[Keys]:
        """Yield the keys of candidates that nothing holds, at most ``size`` at a time, in their order."""
        for start in range(0, self.counts().due, size):
            yield _between(start, start + size)

    def still_due(self, keys: Keys) -> Keys:
        """Strike off those of ``keys`` that are not due any more; return what is left of them."""
        assert isinstance(keys, RawSQL)  # noqa: S101  (from ``chunks``)
        bounds = dict(zip((FIRST, LAST), keys.params, strict=True))
        question, params = self._whether_they_stay
        with connection.cursor() as cursor:
            cursor.execute(question, [bounds[p] if p is FIRST or p is LAST else p for p in params])
        return keys

    @cached_property
    def _whether_they_stay(self) -> tuple[str, list[Any]]:
        """Return the statement that strikes off a chunk's rows that stay, written once for all chunks.

        Asked why rows stay, a database looks at these few; asked which may go, it would look through whole
        tables.
        """
        staying = self._rule.policy.model._base_manager.filter(
            self._rule.stays(self._today), pk__in=_between(FIRST, LAST)
        )
        stay, params = staying.values("pk").query.sql_with_params()
        return f"DELETE FROM {TABLE} WHERE number > %s AND number <= %s AND id IN ({stay})", [  # noqa: S608
            FIRST,
            LAST,
            *params,
        ]


def _between(first: Any, last: Any) -> RawSQL:
    """Return the keys numbered after ``first`` up to ``last`` that nothing holds."""
    return RawSQL(f"SELECT id FROM {TABLE} WHERE number > %s AND number <= %s AND NOT held", [first, last])  # noqa: S611, S608


def _marked(rows: QuerySet[Any], rule: Rule, today: date) -> QuerySet[Any, Any]:
    """Select key and held of ``rows``."""
    marked: QuerySet[Any, Any] = rows.annotate(_held=as_bool(rule.held(today)))
    return marked.values_list("pk", "_held").order_by("_held", "pk")


@contextmanager
def unhurried() -> Iterator[None]:
    """Run the block in a transaction that need not wait for the disk: the next one that does takes it
    along."""
    if connection.vendor == "sqlite" or connection.in_atomic_block:
        # SQLite waits for no disk, and a transaction would keep others from writing; one under way waits as
        # it was begun.
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit TO off")
        yield


def _key(model: type[models.Model]) -> models.Field[Any, Any]:
    assert model._meta.pk is not None  # noqa: S101  (every model has one)
    return model._meta.pk

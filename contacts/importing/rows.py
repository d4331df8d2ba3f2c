"""Many rows into a table at once: COPY on PostgreSQL, one prepared statement on SQLite.

Both are far below the cost of building model instances; the columns an importer does not name get their
field's default, as ``save()`` would give them. Nothing here calls ``save()``, so models with dates that
Django sets by itself do not belong.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection, models

Row = tuple[Any, ...]


class RowWriter:
    """Writes rows for one import. A ``rehearsal`` numbers its rows below zero, so that the transaction that
    is rolled back afterwards has not moved a sequence either (PostgreSQL does not roll those back)."""

    def __init__(self, *, rehearsal: bool = False) -> None:
        self.rehearsal = rehearsal
        self._below_zero = itertools.count(-2, -1)  # -1 is the rehearsal's batch

    def numbers(self, model: type[models.Model], count: int) -> list[int]:
        """Return ``count`` primary keys for new rows of ``model``, in ascending order of age; call in a
        transaction."""
        if not count:
            return []
        if self.rehearsal:
            return list(itertools.islice(self._below_zero, count))
        table = model._meta.db_table
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(
                    "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                    [table, count],
                )
                return [number for (number,) in cursor.fetchall()]
            # The write lock is ours already (BEGIN IMMEDIATE), and the insert moves AUTOINCREMENT along.
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            found = cursor.fetchone()
        last: int = found[0] if found else 0
        return list(range(last + 1, last + 1 + count))

    def insert(self, model: type[models.Model], columns: Sequence[str], rows: Sequence[Row]) -> None:
        """Insert ``rows`` whose values stand for the fields ``columns`` (attribute names: ``subject_id``)."""
        if not rows:
            return
        if self.rehearsal and model._meta.pk.attname not in columns:
            columns = (model._meta.pk.attname, *columns)
            rows = [(next(self._below_zero), *row) for row in rows]
        given = [_field(model, name) for name in columns]
        rest = [
            f
            for f in model._meta.concrete_fields
            if f not in given and not isinstance(f, models.AutoField | models.BigAutoField)
        ]
        constants = tuple(field.get_default() for field in rest)
        table = connection.ops.quote_name(model._meta.db_table)
        names = ", ".join(_column(field) for field in (*given, *rest))
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                    write = copy.write_row
                    for row in rows:
                        write(row + constants)
                return
            marks = ", ".join(["%s"] * (len(given) + len(rest)))
            cursor.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({marks})",  # noqa: S608
                _plain([*given, *rest], rows, constants),
            )

    def update(self, model: type[models.Model], columns: Sequence[str], rows: Sequence[Row]) -> None:
        """Set the fields ``columns`` of the rows whose primary key stands last in each of ``rows``."""
        if not rows:
            return
        quote = connection.ops.quote_name
        sets = ", ".join(f"{_column(_field(model, name))} = %s" for name in columns)
        with connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {quote(model._meta.db_table)} SET {sets} WHERE {quote('id')} = %s",  # noqa: S608
                rows,
            )


def select_rows(sql: str, values: Iterable[Any], *more: Any) -> list[Row]:
    """Return the rows of ``sql``, whose ``{among}`` becomes "is one of ``values``": one parameter, however
    many.

    ``more`` are the parameters after that one.
    """
    among, parameter = _among(list(values))
    with connection.cursor() as cursor:
        cursor.execute(sql.format(among=among), [parameter, *_simple(more)])
        found: list[Row] = cursor.fetchall()
    return found


def _among(values: list[Any]) -> tuple[str, Any]:
    """Return the SQL for "is one of" with one placeholder, and its parameter."""
    if connection.vendor == "postgresql":
        return "= ANY(%s)", values
    return "IN (SELECT value FROM json_each(%s))", json.dumps(_simple(values))


def _simple(values: Iterable[Any]) -> list[Any]:
    """Return ``values`` as the database takes them: on SQLite, UUIDs as hex and dates as text."""
    if connection.vendor == "postgresql":
        return list(values)
    return [
        value.hex if isinstance(value, UUID) else value if isinstance(value, str | int) else str(value)
        for value in values
    ]


def _field(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    return next(field for field in model._meta.concrete_fields if field.attname == name)


@lru_cache(maxsize=64)
def _iso(day: dt.date) -> str:
    return day.isoformat()


def _column(field: models.Field[Any, Any]) -> str:
    return connection.ops.quote_name(str(field.column))


def _plain(fields: list[models.Field[Any, Any]], rows: Sequence[Row], constants: Row) -> list[Row]:
    """Return ``rows`` in what SQLite stores: UUIDs as hex, dates as text."""
    conversions: list[tuple[int, Callable[[Any], Any]]] = []
    for place, field in enumerate(fields):
        target = field.target_field if isinstance(field, models.ForeignKey) else field
        if isinstance(target, models.UUIDField):
            conversions.append((place, lambda value: value.hex))
        elif isinstance(target, models.DateField):
            conversions.append((place, _iso))
    if not conversions:
        return [row + constants for row in rows]
    plain: list[Row] = []
    for row in rows:
        values = [*row, *constants]
        for place, convert in conversions:
            if values[place] is not None:
                values[place] = convert(values[place])
        plain.append(tuple(values))
    return plain


def delete_rows(model: type[models.Model], column: str, values: Iterable[Any]) -> int:
    """Delete the rows of ``model`` whose ``column`` is one of ``values``; return how many. Cascades
    nothing."""
    listed = list(values)
    if not listed:
        return 0
    table, name = connection.ops.quote_name(model._meta.db_table), connection.ops.quote_name(column)
    among, parameter = _among(listed)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE {name} {among}", [parameter])  # noqa: S608
        return int(cursor.rowcount)


def read_uuid(value: Any) -> UUID:
    """Return a UUID as a raw statement gives it (text on SQLite) as a UUID."""
    return value if isinstance(value, UUID) else UUID(value)

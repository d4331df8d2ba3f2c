"""INSERT … SELECT, which the ORM lacks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.models import QuerySet


def insert_select(target: type[models.Model], columns: Sequence[str], source: QuerySet[Any, Any]) -> int:
    """Insert into ``columns`` of ``target`` what ``source`` selects, in one statement; return how many
    rows."""
    names = [str(target._meta.get_field(name).column) for name in columns]  # type: ignore[union-attr]
    return insert_into(target._meta.db_table, names, source)


def insert_into(table: str, columns: Sequence[str], source: QuerySet[Any, Any]) -> int:
    """Insert into ``columns`` of ``table`` what ``source`` selects, in one statement; return how many
    rows."""
    connection = connections[source.db]
    try:
        select, params = source.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:  # what it selects can be seen to be nothing without asking
        return 0
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {quote(table)} ({', '.join(map(quote, columns))}) {select}", params)
        return int(cursor.rowcount)

"""Evidence of an erasure, written by the database itself from the rows about to change."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast

from privacy.models import ErasureTrace, SweepLine


def insert_select(target: type[models.Model], columns: Sequence[str], source: QuerySet[Any, Any]) -> int:
    """Insert into ``columns`` of ``target`` what ``source`` selects, in one statement; return how many rows."""
    names = [str(target._meta.get_field(name).column) for name in columns]  # type: ignore[union-attr]
    return insert_into(target._meta.db_table, names, source)


def insert_into(table: str, columns: Sequence[str], source: QuerySet[Any, Any]) -> int:
    """Insert into ``columns`` of ``table`` what ``source`` selects, in one statement; return how many rows."""
    connection = connections[source.db]
    try:
        select, params = source.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:  # what it selects can be seen to be nothing without asking
        return 0
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {quote(table)} ({', '.join(map(quote, columns))}) {select}", params)
        return int(cursor.rowcount)


def digest_of(line: SweepLine) -> str:
    """Return the SHA-256 of a line's traces in the order they were written: what the ledger vouches for."""
    digest = hashlib.sha256()
    # As text: an object for each of a hundred thousand numbers would cost more than reading them.
    traces = ErasureTrace.objects.filter(line=line).order_by("pk").values_list(Cast("subject", CharField()), "row")
    for subject, row in traces.iterator(chunk_size=5000):
        digest.update(f"{_dashed(subject or '')}:{'' if row is None else row}\n".encode())
    return digest.hexdigest()


def _dashed(number: str) -> str:
    """Return the text of a UUID as everybody writes it; SQLite keeps it without the dashes."""
    return number if len(number) != 32 else f"{number[:8]}-{number[8:12]}-{number[12:16]}-{number[16:20]}-{number[20:]}"

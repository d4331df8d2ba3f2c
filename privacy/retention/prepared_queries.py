"""Questions about one person, written as SQL once and then asked of one person after another.

What a rule makes of a row is a long question: Django takes ten times longer to write it than the database to
answer it. It says the same of everybody as long as the day, the policies and the settings that terms read are
the same.
"""

from __future__ import annotations

from copy import copy
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.models import QuerySet
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler

from privacy.models import Subject

Row = TypeVar("Row")

NOBODY = UUID(int=0)
"""Stands in a written question for the person whom it will be asked of."""


class Written(Generic[Row]):
    """``rows``, of those about one person whom ``path`` leads to: written when first asked."""

    def __init__(self, rows: QuerySet[Any, Row], path: str) -> None:
        self._rows = rows.filter(**{path: NOBODY})
        self._compiler: SQLCompiler = self._rows.query.get_compiler(self._rows.db)
        try:
            self._sql, self._params = self._compiler.as_sql()
        except EmptyResultSet:  # it can be seen to find nothing without asking
            self._sql, self._params = "", ()

    def of(self, subject: UUID) -> list[Row]:
        """Return the rows about ``subject``, fetched as the question says."""
        if not self._sql:
            return []
        connection = connections[self._rows.db]
        nobody, somebody = (_key().get_db_prep_value(one, connection) for one in (NOBODY, subject))
        params = tuple(somebody if param == nobody else param for param in self._params)
        compiler = copy(self._compiler)  # connections belong to threads, what is written to all of them
        compiler.connection = connection
        compiler.as_sql = lambda *_args, **_options: (self._sql, params)  # type: ignore[method-assign]
        rows = self._rows.all()
        query = cast(_Ready, rows.query.chain(klass=_Ready))
        query.ready = compiler
        rows._query = query  # type: ignore[attr-defined]  # set as ``query``, rows would come as dictionaries
        return list(rows)


class _Ready(Query):
    """A query that is written already."""

    ready: SQLCompiler

    def get_compiler(self, *_args: Any, **_options: Any) -> SQLCompiler:
        return self.ready


def _key() -> models.Field[Any, Any]:
    return Subject._meta.pk

"""Finding people by the beginnings of words: an index of the words in the fields that a policy calls
``searched``.

PostgreSQL keeps a GIN index on the words of a row. SQLite keeps a table of words beside the rows: a second
copy, which triggers change with the row, in its transaction, whoever changes it. A word that is struck out is
deleted like any other row, and overwritten in the file; FTS5 would keep it until its whole index is merged,
which takes as long as the register is large (``docs/decisions/0012``). Either way "Zoë" is found by "zo", and
"D'Hondt" by "hondt".

On SQLite, Django alters a table by making it anew, and its triggers are lost without a word: after such a
migration repeat the ``WordIndex`` in it (``tests/test_findable.py`` turns red).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import connection, models
from django.db.migrations.operations.base import Operation
from django.db.models import BooleanField, F, Func, QuerySet

from privacy.db.words import BETWEEN, LONGEST, MARKS

Row = TypeVar("Row", bound=models.Model)

LAST = "\U0010ffff"
"""Follows every other sign."""

_SPACED = " || ' ' || "

WORDS_OF_A_ROW = rf"""
CREATE OR REPLACE FUNCTION privacy_words(text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $words$
  SELECT array_to_tsvector(ARRAY(
    SELECT left(word, {LONGEST}) FROM regexp_split_to_table(
      lower(regexp_replace(normalize($1, NFD), '[{MARKS}]', '', 'g')), '[{BETWEEN}]+') word WHERE word <> ''))
$words$
"""  # noqa: S608


def rows_with_words(
    rows: QuerySet[Row],
    words: Iterable[str],
    *,
    fields: Iterable[str],
    most: int | None = None,
    newest: bool = False,
) -> QuerySet[Row]:
    """Return those of ``rows`` in whose indexed ``fields`` each of ``words`` (of ``split_words``) begins a
    word.

    ``fields`` are those of the model's ``WordIndex``, in its order.
    No more than ``most`` of them, if that is said: any, or those with the highest keys (``newest``).
    """
    words = list(words)
    found = (
        rows.filter(_Begun(rows.model, words, fields, most, newest=newest)).order_by()
        if words
        else rows.none()
    )
    if (
        most is None or connection.vendor == "sqlite"
    ):  # which takes no LIMIT in a part of a union, but where its index is asked
        return found
    return (found.order_by("-pk") if newest else found)[:most]


def index_name(table: str) -> str:
    """Return what the index of the words in ``table`` is called."""
    return f"{table}_words"


class WordIndex(Operation):
    """A migration operation that indexes the words in ``fields`` of a model; those that its policy calls
    ``searched``."""

    reduces_to_sql = True
    reversible = True
    elidable = False

    def __init__(self, model: str, fields: Iterable[str]) -> None:
        self.model = model
        self.fields = tuple(fields)

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models do not know of it."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        table = to_state.apps.get_model(app_label, self.model)._meta.db_table
        self._drop(table, schema_editor)
        written = _in_sqlite if schema_editor.connection.vendor == "sqlite" else _in_postgresql
        for statement in written(table, self.fields):
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self._drop(from_state.apps.get_model(app_label, self.model)._meta.db_table, schema_editor)

    @staticmethod
    def _drop(table: str, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "sqlite":
            for event in ("added", "changed", "removed"):
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {index_name(table)}_{event}", params=None)
            schema_editor.execute(f"DROP TABLE IF EXISTS {index_name(table)}", params=None)
        else:
            schema_editor.execute(f"DROP INDEX IF EXISTS {index_name(table)}", params=None)

    def describe(self) -> str:
        return f"Index the words of {self.model}: {', '.join(self.fields)}"


def _in_postgresql(table: str, fields: Iterable[str]) -> list[str]:
    words = _SPACED.join(fields)
    return [WORDS_OF_A_ROW, f"CREATE INDEX {index_name(table)} ON {table} USING gin (privacy_words({words}))"]


def _in_sqlite(table: str, fields: Iterable[str]) -> list[str]:
    """The triggers split texts with a function of ours (``privacy/db/sqlite/base.py``)."""
    fields = tuple(fields)
    index = index_name(table)
    changed = " OR ".join(f"NEW.{field} IS NOT OLD.{field}" for field in ("id", *fields))
    strike = f"DELETE FROM {index} WHERE id = OLD.id AND word IN (SELECT value FROM {_split('OLD', fields)});"  # noqa: S608  (names from our migrations)
    enter = f"INSERT INTO {index} (word, id) SELECT value, NEW.id FROM {_split('NEW', fields)};"  # noqa: S608
    return [
        f"CREATE TABLE {index} (word text NOT NULL, id integer NOT NULL, PRIMARY KEY (word, id)) WITHOUT "
        f"ROWID",
        f"CREATE TRIGGER {index}_added AFTER INSERT ON {table} BEGIN {enter} END",
        f"CREATE TRIGGER {index}_changed AFTER UPDATE OF id, {', '.join(fields)} ON {table} WHEN {changed} "
        f"BEGIN {strike} {enter} END",
        f"CREATE TRIGGER {index}_removed AFTER DELETE ON {table} BEGIN {strike} END",
        f"INSERT INTO {index} (word, id) SELECT words.value, {table}.id FROM {table}, "  # noqa: S608
        f"{_split(table, fields)} words ORDER BY 1, 2",
    ]


def _split(row: str, fields: Iterable[str]) -> str:
    """Return the rows, each with a ``value``, of the different words that ``row`` says."""
    return f"json_each(privacy_words({_SPACED.join(f'{row}.{field}' for field in fields)}))"


class _Begun(Func):
    """The condition that each of some words begins a word of the row."""

    output_field = BooleanField()
    function = "privacy_words"
    arg_joiner = _SPACED

    def __init__(
        self,
        model: type[models.Model],
        words: list[str],
        fields: Iterable[str],
        most: int | None,
        *,
        newest: bool,
    ) -> None:
        super().__init__(*(F(name) for name in (fields if connection.vendor != "sqlite" else ["pk"])))
        self.index, self.words, self.most, self.newest = index_name(model._meta.db_table), words, most, newest

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **extra: Any) -> Any:
        sql, params = super().as_sql(compiler, connection, *args, **extra)
        return f"{sql} @@ %s::tsquery", [*params, " & ".join(f"'{word}':*" for word in self.words)]

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        key, params = compiler.compile(self.source_expressions[0])
        begun = " INTERSECT ".join(
            [f"SELECT DISTINCT id FROM {self.index} WHERE word >= %s AND word < %s"] * len(self.words)  # noqa: S608
        )
        some = f"{' ORDER BY id DESC' if self.newest else ''} LIMIT {self.most}" if self.most else ""
        return f"{key} IN ({begun}{some})", [
            *params,
            *(bound for word in self.words for bound in (word, f"{word}{LAST}")),
        ]

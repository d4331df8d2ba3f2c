"""Finding people by the beginnings of words: an index of the words in the fields that a policy calls ``searched``.

PostgreSQL keeps a GIN index on the words of a row. SQLite keeps an FTS5 table beside the rows: a second copy of the
words, which triggers change with the row, in its transaction, whoever changes it; ``settle`` then takes what they
struck out off the disk. Either way "Zoë" is found by "zo", and "D'Hondt" by "hondt".

On SQLite, Django alters a table by making it anew, and its triggers are lost without a word: after such a migration
repeat the ``WordIndex`` in it (``tests/test_findable.py`` turns red).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import connection, models
from django.db.migrations.operations.base import Operation
from django.db.models import BooleanField, F, Func, QuerySet

from privacy.registry import registry

Row = TypeVar("Row", bound=models.Model)

MARKS = r"\u0300-\u036f"
BETWEEN = r"\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u2000-\u206f\u3000-\u303f"
"""What stands between words, as a class of a regular expression: spaces, signs and quotation marks."""

LONGEST = 100
"""Signs of a word that are looked at: more would not fit in PostgreSQL's index."""

WORDS_OF_A_ROW = rf"""
CREATE OR REPLACE FUNCTION privacy_words(text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $words$
  SELECT array_to_tsvector(ARRAY(
    SELECT left(word, {LONGEST}) FROM regexp_split_to_table(
      lower(regexp_replace(normalize($1, NFD), '[{MARKS}]', '', 'g')), '[{BETWEEN}]+') word WHERE word <> ''))
$words$
"""  # noqa: S608


def words_of(text: str) -> list[str]:
    """Return the words of ``text`` as the index holds them: small letters without accents."""
    plain = re.sub(f"[{MARKS}]", "", unicodedata.normalize("NFD", text)).lower()
    return [word[:LONGEST] for word in re.split(f"[{BETWEEN}]+", plain) if word]


def having(rows: QuerySet[Row], words: Iterable[str], *, most: int | None = None, newest: bool = False) -> QuerySet[Row]:
    """Return those of ``rows`` in whose searched fields each of ``words`` (of ``words_of``) begins a word.

    No more than ``most`` of them, if that is said: any, or those with the highest keys (``newest``).
    """
    words = list(words)
    found = rows.filter(_Begun(rows.model, words, most)).order_by() if words else rows.none()
    # SQLite's index gives the newest first and stops there by itself; and it takes no LIMIT in a part of a union.
    if most is None or connection.vendor == "sqlite":
        return found
    return (found.order_by("-pk") if newest else found)[:most]


def settle() -> None:
    """Take off the disk the words that are struck out: SQLite merges its indexes anew. Nothing to do on PostgreSQL."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for policy in registry.policies:
            if policy.searched:
                table = index_of(policy.model._meta.db_table)
                cursor.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")  # noqa: S608  (names from our models)


def index_of(table: str) -> str:
    """Return what the index of the words in ``table`` is called."""
    return f"{table}_words"


class WordIndex(Operation):
    """A migration operation that indexes the words in ``fields`` of a model; those that its policy calls ``searched``."""

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
        self.database_backwards(app_label, schema_editor, to_state, from_state)
        written = _in_sqlite if schema_editor.connection.vendor == "sqlite" else _in_postgresql
        for statement in written(table, self.fields):
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        table = from_state.apps.get_model(app_label, self.model)._meta.db_table
        if schema_editor.connection.vendor == "sqlite":
            for event in ("added", "changed", "removed"):
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {index_of(table)}_{event}", params=None)
            schema_editor.execute(f"DROP TABLE IF EXISTS {index_of(table)}", params=None)
        else:
            schema_editor.execute(f"DROP INDEX IF EXISTS {index_of(table)}", params=None)

    def describe(self) -> str:
        return f"Index the words of {self.model}: {', '.join(self.fields)}"


def _in_postgresql(table: str, fields: Iterable[str]) -> list[str]:
    words = " || ' ' || ".join(fields)
    return [WORDS_OF_A_ROW, f"CREATE INDEX {index_of(table)} ON {table} USING gin (privacy_words({words}))"]


def _in_sqlite(table: str, fields: Iterable[str]) -> list[str]:
    """The index holds no row: it reads ``table`` when it is built, and must be told what a row said before."""
    index, names = index_of(table), ", ".join(fields)
    old, new = (", ".join(f"{row}.{field}" for field in fields) for row in ("OLD", "NEW"))
    strike = f"INSERT INTO {index}({index}, rowid, {names}) VALUES ('delete', OLD.id, {old});"  # noqa: S608  (names from our migrations)
    enter = f"INSERT INTO {index}(rowid, {names}) VALUES (NEW.id, {new});"  # noqa: S608
    changed = " OR ".join(f"NEW.{field} IS NOT OLD.{field}" for field in ("id", *fields))
    return [
        f"CREATE VIRTUAL TABLE {index} USING fts5({names}, content='{table}', content_rowid='id', columnsize=0,"
        " tokenize='unicode61 remove_diacritics 2')",
        f"CREATE TRIGGER {index}_added AFTER INSERT ON {table} BEGIN {enter} END",
        f"CREATE TRIGGER {index}_changed AFTER UPDATE OF id, {names} ON {table} WHEN {changed} BEGIN {strike} {enter} END",
        f"CREATE TRIGGER {index}_removed AFTER DELETE ON {table} BEGIN {strike} END",
        f"INSERT INTO {index}({index}) VALUES ('rebuild')",  # noqa: S608
    ]


class _Begun(Func):
    """The condition that each of some words begins a word of the row."""

    output_field = BooleanField()
    function = "privacy_words"
    arg_joiner = " || ' ' || "

    def __init__(self, model: type[models.Model], words: list[str], most: int | None) -> None:
        policy = registry.policy_for(model)
        assert policy is not None  # noqa: S101  (who is searched is declared)
        super().__init__(*(F(name) for name in (policy.searched if connection.vendor != "sqlite" else ["pk"])))
        self.index, self.words, self.most = index_of(model._meta.db_table), words, most

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **extra: Any) -> Any:
        sql, params = super().as_sql(compiler, connection, *args, **extra)
        return f"{sql} @@ %s::tsquery", [*params, " & ".join(f"'{word}':*" for word in self.words)]

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        key, params = compiler.compile(self.source_expressions[0])
        some = f" ORDER BY rowid DESC LIMIT {self.most}" if self.most else ""
        found = f"{key} IN (SELECT rowid FROM {self.index} WHERE {self.index} MATCH %s{some})"  # noqa: S608
        return found, [*params, " AND ".join(f'"{word}"*' for word in self.words)]

"""Where something of a person could be left over: every text column, what is stored encrypted, and every
file.

Asked of the database itself rather than of our models, so that a forgotten table is searched like any other:
one statement for each text column, whatever number of words is looked for, and one for each table of words
of SQLite.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple

from cryptography.fernet import InvalidToken
from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, models
from django.db.models.functions import Cast

from privacy.db.encryption import SecretTextField, decrypt
from privacy.files.keys import NoKey
from privacy.models import StoredFile
from privacy.retention.stored_files import list_plain_files

SOUGHT = "privacy_sought"
FILE = "file"
MOST = 500
"""Rows told of each column: whoever finds so many looks at the column anyway."""
BLOCK = 1 << 20

TEXT_COLUMNS = {
    "postgresql": """
        SELECT c.relname, a.attname FROM pg_attribute a
        JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
        WHERE c.relkind IN ('r', 'p', 'm') AND c.relnamespace = current_schema()::regnamespace
        AND a.attnum > 0 AND NOT a.attisdropped
        AND (t.typcategory = 'S' OR t.typname IN ('json', 'jsonb', 'xml', 'tsvector')) ORDER BY 1, 2""",
    "sqlite": """
        SELECT m.name, i.name FROM sqlite_master m, pragma_table_info(m.name) i
        WHERE m.type = 'table'
        AND (i.type = '' OR i.type LIKE '%char%' OR i.type LIKE '%text%' OR i.type LIKE '%json%')
        AND m.name NOT LIKE 'sqlite_%'
        AND m.sql NOT LIKE '%(word, id)) WITHOUT ROWID'
        ORDER BY 1, 2""",
}
WORD_TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%(word, id)) WITHOUT ROWID' ORDER BY 1"
)


class Hit(NamedTuple):
    """That the word of that number stands there: in a column of a table, or (table ``FILE``) in a file, named
    in ``column``.

    ``row`` is the key of the row as text, where its table is that of a model.
    """

    word: int
    table: str
    column: str
    row: str


def search_everything(words: Mapping[int, str]) -> Iterator[Hit]:
    """Yield where ``words``, by their numbers, stand in the database or in a file, in any case."""
    if words:
        with _sought(words):
            yield from _in_columns()
            if connection.vendor == "sqlite":
                yield from _in_word_tables()
        yield from _in_secrets(words)
        yield from _in_files(words)


@contextmanager
def _sought(words: Mapping[int, str]) -> Iterator[None]:
    """Put ``words`` where the database can join them; lowered by the database, as the columns will be."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {SOUGHT} (number bigint, word text)")
        cursor.executemany(f"INSERT INTO {SOUGHT} SELECT %s, lower(%s)", list(words.items()))
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {SOUGHT}")


def _in_columns() -> Iterator[Hit]:
    keys = {model._meta.db_table: str(model._meta.pk.column) for model in apps.get_models() if model._meta.pk}
    place = (
        "strpos(lower(CAST({} AS text)), s.word)"
        if connection.vendor == "postgresql"
        else "instr(lower({}), s.word)"
    )
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(TEXT_COLUMNS[connection.vendor])
        for table, column in cursor.fetchall():
            row = f"CAST(t.{quote(keys[table])} AS text)" if table in keys else "''"
            found = place.format(f"t.{quote(column)}")
            cursor.execute(
                f"SELECT s.number, {row} FROM {SOUGHT} s JOIN {quote(table)} t ON {found} > 0 LIMIT {MOST}"  # noqa: S608
            )
            yield from [Hit(number, table, column, key) for number, key in cursor.fetchall()]


def _in_word_tables() -> Iterator[Hit]:
    """Yield the rows of which a word index (``privacy/db/word_index.py``) holds all that is said; the longest
    word says where to look."""
    split = "json_each(privacy_words(s.word))"
    longest = f"(SELECT value FROM {split} ORDER BY length(value) DESC LIMIT 1)"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(WORD_TABLES)
        for (table,) in cursor.fetchall():
            name = connection.ops.quote_name(table)
            lacking = (
                f"EXISTS (SELECT 1 FROM {split} w WHERE NOT EXISTS (SELECT 1 FROM {name} o WHERE "  # noqa: S608
                f"o.word = w.value AND o.id = t.id))"
            )
            cursor.execute(
                f"SELECT s.number, t.id FROM {SOUGHT} s JOIN {name} t ON t.word = {longest} WHERE NOT "  # noqa: S608
                f"{lacking} LIMIT {MOST}"
            )
            yield from [Hit(number, table, "", str(key)) for number, key in cursor.fetchall()]


def _in_secrets(words: Mapping[int, str]) -> Iterator[Hit]:
    """Yield what stands in encrypted columns, which only we can read; but for the words themselves."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, SecretTextField) and model._meta.label != "privacy.ErasureProbe":
                sealed = model._base_manager.exclude(**{field.name: None}).annotate(
                    _sealed=Cast(field.name, models.BinaryField())
                )
                for key, value in sealed.values_list("pk", "_sealed").iterator(chunk_size=500):
                    text = _opened(bytes(value)).lower()
                    yield from [
                        Hit(n, model._meta.db_table, str(field.column), str(key))
                        for n, word in words.items()
                        if word.lower() in text
                    ]


def _opened(sealed: bytes) -> str:
    try:
        return decrypt(sealed)
    except InvalidToken:  # nobody can read it any more
        return ""


def _in_files(words: Mapping[int, str]) -> Iterator[Hit]:
    sought = {number: word.encode().lower() for number, word in words.items()}
    for name in StoredFile.objects.order_by("pk").values_list("name", flat=True).iterator():
        try:
            with default_storage.open(name, "rb") as file:
                yield from _in_file(sought, name, file)
        except (FileNotFoundError, NoKey):  # gone meanwhile, or nobody can read it any more
            continue
    for folder in (*settings.SEARCHED_FOLDERS, settings.MEDIA_ROOT):
        for path in list_plain_files(Path(folder)):
            try:
                with path.open("rb") as plain:
                    yield from _in_file(sought, str(path.relative_to(Path(folder).parent)), plain)
            except OSError:  # gone meanwhile
                continue


def _in_file(sought: Mapping[int, bytes], name: str, file: IO[bytes] | Any) -> Iterator[Hit]:
    """Yield the words in the name or the bytes of a file, read in blocks that overlap; a name with a word in
    it is not told."""
    overlap = max(map(len, sought.values()))
    named = {number for number, word in sought.items() if word in name.encode().lower()}
    found, before = set(named), b""
    while block := file.read(BLOCK):
        text = before + block.lower()
        found |= {number for number, word in sought.items() if word in text}
        before = text[-overlap:]
    told = posixpath.dirname(name) if named else name
    yield from (Hit(number, FILE, told, "") for number in sorted(found))

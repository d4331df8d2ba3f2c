"""Putting what older keys protect under the newest of ``FILE_KEYS``: keys of stored files, encrypted texts.

No file is touched: its own key is wrapped anew, and that is all. It is done in one transaction, so that
nobody ever meets half of it; what no key of ours opens stops it before anything is changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from cryptography.fernet import InvalidToken
from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import QuerySet
from django.db.models.functions import Cast

from privacy.db.encryption import SecretTextField, reencrypt
from privacy.files.keys import NoKey, bind, list_key_names, unwrap_key, wrap_key
from privacy.models import StoredFile

REWRAPPED = "privacy_rewrapped"
AT_ONCE = 1000


@dataclass(frozen=True)
class Rotated:
    """How many stored files and how many texts an older key protected until now."""

    files: int
    texts: int


def find_missing_keys() -> list[str]:
    """Return the names of keys that stored files need and ``FILE_KEYS`` has not: those files cannot be
    read."""
    needed = StoredFile.objects.exclude(key_name__in=list_key_names())
    return sorted(needed.order_by().values_list("key_name", flat=True).distinct())


def rotate_file_keys() -> Rotated:
    """Put everything that an older of ``FILE_KEYS`` protects under the newest, all or nothing.

    ``NoKey`` if a key is missing. Whoever still runs with other keys goes on with those: start every process
    with the new one first, and take the old one away last.
    """
    with transaction.atomic():
        return Rotated(files=_rewrap_keys(), texts=sum(_reencrypt(*field) for field in _secret_fields()))


def _rewrap_keys() -> int:
    newest = list_key_names()[0]
    with connection.cursor() as cursor:
        kind = "bytea" if connection.vendor == "postgresql" else "blob"
        cursor.execute(f"CREATE TEMPORARY TABLE {REWRAPPED} (id bigint PRIMARY KEY, wrapped {kind})")
        new = _wrapped_anew(StoredFile.objects.select_for_update().exclude(key_name=newest))
        while some := list(islice(new, AT_ONCE)):
            cursor.executemany(f"INSERT INTO {REWRAPPED} VALUES (%s, %s)", some)  # noqa: S608
        table = StoredFile._meta.db_table
        cursor.execute(
            f"UPDATE {table} SET key_name = %s, wrapped_key = new.wrapped"  # noqa: S608
            f" FROM {REWRAPPED} AS new WHERE {table}.id = new.id",
            [newest],
        )
        count = int(cursor.rowcount)
        cursor.execute(f"DROP TABLE {REWRAPPED}")
    return count


def _wrapped_anew(rows: QuerySet[StoredFile]) -> Iterator[tuple[int, bytes]]:
    for row in rows.iterator(chunk_size=AT_ONCE):
        about = bind(row.name, row.size)
        key = unwrap_key(row.key_name, bytes(row.wrapped_key), about=about)
        yield row.pk, wrap_key(key, about=about)[1]


def _secret_fields() -> Iterator[tuple[type[models.Model], str]]:
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, SecretTextField):
                yield model, field.name


def _reencrypt(model: type[models.Model], name: str) -> int:
    """Encrypt anew what an older key protects in a field; return in how many rows."""
    rows = model._base_manager.select_for_update().exclude(**{name: None})
    sealed = rows.annotate(_sealed=Cast(name, models.BinaryField())).values_list("pk", "_sealed")
    count = 0
    for number, text in list(sealed):
        try:
            new = reencrypt(bytes(text))
        except InvalidToken as wrong:
            raise NoKey(f"no key in FILE_KEYS opens {model._meta.label} {number}") from wrong
        if new is not None:
            count += model._base_manager.filter(pk=number).update(**{name: new})
    return count

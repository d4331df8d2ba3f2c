"""Somebody whom nobody knew, stored in as few and as plain statements as it takes.

A public form waits for these, and Django takes longer to write each of them than a database to carry it out: so they
are written once for each table, from its fields, and then only filled in. PostgreSQL gets them in one go, because
each way to the server and back costs as much as an insert (``benchmarks/forms.py``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, TypeAlias
from uuid import uuid4

from django.db import connection, models

from contacts.models import Contact, ContactPoint, Enquiry
from contacts.models.people import Origin
from privacy.identifiers import digest, digests
from privacy.models import Choice, Identifier, Latch, Subject

Row: TypeAlias = tuple[type[models.Model], Mapping[str, Any]]
Field: TypeAlias = "models.Field[Any, Any]"
EMAIL, PHONE = ContactPoint.Kind.EMAIL, ContactPoint.Kind.PHONE

# Newcomers share the latch: they lengthen no term of what is there already, so they need not wait for each other, only
# for who comes with the same address. On SQLite the transaction itself is that lock.
LOCK = f"SELECT pg_advisory_xact_lock(hashtextextended(%s, 0)) FROM {Latch._meta.db_table} WHERE id = 1 FOR SHARE"  # noqa: S608
NEXT = {
    "postgresql": f"nextval(pg_get_serial_sequence('{Contact._meta.db_table}', 'id'))",
    "sqlite": f"coalesce((SELECT seq FROM sqlite_sequence WHERE name = '{Contact._meta.db_table}'), 0) + 1",  # noqa: S608
}
FREE = (
    f"SELECT CASE WHEN EXISTS (SELECT 1 FROM {Identifier._meta.db_table} WHERE kind = %s AND digest IN ({{among}})) "  # noqa: S608
    f"OR EXISTS (SELECT 1 FROM {ContactPoint._meta.db_table} WHERE kind = %s AND value = %s) THEN NULL ELSE {{next}} END"
)


def number_for(address: str) -> int | None:
    """Return the number of a new contact with this normalised e-mail address, or ``None`` if it leads to somebody.

    Until the transaction ends nobody else gets an answer for the address, and the sweep waits.
    """
    marks = digests(address)
    free = FREE.format(among=", ".join(["%s"] * len(marks)), next=NEXT[connection.vendor])
    values = [EMAIL.value, *marks, EMAIL.value, address]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"{LOCK}; {free}", [marks[0], *values])
            cursor.nextset()
        else:
            cursor.execute(free, values)
        number: int | None = cursor.fetchone()[0]
    return number


def any_number() -> int:
    """Return the number of a new contact at an address that others have too."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {NEXT[connection.vendor]}")
        return int(cursor.fetchone()[0])


def store(
    number: int,
    name: tuple[str, str],
    *,
    email: str,
    phone: str,
    origin: Origin,
    language: str,
    notice: int | None,
    today: date,
    question: str = "",
) -> None:
    """Store a person who came by their own act, with a subject, what finds them and their first ``question``, if any."""
    subject = uuid4()
    person = {"subject_id": subject, "first_name": name[0], "last_name": name[1], "language": language, "origin": origin.value}
    dates = {"collected_on": today, "last_activity_on": today}
    rows: list[Row] = [(Subject, {"id": subject}), (Contact, {"id": number, "notice_id": notice, **person, **dates})]
    for kind, value in ((EMAIL.value, email), (PHONE.value, phone)):
        if value:
            rows.append((ContactPoint, {"contact_id": number, "kind": kind, "value": value, "preferred": True}))
            rows.append((Identifier, {"subject_id": subject, "kind": kind, "digest": digest(value)}))
    if question:
        rows.append((Enquiry, {"contact_id": number, "question": question, "received_on": today, "channel": Choice.Channel.WEB.value}))
    _insert(rows)


def _insert(rows: Sequence[Row]) -> None:
    """Insert ``rows``: of each the model, and its values by column. What is not named gets the default of its field."""
    statements = []
    for model, named in rows:
        sql, fields, defaults = _statement(model, tuple(named))
        values = [field.get_db_prep_save(value, connection) for field, value in zip(fields, named.values(), strict=True)]
        statements.append((sql, values + defaults))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("; ".join(sql for sql, _values in statements), [value for _sql, values in statements for value in values])
            return
        for sql, values in statements:
            cursor.execute(sql, values)


@lru_cache(maxsize=16)
def _statement(model: type[models.Model], named: tuple[str, ...]) -> tuple[str, list[Field], list[Any]]:
    """Return the statement that inserts a row of ``model``, the fields ``named``, and the defaults of the others."""
    by_name: dict[str, Field] = {field.attname: field for field in model._meta.concrete_fields}
    given = [by_name[name] for name in named]
    rest = [field for field in by_name.values() if field not in given and not field.primary_key]
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in (*given, *rest))
    marks = ", ".join(["%s"] * (len(given) + len(rest)))
    defaults = [field.get_db_prep_save(field.get_default(), connection) for field in rest]
    return f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({marks})", given, defaults  # noqa: S608

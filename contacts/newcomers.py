"""Somebody whom nobody knew, stored in as few and as plain statements as it takes.

A public form waits for these, and Django takes longer to write each of them than a database to carry it out: so they
are written once for each table, from its fields, and then only filled in. PostgreSQL gets them in one go, because
each way to the server and back costs as much as an insert (``benchmarks/forms.py``).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection, models

from contacts.models import Contact, ContactPoint, Enquiry
from contacts.models.people import Origin
from privacy.identifiers import digest, digests
from privacy.models import Choice, Identifier, Latch, Subject

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
) -> Contact:
    """Store a person who came by their own act, with a subject, what finds them and their first ``question``, if any."""
    subject = Subject()
    contact = Contact(
        pk=number,
        subject=subject,
        first_name=name[0],
        last_name=name[1],
        language=language,
        origin=origin,
        notice_id=notice,
        collected_on=today,
        last_activity_on=today,
    )
    rows: list[models.Model] = [subject, contact]
    for kind, value in ((EMAIL, email), (PHONE, phone)):
        if value:
            rows.append(ContactPoint(contact=contact, kind=kind, value=value, preferred=True))
            rows.append(Identifier(subject=subject, kind=kind, digest=digest(value)))
    if question:
        rows.append(Enquiry(contact=contact, question=question, received_on=today, channel=Choice.Channel.WEB))
    _insert(rows)
    subject._state.adding = contact._state.adding = False
    return contact


def _insert(rows: Iterable[models.Model]) -> None:
    """Insert ``rows``; those without a number get one from the database, and do not hear of it."""
    statements = []
    for row in rows:
        sql, fields = _statement(type(row), row.pk is not None)
        statements.append((sql, [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("; ".join(sql for sql, _values in statements), [value for _sql, values in statements for value in values])
            return
        for sql, values in statements:
            cursor.execute(sql, values)


@lru_cache(maxsize=16)
def _statement(model: type[models.Model], numbered: bool) -> tuple[str, list[models.Field[Any, Any]]]:
    """Return the statement that inserts a row of ``model``, and the fields to fill in."""
    fields = [field for field in model._meta.concrete_fields if numbered or not field.primary_key]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    return f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({', '.join(['%s'] * len(fields))})", fields  # noqa: S608

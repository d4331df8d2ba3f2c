"""Somebody whom nobody knew, stored in as few and as plain statements as it takes.

A public form waits for these, and Django takes longer to write each of them than a database to carry it out:
so they are written once for each table, from its fields, and then only filled in. Everybody else waits for a
transaction on SQLite, so whatever can be worked out is so before it begins: ``Newcomer``. PostgreSQL gets the
statements in one go, because each way to the server and back costs as much as an insert
(``benchmarks/forms.py``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, TypeAlias
from uuid import uuid4

from django.db import connection, models

from contacts.models import Contact, ContactPoint, Enquiry
from contacts.models.people import Origin
from privacy.models import Choice, Identifier, Latch, Subject
from privacy.subjects.identifiers import digest, digests

Statement: TypeAlias = tuple[str, list[Any]]
Field: TypeAlias = "models.Field[Any, Any]"
EMAIL, PHONE = ContactPoint.Kind.EMAIL, ContactPoint.Kind.PHONE

# Newcomers share the latch: they lengthen no term of what is there already, so they need not wait for each
# other, only for who comes with the same address. On SQLite the transaction itself is that lock.
LOCK = (
    f"SELECT pg_advisory_xact_lock(hashtextextended(%s, 0)) FROM {Latch._meta.db_table} WHERE id = 1 "  # noqa: S608
    f"FOR SHARE"
)
NEXT = {
    "postgresql": f"nextval(pg_get_serial_sequence('{Contact._meta.db_table}', 'id'))",
    "sqlite": f"coalesce((SELECT seq FROM sqlite_sequence WHERE name = '{Contact._meta.db_table}'), 0) + 1",  # noqa: S608
}
FREE = (
    f"SELECT CASE WHEN EXISTS (SELECT 1 FROM {Identifier._meta.db_table} WHERE kind = %s AND digest IN "  # noqa: S608
    f"({{among}})) "
    f"OR EXISTS (SELECT 1 FROM {ContactPoint._meta.db_table} WHERE kind = %s AND value = %s) THEN NULL "
    f"ELSE {{next}} END"
)


@dataclass(frozen=True)
class Newcomer:
    """Somebody by their own act, ready to be stored if nobody has their address: only their number is
    lacking.

    ``free`` asks for that number; of each statement of ``rows`` the number is the first value where
    ``numbered`` says so.
    """

    free: Statement
    rows: list[Statement]
    numbered: list[bool]

    def number(self) -> int | None:
        """Return the number of a new contact, or ``None`` if their address leads to somebody.

        Until the transaction ends nobody else gets an answer for the address, and the sweep waits.
        """
        sql, values = self.free
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            if connection.vendor == "postgresql":
                cursor.nextset()
            number: int | None = cursor.fetchone()[0]
        return number

    def store(self, number: int) -> None:
        """Store them under ``number``, with a subject, what finds them and their first question, if any."""
        filled = [
            [number, *values] if own else values
            for (_sql, values), own in zip(self.rows, self.numbered, strict=True)
        ]
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(
                    "; ".join(sql for sql, _values in self.rows),
                    [value for values in filled for value in values],
                )
                return
            for (sql, _values), values in zip(self.rows, filled, strict=True):
                cursor.execute(sql, values)


def any_number() -> int:
    """Return the number of a new contact at an address that others have too."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {NEXT[connection.vendor]}")
        return int(cursor.fetchone()[0])


def laid_out(
    name: tuple[str, str],
    *,
    email: str,
    phone: str,
    origin: Origin,
    language: str,
    notice: int | None,
    today: date,
    question: str = "",
) -> Newcomer:
    """Return a newcomer of that name, with their first ``question``, if any; ``email`` and ``phone`` are
    normalised."""
    subject = uuid4()
    person = {
        "subject_id": subject,
        "first_name": name[0],
        "last_name": name[1],
        "language": language,
        "origin": origin.value,
    }
    dates = {"collected_on": today, "last_activity_on": today}
    rows = [
        _row(Subject, {"id": subject}),
        _row(Contact, {"notice_id": notice, **person, **dates}, number="id"),
    ]
    for kind, value in ((EMAIL.value, email), (PHONE.value, phone)):
        if value:
            rows.append(
                _row(ContactPoint, {"kind": kind, "value": value, "preferred": True}, number="contact_id")
            )
            rows.append(_row(Identifier, {"subject_id": subject, "kind": kind, "digest": digest(value)}))
    if question:
        asked = {"question": question, "received_on": today, "channel": Choice.Channel.WEB.value}
        rows.append(_row(Enquiry, asked, number="contact_id"))
    return Newcomer(_free(email), [statement for statement, _own in rows], [own for _statement, own in rows])


def _free(address: str) -> Statement:
    """Return the statement that asks for a number if ``address`` leads to nobody, and keeps others from
    asking."""
    marks = digests(address)
    free = FREE.format(among=", ".join(["%s"] * len(marks)), next=NEXT[connection.vendor])
    values = [EMAIL.value, *marks, EMAIL.value, address]
    return (f"{LOCK}; {free}", [marks[0], *values]) if connection.vendor == "postgresql" else (free, values)


def _row(model: type[models.Model], named: Mapping[str, Any], *, number: str = "") -> tuple[Statement, bool]:
    """Return the statement that inserts a row with the values ``named`` by column, whether its first value is
    still to come (that of the column ``number``), and for what is not named the default of its field."""
    sql, fields, defaults = _statement(model, tuple(named), number)
    values = [
        field.get_db_prep_save(value, connection) for field, value in zip(fields, named.values(), strict=True)
    ]
    return (sql, values + defaults), bool(number)


@lru_cache(maxsize=16)
def _statement(
    model: type[models.Model], named: tuple[str, ...], number: str
) -> tuple[str, list[Field], list[Any]]:
    """Return the statement that inserts a row of ``model`` (the column ``number`` first, if any), the fields
    ``named``, and the defaults of the others."""
    by_name: dict[str, Field] = {field.attname: field for field in model._meta.concrete_fields}
    given = [by_name[name] for name in named]
    first = [by_name[number]] if number else []
    rest = [field for field in by_name.values() if field not in (*first, *given) and not field.primary_key]
    written = [*first, *given, *rest]
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in written)
    marks = ", ".join(["%s"] * len(written))
    defaults = [field.get_db_prep_save(field.get_default(), connection) for field in rest]
    return f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({marks})", given, defaults  # noqa: S608

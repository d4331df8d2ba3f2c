"""The benchmark's register laid down many times over, by the database itself: a million people in minutes.

Each copy is made of the same people under other numbers and addresses, so that whatever concerns one person
is the same work however many there are.
"""

from __future__ import annotations

from django.db import connection

from benchmarks.register import COLUMNS

LINKS = {
    "contact_id": "contacts_contact",
    "company_id": "contacts_company",
    "assignment_id": "contacts_assignment",
}
SHARED = ("contacts_tag",)


def multiply(times: int) -> None:
    """Make the register ``times`` as large as it is; constraints between rows are not looked at meanwhile."""
    if times < 2:
        return
    with connection.cursor() as cursor:
        _hurry(cursor)
        sizes = {table: _size(cursor, table) for table in COLUMNS}
        for table, columns in COLUMNS.items():
            if table not in SHARED and sizes[table]:
                values = ", ".join(_value(table, column, sizes) for column in columns)
                cursor.execute(
                    f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table}, "
                    f"({_numbers(times)}) copy"
                )


def address(number: int, copy: int) -> str:
    """Return the e-mail address of person ``number`` in that copy; copy 0 is the register itself."""
    return f"{copy}.els.{number}@example.org" if copy else f"els.{number}@example.org"


def _hurry(cursor: object) -> None:
    """Leave out what protects a database that anybody will need again."""
    hurry = (
        ("SET session_replication_role = replica", "SET synchronous_commit = off")
        if connection.vendor == "postgresql"
        else (
            "PRAGMA foreign_keys = OFF",
            "PRAGMA secure_delete = OFF",
            "PRAGMA synchronous = OFF",
            "PRAGMA journal_mode = MEMORY",
        )
    )
    for statement in hurry:
        cursor.execute(statement)  # type: ignore[attr-defined]


def _size(cursor: object, table: str) -> int:
    cursor.execute(f"SELECT COUNT(*) FROM {table}")  # type: ignore[attr-defined]
    return int(cursor.fetchone()[0])  # type: ignore[attr-defined]


def _numbers(times: int) -> str:
    if connection.vendor == "postgresql":
        return f"SELECT n FROM generate_series(1, {times - 1}) n"
    return (
        f"WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < "
        f"{times - 1}) SELECT n FROM numbers"
    )


def _value(table: str, column: str, sizes: dict[str, int]) -> str:
    """Return what stands in ``column`` of copy ``n``: other numbers, addresses that are nobody else's, the
    same words."""
    if column == "subject_id" or (table, column) == ("privacy_subject", "id"):
        return _renumbered(f"{table}.{column}")
    if column == "id":
        return f"{table}.id + n * {sizes[table]}"
    if column in LINKS:
        return f"{table}.{column} + n * {sizes[LINKS[column]]}"
    if (table, column) == ("contacts_contactpoint", "value"):
        return "CASE WHEN kind = 'email' THEN n || '.' || value ELSE value || n END"
    if (table, column) == ("privacy_identifier", "digest"):
        return "substr(digest, 1, 56) || n"
    if (table, column) == ("contacts_invoice", "number"):
        return "number || '-' || n"
    return f"{table}.{column}"


def _renumbered(subject: str) -> str:
    """Return a subject's number with the number of the copy in its first eight places."""
    if connection.vendor == "postgresql":
        return f"CAST(lpad(to_hex(n), 8, '0') || substr(CAST({subject} AS text), 9) AS uuid)"
    return f"printf('%08x', n) || substr({subject}, 9)"

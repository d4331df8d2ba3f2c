"""A register of a million people in minutes: one that was loaded, copied inside the database under keys of
its own."""

from __future__ import annotations

from django.db import connection

from benchmarks.register import COLUMNS

COUNTED_IN = {
    "contact_id": "contacts_contact",
    "company_id": "contacts_company",
    "assignment_id": "contacts_assignment",
}
"""Whose rows a key counts; an ``id`` counts those of its own table, and tags are everybody's."""

OWN = {
    ("contacts_contact", "first_name"): "'Els' || {id}",
    (
        "contacts_contactpoint",
        "value",
    ): "CASE kind WHEN 'email' THEN 'els.' || {contact_id} || '@example.org' ELSE value END",
    ("contacts_invoice", "number"): "number || '-' || {copy}",
}
"""What must not be the same in two copies, or is more like life if it is not."""


def multiply(times: int) -> None:
    """Make the loaded register ``times`` as large."""
    rows = {table: _one(f"SELECT count(*) FROM {table}") for table in COLUMNS}
    for table, columns in COLUMNS.items():
        for copy in range(1, times if table != "contacts_tag" else 1):
            values = ", ".join(_value(table, name, copy, rows) for name in columns)
            first = (
                f"{_text('id')} NOT LIKE '000000%'" if table == "privacy_subject" else f"id <= {rows[table]}"
            )
            _run(f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table} WHERE {first}")
    _run(
        "UPDATE contacts_enquiry SET answered_on = received_on WHERE id % 200 <> 0"
    )  # as in life: nearly every question is answered


def _value(table: str, name: str, copy: int, rows: dict[str, int]) -> str:
    if name == "subject_id" or (table, name) == ("privacy_subject", "id"):
        key = f"'{copy:08x}' || substr({_text(name)}, 9)"
        return f"CAST({key} AS uuid)" if connection.vendor == "postgresql" else key
    keys = {key: f"({key} + {rows[counted] * copy})" for key, counted in {**COUNTED_IN, "id": table}.items()}
    return OWN[table, name].format(**keys, copy=copy) if (table, name) in OWN else keys.get(name, name)


def _text(name: str) -> str:
    return f"CAST({name} AS text)"


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _one(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        (number,) = cursor.fetchone() or (0,)
        return int(number)

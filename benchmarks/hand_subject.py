"""One person explained, exported and erased by SQL written by hand for these tables and this policy: the
limit to aim by.

It reads and erases the same rows and writes the same wish, suppressions and traces. It keeps no ledger, looks
at no other table than those in which a client has something, and never asks whether something may stay.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from privacy.subjects.identifiers import keyed_digests

OF_SUBJECT = "subject_id = %(subject)s"
OF_CONTACT = "contact_id IN (SELECT id FROM contacts_contact WHERE subject_id = %(subject)s)"
TABLES = {
    "contacts_contact": OF_SUBJECT,
    "contacts_contactpoint": OF_CONTACT,
    "contacts_contactrole": OF_CONTACT,
    "contacts_contacttag": OF_CONTACT,
    "contacts_assignment": OF_SUBJECT,
    "contacts_enquiry": OF_CONTACT,
    "contacts_interaction": OF_CONTACT,
    "contacts_invoice": OF_SUBJECT,
    "privacy_identifier": OF_SUBJECT,
    "privacy_choice": OF_SUBJECT,
    "privacy_hold": OF_SUBJECT,
    "privacy_request": OF_SUBJECT,
    "privacy_outboxmessage": OF_SUBJECT,
    "privacy_accesslog": OF_SUBJECT,
}
GOES = {
    "contacts.interaction.said": "contacts_interaction",
    "contacts.enquiry.said": "contacts_enquiry",
    "contacts.contacttag.opinion": "contacts_contacttag",
    "contacts.contactrole.part": "contacts_contactrole",
    "contacts.contactpoint.reach": "contacts_contactpoint",
}
BLANKED = {
    "contacts.assignment.work": ("contacts_assignment", "title = '', folder = ''"),
    "contacts.contact.name": (
        "contacts_contact",
        "first_name = '', last_name = '', street = '', postcode = '', city = '', country = ''",
    ),
}
EMPTY = {
    "contacts.assignment": (
        "contacts_assignment",
        "UPDATE contacts_invoice SET assignment_id = NULL WHERE " + OF_SUBJECT,
    ),
    "contacts.contact": ("contacts_contact", ""),
}


def find(address: str) -> UUID:
    """Return the one subject that ``address`` leads to."""
    marks = ", ".join(["%s"] * len(keyed_digests(address)))
    rows = _rows(
        f"""SELECT subject_id FROM privacy_identifier WHERE kind = 'email' AND digest IN ({marks})
            UNION SELECT c.subject_id FROM contacts_contactpoint p
            JOIN contacts_contact c ON c.id = p.contact_id WHERE p.value = %s""",
        [*keyed_digests(address), address],
    )
    return UUID(str(rows[0][0]))


def explain(address: str, today: date) -> int:
    """Read every row about the person, and whether work goes on; return how many rows there are."""
    subject = find(address)
    working = (
        f"SELECT id FROM contacts_assignment WHERE {OF_SUBJECT} AND (closed_on IS NULL OR closed_on "
        f"> %(today)s)"
    )
    found = [_rows(f"SELECT * FROM {table} WHERE {which}", _who(subject)) for table, which in TABLES.items()]
    _rows(working, _who(subject) | {"today": today})
    return sum(map(len, found))


def export(address: str, path: Path, media: Path) -> None:
    """Write every row about the person, and their invoices' files, into a zip."""
    subject = find(address)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        tables = {}
        for table, which in TABLES.items():
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT * FROM {table} WHERE {which}", _who(subject))
                names = [column[0] for column in cursor.description]
                tables[table] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        for row in tables["contacts_invoice"]:
            archive.writestr(row["document"], (media / row["document"]).read_bytes())
        archive.writestr("data.json", json.dumps(tables, default=str))


def erase(address: str, today: date) -> None:
    """Write the wish and the no, and erase with a trace of each row, in one transaction under the latch."""
    subject = find(address)
    who = _who(subject) | {"today": today, "now": timezone.now()}
    with transaction.atomic():
        _do(
            "SELECT id FROM privacy_latch WHERE id = 1"
            + (" FOR UPDATE" if connection.vendor == "postgresql" else ""),
            {},
        )
        _do(
            """INSERT INTO privacy_choice (subject_id, kind, purpose, starts, source, wording, recorded_at)
               VALUES (%(subject)s, 'erasure', '', %(today)s, 'email', '', %(now)s)""",
            who,
        )
        _do(
            f"""INSERT INTO privacy_suppression (digest, purpose, since)
                SELECT digest, '', %(today)s FROM privacy_identifier WHERE {OF_SUBJECT}""",
            who,
        )
        run = _number(
            "INSERT INTO privacy_sweeprun (as_of, subject, started_at) VALUES (%(today)s, %(subject)s, "
            "%(now)s) RETURNING id",
            who,
        )
        for label, table in GOES.items():
            _trace(run, label, table, TABLES[table], who)
            if table == "contacts_enquiry":
                _do(
                    f"UPDATE contacts_interaction SET enquiry_id = NULL WHERE enquiry_id IN (SELECT id "
                    f"FROM {table} WHERE {OF_CONTACT})",
                    who,
                )
            _do(f"DELETE FROM {table} WHERE {TABLES[table]}", who)
        for label, (table, values) in BLANKED.items():
            _trace(run, label, table, OF_SUBJECT, who)
            _do(f"UPDATE {table} SET {values} WHERE {OF_SUBJECT}", who)
        for label, (table, before) in EMPTY.items():
            _trace(run, label, table, OF_SUBJECT, who)
            if before:
                _do(before, who)
            _do(f"DELETE FROM {table} WHERE {OF_SUBJECT}", who)
        _do("UPDATE privacy_sweeprun SET finished_at = %(now)s WHERE id = %(run)s", who | {"run": run})
    if connection.vendor == "sqlite":
        _do("PRAGMA wal_checkpoint(TRUNCATE)", {})


def _trace(run: int, label: str, table: str, which: str, who: dict[str, Any]) -> None:
    line = _number(
        "INSERT INTO privacy_sweepline (run_id, label, due, erased, held, fuse) VALUES (%(run)s, "
        "%(label)s, 1, 1, 0, %(no)s) RETURNING id",
        {"run": run, "label": label, "no": False},
    )
    _do(
        f"INSERT INTO privacy_erasuretrace (line_id, subject, row) SELECT %(line)s, %(subject)s, id FROM "
        f"{table} WHERE {which}",
        who | {"line": line},
    )


def _who(subject: UUID) -> dict[str, Any]:
    return {"subject": subject if connection.vendor == "postgresql" else subject.hex}


def _rows(sql: str, params: dict[str, Any] | Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def _number(sql: str, params: dict[str, Any]) -> int:
    return int(_rows(sql, params)[0][0])


def _do(sql: str, params: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)

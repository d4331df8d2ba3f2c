"""An invented client register of any size, loaded fast: whom the sweep finds in it is known beforehand.

Of a hundred people: ten have something to go (four past clients who asked to be forgotten, of whom every
tenth has an invoice the law still keeps; four who asked something more than two years ago, of whom one in
fifty is held; two with an invoice the law has let go of); of the fifty other clients one has rested so long
that a person must look, and forty asked something lately. One talk in ten is old, and four are
contact persons of an organisation.
"""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

TODAY = dt.date(2026, 3, 10)
OLD, CLOSED, LATELY, LONG_AGO = (
    dt.date(2023, 1, 9),
    dt.date(2024, 6, 3),
    dt.date(2025, 11, 3),
    dt.date(2015, 5, 4),
)
LINES = '[{"text": "Workshop", "quantity": "1", "price": "250.00"}]'

CONTACT = (
    *("id", "subject_id", "company_id", "first_name", "last_name", "street", "postcode", "city", "country"),
    *("language", "origin", "source", "client_since", "last_activity_on", "collected_on"),
)
COMPANY = (
    "id",
    "subject_id",
    "name",
    "number",
    "email",
    "phone",
    "street",
    "postcode",
    "city",
    "country",
    "collected_on",
)
POINT = ("id", "contact_id", "kind", "value", "label", "preferred")
ASSIGNMENT = ("id", "subject_id", "contact_id", "company_id", "title", "folder", "opened_on", "closed_on")
ENQUIRY = ("id", "contact_id", "kind", "channel", "question", "answer", "received_on")
TALK = ("id", "contact_id", "channel", "purpose", "assignment_id", "held_on", "note")
INVOICE = (
    *("id", "subject_id", "assignment_id", "number", "issued_on", "chargeable_on", "amount", "vat", "lines"),
    *("billed_name", "billed_address", "document"),
)
CHOICE = ("id", "subject_id", "kind", "purpose", "starts", "source", "wording", "recorded_at")
HOLD = ("id", "subject_id", "covers", "reason", "law", "placed_on", "review_on", "release_reason")


class Register:
    """The rows of every table, collected person by person."""

    def __init__(self, people: int) -> None:
        self._chance = random.Random(people)
        self.rows: dict[str, list[tuple[Any, ...]]] = {}
        self._companies = max(1, people // 20)
        for n in range(1, self._companies + 1):
            subject = self._subject("organisation")
            self._add(
                "contacts_company",
                subject,
                f"School {n}",
                "",
                f"school{n}@example.org",
                "",
                "Markt 1",
                "3000",
                "Leuven",
                "",
                OLD,
            )
            self._add(
                "contacts_assignment", subject, None, n, f"Year {n}", "", OLD, None if n % 3 == 0 else CLOSED
            )
        for n in range(1, people + 1):
            self._person(n)

    def _add(self, table: str, *values: Any) -> int:
        rows = self.rows.setdefault(table, [])
        rows.append((len(rows) + 1, *values))
        return len(rows)

    def _subject(self, kind: str) -> str:
        key = uuid.UUID(int=self._chance.getrandbits(128), version=4)
        value = str(key) if connection.vendor == "postgresql" else key.hex
        self.rows.setdefault("privacy_subject", []).append((value, kind))
        return value

    def _person(self, n: int) -> None:
        share, chance, subject = n % 100, self._chance, self._subject("person")
        forgotten, silent, billed_long_ago, client = (
            share < 4,
            4 <= share < 8,
            8 <= share < 10,
            share < 60 and not 4 <= share < 8,
        )
        active = OLD if silent or forgotten or share == 59 else LATELY
        company = n % self._companies + 1 if n % 2 else None
        origin, source = (
            ("import", "client file of 2019")
            if n % 3 == 0 and not silent
            else ("assignment" if client else "question", "")
        )
        contact = self._add(
            *(
                "contacts_contact",
                subject,
                company,
                f"Els{n}",
                f"Maes{n % 997}",
                f"Dorpsstraat {n % 300}",
                "3000",
                "Leuven",
                "",
                "nl",
            ),
            *(origin, source, OLD if client else None, active, OLD),
        )
        for kind, value in (("email", f"els.{n}@example.org"), ("phone", f"+3247{n:07d}"))[: 1 + (n % 5 > 1)]:
            self._add("contacts_contactpoint", contact, kind, value, "", True)
            self._add("privacy_identifier", subject, kind, f"{chance.getrandbits(256):064x}")
        work = (
            self._work(n, subject, contact, closed=CLOSED if forgotten or n % 5 else None) if client else None
        )
        if not client or n % 4 == 0:
            self._add(
                "contacts_enquiry",
                contact,
                "question",
                "web",
                f"What would a day with {30 + n % 50} people cost?",
                "An offer.",
                active,
            )
        for talk in range(3):
            held = OLD if silent or forgotten or (n + talk) % 10 == 0 else LATELY
            self._add(
                "contacts_interaction",
                contact,
                "phone",
                "assignment" if work else "enquiry",
                work,
                held,
                f"Spoke of room {talk}.",
            )
        if n % 25 == 3:
            self._add("contacts_contactrole", contact, company or 1, "contact person")
        if n % 4 == 0:
            self._add("contacts_contacttag", contact, n % 12 + 1)
        if billed_long_ago or (client and n % 10 < 5 and (not forgotten or n % 10 == 0)):
            self._invoice(n, subject, work, LONG_AGO if billed_long_ago else OLD)
        if forgotten:
            recorded = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
            self._add("privacy_choice", subject, "erasure", "", dt.date(2026, 3, 1), "email", "", recorded)
        if silent and n // 100 % 50 == 0:
            self._add(
                "privacy_hold",
                subject,
                "",
                "A dispute.",
                "GDPR art. 17(3)(e)",
                dt.date(2025, 1, 1),
                dt.date(2026, 9, 1),
                "",
            )

    def _work(self, n: int, subject: str, contact: int, *, closed: dt.date | None) -> int:
        work = self._add("contacts_assignment", subject, contact, None, f"Workshop {n}", "", OLD, closed)
        if n % 7 == 0:
            self._add("contacts_contactrole", contact, work, "director")
        return work

    def _invoice(self, n: int, subject: str, work: int | None, issued: dt.date) -> None:
        number, party = (
            f"{issued.year}-{n:07d}",
            (f"Els{n} Maes", f"Dorpsstraat {n % 300}\n3000 Leuven", f"invoices/{n}.pdf"),
        )
        self._add("contacts_invoice", subject, work, number, issued, issued, 250, 0, LINES, *party)


COLUMNS: dict[str, Sequence[str]] = {
    "privacy_subject": ("id", "kind"),
    "contacts_company": COMPANY,
    "contacts_contact": CONTACT,
    "contacts_contactpoint": POINT,
    "privacy_identifier": ("id", "subject_id", "kind", "digest"),
    "contacts_assignment": ASSIGNMENT,
    "contacts_contactrole": ("id", "contact_id", "assignment_id", "role"),
    "contacts_tag": ("id", "name"),
    "contacts_contacttag": ("id", "contact_id", "tag_id"),
    "contacts_enquiry": ENQUIRY,
    "contacts_interaction": TALK,
    "contacts_invoice": INVOICE,
    "privacy_choice": CHOICE,
    "privacy_hold": HOLD,
}


def fill(people: int) -> None:
    """Load a register of ``people`` into the empty, migrated database."""
    register = Register(people)
    register.rows["contacts_tag"] = [(n, f"tag {n}") for n in range(1, 13)]
    for table, columns in COLUMNS.items():
        _load(table, columns, register.rows.get(table, []))


def _load(table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.execute("BEGIN")
            cursor.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({', '.join(['%s'] * len(columns))})", list(rows)
            )
            cursor.execute("COMMIT")

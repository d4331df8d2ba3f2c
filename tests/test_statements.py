"""How many statements things take depends on rules and chunks, never on how many people there are."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contacts.models import Contact, ContactPoint, Enquiry
from contacts.models.people import Origin
from privacy.export.archive import export_to_path
from privacy.models import Choice, Identifier, Subject
from privacy.nightly import sweep_and_follow_up
from privacy.retention import sweep
from privacy.retention.explanation import explain
from privacy.rights.erasure import erase
from tests.cast import TODAY, pieter

pytestmark = pytest.mark.django_db

LONG_AGO, LATELY = date(2020, 5, 4), date(2026, 10, 1)


def people(number: int, *, due: int = 0) -> None:
    """Make ``number`` people with an address and a question; the first ``due`` of them asked it long ago."""
    subjects = Subject.objects.bulk_create([Subject() for _n in range(number)])
    days = [LONG_AGO if at < due else LATELY for at in range(number)]
    contacts = Contact.objects.bulk_create(
        [
            Contact(
                subject=subject,
                first_name="Robin",
                last_name="Peeters",
                origin=Origin.QUESTION,
                collected_on=day,
                last_activity_on=day,
            )
            for subject, day in zip(subjects, days, strict=True)
        ]
    )
    numbered = list(enumerate(contacts))
    ContactPoint.objects.bulk_create(
        [ContactPoint(contact=c, kind="email", value=f"robin{at}-{c.pk}@example.org") for at, c in numbered]
    )
    Enquiry.objects.bulk_create(
        [Enquiry(contact=c, question="?", received_on=days[at]) for at, c in numbered]
    )
    Identifier.objects.bulk_create(
        [Identifier(subject=c.subject, kind="email", digest=f"x:{c.pk}") for c in contacts]
    )


def statements_of_a_sweep(*, expect: int) -> int:
    """Sweep, which must erase ``expect`` names; return how many statements it took, reviews and ledger
    included."""
    with CaptureQueriesContext(connection) as captured:
        report = sweep_and_follow_up(today=TODAY)
    assert report.lines["contacts.contact.name"].erased == expect
    assert not any(line.fuse for line in report.lines.values())
    assert len(captured) / 2 < report.statements <= len(captured), (
        "the report tells the truth about the rules"
    )
    return len(captured)


def test_a_hundred_people_take_as_many_statements_as_ten_thousand() -> None:
    people(100, due=10)
    few = statements_of_a_sweep(expect=10)
    people(10_000, due=1_000)
    assert statements_of_a_sweep(expect=1_000) == few


def test_nothing_due_takes_no_writes_for_any_number_of_people() -> None:
    people(50)
    few = statements_of_a_sweep(expect=0)
    people(3_000)
    assert statements_of_a_sweep(expect=0) == few


def test_each_further_chunk_costs_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep, "CHUNK", 10)
    people(500)
    taken = []
    for chunks in (1, 2, 3, 5, 9):
        people(10 * chunks, due=10 * chunks)
        taken.append(statements_of_a_sweep(expect=10 * chunks))
    steps = [second - first for first, second in pairwise(taken)]
    one = steps[0]
    assert one > 0
    assert steps == [one, one, 2 * one, 4 * one], "statements = a + b · chunks"


def counted(act: object) -> int:
    assert callable(act)
    with CaptureQueriesContext(connection) as captured:
        assert act() is not None
    return len(captured)


def test_explaining_a_person_asks_as_much_whoever_else_there_is() -> None:
    subject = pieter().subject
    alone = counted(lambda: explain(subject, today=TODAY))
    people(1_000)
    assert counted(lambda: explain(subject, today=TODAY)) == alone


def test_explaining_asks_as_much_for_many_rows_as_for_few() -> None:
    contact = pieter()
    few = counted(lambda: explain(contact.subject, today=TODAY))
    Enquiry.objects.bulk_create(
        [Enquiry(contact=contact, question="?", received_on=LATELY) for _n in range(200)]
    )
    assert counted(lambda: explain(contact.subject, today=TODAY)) == few


def test_exporting_a_person_asks_as_much_whoever_else_there_is(tmp_path: Path) -> None:
    subject = pieter().subject
    alone = counted(lambda: export_to_path(subject, tmp_path / "one.zip", today=TODAY))
    people(1_000)
    assert counted(lambda: export_to_path(subject, tmp_path / "two.zip", today=TODAY)) == alone


def test_exporting_asks_as_much_for_many_rows_as_for_few(tmp_path: Path) -> None:
    contact = pieter()
    few = counted(lambda: export_to_path(contact.subject, tmp_path / "one.zip", today=TODAY))
    Enquiry.objects.bulk_create(
        [Enquiry(contact=contact, question="?", received_on=LATELY) for _n in range(200)]
    )
    assert counted(lambda: export_to_path(contact.subject, tmp_path / "two.zip", today=TODAY)) == few


def test_erasing_a_person_takes_as_much_whoever_else_there_is() -> None:
    people(2)
    first, *_rest = Subject.objects.order_by("pk")
    alone = counted(lambda: erase(first, today=TODAY, source=Choice.Channel.EMAIL))
    people(1_000)
    second = Subject.objects.exclude(pk=first.pk).order_by("pk")[0]
    assert counted(lambda: erase(second, today=TODAY, source=Choice.Channel.EMAIL)) == alone
    assert not Contact.objects.filter(subject__in=[first, second]).exists()

"""Storing an address book: cut off, rehearsed and measured, it ends the same."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contacts.importing import store
from contacts.importing.card import Card, UnreadableRow
from contacts.importing.store import ChangedMeanwhile, store_address_book
from contacts.models import Company, Contact, ContactPoint, FilledValue, ImportBatch
from privacy.models import Identifier, Subject, Suppression, Task
from privacy.subjects import identifiers
from tests.importing.known import EARLIER, TODAY, ContactFactory, card, everything, numbers, put

pytestmark = pytest.mark.django_db


# --- Cut off, rehearsed, measured ---------------------------------------------------------------------


def book(count: int, *, first: int = 0) -> list[Card | UnreadableRow]:
    """Return rows of every sort: new and known people, shared mailboxes, companies, bad phones, bad rows."""
    rows: list[Card | UnreadableRow] = []
    for n in range(first, first + count):
        made = card(
            n + 2,
            email=f"p{n // 2 if n % 5 == 0 else n}@example.org",
            phone=f"047{n:07d}",
            first_name=f"N{n}",
            last_name="Maes",
        )
        made.company = f"School {n % 7}" if n % 3 == 0 else ""
        if n % 11 == 0:
            made.phones.append(("no number", ""))
        rows.append(UnreadableRow(n + 2, "bad") if n % 13 == 7 else made)
    return rows


class Killed(BaseException):
    pass


@pytest.mark.parametrize("moment", ["after the rows", "after the commit"])
def test_an_import_that_was_cut_off_goes_on_and_ends_the_same(
    moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(rows: int) -> None:
        if moment == "after the commit" and rows >= 40:
            raise Killed

    written: list[int] = []
    tell = store._told

    def told(*args: Any) -> Any:
        written.append(1)
        if moment == "after the rows" and len(written) == 3:
            raise Killed
        return tell(*args)

    rows = book(90)
    with monkeypatch.context() as patch:
        patch.setattr(store, "_told", told)
        with pytest.raises(Killed):
            put(*rows, size=20, progress=cut)
    batch = ImportBatch.objects.get()
    assert (batch.rows_done, batch.finished_at) == (40, None)
    assert Contact.objects.exists()

    resumed = put(*rows, size=20)
    assert ImportBatch.objects.get().finished_at is not None
    assert len(rows) == resumed.read == resumed.created + resumed.updated + len(resumed.as_json()["skipped"])

    state = numbers()
    names = sorted(Contact.objects.values_list("first_name", "company__name"))
    reaches = sorted(ContactPoint.objects.values_list("value", "contact__first_name", "preferred"))
    for model in (Task, Identifier, FilledValue, ContactPoint, Contact, Company, ImportBatch, Subject):
        model.objects.all().delete()
    undisturbed = put(*rows, size=20)
    assert undisturbed.as_json() == resumed.as_json()
    assert numbers() == state
    assert sorted(Contact.objects.values_list("first_name", "company__name")) == names
    assert sorted(ContactPoint.objects.values_list("value", "contact__first_name", "preferred")) == reaches


def test_two_imports_of_one_file_at_once_do_not_store_its_rows_twice() -> None:
    rows = book(40)

    def interfere(done: int) -> None:
        ImportBatch.objects.update(rows_done=done + 1)

    with pytest.raises(ChangedMeanwhile):
        put(*rows, size=20, progress=interfere)
    assert Contact.objects.count() <= 20


def test_a_rehearsal_reports_what_would_happen_and_leaves_nothing() -> None:
    ContactFactory.create(first_name="N3", last_name="", emails=["p3@example.org"])
    Suppression.objects.create(digest=identifiers.keyed_digest("p4@example.org"), since=EARLIER)
    rows = book(60)
    before = everything()
    sequences = _sequences()
    rehearsed = put(*rows, size=20, rehearsal=True)
    assert everything() == before
    assert _sequences() == sequences
    assert rehearsed.created > 0
    assert rehearsed.as_json()["refused"]
    assert put(*rows, size=20).as_json() == rehearsed.as_json()


def _sequences() -> list[Any]:
    sql = "SELECT name, seq FROM sqlite_sequence ORDER BY 1"
    if connection.vendor == "postgresql":
        sql = "SELECT sequencename, last_value FROM pg_sequences ORDER BY 1"
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def test_the_number_of_statements_does_not_depend_on_the_size_of_the_chunk() -> None:
    def statements(count: int, first: int) -> int:
        rows = book(count, first=first)
        with CaptureQueriesContext(connection) as queries:
            store_address_book(rows, mark=f"{count:064d}", form="som", today=TODAY, size=5_000)
        return len(queries)

    put(*book(100))
    assert statements(50, 60) == statements(700, 60) < 40


def test_the_same_warning_is_given_once_for_a_row() -> None:
    several = Card(2, emails=[("d@example.org", "")], phones=[("ask Dirk", ""), ("ask Els", "")])
    assert len(put(several).as_json()["warnings"]) == 1
    assert ContactPoint.objects.filter(kind="phone").count() == 2

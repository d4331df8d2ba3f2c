"""What went out stands, whoever asks the database; and the ledger only grows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from contacts.invoices import issue_invoice
from contacts.models import Invoice
from privacy.models import LedgerEntry
from tests.invoices.clients import SubjectFactory, a_person, draft_for

DAY = date(2026, 3, 10)


@pytest.fixture
def issued(db: None, settings: Any, tmp_path: Any) -> Invoice:
    settings.MEDIA_ROOT = str(tmp_path)
    return issue_invoice(draft_for(a_person()), on=DAY)


def refused(sql: str, *row: int) -> str:
    """Run ``sql`` past Django and return why the database refused it."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, row)
    return str(caught.value)


@pytest.mark.parametrize(
    "change",
    [
        {"number": "2026-0002"},
        {"issued_on": date(2026, 3, 11)},
        {"chargeable_on": date(2026, 3, 11)},
        {"number": None, "issued_on": None, "chargeable_on": None},
        {"amount": 1},
        {"vat": 1},
        {"billed_name": "Somebody Else"},
        {"billed_address": "Elsewhere 9"},
        {"lines": [{"text": "Other", "quantity": "1", "price": "1"}]},
        {"document": "invoices/2026/other.pdf"},
    ],
    ids=lambda change: "-".join(change),
)
def test_an_issued_invoice_cannot_be_changed(issued: Invoice, change: dict[str, Any]) -> None:
    before = Invoice.objects.filter(pk=issued.pk).values().get()
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Invoice.objects.filter(pk=issued.pk).update(**change)
    assert Invoice.objects.filter(pk=issued.pk).values().get() == before


def test_its_personal_part_may_be_erased_and_never_comes_back(issued: Invoice) -> None:
    blank: dict[str, Any] = {"billed_name": "", "billed_address": "", "lines": [], "document": ""}
    Invoice.objects.filter(pk=issued.pk).update(**blank)
    assert Invoice.objects.filter(pk=issued.pk, **blank).exists()
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Invoice.objects.filter(pk=issued.pk).update(billed_name="Zoé Łukasiewicz")


def test_an_issued_invoice_cannot_be_removed_even_when_its_party_is_erased(issued: Invoice) -> None:
    assert "frozen" in refused("DELETE FROM contacts_invoice WHERE id = %s", issued.pk)
    Invoice.objects.filter(pk=issued.pk).update(billed_name="", billed_address="", lines=[], document="")
    assert "frozen" in refused("DELETE FROM contacts_invoice WHERE id = %s", issued.pk)
    assert Invoice.objects.filter(pk=issued.pk).exists()


def test_it_may_lose_its_assignment_and_follow_a_merge(issued: Invoice) -> None:
    other = SubjectFactory.create()
    Invoice.objects.filter(pk=issued.pk).update(assignment=None, subject=other)
    assert Invoice.objects.get(pk=issued.pk).subject == other


@pytest.mark.django_db
def test_a_draft_can_still_be_changed_and_removed() -> None:
    invoice = draft_for(a_person())
    Invoice.objects.filter(pk=invoice.pk).update(
        amount=5, lines=[{"text": "Other", "quantity": "1", "price": "5"}]
    )
    assert Invoice.objects.get(pk=invoice.pk).amount == 5
    invoice.delete()
    assert not Invoice.objects.filter(pk=invoice.pk).exists()


@pytest.fixture
def entry(db: None) -> LedgerEntry:
    return LedgerEntry.objects.create(
        at=timezone.now(), kind="test", body={"n": 1}, previous="0" * 64, mac="1" * 64
    )


def test_the_ledger_grows_but_no_line_changes_or_goes(entry: LedgerEntry) -> None:
    second = LedgerEntry.objects.create(
        at=timezone.now(), kind="test", body={"n": 2}, previous="1" * 64, mac="2" * 64
    )
    assert "append-only" in refused("UPDATE privacy_ledgerentry SET kind = 'other' WHERE id = %s", entry.pk)
    assert "append-only" in refused("DELETE FROM privacy_ledgerentry WHERE id = %s", entry.pk)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        LedgerEntry.objects.all()._raw_delete(using="default")
    assert {row.pk for row in LedgerEntry.objects.filter(kind="test")} >= {entry.pk, second.pk}


def test_there_is_no_way_round_by_emptying_or_replacing(entry: LedgerEntry) -> None:
    if connection.vendor == "postgresql":
        assert "append-only" in refused("TRUNCATE privacy_ledgerentry")
    else:
        copy = "SELECT id, at, 'other', body, previous, mac FROM privacy_ledgerentry WHERE id = %s"
        assert "append-only" in refused(
            f"INSERT OR REPLACE INTO privacy_ledgerentry (id, at, kind, body, previous, mac) {copy}", entry.pk
        )
    assert LedgerEntry.objects.get(pk=entry.pk).kind == "test"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_guards_stand_again_after_a_test_that_committed(time: str) -> None:
    assert not LedgerEntry.objects.filter(kind="test").exists()
    line = LedgerEntry.objects.create(at=timezone.now(), kind="test", body={}, previous="0" * 64, mac=time)
    assert "append-only" in refused("DELETE FROM privacy_ledgerentry WHERE id = %s", line.pk)

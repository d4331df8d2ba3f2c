"""The ledger: append-only, chained, without names, and shipped where the database's backup does not reach."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, connection, transaction

from privacy.db.triggers import trigger_operations
from privacy.evidence import ledger
from privacy.models import LedgerEntry
from privacy.nightly import sweep_and_follow_up
from privacy.subjects.identifiers import keyed_digest
from tests.cast import TODAY, pieter
from tests.commands import answer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shipped(tmp_path: Path, settings: Any, db: None) -> Path:
    """Return the file that lines are shipped to, in a place of this test's own."""
    settings.LEDGER_URL = f"file://{tmp_path}/elsewhere"
    return ledger.shipped_file_path()


@pytest.fixture
def _unguarded() -> None:
    """Let somebody with the keys of the database change what the triggers refuse."""
    (guard,) = [guard for guard in trigger_operations() if guard.table == "privacy_ledgerentry"]
    guard.stand_aside(_Plainly())  # type: ignore[arg-type]


class _Plainly:
    """As much of a schema editor as a guard needs, inside the transaction of a test."""

    connection = connection

    def execute(self, sql: str, params: None = None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)


def three() -> list[LedgerEntry]:
    return [ledger.append_entry("choice", subject="s", starts="2026-11-22", at=at) for at in range(3)]


# --- In the database ----------------------------------------------------------------------------------


def test_every_line_signs_the_one_before() -> None:
    first, second, third = three()
    assert (first.pk, second.pk, third.pk) == (1, 2, 3)
    assert first.previous == ledger.START
    assert (second.previous, third.previous) == (first.mac, second.mac)
    assert len({first.mac, second.mac, third.mac}) == 3
    assert ledger.find_broken_entries() == []


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_refuses_to_change_or_remove_a_line(act: str) -> None:
    three()
    rows = LedgerEntry.objects.filter(pk=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(kind="other") if act == "update" else rows._raw_delete(rows.db)
    assert list(LedgerEntry.objects.values_list("kind", flat=True)) == ["choice"] * 3


def _change() -> None:
    LedgerEntry.objects.filter(pk=2).update(body={"at": 9})


def _remove() -> None:
    rows = LedgerEntry.objects.filter(pk=2)
    rows._raw_delete(rows.db)


def _slip_in() -> None:
    second = LedgerEntry.objects.get(pk=2)
    LedgerEntry(
        pk=4, at=second.at, kind="choice", body={}, previous=LedgerEntry.objects.get(pk=3).mac, mac="f" * 64
    ).save(force_insert=True)


def _swap() -> None:
    second, third = LedgerEntry.objects.filter(pk__in=(2, 3)).order_by("pk").values("body", "mac")
    LedgerEntry.objects.filter(pk=2).update(**third)
    LedgerEntry.objects.filter(pk=3).update(**second)


@pytest.mark.usefixtures("_unguarded")
@pytest.mark.parametrize(
    ("tamper", "wrong"), [(_change, [2]), (_remove, [3]), (_slip_in, [4]), (_swap, [2, 3])]
)
def test_whoever_gets_past_the_database_is_found_out_by_the_chain(tamper: Any, wrong: list[int]) -> None:
    three()
    assert ledger.find_broken_entries() == []
    tamper()
    assert ledger.find_broken_entries() == wrong


def test_a_chain_signed_with_another_key_does_not_hold(settings: Any) -> None:
    three()
    settings.LEDGER_KEY = "ab" * 32
    assert ledger.find_broken_entries() == [1, 2, 3]


# --- Shipped ------------------------------------------------------------------------------------------


def test_lines_are_shipped_once_and_in_order(shipped: Path) -> None:
    entries = three()
    assert ledger.last_shipped_number() == 0
    assert ledger.ship_entries() == 3
    assert ledger.ship_entries() == 0
    assert ledger.last_shipped_number() == 3
    assert shipped.read_text().splitlines() == [
        f"{ledger.signed_text_of(entry)} {entry.mac}" for entry in entries
    ]


def test_a_line_is_shipped_after_the_commit_and_not_when_rolled_back(
    shipped: Path, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks() as waiting:
        three()
        assert not shipped.exists()
    assert len(waiting) == 3
    with django_capture_on_commit_callbacks(execute=True) as waiting, transaction.atomic():
        ledger.append_entry("choice", at=4)
        transaction.set_rollback(True)
    assert len(waiting) == 0
    assert not shipped.exists()
    with django_capture_on_commit_callbacks(execute=True):
        ledger.append_entry("choice", at=4)
    assert ledger.last_shipped_number() == 4


def test_a_line_that_a_killed_process_left_half_is_written_whole(shipped: Path) -> None:
    three()
    ledger.ship_entries()
    whole = shipped.read_bytes()
    shipped.write_bytes(whole[:-20])
    assert ledger.last_shipped_number() == 2
    assert ledger.ship_entries() == 1
    assert shipped.read_bytes() == whole


@pytest.mark.parametrize("address", ["ftp://example.org/x", "somewhere", ""])
def test_an_address_where_nothing_can_be_shipped_is_refused(address: str, settings: Any) -> None:
    settings.LEDGER_URL = address
    with pytest.raises(ImproperlyConfigured):
        ledger.shipped_file_path()


# --- What stands in it --------------------------------------------------------------------------------


@pytest.mark.promise("P10")
def test_the_ledger_names_nobody(shipped: Path, django_capture_on_commit_callbacks: Any) -> None:
    contact = pieter()
    with django_capture_on_commit_callbacks(execute=True):
        answer("privacy_erase", "pieter@example.be", "--as-of", TODAY.isoformat())
    text = shipped.read_text() + json.dumps(list(LedgerEntry.objects.values_list("body", flat=True)))
    assert str(contact.subject.pk) in text, "the number of the person, which the replay needs"
    assert keyed_digest("pieter@example.be") in text
    for name in ("pieter", "claessens", "example.be", "voorbeeldstraat", "3216550102"):
        assert name not in text.lower()


def test_the_ledger_is_as_long_as_what_was_chosen_and_done() -> None:
    pieter()
    sweep_and_follow_up(today=TODAY)
    assert not LedgerEntry.objects.exists()
    document = answer("privacy_erase", "pieter@example.be", "--as-of", TODAY.isoformat())
    kinds = list(LedgerEntry.objects.values_list("kind", flat=True))
    assert kinds.count("choice") == 1
    assert kinds.count("suppression") == 2
    assert kinds.count("erased") == len(document["erased"])
    answer("privacy_erase", "pieter@example.be", "--as-of", TODAY.isoformat())
    assert LedgerEntry.objects.count() == len(kinds)

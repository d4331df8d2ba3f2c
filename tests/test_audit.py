"""``privacy_audit`` finds what should not be, and says nothing when all is well."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from contacts.models import Enquiry, Invoice
from privacy.declarations.registry import registry
from privacy.evidence import ledger
from privacy.files.writing import place_of
from privacy.models import ErasureTrace, FileToDelete, SweepLine, Task
from privacy.nightly import sweep_and_follow_up
from privacy.proof.audit import audit_promises
from tests.cast import noor, pieter
from tests.commands import answer, words
from tests.test_checks import enquiry_policy
from tests.test_ledger import _Plainly

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _sound(settings: Any, tmp_path: Path, django_capture_on_commit_callbacks: Any) -> None:
    """An instance in which somebody was erased and everything is as it should be."""
    settings.LEDGER_URL = f"file://{tmp_path}/elsewhere"
    pieter()
    noor()
    with django_capture_on_commit_callbacks(execute=True):
        answer("privacy_erase", "noor@example.org")
        sweep_and_follow_up(today=timezone.localdate())
    ledger.ship_entries()


def where(**options: Any) -> list[str]:
    """Return where something is found wrong."""
    return [finding.where for finding in audit_promises(now=timezone.now(), **options)]


def test_all_is_well() -> None:
    assert answer("privacy_audit") == {"ok": True, "findings": []}
    assert words("privacy_audit").strip()


def test_a_finding_says_what_and_where() -> None:
    FileToDelete.objects.create(name="x.pdf")
    document = answer("privacy_audit")
    assert document["ok"] is False
    (finding,) = document["findings"]
    assert list(finding) == ["what", "where"]
    assert finding["where"] == f"doomed file {FileToDelete.objects.get().pk}"
    assert finding["where"] in words("privacy_audit")


def test_traces_that_were_taken_away_are_missed() -> None:
    trace = ErasureTrace.objects.filter(line__label="contacts.enquiry.said").get()
    run = trace.line.run_id
    trace.delete()
    assert where() == [f"run {run}, contacts.enquiry.said"]


def test_a_count_that_was_changed_is_seen() -> None:
    line = SweepLine.objects.get(label="contacts.enquiry.said")
    SweepLine.objects.filter(pk=line.pk).update(erased=7)
    assert where() == [f"run {line.run_id}, contacts.enquiry.said"]


def test_a_whole_run_that_was_taken_away_is_missed() -> None:
    line = SweepLine.objects.get(label="contacts.enquiry.said")
    labels = sorted(line.run.lines.filter(erased__gt=0).values_list("label", flat=True))
    line.run.delete()
    assert where() == [f"run {line.run_id}, {label}" for label in labels]


def test_a_broken_ledger_is_found() -> None:
    from privacy.db.triggers import trigger_operations
    from privacy.models import LedgerEntry

    (guard,) = [guard for guard in trigger_operations() if guard.table == "privacy_ledgerentry"]
    guard.stand_aside(_Plainly())  # type: ignore[arg-type]
    LedgerEntry.objects.filter(pk=1).update(body={})
    assert where() == ["ledger entry 1"]


def test_lines_that_are_not_shipped_are_found() -> None:
    last = ledger.last_shipped_number()
    ledger.append_entry("choice", at=1)
    assert where() == [f"ledger entry {last + 1}"]
    ledger.ship_entries()
    assert where() == []


def test_a_database_older_than_the_shipped_ledger_is_found() -> None:
    last = ledger.last_shipped_number()
    path = ledger.shipped_file_path()
    path.write_text(
        path.read_text() + path.read_text().splitlines()[-1].replace(f"{last} ", f"{last + 1} ", 1) + "\n"
    )
    assert where() == [f"ledger entry {last + 1}"]


def test_a_missed_night_is_found() -> None:
    assert [f.where for f in audit_promises(now=timezone.now() + timedelta(hours=35))] == []
    assert len(audit_promises(now=timezone.now() + timedelta(hours=37))) == 1


def test_a_blown_fuse_that_waits_is_found() -> None:
    Task.objects.create(kind=Task.Kind.FUSE, label="contacts.enquiry.said", due_on=timezone.localdate())
    assert where() == ["contacts.enquiry.said"]
    Task.objects.update(done_on=timezone.localdate())
    assert where() == []


def test_what_todays_sweep_should_have_erased_is_found() -> None:
    long_ago = timezone.localdate() - timedelta(days=2000)
    Enquiry.objects.update(received_on=long_ago)
    assert where() == ["contacts.enquiry.said: 1"]
    sweep_and_follow_up(today=timezone.localdate())
    ledger.ship_entries()
    assert where() == []


def test_a_stored_file_that_is_missing_is_found() -> None:
    invoice = Invoice.objects.get()
    place_of(str(invoice.document.name)).unlink()
    assert where() == [f"contacts.invoice {invoice.pk}"]


def test_a_declaration_against_the_law_is_found() -> None:
    from contacts.purposes import ENQUIRY
    from privacy.declarations.terms.vocabulary import indefinitely

    with registry.temporarily(enquiry_policy(keep={ENQUIRY: indefinitely("so it is")})):
        assert "privacy.E003" in where()
    assert where() == []


def test_no_finding_names_anybody() -> None:
    invoice = Invoice.objects.get()
    place_of(str(invoice.document.name)).unlink()
    said = str(answer("privacy_audit")) + words("privacy_audit")
    assert said
    for name in ("Claessens", "pieter", "example.be", "Voorbeeldstraat"):
        assert name not in said

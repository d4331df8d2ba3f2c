"""Stored files that belong to nothing: counted, told in the run of the sweep, and gone within its fuse."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from contacts.models import Invoice
from privacy.evidence import ledger
from privacy.models import ErasureTrace, FileToDelete, LedgerEntry, StoredFile, SweepLine, Task
from privacy.nightly import sweep_and_follow_up
from privacy.retention import sweep
from privacy.retention.orphans import GRACE, LABEL, bytes_without_row, sweep_orphans
from privacy.retention.stored_files import remove_files
from tests import cast
from tests.commands import answer, words
from tests.files.room import lying_there, opened, stored

pytestmark = pytest.mark.django_db


def made_old(names: list[str], *, by: timedelta = GRACE + timedelta(minutes=1)) -> None:
    StoredFile.objects.filter(name__in=names).update(stored_at=timezone.now() - by)


def without_rows(count: int) -> list[str]:
    """Store files that were killed before their rows were committed."""
    names = [stored(b"%d" % number) for number in range(count)]
    StoredFile.objects.filter(name__in=names).delete()
    return names


def later() -> datetime:
    return timezone.now() + GRACE + timedelta(minutes=1)


def night(*, confirm: tuple[str, ...] = ()) -> sweep.Line | None:
    """Let a night pass an hour from now; return what its run says of these files."""
    with sweep.sweeping(today=timezone.localdate()) as report:
        sweep_orphans(report, now=later(), confirm=confirm)
    remove_files()
    return report.lines.get(LABEL)


def test_a_file_that_nothing_names_goes_once_it_is_old_enough_with_evidence_and_an_invoice_stays() -> None:
    document = str(cast.pieter().subject.invoices.get().document.name)
    orphan = stored()
    made_old([document], by=timedelta(days=400))

    sweep_and_follow_up(today=timezone.localdate())
    assert opened(orphan), "it may belong to a row about to be committed"

    made_old([orphan])
    number = StoredFile.objects.get(name=orphan).pk
    sweep_and_follow_up(today=timezone.localdate())
    assert lying_there() == [document]
    assert not StoredFile.objects.filter(name=orphan).exists()
    line = SweepLine.objects.get(label=LABEL)
    assert (line.due, line.erased) == (1, 1)
    assert [trace.row for trace in ErasureTrace.objects.filter(line=line)] == [number]
    [vouched] = [entry.body for entry in LedgerEntry.objects.filter(kind="erased")]
    assert (vouched["label"], vouched["count"]) == (LABEL, 1)
    ledger.ship_entries()
    assert answer("privacy_audit")["findings"] == []


def test_bytes_without_a_row_go_once_they_are_old_enough() -> None:
    kept = stored()
    Invoice.objects.update(document=kept)
    [left] = without_rows(1)
    assert list(bytes_without_row(now=timezone.now())) == []
    assert list(bytes_without_row(now=later())) == [left]


def test_what_was_left_of_files_that_were_being_written_goes_too() -> None:
    folder = settings.MEDIA_ROOT / "sealed/unfinished"
    folder.mkdir(parents=True)
    (folder / "ab12").write_bytes(b"sealed under a key that nobody has")
    line = night()
    assert line is not None
    assert (line.due, line.erased) == (1, 1)
    assert lying_there() == []


def test_nothing_outside_the_room_is_looked_at() -> None:
    settings.MEDIA_ROOT.mkdir(parents=True)
    beside = settings.MEDIA_ROOT / "somebody-elses.pdf"
    beside.write_bytes(b"%PDF")
    os.utime(beside, (0, 0))
    assert night() is None
    assert beside.exists()


def test_a_night_that_would_erase_unusually_many_stops_and_waits_for_a_person() -> None:
    names = without_rows(sweep.FUSE_ROWS + 1)
    line = night()
    assert line is not None
    assert (line.due, line.erased, line.fuse) == (51, 0, True)
    assert lying_there() == sorted(names)
    assert Task.objects.get(kind=Task.Kind.FUSE).label == LABEL
    assert not FileToDelete.objects.exists()

    line = night(confirm=(LABEL,))
    assert line is not None
    assert (line.erased, lying_there()) == (51, [])


def test_files_that_can_still_be_read_are_under_the_fuse_too() -> None:
    names = [stored(b"%d" % number) for number in range(sweep.FUSE_ROWS + 1)]
    line = night()
    assert line is not None
    assert line.fuse
    assert [opened(name) for name in names] == [b"%d" % number for number in range(51)]


def test_the_command_counts_them_first_and_lets_them_pass_by_name() -> None:
    names = [stored(b"%d" % number) for number in range(sweep.FUSE_ROWS + 1)]
    made_old(names)
    counted = {line["label"]: line for line in answer("privacy_sweep", "--dry-run")["lines"]}
    assert counted[LABEL] == {"label": LABEL, "due": 51, "erased": 0, "held": 0, "fuse": True}
    assert len(lying_there()) == 51
    assert LABEL in words("privacy_sweep", "--confirm", LABEL)
    assert lying_there() == []


def test_a_file_on_the_list_of_those_to_delete_is_not_counted_twice() -> None:
    FileToDelete.objects.create(name=stored())
    FileToDelete.objects.create(name=without_rows(1)[0])
    assert night() is None


def test_a_day_of_the_demo_that_is_to_come_does_not_make_files_older() -> None:
    from privacy.models import Instance

    Instance.objects.update(demo=True)
    name = stored()
    sweep_and_follow_up(today=date(2040, 1, 1))
    assert opened(name)

"""What an erasure leaves as evidence, what happens to files, and whether the night's sweep beats."""

from __future__ import annotations

import fcntl
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import psycopg
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from contacts.models import Contact
from privacy import tasks
from privacy.evidence import ledger
from privacy.evidence.traces import digest_of_traces
from privacy.files.erasing import erase_file
from privacy.files.writing import place_of
from privacy.locks import Busy, one_at_a_time
from privacy.models import Choice, ErasureTrace, FileToDelete, LedgerEntry, SweepLine, SweepRun, Task
from privacy.nightly import sweep_and_follow_up
from privacy.recipients import notifications
from privacy.retention import heartbeat, stored_files, sweep
from privacy.retention.sweep import count_due
from privacy.rights import legal_holds
from privacy.subjects import choices
from tests.cast import TODAY, louise, noor
from tests.commands import answer, refusal
from tests.test_statements import people

pytestmark = pytest.mark.django_db

NAME = "contacts.contact.name"
REACH = "contacts.contactpoint.reach"
SAID = "contacts.enquiry.said"


def swept(today: date = TODAY, **options: Any) -> dict[str, int]:
    """Sweep; return what was erased, by label, without zeros."""
    return {
        label: line.erased
        for label, line in sweep_and_follow_up(today=today, **options).lines.items()
        if line.erased
    }


def wish(contact: Contact, *, on: date = TODAY) -> None:
    choices.record_erasure_wish(contact.subject, on=on, source=Choice.Channel.EMAIL)


# --- Evidence -----------------------------------------------------------------------------------------


def test_every_erased_group_leaves_a_trace_and_the_ledger_vouches_for_them() -> None:
    contact = noor()
    point, enquiry = contact.points.get(), contact.enquiries.get()
    wish(contact)
    erased = swept()
    run = SweepRun.objects.get()
    assert run.finished_at
    assert {line.label: line.traces.count() for line in run.lines.all()} == erased
    assert list(ErasureTrace.objects.filter(line__label=SAID).values_list("subject", "row")) == [
        (contact.subject.pk, enquiry.pk)
    ]
    assert list(ErasureTrace.objects.filter(line__label=REACH).values_list("subject", "row")) == [
        (contact.subject.pk, point.pk)
    ]
    vouched = {entry.body["label"]: entry.body for entry in LedgerEntry.objects.filter(kind="erased")}
    assert {label: body["count"] for label, body in vouched.items()} == erased
    assert {label: body["digest"] for label, body in vouched.items()} == {
        line.label: digest_of_traces(line) for line in run.lines.all()
    }
    assert ledger.find_broken_entries() == []


def test_a_run_that_was_cut_off_is_vouched_for_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    wish(noor())
    real = sweep._close
    monkeypatch.setattr(sweep, "_close", lambda run: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        sweep_and_follow_up(today=TODAY)
    cut = SweepRun.objects.get()
    assert cut.finished_at is None
    assert ErasureTrace.objects.filter(line__run=cut).exists()
    assert not LedgerEntry.objects.filter(kind="erased").exists()
    monkeypatch.setattr(sweep, "_close", real)
    assert swept() == {}
    assert SweepRun.objects.get(pk=cut.pk).finished_at
    assert {entry.body["run"] for entry in LedgerEntry.objects.filter(kind="erased")} == {cut.pk}


def test_a_night_that_is_cut_off_in_what_follows_is_begun_again(monkeypatch: pytest.MonkeyPatch) -> None:
    wish(noor())
    held = louise()
    legal_holds.place_hold(
        held.subject, reason="a dispute", law="GDPR art. 17(3)(e)", on=TODAY, review_on=TODAY
    )
    real = notifications.notify_of_later_erasures
    monkeypatch.setattr(
        notifications, "notify_of_later_erasures", lambda **_named: (_ for _ in ()).throw(KeyboardInterrupt)
    )
    with pytest.raises(KeyboardInterrupt):
        sweep_and_follow_up(today=TODAY)
    cut = SweepRun.objects.get()
    assert cut.finished_at is None, "what follows belongs to the night"
    caught_up = Mock(side_effect=real)
    monkeypatch.setattr(notifications, "notify_of_later_erasures", caught_up)
    assert swept() == {}
    caught_up.assert_called_once_with(on=TODAY)
    assert SweepRun.objects.filter(finished_at=None).count() == 0
    assert Task.objects.filter(kind=Task.Kind.HOLD).count() == 1, "it was opened once"
    assert {entry.body["run"] for entry in LedgerEntry.objects.filter(kind="erased")} == {cut.pk}


def test_many_rows_in_small_chunks_are_the_same_evidence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep, "CHUNK", 7)
    people(300, due=45)
    assert swept()[SAID] == 45
    line = SweepLine.objects.get(label=SAID)
    assert (line.due, line.erased, line.traces.count()) == (45, 45, 45)
    assert line.traces.values("row").distinct().count() == 45


# --- One at a time, and whether it beats --------------------------------------------------------------


def test_two_sweeps_at_once_are_one_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor == "postgresql":
        with psycopg.connect(_url(), autocommit=True) as other:
            import zlib

            other.execute("SELECT pg_advisory_lock(%s)", [zlib.crc32(b"sweep")])
            with pytest.raises(Busy):
                sweep_and_follow_up(today=TODAY)
            assert refusal("privacy_sweep", "--as-of", TODAY.isoformat())
    else:
        name = tmp_path / "database"
        monkeypatch.setitem(connection.settings_dict, "NAME", str(name))
        with Path(f"{name}.sweep.lock").open("w") as other_process:
            fcntl.flock(other_process, fcntl.LOCK_EX)
            with pytest.raises(Busy):
                sweep_and_follow_up(today=TODAY)
            assert refusal("privacy_sweep", "--as-of", TODAY.isoformat())
            tasks.nightly_sweep()
    assert not SweepRun.objects.exists()
    sweep_and_follow_up(today=TODAY)
    assert SweepRun.objects.count() == 1


def _url() -> str:
    known = connection.settings_dict
    server = f"{known['HOST']}:{known['PORT'] or 5432}"
    return f"postgresql://{known['USER']}:{known['PASSWORD']}@{server}/{known['NAME']}"


def test_other_work_is_not_in_the_way(tmp_path: Path) -> None:
    with one_at_a_time("something else"):
        sweep_and_follow_up(today=TODAY)
    assert SweepRun.objects.filter(finished_at__isnull=False).count() == 1


def test_a_missed_night_shows() -> None:
    assert heartbeat.last_full_sweep() is None
    sweep_and_follow_up(today=TODAY)
    beat = heartbeat.last_full_sweep()
    assert beat is not None
    assert not heartbeat.sweep_is_overdue(now=beat + timedelta(hours=36))
    assert heartbeat.sweep_is_overdue(now=beat + timedelta(hours=36, seconds=1))


def test_neither_a_look_nor_one_persons_erasure_counts_as_a_night() -> None:
    noor()
    count_due(today=TODAY)
    answer("privacy_erase", "noor@example.org", "--as-of", TODAY.isoformat())
    assert SweepRun.objects.exists()
    assert heartbeat.last_full_sweep() is None


def test_the_nightly_task_sweeps_as_of_today() -> None:
    tasks.nightly_sweep()
    run = SweepRun.objects.get()
    assert (run.as_of, run.subject) == (timezone.localdate(), None)
    assert run.finished_at


# --- Files --------------------------------------------------------------------------------------------


def test_a_file_that_cannot_go_now_goes_later(monkeypatch: pytest.MonkeyPatch) -> None:
    name = default_storage.save("one.pdf", ContentFile(b"x"))
    erase_file(name)

    def refuse(name: str) -> None:
        raise PermissionError(name)

    with monkeypatch.context() as refusing:
        refusing.setattr(stored_files, "remove_bytes", refuse)
        assert stored_files.remove_files() == 0
    assert place_of(name).exists()
    assert not default_storage.exists(name), "nobody can read it meanwhile"
    assert FileToDelete.objects.count() == 1
    tasks.remove_files()
    assert not place_of(name).exists()
    assert not FileToDelete.objects.exists()


def test_a_file_that_is_gone_already_is_struck_off() -> None:
    FileToDelete.objects.create(name="letters/never.pdf")
    assert stored_files.remove_files() == 1
    assert not FileToDelete.objects.exists()

"""Looking for what should not be: promises not kept, evidence that does not hold, leftovers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.core.checks import ERROR, run_checks
from django.utils.translation import gettext as _

from privacy.dates import day_of
from privacy.evidence import ledger
from privacy.evidence.traces import digest_of_traces
from privacy.files.rotation import find_missing_keys
from privacy.models import FileToDelete, LedgerEntry, SweepLine, Task
from privacy.retention import heartbeat, stored_files
from privacy.retention.sweep import count_due


@dataclass(frozen=True)
class Finding:
    """Something wrong, and where: labels and numbers, never a name."""

    what: str
    where: str


def audit_promises(*, now: datetime) -> list[Finding]:
    """Return everything found wrong at ``now``."""
    return [*_declarations(), *_ledger(), *_evidence(), *_sweep(now), *_files()]


def _declarations() -> Iterator[Finding]:
    for message in run_checks(tags=["privacy"]):
        if message.level >= ERROR:
            yield Finding(what=message.msg, where=message.id or "")


def _ledger() -> Iterator[Finding]:
    for number in ledger.find_broken_entries():
        yield Finding(
            what=_("the ledger is broken: a line was changed, removed or slipped in"),
            where=f"ledger entry {number}",
        )
    shipped, last = ledger.shipped_and_last_number()
    if shipped > last:
        yield Finding(
            what=_(
                "the shipped ledger is ahead: this database is an older copy, replay what people chose since"
            ),
            where=f"ledger entry {shipped}",
        )
    if shipped < last:
        yield Finding(what=_("ledger lines are not shipped"), where=f"ledger entry {shipped + 1}")


def _evidence() -> Iterator[Finding]:
    vouched = {
        (e.body["run"], e.body["label"]): e.body
        for e in LedgerEntry.objects.filter(kind="erased").order_by("pk")
    }
    lines = {
        (line.run_id, line.label): line
        for line in SweepLine.objects.filter(erased__gt=0, run__finished_at__isnull=False)
    }
    for key in sorted(vouched.keys() | lines.keys()):
        line, said = lines.get(key), vouched.get(key)
        if (
            line is None
            or said is None
            or said["count"] != line.erased
            or said["digest"] != digest_of_traces(line)
        ):
            yield Finding(
                what=_("the traces of a run are not those the ledger vouches for"),
                where=f"run {key[0]}, {key[1]}",
            )


def _sweep(now: datetime) -> Iterator[Finding]:
    if heartbeat.sweep_is_overdue(now=now):
        yield Finding(
            what=_("the retention sweep did not run"), where=str(heartbeat.last_full_sweep() or "-")
        )
    for task in Task.objects.filter(kind=Task.Kind.FUSE, done_on__isnull=True):
        yield Finding(
            what=_("the sweep stopped before erasing unusually much, and waits for --confirm"),
            where=task.label,
        )
    beat = heartbeat.last_full_sweep()
    if beat and day_of(beat) == day_of(now):
        for line in count_due(today=day_of(now)).lines.values():
            if line.due and not line.fuse:
                yield Finding(
                    what=_("what is due was not erased by today's sweep"), where=f"{line.label}: {line.due}"
                )


def _files() -> Iterator[Finding]:
    for number in FileToDelete.objects.values_list("pk", flat=True):
        yield Finding(what=_("a file of an erased row is still there"), where=f"doomed file {number}")
    for label, row in stored_files.find_missing_files():
        yield Finding(what=_("a stored file is missing"), where=f"{label} {row}")
    for name in find_missing_keys():
        yield Finding(what=_("stored files need a key that is missing in FILE_KEYS"), where=name)
    if plain := stored_files.count_plain_files():
        yield Finding(what=_("files that are not sealed lie in MEDIA_ROOT"), where=str(plain))

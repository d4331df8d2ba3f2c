"""The retention sweep: what no purpose needs any more goes, in chunks, with evidence.

What can go wrong here is that something is erased which should not be; there is no way back. Therefore: the
rows of a chunk are found, or asked again, under the latch, in the transaction that erases them; evidence is
written in that same transaction; a rule about to erase an unusual share of its table stops and waits for a
person; and nothing is remembered between runs, so that a run cut off anywhere is simply run again.
Transactions: one a chunk, never more.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import BigIntegerField, F, IntegerField, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy

from privacy.db import scrub
from privacy.db.insert_select import insert_select
from privacy.evidence import ledger
from privacy.evidence.traces import digest_of_traces
from privacy.locks import latched, one_at_a_time
from privacy.models import ErasureTrace, Instance, SweepLine, SweepRun, Task
from privacy.retention import stored_files
from privacy.retention.candidates import Tabled, candidates_of, unhurried
from privacy.retention.rules import Keys, Rule, all_rules, apply_rules
from privacy.retention.tables_of_subject import policies_about
from privacy.web.refusal import Refusal

CHUNK = 2000
FUSE_ROWS = 50
FUSE_SHARE = 0.20


class FutureSweepRefused(Refusal):
    """A real sweep of a future day was asked of a database that is no demo."""

    def __init__(self) -> None:
        super().__init__(
            gettext_lazy("A day to come is swept with --dry-run only: what is erased never comes back.")
        )


@dataclass
class Line:
    """What a run did under one label."""

    label: str
    due: int = 0
    erased: int = 0
    held: int = 0
    fuse: bool = False
    row: SweepLine | None = None


@dataclass
class Report:
    """What a run did: a line for every label, and the number of statements it took."""

    as_of: date
    run: SweepRun | None = None
    lines: dict[str, Line] = field(default_factory=dict)
    statements: int = 0

    @property
    def dry_run(self) -> bool:
        """Whether nothing was erased: there is no run then."""
        return self.run is None


def count_due(*, today: date) -> Report:
    """Return what a sweep would find on ``today``; nothing is erased and no run is written down."""
    return _counted(Report(as_of=today), lambda report: _look(report, today))


@contextmanager
def sweeping(*, today: date, confirm: Collection[str] = ()) -> Iterator[Report]:
    """Erase everything that is due on ``today``, then run the block, then mark the run finished.

    Nobody else sweeps until the block is left; a run that ends within it is closed by the next one.
    ``confirm`` names labels whose fuse may pass. Raises ``FutureSweepRefused`` for a day to come outside demo
    data, and ``Busy`` while another sweep runs.
    """
    if today > timezone.localdate() and not Instance.objects.filter(demo=True).exists():
        raise FutureSweepRefused
    with one_at_a_time("sweep"):
        _close_cut_off_runs()
        run = SweepRun.objects.create(as_of=today)
        yield _counted(
            Report(as_of=today, run=run), lambda report: _erase_all(report, run, today, confirm=confirm)
        )
        _close(run)


def sweep_subject(subject: UUID, *, today: date) -> Report:
    """Erase what is due of one person on ``today``. The caller's transaction makes it one with the wish."""
    with latched():
        run = SweepRun.objects.create(as_of=today, subject=subject)
        report = _counted(
            Report(as_of=today, run=run), lambda report: _erase_all(report, run, today, subject=subject)
        )
        _close(run)
        transaction.on_commit(stored_files.remove_files, robust=True)
        transaction.on_commit(scrub.empty_write_ahead_log, robust=True)
    return report


def _look(report: Report, today: date) -> None:
    for rule in all_rules():
        with Tabled(rule, today=today) as candidates:
            counts = candidates.counts()
            blown = _blows_fuse(candidates, counts.due)
        report.lines[rule.label] = Line(rule.label, due=counts.due, held=counts.held, fuse=blown)


def _erase_all(
    report: Report, run: SweepRun, today: date, *, confirm: Collection[str] = (), subject: UUID | None = None
) -> None:
    """Apply the rules until none finds anything.

    Of one person only the tables are asked that know the person: what a sweep writes itself is never due the
    same day.
    """
    chosen = all_rules()
    if subject:
        report.lines = {rule.label: Line(rule.label) for rule in chosen}
        known = policies_about(subject)
        chosen = [rule for rule in chosen if rule.policy in known]
    apply_rules(chosen, lambda rule: _apply(report, run, rule, today, confirm=confirm, subject=subject))


def _apply(
    report: Report, run: SweepRun, rule: Rule, today: date, *, confirm: Collection[str], subject: UUID | None
) -> bool:
    """Run one rule; return whether it erased anything.

    A small table is looked through under the latch that its first chunk needs anyway; one person's rows
    always are.
    """
    line = report.lines.setdefault(rule.label, Line(rule.label))
    if line.fuse:
        return False
    candidates = candidates_of(rule, today=today, subject=subject)
    everybodys = candidates if isinstance(candidates, Tabled) else None
    again = everybodys if everybodys and not everybodys.small else None
    before = line.erased
    with ExitStack() as latch:
        if everybodys and not again:
            latch.enter_context(latched())
        with candidates:
            counts = candidates.counts()
            line.due += counts.due
            line.held = counts.held
            if not counts.due and not counts.held:
                return False
            line.fuse = (
                everybodys is not None and rule.label not in confirm and _blows_fuse(everybodys, counts.due)
            )
            kept = write_line(run, line)
            if line.fuse:
                open_fuse_task(line, today)
                return False
            for keys in candidates.chunks(CHUNK):
                line.erased += _erase_chunk(rule, kept, keys, again)
                latch.close()
                again = everybodys
    return line.erased > before


def write_line(run: SweepRun, line: Line) -> SweepLine:
    """Write down what a run found under a label, before anything goes."""
    found = {"due": line.due, "held": line.held, "fuse": line.fuse}
    if line.row is None:
        with unhurried():
            line.row = SweepLine.objects.create(run=run, label=line.label, **found)
    else:
        SweepLine.objects.filter(pk=line.row.pk).update(**found)
    return line.row


def _erase_chunk(rule: Rule, line: SweepLine, keys: Keys, again: Tabled | None) -> int:
    """Erase ``keys`` with evidence, in one transaction, and return how many: those still due if ``again`` is
    to be asked."""
    with latched() if again else nullcontext():
        ids = again.still_due(keys) if again else keys
        rows = rule.policy.model._base_manager.filter(pk__in=ids).order_by("pk")
        erased = insert_select(ErasureTrace, *_trace_of(rows, line, rule.policy.subject))
        if erased:
            rule.erase(ids)
            SweepLine.objects.filter(pk=line.pk).update(erased=F("erased") + erased)
    return erased


def _trace_of(rows: Any, line: SweepLine, subject: str | None) -> tuple[list[str], Any]:
    rows = rows.annotate(_line=Value(line.pk, output_field=BigIntegerField()))
    numbered = isinstance(rows.model._meta.pk, IntegerField)
    columns = (
        {"line": "_line"} | ({"subject": subject} if subject else {}) | ({"row": "pk"} if numbered else {})
    )
    return list(columns), rows.values_list(*columns.values())


def _blows_fuse(candidates: Tabled, due: int) -> bool:
    """Return whether unusually much is about to go that nobody asked for; who asked is looked up only where
    it decides."""
    if due <= FUSE_ROWS:
        return False
    size = candidates.table_size()
    return is_unusual(due, table_size=size) and is_unusual(candidates.unasked(), table_size=size)


def is_unusual(count: int, *, table_size: int) -> bool:
    """Return whether so many out of ``table_size`` are more than a night usually erases."""
    return count > max(FUSE_ROWS, FUSE_SHARE * table_size)


def open_fuse_task(line: Line, today: date) -> None:
    """Ask somebody of staff to look at what the fuse stopped."""
    Task.objects.get_or_create(
        kind=Task.Kind.FUSE, label=line.label, subject=None, row=0, done_on=None, defaults={"due_on": today}
    )


def _close(run: SweepRun) -> None:
    """Vouch in the ledger for what the run erased, and mark it finished, together."""
    with latched():
        for line in run.lines.filter(erased__gt=0).order_by("label"):
            ledger.append_entry(
                "erased", run=run.pk, label=line.label, count=line.erased, digest=digest_of_traces(line)
            )
        run.finished_at = timezone.now()
        run.save(update_fields=["finished_at"])


def _close_cut_off_runs() -> None:
    """Vouch for what earlier runs did before they were killed; whoever sweeps alone (``one_at_a_time``)
    knows they are dead."""
    for run in SweepRun.objects.filter(finished_at__isnull=True, subject__isnull=True).order_by("pk"):
        _close(run)


def _counted(report: Report, work: Callable[[Report], None]) -> Report:
    with _counting() as count:
        work(report)
    report.statements = count[0]
    return report


@contextmanager
def _counting() -> Iterator[list[int]]:
    count = [0]

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        count[0] += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wrapper):
        yield count

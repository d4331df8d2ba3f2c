"""The sweep of the benchmark's register, written by hand for these tables and this policy alone: the limit to
aim by.

The same rows go, with the same traces, run lines and ledger lines, in transactions of 2,000 rows under the
latch, and the same reviews are opened. It knows its order, looks once, asks no chunk again, and has no fuse.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from benchmarks.hand_reviews import REVIEWS, Review
from benchmarks.hand_steps import IN_FORCE, STEPS, Step

CHUNK = 2000
NAMED = re.compile(r"(?<!:):(\w+)")


class HandSweep:
    """One run on ``today``: ``steps`` in their order, then ``reviews``."""

    def __init__(
        self, today: date, *, steps: tuple[Step, ...] = STEPS, reviews: tuple[Review, ...] = REVIEWS
    ) -> None:
        self._steps, self._reviews = steps, reviews
        self._facts: dict[str, Any] = {
            "today": today,
            "two_years": today.replace(year=today.year - 2),
            "three_years": today.replace(year=today.year - 3),
            "proof": today.replace(year=today.year - 5),
            "law": date(today.year - 8, 12, 31),
        }
        self._cursor = connection.cursor()
        self.statements = 0

    def run(self) -> None:
        """Erase, open the reviews, and vouch for it in the ledger."""
        self._do(f"CREATE TEMPORARY TABLE batch (id bigint PRIMARY KEY, subject {_uuid()})")
        now = timezone.now()
        run = self._insert(
            "INSERT INTO privacy_sweeprun (as_of, started_at) VALUES (:today, :now) RETURNING id", now=now
        )
        lines = [(step.label, line) for step in self._steps if (line := self._step(step, run))]
        for review in self._reviews:
            self._review(review)
        with transaction.atomic():
            self._latch()
            for label, line in sorted(lines):
                self._vouch(run, label, line)
            self._do(
                "UPDATE privacy_sweeprun SET finished_at = :now WHERE id = :run", now=timezone.now(), run=run
            )
        self._do("DROP TABLE batch")
        self.remove_files()
        if not _postgres():
            self._do("PRAGMA wal_checkpoint(TRUNCATE)")

    def remove_files(self) -> None:
        """Strike off the names of the files that went; the register of ``benchmarks/sweep.py`` has none."""
        self._do("DELETE FROM privacy_filetodelete")

    def _step(self, step: Step, run: int) -> int | None:
        """Look once through the table of ``step`` and erase in chunks; return its run line, if it erased
        anything."""
        self._do("DROP TABLE IF EXISTS found")
        number = "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY" if _postgres() else "integer PRIMARY KEY"
        self._do(f"CREATE TEMPORARY TABLE found (number {number}, id bigint, subject {_uuid()}, held bool)")
        self._do(
            f"""INSERT INTO found (id, subject, held)
                SELECT t.id, {step.subject}, {_held(step)}
                FROM {step.table} t {step.joins} WHERE {step.where} ORDER BY 3, 1"""
        )
        found, held = self._row(
            "SELECT COUNT(*), COALESCE(SUM(CASE WHEN held THEN 1 ELSE 0 END), 0) FROM found"
        )
        if not found:
            return None
        counted = {"run": run, "label": step.label, "due": found - held, "held": held, "no": False}
        line = self._insert(
            "INSERT INTO privacy_sweepline (run_id, label, due, erased, held, fuse)"
            " VALUES (:run, :label, :due, 0, :held, :no) RETURNING id",
            **counted,
        )
        for first in range(0, found - held, CHUNK):
            with transaction.atomic():
                self._latch()
                self._do(
                    "INSERT INTO batch SELECT id, subject FROM found WHERE number > :first AND number <= "
                    ":last AND NOT held",
                    first=first,
                    last=first + CHUNK,
                )
                self._do(
                    "INSERT INTO privacy_erasuretrace (line_id, subject, row) SELECT :line, subject, id "
                    "FROM batch ORDER BY id",
                    line=line,
                )
                for statement in step.erase:
                    self._do(statement)
                self._do("DELETE FROM batch")
                erased = min(CHUNK, found - held - first)
                self._do(
                    "UPDATE privacy_sweepline SET erased = erased + :erased WHERE id = :line",
                    erased=erased,
                    line=line,
                )
        return line if found > held else None

    def _review(self, review: Review) -> None:
        self._do(
            f"""INSERT INTO privacy_task (kind, label, row, due_on, subject_id)
                SELECT DISTINCT 'review', '{review.label}', 0, {_day(":today")}, {review.subject}
                FROM {review.rows}
                WHERE {review.active} <= {review.cutoff} AND {review.where}
                AND NOT EXISTS (SELECT 1 FROM privacy_task WHERE kind = 'review' AND label = '{review.label}'
                                AND subject_id = {review.subject}
                                AND (done_on IS NULL OR done_on > {review.cutoff}))"""
        )

    def _vouch(self, run: int, label: str, line: int) -> None:
        from privacy.evidence import ledger

        digest = hashlib.sha256()
        self._do("SELECT subject, row FROM privacy_erasuretrace WHERE line_id = :line ORDER BY id", line=line)
        count = 0
        while rows := self._cursor.fetchmany(5000):
            count += len(rows)
            digest.update("".join(f"{_dashed(subject)}:{row}\n" for subject, row in rows).encode())
        ledger.append_entry("erased", run=run, label=label, count=count, digest=digest.hexdigest())

    def _latch(self) -> None:
        self._do("SELECT id FROM privacy_latch WHERE id = 1" + (" FOR UPDATE" if _postgres() else ""))

    def _do(self, sql: str, **more: Any) -> None:
        facts, used = {**self._facts, **more}, NAMED.findall(sql)
        self.statements += 1
        self._cursor.execute(NAMED.sub("%s", sql.replace("%", "%%")), [facts[name] for name in used])

    def _row(self, sql: str) -> Any:
        self._do(sql)
        return self._cursor.fetchone()

    def _insert(self, sql: str, **more: Any) -> int:
        self._do(sql, **more)
        return int(self._cursor.fetchone()[0])


def _postgres() -> bool:
    return connection.vendor == "postgresql"


def _uuid() -> str:
    return "uuid" if _postgres() else "char(32)"


def _day(value: str) -> str:
    return f"CAST({value} AS date)" if _postgres() else value


def _held(step: Step) -> str:
    """Return the condition under which a hold or a restriction stands before a row."""
    if not step.holdable:
        return "1 = 0" if _postgres() else "0"
    hold = f"""EXISTS (SELECT 1 FROM privacy_hold WHERE subject_id = {step.subject}
        AND covers IN ('{step.label}', '')
        AND placed_on <= :today AND (released_on IS NULL OR released_on > :today))"""
    if step.law_only:
        return hold
    return (
        f"({hold} OR EXISTS (SELECT 1 FROM privacy_choice WHERE subject_id = {step.subject} AND kind = "
        f"'restriction' AND {IN_FORCE}))"
    )


def _dashed(subject: Any) -> str:
    """Return a subject's number as text, with its dashes."""
    text = str(subject)
    return text if "-" in text else f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

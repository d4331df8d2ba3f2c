"""Storing an address book, chunk by chunk, so that an import that is cut off at any moment goes on where it
was.

What can go wrong, and what stands against it: a killed import (``rows_done`` moves in the transaction of the
rows), two of the same file at once (that move is conditional, the second one stops), a sweep or a wish in
between (each chunk holds the latch), a person entered twice (``matching``), a person who said no (refused,
``matching``).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.importing.batch_writer import Chunk
from contacts.importing.card import Card, UnreadableRow
from contacts.importing.entries import prepare_entry
from contacts.importing.file_format import Source, open_source
from contacts.importing.report import SKIPPED, WARNING, ImportReport, Remark
from contacts.importing.rows import RowWriter
from contacts.models import ImportBatch, ImportRemark
from privacy.locks import latched
from privacy.web.refusal import Refusal

CHUNK = 5_000
REHEARSAL = -1  # the primary key of a batch that will not be
SOURCE_LENGTH = 200

Progress = Callable[[int], None]


class NothingReadable(Refusal):
    """The file was recognised, but no row of it could be read; nothing was written."""


class ChangedMeanwhile(Refusal):
    """Another process moved or took out this import meanwhile."""


def digest_file(source: Source) -> str:
    """Return the SHA-256 of a file, in hexadecimal: how an import that was cut off is known again."""
    with open_source(source) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def store_address_book(
    book: Iterable[Card | UnreadableRow],
    *,
    mark: str,
    form: str,
    today: dt.date,
    source: str = "",
    rehearsal: bool = False,
    size: int = CHUNK,
    progress: Progress = lambda rows: None,
) -> ImportReport:
    """Store the cards of ``book`` and return what was done with each.

    ``mark`` is the file's fingerprint, ``form`` the name of its format, ``source`` who gave us these people.
    In a ``rehearsal`` everything is done and rolled back, leaving no row, and no sequence moved but by
    noes in the file.
    ``progress`` is called with the number of rows done. Raises ``NothingReadable``,
    ``ChangedMeanwhile``.
    """
    source = " ".join(source.split())[:SOURCE_LENGTH] or _("address book (%(format)s)") % {"format": form}
    with transaction.atomic() if rehearsal else nullcontext():
        report = _Import(mark=mark, form=form, today=today, source=source, rehearsal=rehearsal).run(
            book, size=size, progress=progress
        )
        if rehearsal:
            transaction.set_rollback(True)
    return report


class _Import:
    """One run over a file."""

    def __init__(self, *, mark: str, form: str, today: dt.date, source: str, rehearsal: bool) -> None:
        self.today = today
        self.source = source
        self.rows = RowWriter(rehearsal=rehearsal)
        self.rehearsal = rehearsal
        self.mark = mark
        self.form = form
        self.completed: list[int] = []
        self.batch = ImportBatch.objects.filter(fingerprint=mark, finished_at=None, undone_at=None).first()

    def run(self, book: Iterable[Card | UnreadableRow], *, size: int, progress: Progress) -> ImportReport:
        items = iter(book)
        done = self.batch.rows_done if self.batch else 0
        if done:
            for _row in itertools.islice(items, done):
                pass
            progress(done)
        for chunk, early in _chunks(items, size, readable=self.batch is not None):
            self._store(chunk, early)
            done += len(chunk) + len(early)
            progress(done)
        if self.batch is None:
            raise NothingReadable(_("The file holds no row that can be read."))
        ImportBatch.objects.filter(pk=self.batch.pk, finished_at=None).update(finished_at=timezone.now())
        return self._report(self.batch)

    def _store(self, items: list[Card | UnreadableRow], early: list[UnreadableRow]) -> None:
        remarks: list[Remark] = [Remark(item.line, SKIPPED, item.reason) for item in early]
        entries = []
        for item in items:
            if isinstance(item, UnreadableRow):
                remarks.append(Remark(item.line, SKIPPED, item.reason))
                continue
            entry = prepare_entry(item, remarks)
            if entry is not None:
                entries.append(entry)
        with self._transaction():
            batch = self.batch or self._begin()
            chunk = Chunk(batch.pk, self.today, self.source)
            chunk.decide(entries, lock=not self.rehearsal)
            chunk.write(self.rows)
            if not self.rehearsal:
                chunk.record_noes()
            self.completed += chunk.completed
            told = _told(remarks, chunk)
            self.rows.insert(
                ImportRemark,
                ("batch_id", "line", "outcome", "reason"),
                [(batch.pk, r.line, r.outcome, r.reason[:200]) for r in told],
            )
            counts = {
                "rows_done": batch.rows_done + len(items) + len(early),
                "created": batch.created + chunk.created,
                "updated": batch.updated + chunk.updated,
            }
            if not ImportBatch.objects.filter(pk=batch.pk, rows_done=batch.rows_done, undone_at=None).update(
                **counts
            ):
                raise ChangedMeanwhile(_("This file is being imported or taken out by another process."))
        for name, count in counts.items():
            setattr(batch, name, count)
        self.batch = batch

    def _transaction(self) -> AbstractContextManager[None]:
        # A rehearsal lasts as long as the file: it must not keep the latch from people meanwhile, and changes
        # nothing.
        return transaction.atomic() if self.rehearsal else latched()

    def _begin(self) -> ImportBatch:
        if ImportBatch.objects.filter(fingerprint=self.mark, finished_at=None, undone_at=None).exists():
            raise ChangedMeanwhile(_("This file is being imported or taken out by another process."))
        return ImportBatch.objects.create(
            pk=REHEARSAL if self.rehearsal else None, fingerprint=self.mark, format=self.form
        )

    def _report(self, batch: ImportBatch) -> ImportReport:
        remarks = batch.remarks.order_by("line", "outcome", "pk" if batch.pk > 0 else "-pk").values_list(
            "line", "outcome", "reason"
        )
        return ImportReport(
            None if self.rehearsal else batch.pk,
            read=batch.rows_done,
            created=batch.created,
            updated=batch.updated,
            remarks=[Remark(*row) for row in remarks.iterator()],
            completed=self.completed,
        )


def _told(remarks: list[Remark], chunk: Chunk) -> list[Remark]:
    """Return every remark but the warnings of rows that were refused or skipped: those were not imported, but
    for organisations."""
    out = {remark.line for remark in chunk.remarks if remark.outcome != WARNING} - chunk.organisations
    return [
        *(remark for remark in remarks if remark.outcome != WARNING or remark.line not in out),
        *chunk.remarks,
    ]


def _chunks(
    items: Iterator[Card | UnreadableRow], size: int, *, readable: bool
) -> Iterator[tuple[list[Card | UnreadableRow], list[UnreadableRow]]]:
    """Yield chunks of ``size`` rows. Unreadable rows at the start wait for the first card and come with its
    chunk, because a file without any card must leave nothing behind; with ``readable`` there has been one
    already."""
    early: list[UnreadableRow] = []
    while chunk := list(itertools.islice(items, size)):
        bad = [item for item in chunk if isinstance(item, UnreadableRow)]
        if not readable and len(bad) == len(chunk):
            early.extend(bad)
            continue
        readable = True
        yield chunk, early
        early = []

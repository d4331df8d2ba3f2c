"""An address book in the administration: uploaded, rehearsed, looked at, imported; its file is never kept
longer.

The worker does what takes long, told by a number only. Each step is claimed with a lease, so that two workers
do not do it at once, and one that died in the middle is followed by another: the import itself goes on where
it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import File
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from contacts.importing.card import UnreadableRow
from contacts.importing.file_format import AddressBook, UnknownFormat, open_address_book
from contacts.importing.heading import normalise_heading
from contacts.importing.headings import find_column
from contacts.importing.store import ChangedMeanwhile, NothingReadable, digest_file, store_address_book
from contacts.models import ImportBatch, Upload
from privacy.files.erasing import erase_file
from privacy.files.writing import seal_file
from privacy.retention import stored_files

State = Upload.State

LEASE = timedelta(minutes=15)
LARGEST = 200 * 1024 * 1024
PAGE = 50


@dataclass(frozen=True)
class Verdict:
    """What will become of one row: a slug, and why where there is something to say."""

    line: int
    name: str
    reach: str
    company: str
    outcome: str
    reasons: list[str]


def keep_upload(file: File[bytes], *, source: str, by: AbstractBaseUser) -> Upload:
    """Keep ``file`` privately, to be rehearsed by the worker; ``UnknownFormat`` if it is no address book, or
    too large."""
    if (file.size or 0) > LARGEST:
        raise UnknownFormat(_("This file is too large: at most 200 MB."))
    upload = Upload(source=source, uploaded_by_id=by.pk)
    with seal_file(file) as sealed:
        upload.format = open_address_book(sealed).format
        with transaction.atomic():
            upload.file.name = sealed.keep()
            upload.save(force_insert=True)
    return upload


def do_next_step(number: UUID, *, today: date, now: datetime) -> bool:
    """Do the next step of the upload ``number``, if it waits for one and nobody else is at it; return whether
    it was ours."""
    waiting = Upload.objects.filter(pk=number, state__in=(State.READING, State.STORING))
    if not waiting.filter(Q(leased_until=None) | Q(leased_until__lte=now)).update(leased_until=now + LEASE):
        return False
    upload = Upload.objects.get(pk=number)
    try:
        if upload.state == State.READING:
            _rehearse(upload, today=today)
        else:
            _import(upload, today=today)
    except (UnknownFormat, NothingReadable, ChangedMeanwhile) as error:
        _end(upload, state=State.FAILED, trouble=str(error)[:200])
    except OSError:
        _end(upload, state=State.FAILED, trouble=_("The file cannot be read."))
    return True


def list_waiting_uploads(*, now: datetime) -> list[UUID]:
    """Return the uploads that wait for the worker, oldest first."""
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    return list(
        Upload.objects.filter(free, state__in=(State.READING, State.STORING))
        .order_by("uploaded_at")
        .values_list("pk", flat=True)
    )


def confirm_upload(upload: Upload) -> bool:
    """Let the import begin; return whether it was waiting for that."""
    return (
        Upload.objects.filter(pk=upload.pk, state=State.READY).update(state=State.STORING, leased_until=None)
        > 0
    )


def discard_upload(upload: Upload) -> None:
    """Remove the upload and its file; nothing was imported."""
    with transaction.atomic():
        if Upload.objects.filter(pk=upload.pk).exclude(state=State.STORING).delete()[0]:
            erase_file(str(upload.file.name))
    stored_files.remove_files()


def open_upload(upload: Upload) -> AddressBook:
    """Return the address book in the file of ``upload``."""
    return open_address_book(upload.file)


def map_headings(upload: Upload) -> list[tuple[str, str]]:
    """Return each heading of the table and the field it is read as, "" if it is not taken in; nothing for a
    vCard."""
    layout = open_upload(upload).layout
    if layout is None:
        return []
    columns = [
        (heading, find_column(layout.format, normalise_heading(heading)[0])) for heading in layout.headings
    ]
    return [(heading, column.field if column else "") for heading, column in columns]


def read_verdicts(upload: Upload, *, start: int) -> list[Verdict]:
    """Return what will become of a page of rows, from row number ``start`` (from 0) on."""
    said: dict[int, list[tuple[str, str]]] = {}
    for line, outcome, reason in upload.report.get("remarks", ()):
        said.setdefault(line, []).append((outcome, reason))
    completed = set(upload.report.get("completed", ()))
    return list(_judged(islice(iter(open_upload(upload)), start, start + PAGE), said, completed))


def _judged(rows: Any, said: dict[int, list[tuple[str, str]]], completed: set[int]) -> Iterator[Verdict]:
    for row in rows:
        remarks = said.get(row.line, [])
        out = next((outcome for outcome, _reason in remarks if outcome in ("skipped", "refused")), "")
        outcome = out or ("updated" if row.line in completed else "created")
        reasons = [reason for _outcome, reason in remarks]
        if isinstance(row, UnreadableRow):
            yield Verdict(row.line, "", "", "", "skipped", reasons or [row.reason])
        else:
            reach = ", ".join(value for value, _label in (*row.emails, *row.phones))
            yield Verdict(
                row.line, f"{row.first_name} {row.last_name}".strip(), reach, row.company, outcome, reasons
            )


def _rehearse(upload: Upload, *, today: date) -> None:
    book = open_address_book(upload.file)
    report = store_address_book(
        book,
        mark=f"rehearsal {upload.pk}",
        form=book.format,
        today=today,
        source=upload.source,
        rehearsal=True,
    )
    told = {
        **{name: found if isinstance(found, int) else len(found) for name, found in report.as_json().items()},
        "remarks": [[remark.line, remark.outcome, remark.reason] for remark in report.remarks],
        "completed": report.completed,
        "again": ImportBatch.objects.filter(
            fingerprint=digest_file(upload.file), finished_at__isnull=False, undone_at=None
        ).exists(),
    }
    Upload.objects.filter(pk=upload.pk, state=State.READING).update(
        state=State.READY, report=told, leased_until=None
    )


def _import(upload: Upload, *, today: date) -> None:
    book = open_address_book(upload.file)

    def moved(rows: int) -> None:
        Upload.objects.filter(pk=upload.pk).update(rows_done=rows)

    report = store_address_book(
        book,
        mark=digest_file(upload.file),
        form=book.format,
        today=today,
        source=upload.source,
        progress=moved,
    )
    ImportBatch.objects.filter(pk__in=[report.batch]).update(started_by=upload.uploaded_by_id)
    _end(upload, state=State.DONE, batch_id=report.batch)


def _end(upload: Upload, **facts: Any) -> None:
    """Write down how it ended, and let the file go."""
    with transaction.atomic():
        Upload.objects.filter(pk=upload.pk).update(leased_until=None, file="", source="", report={}, **facts)
        erase_file(str(upload.file.name))
    stored_files.remove_files()

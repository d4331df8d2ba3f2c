"""Stored files that belong to nothing: kept by a process that was killed before what names them was written.

Looked for in the file room alone, in both directions: a row that no field names, whose file can still be
read, and bytes without a row, which nobody can read. What can go wrong: a database that was put back, or
another one, knows none of the files, and all of them seem to be such. Hence they are counted, stand in the
run of the sweep under a label of their own, and go only within its fuse, like anything else that a sweep
erases.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, Value

from privacy.db.insert_select import insert_select
from privacy.files.erasing import erase_files
from privacy.files.writing import room_folder
from privacy.locks import latched
from privacy.models import ErasureTrace, FileToDelete, StoredFile, SweepLine
from privacy.retention.stored_files import file_fields
from privacy.retention.sweep import Line, Report, is_unusual, open_fuse_task, write_line

LABEL = "privacy.storedfile"
"""What they are called in the run of a sweep."""
GRACE = timedelta(hours=1)
"""How long a stored file may be without what names it: that may be about to be committed."""
AT_ONCE = 500


def count_orphans(report: Report, *, now: datetime) -> None:
    """Count them in ``report``; nothing is erased."""
    line = Line(LABEL)
    line.due = unnamed_rows(now=now).count() + sum(1 for _name in bytes_without_row(now=now))
    line.fuse = _blows_fuse(line.due)
    report.lines[LABEL] = line


def sweep_orphans(report: Report, *, now: datetime, confirm: Collection[str] = ()) -> None:
    """Erase them, with evidence, in the run of ``report``: all of them, or none where the fuse stops it.

    ``confirm`` names labels whose fuse may pass.
    """
    line, names = Line(LABEL), list(bytes_without_row(now=now))
    line.due = unnamed_rows(now=now).count() + len(names)
    if not line.due or report.run is None:
        return
    report.lines[LABEL] = line
    line.fuse = LABEL not in confirm and _blows_fuse(line.due)
    kept = write_line(report.run, line)
    if line.fuse:
        open_fuse_task(line, report.as_of)
        return
    line.erased = _erase_rows(kept, now)
    for some in _in_parts(names):
        line.erased += _erase_bytes(kept, some)


def unnamed_rows(*, now: datetime) -> QuerySet[StoredFile]:
    """Return the stored files that no field names, nor the list of those to delete, and that are old
    enough."""
    named = Q(Exists(FileToDelete.objects.filter(name=OuterRef("name"))))
    for model, field in file_fields():
        named |= Q(Exists(model._base_manager.filter(**{field: OuterRef("name")})))
    return StoredFile.objects.filter(~named, stored_at__lt=now - GRACE)


def bytes_without_row(*, now: datetime) -> Iterator[str]:
    """Yield the names of files that lie in the room without a row and are old enough; nobody can read
    them."""
    root, found = room_folder(), _names_in_room()
    while some := set(islice(found, AT_ONCE)):
        some -= set(StoredFile.objects.filter(name__in=some).values_list("name", flat=True))
        some -= set(FileToDelete.objects.filter(name__in=some).values_list("name", flat=True))
        yield from (name for name in sorted(some) if _is_old(os.path.join(root, name), now))


def _names_in_room() -> Iterator[str]:
    root = room_folder()
    for folder, _folders, files in os.walk(root):
        yield from (os.path.relpath(os.path.join(folder, file), root) for file in files)


def _is_old(path: str, now: datetime) -> bool:
    try:
        status = os.lstat(path)
    except FileNotFoundError:  # gone meanwhile
        return False
    # The change of its inode, not of its content: it got its name last.
    return now - datetime.fromtimestamp(status.st_ctime, UTC) > GRACE


def _blows_fuse(due: int) -> bool:
    return is_unusual(due, table_size=StoredFile.objects.count() + due)


def _erase_rows(line: SweepLine, now: datetime) -> int:
    """Erase the files that no field names; return how many: those of which that is so at this moment."""
    with latched():
        rows = StoredFile.objects.filter(pk__in=list(unnamed_rows(now=now).values_list("pk", flat=True)))
        traced = rows.order_by("pk").annotate(_line=Value(line.pk, output_field=BigIntegerField()))
        erased = insert_select(ErasureTrace, ["line", "row"], traced.values_list("_line", "pk"))
        erase_files(rows.values_list("name"))
        SweepLine.objects.filter(pk=line.pk).update(erased=F("erased") + erased)
    return erased


def _erase_bytes(line: SweepLine, names: Sequence[str]) -> int:
    """Put what lies without a row on the list of files to delete; return how many: those that still have
    none."""
    with latched():
        known = set(StoredFile.objects.filter(name__in=names).values_list("name", flat=True))
        gone = [name for name in names if name not in known]
        FileToDelete.objects.bulk_create([FileToDelete(name=name) for name in gone])
        ErasureTrace.objects.bulk_create([ErasureTrace(line=line) for _name in gone])
        SweepLine.objects.filter(pk=line.pk).update(erased=F("erased") + len(gone))
    return len(gone)


def _in_parts(names: Sequence[str]) -> Iterator[Sequence[str]]:
    yield from (names[at : at + AT_ONCE] for at in range(0, len(names), AT_ONCE))

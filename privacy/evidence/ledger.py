"""The ledger: what people chose and what was done about it, in lines that name nobody.

Every line carries an HMAC over the one before it, so that none can be changed, removed or slipped in unseen;
a trigger refuses change and removal. After the commit the line is shipped to ``LEDGER_URL``, a place that the
backup of the database does not cover: after a restore it tells what people chose since. The caller holds the
latch.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import timezone

from privacy.models import Instance, LedgerEntry

START = "0" * 64


def append_entry(kind: str, **facts: str | int | None) -> LedgerEntry:
    """Add a line of ``kind`` with ``facts`` (numbers, slugs and dates only) and ship it once committed."""
    return append_entries([(kind, facts)])[0]


def append_entries(lines: Iterable[tuple[str, Mapping[str, str | int | None]]]) -> list[LedgerEntry]:
    """Add lines, each a kind with its facts, in their order, as ``append_entry`` does; return them."""
    last = LedgerEntry.objects.order_by("-pk").values_list("pk", "mac").first()
    number, previous = last or (0, START)
    now, entries = timezone.now(), []
    for kind, facts in lines:
        number += 1
        entry = LedgerEntry(pk=number, at=now, kind=kind, body=dict(facts), previous=previous)
        entry.mac = previous = mac_of(entry)
        entries.append(entry)
    if entries:
        LedgerEntry.objects.bulk_create(entries, batch_size=500)
        transaction.on_commit(ship_entries, robust=True)
    return entries


def mac_of(entry: LedgerEntry) -> str:
    """Return the HMAC-SHA-256 that chains ``entry`` to the line before it."""
    return hmac.new(
        bytes.fromhex(settings.LEDGER_KEY), signed_text_of(entry).encode(), hashlib.sha256
    ).hexdigest()


def signed_text_of(entry: LedgerEntry) -> str:
    """Return what is signed: number, moment, kind, facts and the signature of the line before."""
    facts = json.dumps(entry.body, sort_keys=True, separators=(",", ":"))
    return f"{entry.pk} {entry.at.isoformat(timespec='microseconds')} {entry.kind} {facts} {entry.previous}"


def find_broken_entries() -> list[int]:
    """Return the numbers of lines whose signature or link to the one before does not hold."""
    wrong, previous, number = [], START, 0
    for entry in LedgerEntry.objects.order_by("pk").iterator(chunk_size=2000):
        number += 1
        if (
            entry.pk != number
            or entry.previous != previous
            or not hmac.compare_digest(entry.mac, mac_of(entry))
        ):
            wrong.append(entry.pk)
            number = entry.pk
        previous = entry.mac
    return wrong


def shipped_file_path() -> Path:
    """Return the file of this instance's shipped lines: a database begun anew begins another.

    ``ImproperlyConfigured`` for a ``LEDGER_URL`` that is no ``file://``.
    """
    url = urlsplit(settings.LEDGER_URL)
    if url.scheme != "file" or not url.path:
        raise ImproperlyConfigured("LEDGER_URL must be a file:// address of a folder")
    return Path(unquote(url.path)) / f"{Instance.objects.get().pk}.txt"


def ship_entries() -> int:
    """Append every committed line that is not shipped yet to the file; return how many.

    The file is locked and its own last line says where to go on, so that two processes, or one that was
    killed half-way through a line, neither lose nor double any.
    """
    path = shipped_file_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        sent = _last_whole_line(file)
        count = 0
        for entry in LedgerEntry.objects.filter(pk__gt=sent).order_by("pk").iterator(chunk_size=2000):
            file.write(f"{signed_text_of(entry)} {entry.mac}\n".encode())
            count += 1
        file.flush()
        os.fsync(file.fileno())
    return count


def shipped_and_last_number() -> tuple[int, int]:
    """Return the number of the last line shipped and of the last one here, 0 if none.

    In that order: a line that is added and shipped meanwhile does not make this database look like an older
    copy.
    """
    shipped = last_shipped_number()
    return shipped, LedgerEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def last_shipped_number() -> int:
    """Return the number of the last line shipped, 0 if none."""
    path = shipped_file_path()
    if not path.exists():
        return 0
    with path.open("r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        return _last_whole_line(file)


def _last_whole_line(file: Any) -> int:
    """Return the number of the last complete line, cutting off one that a killed process left half
    written."""
    size = file.seek(0, os.SEEK_END)
    start = max(0, size - 65536)
    file.seek(start)
    tail = file.read()
    whole = tail.rfind(b"\n") + 1
    if whole < len(tail):
        file.truncate(start + whole)
    lines = tail[:whole].splitlines()
    file.seek(0, os.SEEK_END)
    return int(lines[-1].split(b" ", 1)[0]) if lines else 0

"""The zip that a person downloads, made when it is fetched and kept nowhere."""

from __future__ import annotations

import tempfile
from datetime import datetime
from typing import IO

from privacy.dates import day_of
from privacy.evidence import ledger
from privacy.export.archive import last_sweep_number, refuse_if_erased, write_archive
from privacy.locks import latched
from privacy.models import Subject


def make_download(subject: Subject, *, portable: bool, now: datetime, **fetched: int) -> IO[bytes]:
    """Write the zip to a file that no folder ever names, so that nothing is left of it however this ends."""
    before = last_sweep_number()
    file = tempfile.TemporaryFile()  # noqa: SIM115  (whoever gives it to the person closes it)
    try:
        write_archive(subject, file, today=day_of(now), portable=portable)
        with latched():  # an erasure comes before this, and nothing is given, or after it
            refuse_if_erased(subject, since=before)
            ledger.append_entry("download", portable=portable, **fetched)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file

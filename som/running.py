"""One instance runs in one ``VAR_DIR``: two would take each other's mail, queue and schedule.

The lock is the system's own on an open file: it ends with the process that holds it, however that ends. What
is written in the file tells the one who comes second about the first.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, NamedTuple

FILE = "stack.lock"


class Running(NamedTuple):
    """The instance that runs: its process, since when (ISO 8601), and where it listens."""

    pid: int
    since: str
    bind: str


class AlreadyRunning(RuntimeError):
    """Another instance runs in this folder: ``first``, or ``None`` where it has not said yet who it is."""

    def __init__(self, first: Running | None) -> None:
        super().__init__(str(first))
        self.first = first


@contextmanager
def hold_folder(folder: Path, *, bind: str, now: datetime) -> Iterator[None]:
    """Run the block as the only instance in ``folder``, known by this process, ``now`` and ``bind``; raises
    ``AlreadyRunning`` at once if another does."""
    with (folder / FILE).open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyRunning(_read(file)) from error
        file.truncate(0)
        json.dump(Running(os.getpid(), now.isoformat(timespec="seconds"), bind), file)
        file.flush()
        yield


def _read(file: IO[str]) -> Running | None:
    file.seek(0)
    try:
        return Running(*json.load(file))
    except (ValueError, TypeError):
        return None

"""What this program writes is read by the user it runs as, and by nobody else on the machine.

``settings`` sets the umask of every process: new files are 0600 and new folders 0700, whoever writes them
(SQLite, Celery's schedule, a command). What another umask or an older version left is put right at the start.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path

UMASK = 0o077
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def make_private_folder(folder: Path) -> None:
    """Make ``folder`` and those above it that are not there yet, and close it to others."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    make_private(folder)


def make_private(path: Path) -> None:
    """Take from others what they may do with ``path``, if it is ours to say.

    A link is left alone, and so is a folder that many share, such as ``/tmp``.
    """
    status = path.lstat()
    shared = status.st_mode & stat.S_ISVTX
    if stat.S_ISLNK(status.st_mode) or shared or status.st_uid != os.geteuid():
        return
    if status.st_mode & OTHERS:
        path.chmod(stat.S_IMODE(status.st_mode) & ~OTHERS)


def make_all_private(paths: Iterable[Path]) -> None:
    """Close ``paths`` that are there to others, and everything in those that are folders. A folder that many
    share is left as it is, with all that is in it."""
    for path in paths:
        if not path.exists() or path.stat().st_mode & stat.S_ISVTX:
            continue
        for folder, _folders, files in os.walk(path):
            _close(Path(folder))
            for name in files:
                _close(Path(folder) / name)
        _close(path)


def _close(path: Path) -> None:
    # It may go meanwhile: a message of the queue, a journal of the database.
    with contextlib.suppress(FileNotFoundError):
        make_private(path)

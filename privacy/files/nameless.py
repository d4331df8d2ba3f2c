"""A file that has no name until it is whole: whatever kills the process, the disk takes its blocks back.

``O_TMPFILE`` does it (ext4, xfs, btrfs, tmpfs, overlayfs of recent kernels). Where the file system has no
such thing (NFS, older overlayfs) the file lies in a folder of its own meanwhile, sealed under a key that only
the process knows; the sweep takes away what a killed one left there.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from pathlib import Path
from typing import IO

UNFINISHED = "unfinished"
"""The folder for files that are being written where none can be without a name."""
WITHOUT = {errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL}
"""What the systems answer that cannot make a file without a name."""


def can_be_nameless(folder: Path) -> bool:
    """Return whether the file system of ``folder`` makes files without a name."""
    with contextlib.closing(NamelessFile(folder)) as file:
        return file.is_nameless


class NamelessFile:
    """A file for writing, in the file system of ``folder``."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._aside: Path | None = None
        self._handle = -1
        try:
            self._handle = os.open(folder, os.O_TMPFILE | os.O_RDWR | os.O_CLOEXEC, 0o600)
        except OSError as error:
            if error.errno not in WITHOUT:
                raise
            self._aside = folder / UNFINISHED / secrets.token_hex(16)
            self._aside.parent.mkdir(mode=0o700, exist_ok=True)
            self._handle = os.open(self._aside, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, 0o600)

    @property
    def is_nameless(self) -> bool:
        """Whether it has no name until it is kept."""
        return self._aside is None

    def write(self, data: bytes | memoryview) -> int:
        """Write all of ``data``; return its length. ``OSError`` where there is no room for it."""
        at = 0
        with memoryview(data) as view:
            while at < len(
                view
            ):  # a signal may stop after a part, and so does a full disk, which then raises
                at += os.write(self._handle, view[at:])
        return at

    def open(self) -> IO[bytes]:
        """Return a reader of what was written, which stays when the file is closed."""
        return open(f"/proc/self/fd/{self._handle}", "rb", buffering=0)

    def keep_at(self, place: Path) -> None:
        """Make it durable under the name ``place``; ``FileExistsError`` if that is taken."""
        os.fsync(self._handle)
        _make_folder(place.parent)
        folder = os.open(place.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            source = self._aside or f"/proc/self/fd/{self._handle}"
            os.link(source, place.name, dst_dir_fd=folder, follow_symlinks=True)
            os.fsync(folder)
        finally:
            os.close(folder)

    def close(self) -> None:
        """Let it go; without ``keep_at`` nothing of it stays."""
        if self._aside is not None:
            with contextlib.suppress(FileNotFoundError):
                self._aside.unlink()
            self._aside = None
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def __del__(self) -> None:
        self.close()


def _make_folder(folder: Path) -> None:
    """Make ``folder`` and those above it, each durable in the one that it stands in."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    above = os.open(folder.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(above)
    finally:
        os.close(above)

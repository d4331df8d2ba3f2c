"""Runs ``inside.py`` in a process of its own, at most ``AT_ONCE`` of them on this machine.

The document goes in and its copy comes out through pipes, and neither is written to disk. The kernel bounds
what the process may take of memory, time and files, so it ends whatever a library does with a hostile file.
It knows nothing of the settings, the database or the keys: its environment is empty.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread, Timer
from typing import IO, cast

from django.conf import settings

from applicants.cleaning.limits import AT_ONCE, LARGEST_COPY
from applicants.cleaning.refused import Refused, Why

ROOT = Path(__file__).resolve().parents[2]
START = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from applicants.cleaning.inside import main; main()"
LONGEST_HEAD = 40
"""Bytes of the line before the copy."""


class NoPlace(Exception):
    """As many documents as may be are being opened already."""


@dataclass(frozen=True)
class Opened:
    """What came of a document: the clean copy, if one was asked, how many pages it has (0: not counted), and
    how many pictures were left out of the copy."""

    copy: bytes
    pages: int
    left_out: int


def open_bounded(data: bytes, *, task: str, kind: str, seconds: float) -> Opened:
    """Return what the process made of ``data`` within ``seconds``; ``Refused`` with its reason for none."""
    out, status = _run([task, kind], data, seconds)
    head, _, copy = out.partition(b"\n")
    word, _, rest = head.decode("ascii", "replace").partition(" ")
    if status == 0 and len(copy) <= LARGEST_COPY:
        counts = rest.split(" ")
        if word == "done" and len(counts) == 2 and all(each.isdecimal() for each in counts):
            return Opened(copy, *map(int, counts))
        if word == "refused" and rest in list(Why):
            raise Refused(Why(rest))
    raise Refused(Why.TOO_MUCH if status < 0 else Why.DAMAGED)


def _run(arguments: list[str], data: bytes, seconds: float) -> tuple[bytes, int]:
    """Return the output, no longer than a copy may be, and the exit status; below 0 for a process that was
    ended."""
    process = subprocess.Popen(  # noqa: S603  (our own program; the arguments are two words of ours)
        [sys.executable, "-I", "-c", START, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
    )
    stdin, stdout = cast(IO[bytes], process.stdin), cast(IO[bytes], process.stdout)
    clock = Timer(seconds, process.kill)
    feeder = Thread(target=_feed, args=(stdin, data), daemon=True)
    clock.start()
    feeder.start()
    try:
        out = stdout.read(LONGEST_HEAD + LARGEST_COPY + 1)
        if len(out) > LONGEST_HEAD + LARGEST_COPY:
            process.kill()
        return out, process.wait()
    finally:
        clock.cancel()
        process.kill()
        process.wait()
        feeder.join()
        stdout.close()


def _feed(pipe: IO[bytes], data: bytes) -> None:
    with suppress(BrokenPipeError), pipe:
        pipe.write(data)


@contextmanager
def take_place(*, patience: float) -> Iterator[None]:
    """Run the block as one of ``AT_ONCE`` on this machine; ``NoPlace`` if none is free within ``patience``
    seconds."""
    until = time.monotonic() + patience
    while (place := _free_place()) is None:
        if time.monotonic() >= until:
            raise NoPlace
        time.sleep(0.05)
    try:
        yield
    finally:
        os.close(place)


def _free_place() -> int | None:
    """Return the lock file of a free place, locked; the lock ends with the process that holds it."""
    folder = Path(settings.VAR_DIR) / "cleaning"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for number in range(AT_ONCE):
        file = os.open(folder / f"{number}.lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
        else:
            return file
    return None

"""What it costs to store a file sealed and to read it again, beside a plain one.

The same bytes are stored by the file room, and in turns by Django's ``FileSystemStorage`` followed by
``fsync`` of the file and its folder (the room makes durable what it says is stored, so the plain file must be
too); then each is read to its end. A process for each, on a SQLite of its own. Sealing must reach half the
speed of the plain file, reading three tenths, and memory must not grow with the file.

    python benchmarks/files.py [--sizes 50 500] [--runs 5]
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from benchmarks.databases import Sqlite, in_own_process

WAYS = ("plain", "sealed")
MEGABYTE = 1 << 20
LEAST = {"store": 0.5, "read": 0.3}
"""Of the speed of the plain file."""
READINGS = 5
"""In each run, of which the middle one counts: one of 50 MB is over in a few milliseconds."""
MOST_GROWTH = 16
"""Megabytes of memory that the largest file may take more than the smallest."""


def measure_here(way: str, source: Path) -> dict[str, float]:
    """Store ``source`` that way and read it; return seconds of the clock and of the processor, and the memory
    that it took, in megabytes."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "som.settings")
    django.setup()
    from django.conf import settings
    from django.core.files.base import ContentFile, File
    from django.core.files.storage import FileSystemStorage, default_storage
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    storage: Any = default_storage if way == "sealed" else FileSystemStorage(settings.VAR_DIR / "plain")
    for number in range(256):  # as they are after the first few hundred files
        (Path(settings.MEDIA_ROOT) / f"sealed/{number:02x}").mkdir(parents=True)
    with storage.open(storage.save("warm-up.pdf", ContentFile(b"%PDF"))) as small:
        small.read()
    before = _memory()
    with source.open("rb") as file:
        wall, cpu = time.perf_counter(), time.process_time()
        name = storage.save("cv.pdf", File(file))
        if way == "plain":
            _sync(storage.path(name))
        stored = time.perf_counter() - wall, time.process_time() - cpu
    readings = [_read(storage, name, source.stat().st_size) for _time in range(READINGS)]
    read = [statistics.median(spent) for spent in zip(*readings, strict=True)]
    return {
        "store": stored[0],
        "store cpu": stored[1],
        "read": read[0],
        "read cpu": read[1],
        "memory": _memory() - before,
    }


def _read(storage: Any, name: str, size: int) -> tuple[float, float]:
    """Open a stored file and read it to its end; return seconds of the clock and of the processor."""
    wall, cpu = time.perf_counter(), time.process_time()
    with storage.open(name) as kept:
        length = sum(len(part) for part in kept.chunks())
    assert length == size
    return time.perf_counter() - wall, time.process_time() - cpu


def _sync(path: str) -> None:
    for place in (path, os.path.dirname(path)):
        handle = os.open(place, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)


def _memory() -> float:
    """Return the most memory that this process had so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(folder: Path, size: int, runs: int) -> dict[str, dict[str, list[float]]]:
    """Return what storing and reading so many megabytes takes each way, a value a run."""
    source = folder / "source"
    with source.open("wb") as file:
        for _megabyte in range(size):
            file.write(os.urandom(MEGABYTE))
    server = Sqlite(folder)
    taken: dict[str, dict[str, list[float]]] = {way: {} for way in WAYS}
    for run in range(runs):
        for way in WAYS if run % 2 else WAYS[::-1]:
            with tempfile.TemporaryDirectory(dir=folder) as own:
                url = server.create("files")
                spent = json.loads(
                    in_own_process(Path(__file__), "--here", way, str(source), url=url, folder=Path(own))
                )
                server.drop("files")
            for what, value in spent.items():
                taken[way].setdefault(what, []).append(value)
    source.unlink()
    return taken


def report(size: int, taken: dict[str, dict[str, list[float]]]) -> list[str]:
    """Print the rows of a size; return where an aim was missed."""
    missed = []
    for what, least in LEAST.items():
        middle = {way: statistics.median(taken[way][what]) for way in WAYS}
        ratios = [plain / ours for plain, ours in zip(*(taken[way][what] for way in WAYS), strict=True)]
        ratio = statistics.median(ratios)
        cpu = {way: statistics.median(taken[way][f"{what} cpu"]) for way in WAYS}
        print(
            f"| {size} | {what} | {size / middle['plain']:,.0f} | {size / middle['sealed']:,.0f} |"
            f" {ratio:.2f} ({min(ratios):.2f}-{max(ratios):.2f}) |"
            f" {cpu['plain']:.2f} / {cpu['sealed']:.2f} |",
            flush=True,
        )
        if ratio < least:
            missed.append(f"{what} of {size} MB: {ratio:.2f} of the plain file, {least} is the least")
    return missed


def main() -> None:
    """Measure every size and print a row for storing and for reading it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[50, 500], help="megabytes")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--here", nargs=2, metavar=("WAY", "SOURCE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        way, source = options.here
        print(json.dumps(measure_here(way, Path(source))))
        return
    print("| MB | | plain, MB/s | sealed, MB/s | of the plain, same run | CPU seconds, plain / sealed |")
    print("|---|---|---|---|---|---|")
    missed, memory = [], []
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes:
            taken = measure(Path(folder), size, options.runs)
            missed += report(size, taken)
            memory.append(statistics.median(taken["sealed"]["memory"]))
    print(f"memory, MB more: {', '.join(f'{more:.1f}' for more in memory)}")
    if max(memory) - min(memory) > MOST_GROWTH:
        missed.append("memory grows with the file")
    sys.exit("\n".join(missed) or 0)


if __name__ == "__main__":
    main()

"""How fast the retention sweep is, beside hand-written SQL doing the same work on a copy of the same
database.

``privacy.nightly`` finds its rows from the policies, asks every chunk again under the latch,
counts before it erases (the fuse), and writes evidence; ``hand_sweep.py`` writes the same evidence for the
same rows, hand-tuned for this one register. Each run is a process of its own on a fresh copy; the two ways
take turns, and what they leave behind must be equal to the row.

    python benchmarks/sweep.py [--people 10000 100000] [--runs 3] [--postgres URL]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from benchmarks.databases import Postgres, Sqlite, dropped, in_own_process

WAYS = ("hand", "ours")
SAME = {
    "contacts_contact": "*",
    "contacts_contactpoint": "*",
    "contacts_contactrole": "*",
    "contacts_contacttag": "*",
    "contacts_company": "*",
    "contacts_assignment": "*",
    "contacts_enquiry": "*",
    "contacts_interaction": "*",
    "contacts_invoice": "*",
    "privacy_identifier": "*",
    "privacy_choice": "*",
    "privacy_hold": "*",
    "privacy_filetodelete": "*",
    "privacy_task": "kind, subject_id, label, row, due_on, done_on",
    "privacy_sweepline": "label, due, erased, held, fuse",
    "privacy_erasuretrace JOIN privacy_sweepline ON privacy_sweepline.id = line_id": "label, subject, row",
}


def child(way: str, people: int) -> None:
    """Do one thing on the database of the environment; print what it took as JSON."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "som.settings"
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from benchmarks import register

    if way == "prepare":
        call_command("migrate", verbosity=0)
        register.fill(people)
        with (
            connection.cursor() as cursor
        ):  # PostgreSQL gathers statistics by itself after a while; an embedded SQLite never does
            cursor.execute(
                "VACUUM ANALYZE" if connection.vendor == "postgresql" else "PRAGMA wal_checkpoint(TRUNCATE)"
            )
        return
    run = _hand(register.TODAY) if way == "hand" else _ours(register.TODAY)
    begin, busy = time.perf_counter(), time.process_time()
    statements = run()
    seconds, own = time.perf_counter() - begin, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        json.dumps({"seconds": seconds, "own": own, "statements": statements, "peak": peak, "left": _left()})
    )


def _hand(today: Any) -> Callable[[], int]:
    from benchmarks.hand_sweep import HandSweep

    def run() -> int:
        sweep = HandSweep(today)
        sweep.run()
        return sweep.statements

    return run


def _ours(today: Any) -> Callable[[], int]:
    from privacy.nightly import sweep_and_follow_up

    def run() -> int:
        report = sweep_and_follow_up(today=today)
        blown = [line.label for line in report.lines.values() if line.fuse]
        assert not blown, blown
        return report.statements

    return run


def _left() -> dict[str, Any]:
    """Return what is in the tables: how many rows, and a sum over all of them that ignores their order."""
    from django.db import connection

    found = {}
    for table, columns in SAME.items():
        total, rows = 0, 0
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {columns} FROM {table}")
            for row in cursor.fetchall():
                rows += 1
                total ^= int.from_bytes(hashlib.sha256(repr(row).encode()).digest()[:8])
        found[table.split()[0]] = [rows, total]
    return found


def measure(server: Sqlite | Postgres, folder: Path, *, people: int, runs: int) -> None:
    """Print the figures of one database."""
    script = Path(__file__).resolve()
    taken: dict[str, list[dict[str, Any]]] = {way: [] for way in WAYS}
    with dropped(server, "full", "run"):
        in_own_process(script, "--child", "prepare", str(people), url=server.create("full"), folder=folder)
        for run in range(runs):
            for way in WAYS if run % 2 else WAYS[::-1]:
                url = server.create("run", template="full")
                taken[way].append(
                    json.loads(in_own_process(script, "--child", way, str(people), url=url, folder=folder))
                )
    for hand, ours in zip(taken["hand"], taken["ours"], strict=True):
        different = {
            table: (hand["left"][table], rows)
            for table, rows in ours["left"].items()
            if hand["left"][table] != rows
        }
        assert not different, f"hand-written and ours left different rows: {different}"
    ratios = [
        hand["seconds"] / ours["seconds"] for hand, ours in zip(taken["hand"], taken["ours"], strict=True)
    ]
    for way in WAYS:
        seconds = [run["seconds"] for run in taken[way]]
        erased = taken[way][0]["left"]["privacy_erasuretrace"][0]
        middle = statistics.median(seconds)
        ratio = (
            f"{statistics.median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})" if way == "ours" else "1"
        )
        own, peak = (
            statistics.median(run["own"] for run in taken[way]),
            max(run["peak"] for run in taken[way]),
        )
        spread = f"{middle:.2f} ({min(seconds):.2f}-{max(seconds):.2f})"
        cells = (
            server.name,
            f"{people:,}",
            way,
            spread,
            f"{erased / middle:,.0f}",
            ratio,
            f"{own:.2f}",
            taken[way][0]["statements"],
            f"{peak:.0f}",
        )
        print("|", " | ".join(map(str, cells)), "|", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument(
        "--postgres",
        default=os.environ.get("POSTGRES_URL", ""),
        metavar="URL",
        help="a server; databases of our own are made on it",
    )
    parser.add_argument("--child", nargs=2, metavar=("WAY", "PEOPLE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(options.child[0], int(options.child[1]))
        return
    print(f"median of {options.runs} runs (least-most)\n")
    titles = (
        "database",
        "people",
        "way",
        "seconds",
        "erased a second",
        "of hand-written",
        "CPU of the client, s",
        "statements",
        "peak RSS, MB",
    )
    print("|", " | ".join(titles), "|\n|" + "---|" * len(titles), flush=True)
    for people in options.people:
        with tempfile.TemporaryDirectory(prefix="som-benchmark-") as name:
            measure(Sqlite(Path(name)), Path(name), people=people, runs=options.runs)
            if options.postgres:
                measure(Postgres(options.postgres), Path(name), people=people, runs=options.runs)
    if not options.postgres:
        print("PostgreSQL was not measured: give --postgres URL.", file=sys.stderr)


if __name__ == "__main__":
    main()

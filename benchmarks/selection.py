"""What it costs to close a position, beside hand-written SQL and ``unlink`` doing the same in the same run;
and how long the page of a selection takes beside that of an empty one.

A thousand people applied, each with two files, an evaluation, a talk and a stage (``selection_rows.py``).
Closing is ``close_position`` with the preview that was looked at, and what it adds to the sweep of that
night, which takes nine in ten of them with their files: the sweep goes through all tables of the house every
night, also where nothing was closed, and such a night just before is timed by itself ("idle night"). The
other way, ``hand_selection.py``, knows these seven tables only. Each run is a process of its own on a fresh
copy of database and files; the two take turns, and what they leave must be equal to the row and to the file.
Closing must reach six tenths of the hand-written speed; the page may take 60 ms more than an empty one.

    python benchmarks/selection.py [--applications 1000] [--runs 5] [--postgres URL]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from benchmarks.databases import Postgres, Sqlite, dropped, in_own_process

WAYS = ("hand", "ours")
LEAST = 0.6
"""Of the speed of the hand-written closing."""
MOST_MORE = 60.0
"""Milliseconds that a page of the selection may take more than an empty one."""
READINGS = 15
SAME = {
    **{f"applicants_{name}": "*" for name in ("application", "document", "evaluation", "interview")},
    "applicants_stagechange": "*",
    "applicants_positioncount": "position_id, about, key, count",
    "applicants_position": "*",
    "privacy_identifier": "*",
    "privacy_choice": "*",
    "privacy_storedfile": "*",
    "privacy_filetodelete": "*",
    "privacy_sweepline": "label, due, erased, held, fuse",
    "privacy_erasuretrace JOIN privacy_sweepline ON privacy_sweepline.id = line_id": "label, subject, row",
}


def child(what: str, number: int) -> None:
    """Do one thing on the database and files of the environment; print what came of it as JSON."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "som.settings"
    django.setup()
    if what == "prepare":
        _prepare(number)
    elif what == "pages":
        print(json.dumps(_pages()))
    else:
        print(json.dumps(_close(what)))


def _prepare(number: int) -> None:
    from django.core.management import call_command
    from django.db import connection

    from benchmarks import selection_rows

    call_command("migrate", verbosity=0)
    selection_rows.fill(number)
    with connection.cursor() as cursor:
        cursor.execute(
            "VACUUM ANALYZE" if connection.vendor == "postgresql" else "PRAGMA wal_checkpoint(TRUNCATE)"
        )


def _close(way: str) -> dict[str, Any]:
    """Close the position that way; return the seconds it took and what is left."""
    from applicants.closing_preview import preview_closing
    from applicants.models import Position
    from applicants.positions import close_position
    from benchmarks import hand_selection, selection_rows
    from privacy.files.writing import room_folder
    from privacy.nightly import sweep_and_follow_up

    today, now = selection_rows.TODAY, selection_rows.NOW
    position, by = Position.objects.get(slug="vormingswerker"), selection_rows.colleague()
    seal = preview_closing(position, on=today).seal
    idle = _idle_night(today) if way == "ours" else 0.0
    began, busy = time.perf_counter(), time.process_time()
    if way == "hand":
        statements = hand_selection.close_and_sweep(position.pk, today=today, room=room_folder())
    else:
        close_position(position, seal=seal, by=by, now=now)
        report = sweep_and_follow_up(today=today)
        assert not [line for line in report.lines.values() if line.fuse]
        statements = report.statements
    seconds, own = time.perf_counter() - began, time.process_time() - busy
    left = _left() | {"files": [len(list(_files(room_folder()))), ""]}
    return {"seconds": seconds - idle, "idle": idle, "own": own, "statements": statements, "left": left}


def _idle_night(today: Any) -> float:
    """Return the seconds of a sweep that finds nothing; one before it reads the policies for the first
    time."""
    from privacy.nightly import sweep_and_follow_up

    sweep_and_follow_up(today=today)
    began = time.perf_counter()
    assert not any(line.due for line in sweep_and_follow_up(today=today).lines.values())
    return time.perf_counter() - began


def _files(room: Path) -> Any:
    return (path for path in room.rglob("*") if path.is_file())


def _left() -> dict[str, Any]:
    """Return what is in the tables: how many rows, and a sum over all of them that ignores their order."""
    from django.db import connection

    found: dict[str, Any] = {}
    for table, columns in SAME.items():
        total, rows = 0, 0
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {columns} FROM {table}")
            for row in cursor.fetchall():
                rows += 1
                total ^= int.from_bytes(hashlib.sha256(repr(row).encode()).digest()[:8])
        found[table.split()[0]] = [rows, str(total)]
    return found


def _pages() -> dict[str, list[float]]:
    """Return how long the page of each selection takes, in milliseconds, asked for in turns."""
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    from applicants.models import Position
    from benchmarks import selection_rows

    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    client.force_login(selection_rows.colleague())
    pages = {
        slug: reverse("admin:applicants_position_selection", args=(Position.objects.get(slug=slug).pk,))
        for slug in ("onthaal", "vormingswerker")
    }
    taken: dict[str, list[float]] = {slug: [] for slug in pages}
    for _time in range(READINGS + 2):
        for slug, address in pages.items():
            began = time.perf_counter()
            assert client.get(address).status_code == 200
            taken[slug].append((time.perf_counter() - began) * 1000)
    return {slug: each[2:] for slug, each in taken.items()}


def measure(server: Sqlite | Postgres, folder: Path, *, number: int, runs: int) -> bool:
    """Print the figures of one database; return whether they are good enough."""
    script, home, copy = Path(__file__).resolve(), folder / "full", folder / "run"
    taken: dict[str, list[dict[str, Any]]] = {way: [] for way in WAYS}
    with dropped(server, "full", "run"):
        url = server.create("full")
        in_own_process(script, "--child", "prepare", str(number), url=url, folder=home)
        pages = json.loads(in_own_process(script, "--child", "pages", str(number), url=url, folder=home))
        for run in range(runs):
            for way in WAYS if run % 2 else WAYS[::-1]:
                shutil.rmtree(copy, ignore_errors=True)
                shutil.copytree(home, copy)
                made = server.create("run", template="full")
                out = in_own_process(script, "--child", way, str(number), url=made, folder=copy)
                taken[way].append(json.loads(out))
    shutil.rmtree(home)
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
        told = f"{statistics.median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})"
        cells = (
            server.name,
            f"{number:,}",
            way,
            f"{statistics.median(seconds):.2f} ({min(seconds):.2f}-{max(seconds):.2f})",
            told if way == "ours" else "1",
            f"{statistics.median(run['idle'] for run in taken[way]):.2f}",
            taken[way][0]["statements"],
        )
        print("|", " | ".join(map(str, cells)), "|", flush=True)
    empty, full = (statistics.median(pages[slug]) for slug in ("onthaal", "vormingswerker"))
    print(f"\n{server.name}: page {full:.0f} ms, of an empty selection {empty:.0f} ms\n", flush=True)
    return bool(statistics.median(ratios) >= LEAST and full - empty <= MOST_MORE)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--applications", type=int, default=1_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument(
        "--postgres",
        default=os.environ.get("POSTGRES_URL", ""),
        metavar="URL",
        help="a server; databases of our own are made on it",
    )
    parser.add_argument("--child", nargs=2, metavar=("WHAT", "NUMBER"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(options.child[0], int(options.child[1]))
        return
    print(f"median of {options.runs} runs (least-most)\n")
    titles = ("database", "applications", "way", "seconds", "of hand-written", "idle night, s")
    print("|", " | ".join((*titles, "statements of the sweep")), "|\n|" + "---|" * 7, flush=True)
    with tempfile.TemporaryDirectory(prefix="som-benchmark-") as name:
        servers: list[Sqlite | Postgres] = [Sqlite(Path(name))]
        servers += [Postgres(options.postgres)] if options.postgres else []
        good = [measure(one, Path(name), number=options.applications, runs=options.runs) for one in servers]
    sys.exit(0 if all(good) else 1)


if __name__ == "__main__":
    main()

"""What it costs to explain, export and erase one person, among ten thousand and among a million.

The same clients (twelve of a hundred thousand, each with addresses, work, talks, a question and an invoice that the law
keeps) are looked up by address and explained, exported and erased by the program, and in turns by SQL written by hand
(``hand_subject.py``). Statements must be as many for every size; time at most 1.2 times as much from the smallest to
the largest.

    python benchmarks/subject.py [--people 10000 100000 1000000] [--postgres URL]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from benchmarks.databases import Postgres, Sqlite, dropped, in_own_process

SMALLEST = 10_000
WARM_UP, ASKED, ROUNDS = 4, 24, 3
"""Clients to warm up with, clients that are measured, and how often each is read; an erasure is once for each."""
VERBS, WAYS = ("explain", "export", "erase"), ("hand", "ours")
MOST_GROWTH = 1.2

Taken = dict[str, dict[str, dict[str, float]]]


def prepare(people: int) -> None:
    """Fill the database of the environment."""
    from django.apps import apps
    from django.core.management import call_command
    from django.core.management.color import no_style
    from django.db import connection

    from benchmarks import copies, register

    call_command("migrate", verbosity=0)
    register.fill(SMALLEST)
    copies.multiply(people // SMALLEST)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)
        if connection.vendor == "postgresql":  # an embedded SQLite never gathers statistics
            cursor.execute("VACUUM ANALYZE")
            cursor.execute("CHECKPOINT")


def measure_here(people: int) -> Taken:
    """Do everything on the database of the environment; return for each verb and way milliseconds and statements."""
    from django.conf import settings

    from benchmarks import hand_subject, register
    from privacy.erasure import erase
    from privacy.explain import explain
    from privacy.export import export
    from privacy.subjects import find

    numbers = [12 + 100 * n for n in range(WARM_UP + ASKED)]
    media, file, today = Path(settings.MEDIA_ROOT), Path(settings.VAR_DIR) / "one.zip", register.TODAY
    (media / "invoices").mkdir(exist_ok=True)
    for number in numbers:
        (media / "invoices" / f"{number}.pdf").write_bytes(b"%PDF-1.7\n" * 100)
    does: dict[tuple[str, str], Callable[[str], object]] = {
        ("explain", "hand"): lambda address: hand_subject.explain(address, today),
        ("explain", "ours"): lambda address: explain(find(address)[0], today=today),
        ("export", "hand"): lambda address: hand_subject.export(address, file, media),
        ("export", "ours"): lambda address: export(find(address)[0], file, today=today),
        ("erase", "hand"): lambda address: hand_subject.erase(address, today),
        ("erase", "ours"): lambda address: erase(find(address)[0], today=today, source="email"),
    }
    taken: dict[tuple[str, str], list[tuple[float, int]]] = {key: [] for key in does}
    for verb in VERBS:
        for turn in range(1 if verb == "erase" else ROUNDS):
            for at, address in enumerate(_addresses(numbers, people)):
                ways = WAYS if (at + turn) % 2 else WAYS[::-1]
                for way in (WAYS[at % 2],) if verb == "erase" else ways:
                    spent = _timed(does[verb, way], address)
                    if at >= WARM_UP:
                        taken[verb, way].append(spent)
    return {verb: {way: _summed(taken[verb, way]) for way in WAYS} for verb in VERBS}


def _addresses(numbers: list[int], people: int) -> list[str]:
    """Return the addresses of clients that lie spread over the register."""
    from benchmarks.copies import address

    copies = people // SMALLEST
    return [address(number, at * copies // len(numbers)) for at, number in enumerate(numbers)]


def _timed(work: Callable[[str], object], address: str) -> tuple[float, int]:
    with _counting() as count:
        begin = time.perf_counter()
        work(address)
        return (time.perf_counter() - begin) * 1000, count[0]


@contextmanager
def _counting() -> Any:
    from django.db import connection

    count = [0]

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        count[0] += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wrapper):
        yield count


def _summed(spent: list[tuple[float, int]]) -> dict[str, float]:
    times = sorted(milliseconds for milliseconds, _statements in spent)
    return {
        "median": statistics.median(times),
        "p95": times[int(len(times) * 0.95)],
        "fewest": min(statements for _milliseconds, statements in spent),
        "most": max(statements for _milliseconds, statements in spent),
    }


def measure(server: Sqlite | Postgres, folder: Path, *, people: int) -> Taken:
    """Fill a database of that size and measure on it, each in a process of its own."""
    script, url = Path(__file__).resolve(), server.create("full")
    with dropped(server, "full"):
        in_own_process(script, "--child", "prepare", str(people), url=url, folder=folder)
        taken: Taken = json.loads(in_own_process(script, "--child", "measure", str(people), url=url, folder=folder))
    return taken


def show(server: Sqlite | Postgres, people: int, taken: Taken, smallest: Taken) -> bool:
    """Print the lines of one size; return whether they are within bounds."""
    good = True
    for verb in VERBS:
        ours, hand, first = taken[verb]["ours"], taken[verb]["hand"], smallest[verb]["ours"]
        growth = ours["median"] / first["median"]
        good &= growth <= MOST_GROWTH and (ours["fewest"], ours["most"]) == (first["fewest"], first["most"])
        statements = f"{ours['fewest']:.0f}" if ours["fewest"] == ours["most"] else f"{ours['fewest']:.0f}-{ours['most']:.0f}"
        cells = [server.name, verb, f"{people:,}", f"{ours['median']:.1f} / {ours['p95']:.1f}", f"{growth:.2f}", statements]
        cells += [f"{hand['median']:.2f} / {hand['p95']:.2f}", f"{hand['median'] / smallest[verb]['hand']['median']:.2f}", f"{hand['most']:.0f}"]
        print("|", " | ".join([*cells, f"{ours['median'] / hand['median']:.1f}"]), "|", flush=True)
    return good


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, nargs="+", default=[10_000, 100_000, 1_000_000], help="multiples of 10,000, smallest first")
    parser.add_argument("--postgres", default=os.environ.get("POSTGRES_URL", ""), metavar="URL", help="a server; databases of our own are made on it")
    parser.add_argument("--child", nargs=2, metavar=("STEP", "PEOPLE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(options.child[0], int(options.child[1]))
        return
    titles = ("database", "verb", "people", "ours, ms (p50 / p95)", "growth", "statements", "by hand, ms", "growth", "statements", "ours / by hand")
    print("|", " | ".join(titles), "|\n|" + "---|" * len(titles), flush=True)
    good = True
    with tempfile.TemporaryDirectory(prefix="som-benchmark-") as name:
        folder = Path(name)
        for server in [Sqlite(folder), *([Postgres(options.postgres)] if options.postgres else [])]:
            smallest: Taken = {}
            for people in options.people:
                taken = measure(server, folder, people=people)
                smallest = smallest or taken
                good &= show(server, people, taken, smallest)
    if not options.postgres:
        print("PostgreSQL was not measured: give --postgres URL.", file=sys.stderr)
    if not good:
        sys.exit(f"something grew by more than {MOST_GROWTH}, or took another number of statements")


def child(step: str, people: int) -> None:
    """Do one step on the database of the environment; what was measured is printed as JSON."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "som.settings"
    django.setup()
    if step == "prepare":
        prepare(people)
    else:
        print(json.dumps(measure_here(people)))


if __name__ == "__main__":
    main()

"""What it costs to explain, export and erase one person, among ten thousand and among a million.

The same clients (twelve of a hundred thousand, each with addresses, work, talks, a question and an invoice
that the law keeps) are looked up by address and explained, exported and erased by the program, and in turns
by SQL written by hand (``hand_subject.py``). The sizes take turns too, so that what else the machine does
hits all alike. Statements must be as many for every size; time at most 1.2 times as much from the smallest to
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
WARM_UP, ASKED, ROUNDS = 2, 8, 3
"""In each round, a process for each size: clients to warm up with and clients that are measured, others in
each round."""
VERBS, WAYS = ("explain", "export", "erase"), ("hand", "ours")
MOST_GROWTH = 1.2

Ways = dict[str, dict[str, float]]
Taken = dict[str, Ways]


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


def measure_here(people: int, turn: int) -> dict[str, dict[str, list[tuple[float, int]]]]:
    """Do one round on the database of the environment; return for each verb and way milliseconds and
    statements."""
    from django.conf import settings

    from benchmarks import hand_subject, register
    from privacy.export.archive import export_to_path
    from privacy.files.writing import begin_file
    from privacy.retention.explanation import explain
    from privacy.rights.erasure import erase
    from privacy.subjects.lookup import find_subjects

    each = WARM_UP + ASKED
    numbers = [12 + 100 * n for n in range(turn * each, (turn + 1) * each)]
    media, file, today = Path(settings.MEDIA_ROOT), Path(settings.VAR_DIR) / "one.zip", register.TODAY
    (media / "invoices").mkdir(exist_ok=True)
    for number in numbers:
        name, content = f"invoices/{number}.pdf", b"%PDF-1.7\n" * 100
        (media / name).write_bytes(content)
        with begin_file() as sealed:
            sealed.write(content)
            sealed.keep_as(name)
    does: dict[tuple[str, str], Callable[[str], object]] = {
        ("explain", "hand"): lambda address: hand_subject.explain(address, today),
        ("explain", "ours"): lambda address: explain(find_subjects(address)[0], today=today),
        ("export", "hand"): lambda address: hand_subject.export(address, file, media),
        ("export", "ours"): lambda address: export_to_path(find_subjects(address)[0], file, today=today),
        ("erase", "hand"): lambda address: hand_subject.erase(address, today),
        ("erase", "ours"): lambda address: erase(find_subjects(address)[0], today=today, source="email"),
    }
    taken: dict[str, dict[str, list[tuple[float, int]]]] = {verb: {way: [] for way in WAYS} for verb in VERBS}
    for verb in VERBS:
        for at, address in enumerate(_addresses(numbers, people)):
            both = WAYS if at % 2 else WAYS[::-1]
            for way in both[:1] if verb == "erase" else both:
                spent = _timed(does[verb, way], address)
                if at >= WARM_UP:
                    taken[verb][way].append(spent)
    return taken


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


def measure(server: Sqlite | Postgres, folder: Path, *, sizes: list[int]) -> dict[int, Taken]:
    """Fill a database of each size, then measure on them in turns, each time in a process of its own."""
    script = Path(__file__).resolve()
    spent: dict[int, Any] = {people: {verb: {way: [] for way in WAYS} for verb in VERBS} for people in sizes}
    with dropped(server, *(f"of{people}" for people in sizes)):
        for people in sizes:
            in_own_process(
                script,
                "--child",
                "prepare",
                str(people),
                "0",
                url=server.create(f"of{people}"),
                folder=folder,
            )
        for turn in range(ROUNDS):
            for people in sizes:
                arguments = ("--child", "measure", str(people), str(turn))
                taken = json.loads(
                    in_own_process(script, *arguments, url=server.url(f"of{people}"), folder=folder)
                )
                for verb in VERBS:
                    for way in WAYS:
                        spent[people][verb][way] += taken[verb][way]
    return {
        people: {verb: {way: _summed(spent[people][verb][way]) for way in WAYS} for verb in VERBS}
        for people in sizes
    }


def show(server: Sqlite | Postgres, verb: str, people: int, taken: Ways, smallest: Ways) -> bool:
    """Print the line of one verb and size; return whether it is within bounds."""
    ours, hand = taken["ours"], taken["hand"]
    grown = {way: taken[way]["median"] / smallest[way]["median"] for way in WAYS}
    cells = [server.name, verb, f"{people:,}"]
    for way in WAYS[::-1]:
        fewest, most = taken[way]["fewest"], taken[way]["most"]
        cells += [f"{taken[way]['median']:.1f} / {taken[way]['p95']:.1f}", f"{grown[way]:.2f}"]
        cells += [f"{fewest:.0f}" if fewest == most else f"{fewest:.0f}-{most:.0f}"]
    print("|", " | ".join([*cells, f"{ours['median'] / hand['median']:.1f}"]), "|", flush=True)
    same = all(taken[way][many] == smallest[way][many] for way in WAYS for many in ("fewest", "most"))
    return same and grown["ours"] <= MOST_GROWTH


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--people",
        type=int,
        nargs="+",
        default=[10_000, 100_000, 1_000_000],
        help="multiples of 10,000, smallest first",
    )
    parser.add_argument(
        "--postgres",
        default=os.environ.get("POSTGRES_URL", ""),
        metavar="URL",
        help="a server; databases of our own are made on it",
    )
    parser.add_argument("--child", nargs=3, metavar=("STEP", "PEOPLE", "ROUND"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(options.child[0], int(options.child[1]), int(options.child[2]))
        return
    titles = (
        "database",
        "verb",
        "people",
        "ours, ms (p50 / p95)",
        "growth",
        "statements",
        "by hand, ms",
        "growth",
        "statements",
        "ours / by hand",
    )
    print("|", " | ".join(titles), "|\n|" + "---|" * len(titles), flush=True)
    good = True
    with tempfile.TemporaryDirectory(prefix="som-benchmark-") as name:
        folder = Path(name)
        servers: list[Sqlite | Postgres] = [
            Sqlite(folder),
            *([Postgres(options.postgres)] if options.postgres else []),
        ]
        for server in servers:
            taken = measure(server, folder, sizes=options.people)
            for verb in VERBS:
                for people in options.people:
                    good &= show(server, verb, people, taken[people][verb], taken[options.people[0]][verb])
    if not options.postgres:
        print("PostgreSQL was not measured: give --postgres URL.", file=sys.stderr)
    if not good:
        sys.exit(f"something grew by more than {MOST_GROWTH}, or took another number of statements")


def child(step: str, people: int, turn: int) -> None:
    """Do one step on the database of the environment; what was measured is printed as JSON."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "som.settings"
    django.setup()
    if step == "prepare":
        prepare(people)
    else:
        print(json.dumps(measure_here(people, turn)))


if __name__ == "__main__":
    main()

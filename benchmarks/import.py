"""How fast an address book is imported, beside ``bulk_create`` of the same rows into the same tables.

Ours reads the file, checks every row, looks for people already known and for suppressed addresses, and
stores; ``bulk_create(batch_size=5000)`` gets values that were read, checked and deduplicated before its clock
started. Each run is a process of its own on a copy of the same database with 10,000 people; the two ways take
turns.

    python benchmarks/import.py [--rows 100000] [--runs 3] [--postgres URL]
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import itertools
import json
import os
import random
import resource
import statistics
import sys
import tempfile
import time
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from benchmarks.databases import Postgres, Sqlite, dropped, in_own_process

KNOWN = 10_000
TODAY = dt.date(2026, 3, 10)
HEADINGS = ("First name", "Last name", "E-mail", "Phone", "Company", "Street", "Postcode", "City")
NAMES = ("Els", "Jan", "Fatima", "Bram", "Noor", "Zoë", "Léa", "Tom", "Emre", "Griet")
FAMILIES = ("Maes", "Peeters", "D'Hondt", "Yılmaz", "Van den Broeck", "Claes", "Étienne", "El Idrissi")


def write(path: Path, rows: int, *, first: int) -> None:
    """Write an address book of ``rows`` invented people; one in twenty is among the first ten thousand."""
    chance = random.Random(first)
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(HEADINGS)
        for number in range(first, first + rows):
            n = chance.randrange(KNOWN) if first and number % 20 == 0 else number
            mail = f"{NAMES[n % 10].lower().replace('ë', 'e').replace('é', 'e')}.{n}@example.org"
            phone = f"04{70 + n % 30} {n // 10000 % 100:02d} {n // 100 % 100:02d} {n % 100:02d}"
            company = f"School {n % 2000}" if n % 2 else ""
            table.writerow(
                (
                    NAMES[n % 10],
                    FAMILIES[n // 10 % 8],
                    mail,
                    phone,
                    company,
                    f"Dorpsstraat {n % 300}",
                    1000 + n % 9000,
                    "Leuven",
                )
            )


def ours(path: Path) -> tuple[int, float]:
    from contacts.importing.file_format import open_address_book
    from contacts.importing.store import digest_file, store_address_book

    begin = time.perf_counter()
    book = open_address_book(path)
    report = store_address_book(
        book, mark=digest_file(path), form=book.format, today=TODAY, source="a benchmark"
    )
    return report.created, time.perf_counter() - begin


def bulk_create(path: Path) -> tuple[int, float]:
    from django.db import transaction

    from contacts.importing.card import Card
    from contacts.importing.entries import prepare_entry
    from contacts.importing.file_format import open_address_book
    from contacts.models import Company, Contact, ContactPoint
    from privacy.models import Identifier, Subject, Task

    known = set(ContactPoint.objects.values_list("value", flat=True))
    companies = dict(Company.objects.values_list("name", "pk"))
    created, seconds = 0, 0.0
    cards = (card for card in open_address_book(path) if isinstance(card, Card))
    while chunk := list(itertools.islice(cards, 5_000)):
        entries = [
            entry
            for card in chunk
            if (entry := prepare_entry(card, [])) and entry.reaches[0].value not in known
        ]
        begin = time.perf_counter()
        with transaction.atomic():
            subjects = Subject.objects.bulk_create(
                [Subject(id=uuid.uuid4()) for _entry in entries], batch_size=5_000
            )
            contacts = [
                Contact(
                    subject_id=subject.pk,
                    first_name=entry.first_name,
                    last_name=entry.last_name,
                    street=entry.address[0],
                    postcode=entry.address[1],
                    city=entry.address[2],
                    company_id=companies.get(entry.company),
                    origin="import",
                    source="a benchmark",
                    collected_on=TODAY,
                )
                for subject, entry in zip(subjects, entries, strict=True)
            ]
            Contact.objects.bulk_create(contacts, batch_size=5_000)
            pairs = [
                (c, reach) for c, entry in zip(contacts, entries, strict=True) for reach in entry.reaches
            ]
            points = [
                ContactPoint(contact_id=c.pk, kind=r.kind, value=r.value, preferred=True) for c, r in pairs
            ]
            ContactPoint.objects.bulk_create(points, batch_size=5_000)
            found_by = [
                Identifier(subject_id=c.subject_id, kind=r.kind, digest=r.digests[0]) for c, r in pairs
            ]
            Identifier.objects.bulk_create(found_by, batch_size=5_000)
            due_on = dt.date(2026, 4, 10)
            about_file = {"kind": "inform", "label": "contacts.importbatch", "row": 1}
            Task.objects.get_or_create(**about_file, defaults={"due_on": due_on})
        seconds += time.perf_counter() - begin
        created += len(entries)
    return created, seconds


def child(way: str, path: Path) -> None:
    """Do one thing on the database of the environment; print what it took as JSON."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "som.settings"
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    if way == "prepare":
        call_command("migrate", verbosity=0)
        ours(path)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)" if connection.vendor == "sqlite" else "ANALYZE")
        return
    created, seconds = ours(path) if way == "ours" else bulk_create(path)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"created": created, "seconds": seconds, "peak": peak}))


def measure(server: Sqlite | Postgres, folder: Path, *, rows: int, runs: int) -> None:
    """Print the figures of one database."""
    small, large = folder / "small.csv", folder / "large.csv"
    script = Path(__file__).resolve()
    with dropped(server, "full", "run"):
        write(folder / "known.csv", KNOWN, first=0)
        write(small, rows // 10, first=KNOWN)
        write(large, rows, first=KNOWN)
        in_own_process(
            script, "--child", "prepare", str(folder / "known.csv"), url=server.create("full"), folder=folder
        )

        def one(way: str, path: Path) -> dict[str, float]:
            url = server.create("run", template="full")
            result: dict[str, float] = json.loads(
                in_own_process(script, "--child", way, str(path), url=url, folder=folder)
            )
            return result

        low = one("ours", small)
        results: dict[str, list[dict[str, float]]] = {"ours": [], "bulk_create": []}
        for _run in range(runs):
            for way, taken in results.items():
                taken.append(one(way, large))
    rates = {way: [run["created"] / run["seconds"] for run in taken] for way, taken in results.items()}
    ratios = [mine / theirs for mine, theirs in zip(rates["ours"], rates["bulk_create"], strict=True)]
    for way, taken in results.items():
        peak = statistics.median(run["peak"] for run in taken)
        spread = f"{min(rates[way]):,.0f}-{max(rates[way]):,.0f}"
        ratio = f"{statistics.median(ratios):.2f}" if way == "ours" else "1"
        print(
            f"| {server.name} | {way} | {statistics.median(rates[way]):,.0f} | {spread} | {ratio} | "
            f"{peak:.0f} |"
        )
    print(
        f"| {server.name} | ours, {rows // 10:,} rows | {low['created'] / low['seconds']:,.0f} | | | "
        f"{low['peak']:.0f} |",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument(
        "--postgres",
        default=os.environ.get("POSTGRES_URL", ""),
        metavar="URL",
        help="a server; databases of our own are made on it",
    )
    parser.add_argument("--child", nargs=2, metavar=("WAY", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(options.child[0], Path(options.child[1]))
        return
    with tempfile.TemporaryDirectory(prefix="som-benchmark-") as name:
        folder = Path(name)
        print(
            f"{options.rows:,} rows into a register of {KNOWN:,} people, {options.runs} runs; people "
            f"created per second\n"
        )
        print(
            "| database | way | median | spread | of bulk_create, same run | peak RSS, MB "
            "|\n|---|---|---|---|---|---|",
            flush=True,
        )
        measure(Sqlite(folder), folder, rows=options.rows, runs=options.runs)
        if options.postgres:
            measure(Postgres(options.postgres), folder, rows=options.rows, runs=options.runs)
        else:
            print("PostgreSQL was not measured: give --postgres URL.", file=sys.stderr)


if __name__ == "__main__":
    main()

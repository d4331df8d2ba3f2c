"""How long pages of staff take with 100,000 and 1,000,000 contacts, beside the bare SQL of the same page in
the same run.

Each page is asked for by a director and by somebody who does client work, in one process through Django's
test client, rendering included. The bare statement reads the rows a page shows, with its own index, for a
reader who may see all.

    python benchmarks/pages.py [--people 100000 1000000] [--runs 15] [--postgres URL]
"""

from __future__ import annotations

import argparse
import logging
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from benchmarks.databases import Postgres, Sqlite, dropped, in_own_process

LOADED = 100_000
"""As many are loaded; a larger register is a copy of them, made inside the database."""
LIST = "/admin/contacts/contact/"
SHOWN = (
    "SELECT c.id, c.first_name, c.last_name, c.city, o.name, c.last_activity_on FROM contacts_contact c"
    " LEFT JOIN contacts_company o ON o.id = c.company_id WHERE {which} ORDER BY c.id DESC LIMIT 51"
)
SAYING = {
    "sqlite": "c.id IN (SELECT id FROM contacts_contact_words WHERE word >= '{word}' AND word < '{word}~')",
    "postgresql": (
        "privacy_words(c.first_name || ' ' || c.last_name || ' ' || c.city) @@ '''{word}'':*'::tsquery"
    ),
}
PERSON = (
    "SELECT * FROM contacts_contact WHERE id = {0}",
    *(
        f"SELECT * FROM contacts_{kind} WHERE contact_id = {{0}}"
        for kind in ("contactpoint", "enquiry", "interaction", "assignment")
    ),
)
QUESTIONS = "SELECT * FROM contacts_enquiry WHERE answered_on IS NULL ORDER BY received_on, id LIMIT 9"
REQUESTS = "SELECT * FROM privacy_request ORDER BY due_on, id LIMIT 51"


def pages(people: int, vendor: str) -> dict[str, tuple[str, list[str]]]:
    """Return the pages by name: where they are, and the bare statements."""
    middle, found = people // 2, SAYING[vendor]
    return {
        "list, first page": (LIST, [SHOWN.format(which="1 = 1")]),
        "list, in the middle": (f"{LIST}?p=after-{middle}", [SHOWN.format(which=f"c.id < {middle}")]),
        "list by name, in the middle": (f"{LIST}?o=1&p=after-{middle}", []),
        "search, 1.1 % found": (f"{LIST}?q=maes70", [SHOWN.format(which=found.format(word="maes70"))]),
        "search, everybody found": (f"{LIST}?q=leuven", [SHOWN.format(which=found.format(word="leuven"))]),
        "search, one found": (
            f"{LIST}?q=els{middle}",
            [SHOWN.format(which=found.format(word=f"els{middle}"))],
        ),
        "search, one of two words": (f"{LIST}?q=leuven+els{middle}", []),
        "search, an address": (f"{LIST}?q=els.{middle}@exa", []),
        "search, nobody found": (f"{LIST}?q=qqzz", [SHOWN.format(which=found.format(word="qqzz"))]),
        "page of a person": (
            f"{LIST}{middle + 10}/",
            [statement.format(middle + 10) for statement in PERSON],
        ),
        "dashboard": ("/admin/", [QUESTIONS]),
        "requests": ("/admin/privacy/request/", [REQUESTS]),
    }


def prepare(people: int) -> None:
    """Fill an empty database and let it gather statistics, as PostgreSQL does by itself after a while."""
    from django.core.management import call_command
    from django.db import connection

    from benchmarks import multiplied, register

    call_command("migrate", verbosity=0)
    register.fill(min(people, LOADED))
    multiplied.multiply(max(1, people // LOADED))
    with connection.cursor() as cursor:
        cursor.execute(
            "VACUUM ANALYZE" if connection.vendor == "postgresql" else "PRAGMA wal_checkpoint(TRUNCATE)"
        )


def ask(people: int, runs: int) -> None:
    """Print a line for each page, role by role."""
    from django.contrib.auth.models import Group
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from privacy.staff_access import roles
    from som.models import User

    roles.sync_roles(roles.declared_roles())
    worker = User.objects.create(username="worker", is_staff=True, language="en")
    worker.groups.set(Group.objects.filter(name="Client work"))
    director = User.objects.create(username="director", is_staff=True, is_superuser=True, language="en")
    for role, user in {"director": director, "client work": worker}.items():
        client = Client()
        client.force_login(user)
        for name, (address, statements) in pages(people, connection.vendor).items():
            if client.get(address).status_code != 200:
                continue  # not for this role
            busy = time.process_time()
            times = sorted(_milliseconds(partial(client.get, address)) for _run in range(runs))
            own = (time.process_time() - busy) * 1000 / runs
            bare = statistics.median(_milliseconds(partial(_read, statements)) for _run in range(runs))
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            spent = sum(float(one["time"]) for one in asked.captured_queries) * 1000
            cells = [
                f"{people:,}",
                role,
                name,
                f"{statistics.median(times):.0f}",
                f"{times[int(runs * 0.95)]:.0f}",
                f"{own:.0f}",
            ]
            print(
                "|",
                " | ".join([*cells, str(len(asked)), f"{spent:.0f}", f"{bare:.1f}" if statements else ""]),
                "|",
                flush=True,
            )


def _read(statements: list[str]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            cursor.fetchall()


def _milliseconds(work: Callable[[], Any]) -> float:
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument(
        "--postgres",
        default=os.environ.get("POSTGRES_URL", ""),
        metavar="URL",
        help="a server, for a database of our own",
    )
    parser.add_argument("--child", nargs=2, metavar=("WHAT", "PEOPLE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(options.child[0], int(options.child[1]), runs=options.runs)
        return
    print(
        "| people | reader | page | p50, ms | p95, ms | CPU, ms | statements | of it SQL, ms | bare SQL, "
        "ms |\n"
        "|---|---|---|---|---|---|---|---|---|"
    )
    with tempfile.TemporaryDirectory(prefix="som-pages-") as name:
        servers: list[Sqlite | Postgres] = [
            Sqlite(Path(name)),
            *([Postgres(options.postgres)] if options.postgres else []),
        ]
        for server in servers:
            print(f"| **{server.name}** |", flush=True)
            for people in options.people:
                measure(server, Path(name), people=people, runs=options.runs)


def child(what: str, people: int, *, runs: int) -> None:
    """Do one step, in a process of its own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "som.settings")
    import django

    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["*"]
    logging.disable(logging.WARNING)  # of pages that are not for a role
    if what == "prepare":
        prepare(people)
    else:
        ask(people, runs)


def measure(server: Sqlite | Postgres, folder: Path, *, people: int, runs: int) -> None:
    """Print the figures of one register."""
    script = Path(__file__).resolve()
    with dropped(server, "pages"):
        url = server.create("pages")
        in_own_process(script, "--child", "prepare", str(people), url=url, folder=folder)
        print(
            in_own_process(
                script, "--child", "ask", str(people), "--runs", str(runs), url=url, folder=folder
            ),
            end="",
            flush=True,
        )


if __name__ == "__main__":
    main()

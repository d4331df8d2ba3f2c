"""The public question form beside a bare Django form that does one insert: same server, same middleware, same
run.

Ours recognises the person (or makes one with subject, addresses and digests), counts the visitor's network,
keeps the question and the notice shown, all in one transaction; every post comes from a new person. The limit
on posts from one network stays on: each post comes from an address of its own, as our own proxy would report
it. The two take turns.

    python benchmarks/forms.py [--posts 400] [--rounds 5] [--clients 4] [--postgres URL]
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from benchmarks.databases import BASE_DIR, Postgres, Sqlite, dropped, in_own_process

WAYS = {"ours": "/contact/", "bare": "/bare/"}


def prepare() -> None:
    """Make the tables, publish the notice, and the one contact that the bare form's questions belong to."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "som.settings"
    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from contacts import register
    from contacts.models.people import Origin
    from privacy.notice import versions

    call_command("migrate", verbosity=0, skip_checks=True)
    versions.publish_notice(now=timezone.now())
    contact = register.add_contact(
        origin=Origin.QUESTION, on=timezone.localdate(), emails=["bare@example.org"], first_name="Bare"
    )
    assert contact.pk == 1


@contextlib.contextmanager
def served(url: str, folder: Path) -> Iterator[int]:
    """Run gunicorn with the program's own settings on a free port of this machine; yield the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "VAR_DIR": str(folder),
        "CELERY_BROKER_URL": "memory://",
        "BEHIND_PROXY": "1",
    }
    command = [
        "-m",
        "gunicorn",
        "benchmarks.bare_form:application",
        "--config",
        "python:som.gunicorn",
        "--bind",
        f"127.0.0.1:{port}",
    ]
    process = subprocess.Popen([sys.executable, *command], env=environment, cwd=BASE_DIR)
    try:
        deadline = time.monotonic() + 60
        while True:
            with (
                contextlib.suppress(OSError),
                urllib.request.urlopen(f"http://127.0.0.1:{port}/contact/thanks/") as page,
            ):
                assert page.status == 200
                break
            assert time.monotonic() < deadline, "the server does not answer"
            time.sleep(0.2)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def post(port: int, way: str, notice: str, numbers: range) -> list[float]:
    """Post for each number a question of somebody new over one connection; return how many seconds each
    took."""
    taken = []
    connection = http.client.HTTPConnection("127.0.0.1", port)
    for n in numbers:
        facts = {
            "name": f"Robin Peeters{n}",
            "email": f"robin.{n}@example.org",
            "phone": "",
            "text": f"Question {n}?",
            "notice": notice,
        }
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Forwarded-For": f"2001:db8:{n >> 16:x}:{n & 0xFFFF:x}::1",
            "Sec-Fetch-Site": "same-origin",
        }
        begin = time.perf_counter()
        connection.request("POST", WAYS[way], urlencode(facts), headers)
        answer = connection.getresponse()
        answer.read()
        taken.append(time.perf_counter() - begin)
        assert answer.status == 302, (way, answer.status)
    connection.close()
    return taken


def together(
    port: int, way: str, notice: str, *, first: int, posts: int, clients: int
) -> tuple[float, list[float]]:
    """Post from several clients at once; return posts per second and how long each took."""
    taken: list[float] = []
    share = posts // clients
    threads = [
        threading.Thread(
            target=lambda at=at: taken.extend(
                post(port, way, notice, range(first + at * share, first + (at + 1) * share))
            )
        )
        for at in range(clients)
    ]
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - begin
    assert len(taken) == share * clients
    return len(taken) / seconds, taken


def measure(server: Sqlite | Postgres, folder: Path, *, posts: int, rounds: int, clients: int) -> None:
    """Print the figures of one database."""
    with dropped(server, "forms"):
        url = server.create("forms")
        in_own_process(Path(__file__).resolve(), "--prepare", url=url, folder=folder)
        with served(url, folder) as port:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/contact/") as page:
                carried = re.search(r'name="notice" value="([^"]+)"', page.read().decode())
            assert carried
            rates: dict[str, list[float]] = {way: [] for way in WAYS}
            took: dict[str, list[float]] = {way: [] for way in WAYS}
            number = 0
            for turn in range(rounds + 1):
                for way in WAYS:
                    rate, taken = together(port, way, carried[1], first=number, posts=posts, clients=clients)
                    number += posts
                    if turn:  # the first round warms up
                        rates[way].append(rate)
                        took[way] += taken
    ratios = [mine / bare for mine, bare in zip(rates["ours"], rates["bare"], strict=True)]
    for way in WAYS:
        spread = f"{min(rates[way]):,.0f}-{max(rates[way]):,.0f}"
        ratio = (
            f"{statistics.median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})" if way == "ours" else "1"
        )
        times = sorted(took[way])
        slow = times[int(len(times) * 0.95)] * 1000
        middle = statistics.median(times) * 1000
        print(
            f"| {server.name} | {way} | {statistics.median(rates[way]):,.0f} | {spread} | {ratio} | "
            f"{middle:.1f} | {slow:.1f} |",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--posts", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument(
        "--postgres",
        default=os.environ.get("POSTGRES_URL", ""),
        metavar="URL",
        help="a server; a database of our own is made on it",
    )
    parser.add_argument("--prepare", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.prepare:
        prepare()
        return
    with tempfile.TemporaryDirectory(prefix="som-benchmark-") as name:
        folder = Path(name)
        print(f"{options.posts} posts a round, {options.rounds} rounds, {options.clients} clients at once\n")
        print(
            "| database | form | posts/s | spread | of the bare form, same round | median ms | 95th % ms "
            "|\n|---|---|---|---|---|---|---|",
            flush=True,
        )
        measure(Sqlite(folder), folder, posts=options.posts, rounds=options.rounds, clients=options.clients)
        if options.postgres:
            measure(
                Postgres(options.postgres),
                folder,
                posts=options.posts,
                rounds=options.rounds,
                clients=options.clients,
            )
        else:
            print("PostgreSQL was not measured: give --postgres URL.", file=sys.stderr)


if __name__ == "__main__":
    main()

"""Two hundred clients of each slow kind leave the site answering: the web server as it is shipped, with both
of its processes, and the same behind the proxy whose settings we ship (where ``NGINX`` says where one lies).
"""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.instances import Instance, eventually, instance
from tests.proxy import NGINX, proxy
from tests.slow_clients import KINDS, slow_clients, time_answer

pytestmark = pytest.mark.soak

MANY = 200
SECONDS = 12.0
"""How long each kind is looked at."""
ANSWERED = 0.95
"""The share of the others that are answered, each within five seconds."""
MOST_PATIENT = 90.0
"""Seconds after which every slow client must be gone: 30 without more of a body, or of an answer, some to
notice, and the same once more behind the proxy."""
ESTABLISHED = "01"
"""What ``/proc/net/tcp`` says of a connection that neither side ended."""
WAYS = ["straight", *(["behind the proxy"] if NGINX else [])]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    with instance(tmp_path_factory.mktemp("slow")) as made:
        made.start(
            *("-m", "gunicorn", "som.wsgi", "--config", "python:som.gunicorn"),
            *("--bind", f"127.0.0.1:{made.port}"),
            BEHIND_PROXY="true",
        )
        eventually(lambda: made.status("/privacy/") == 200)
        yield made


@pytest.fixture(scope="module", params=WAYS)
def port(
    request: pytest.FixtureRequest, served: Instance, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[int]:
    if request.param == "straight":
        yield served.port
        return
    folder = tmp_path_factory.mktemp("proxy")
    with proxy(folder, before=served.port) as own:
        eventually(lambda: time_answer(own) < float("inf"))
        yield own
        log = (folder / "error.log").read_text()
        assert "temporary file" not in log
        assert not [path for path in (folder / "spooled").rglob("*") if path.is_file()]


@pytest.mark.parametrize("kind", list(KINDS))
def test_two_hundred_slow_clients_leave_the_site_answering(served: Instance, port: int, kind: str) -> None:
    answers = []
    with slow_clients(port, kind, MANY):
        eventually(
            lambda: time_answer(port) < 5
        )  # two hundred that come at once, and ask for 4 MB, are a rush
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            answers.append(time_answer(port))
            time.sleep(0.3)
        memory = memory_of(served)
    answers.sort()
    answered = [took for took in answers if took < float("inf")]
    print(
        f"{kind}: {len(answered)} of {len(answers)}, median {answers[len(answers) // 2] * 1000:.0f} ms, "
        f"longest {answers[-1] * 1000:.0f} ms, {memory:.0f} MB"
    )
    assert len(answered) >= ANSWERED * len(answers)


def test_all_kinds_at_once_are_borne_and_let_go(served: Instance, port: int) -> None:
    with contextlib.ExitStack() as all_kinds:
        clients = {kind: all_kinds.enter_context(slow_clients(port, kind, 20)) for kind in KINDS}
        assert time_answer(port) < 5
        assert len(_held(port)) > 100
        names = {client.getsockname(): kind for kind, some in clients.items() for client in some}
        end = time.monotonic() + MOST_PATIENT
        while (held := names.keys() & _held(port)) and time.monotonic() < end:
            time.sleep(1)
        assert {names[client] for client in held} == set()
        assert time_answer(port) < 5


def _held(port: int) -> set[tuple[str, int]]:
    """Return the clients (address and port) whose connection to ``port`` the server did not end: asked of the
    system, for who reads nothing does not see the end."""
    held = set()
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        _number, own, other, state, *_rest = line.split()
        if state == ESTABLISHED and int(own.rpartition(":")[2], 16) == port:
            address, _colon, its_port = other.partition(":")
            held.add((socket.inet_ntoa(bytes.fromhex(address)[::-1]), int(its_port, 16)))
    return held


def memory_of(served: Instance) -> float:
    """Return how many megabytes all processes of the instance have, what they share counted once."""
    total = 0
    for process in served.processes():
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024

"""Whoever sends slowly, or stops in the middle, keeps nobody else waiting, and stores no half of anything."""

from __future__ import annotations

import resource
import socket
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from som import gunicorn
from som.slow_clients import guard_requests
from tests.instances import Instance, eventually, instance
from tests.slow_clients import KINDS, heading, slow_clients, time_answer

MANY = 20
"""More than there were threads (2 x 4) when one slow client in each stopped the site, and more than there are
connections to PostgreSQL. ``tests/soak/test_slow_clients.py`` has two hundred of each."""


class Application:
    """Reads the body and answers; keeps what it was handed."""

    def __init__(self) -> None:
        self.environ: dict[str, Any] = {}
        self.body = b""

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        self.environ = environ
        self.body = environ["wsgi.input"].read()
        return [b"ok"]


def hand_over(body: Any, **environ: Any) -> Application:
    application = Application()
    guard_requests(application, patience=0.2)({"wsgi.input": body, **environ}, None)
    return application


def test_a_whole_body_is_handed_on_as_it_came() -> None:
    assert hand_over(BytesIO(b"a=b" * 70_000), CONTENT_LENGTH="210000").body == b"a=b" * 70_000


@pytest.mark.parametrize("length", ["\u00b2", "\u0663", "x", "-1"])
def test_a_length_that_is_no_number_is_left_to_django(length: str) -> None:
    assert hand_over(BytesIO(b"a=b"), CONTENT_LENGTH=length).body == b"a=b"


def test_a_body_that_ends_before_its_length_fails() -> None:
    with pytest.raises(OSError, match="before its length"):
        hand_over(BytesIO(b"a=b"), CONTENT_LENGTH="9")


def test_a_body_that_stops_coming_fails_after_a_while() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(b"a=")
        began = time.monotonic()
        with pytest.raises(OSError, match=r"before its length|timed out"):
            hand_over(ours.makefile("rb"), CONTENT_LENGTH="9", **{"gunicorn.socket": ours})
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain; charset=a\0b",
        "text/plain; charset*=utf-8''a%00b",
        "text/plain; charset*=no-such-set''x",
        "multipart/form-data; boundary=B; charset*=undefined''%ff",
    ],
)
def test_a_kind_of_which_django_makes_no_request_is_marked(kind: str) -> None:
    from django.core.handlers.wsgi import WSGIRequest

    facts = {"REQUEST_METHOD": "POST", "PATH_INFO": "/", "SERVER_NAME": "localhost", "SERVER_PORT": "80"}
    with pytest.raises((ValueError, LookupError)):
        _ = WSGIRequest({"wsgi.input": BytesIO(), "CONTENT_TYPE": kind, **facts}).GET
    handed = hand_over(BytesIO(), CONTENT_TYPE=kind, **facts)
    assert handed.environ["som.unreadable_content_type"]
    assert WSGIRequest(handed.environ).content_type == ""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """An instance with its web server only, on a system that lets a program open 256 files unless it asks for
    more."""
    given, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with instance(tmp_path_factory.mktemp("slow")) as made:
        bind = f"127.0.0.1:{made.port}"
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, most))
        made.start(
            "-m", "gunicorn", "som.wsgi", "--config", "python:som.gunicorn", "--bind", bind, "--workers", "1"
        )
        resource.setrlimit(resource.RLIMIT_NOFILE, (given, most))
        eventually(lambda: made.status("/contact/") == 200)
        yield made


def connect(served: Instance) -> socket.socket:
    return socket.create_connection(("127.0.0.1", served.port), 10)


def status_of(connection: socket.socket) -> int:
    first = connection.makefile("rb").readline().split()
    return int(first[1]) if first else 0


@pytest.mark.parametrize("kind", list(KINDS))
def test_many_slow_clients_keep_nobody_waiting(served: Instance, kind: str) -> None:
    with slow_clients(served.port, kind, MANY):
        assert max(time_answer(served.port) for _each in range(3)) < 4


def test_half_a_question_is_refused_and_not_stored(served: Instance) -> None:
    body = b"name=An+Peeters&email=an@example.org&text=Geven+jullie+ook+work"
    with connect(served) as connection:
        connection.sendall(heading("/contact/", f"Content-Length: {len(body) + 9}") + body)
        connection.shutdown(socket.SHUT_WR)
        assert status_of(connection) == 400
    assert served.query("SELECT count(*) FROM privacy_outboxmessage") == [(0,)]


def test_three_hundred_megabytes_are_refused_at_once_and_never_written(served: Instance) -> None:
    part = b'--B\r\nContent-Disposition: form-data; name="photo"; filename="a.pdf"\r\n\r\n'
    for length in ("Content-Length: 300000000", "Transfer-Encoding: chunked"):
        began = time.monotonic()
        with connect(served) as connection:
            kind = "multipart/form-data; boundary=B"
            connection.sendall(heading("/contact/", length, kind) + part + b"x" * 50_000)
            assert status_of(connection) in (411, 413)
        assert time.monotonic() - began < 3
    assert sum(path.stat().st_size for path in (served.var_dir / "tmp").rglob("*") if path.is_file()) == 0


def test_a_kind_that_cannot_be_parsed_is_answered_with_our_own_page(served: Instance) -> None:
    with connect(served) as connection:
        kind = "text/plain; charset*=utf-8''a%00b"
        connection.sendall(heading("/en/contact/", "Content-Length: 1\r\nConnection: close", kind) + b"x")
        answer = connection.makefile("rb").read().decode()
    assert answer.startswith("HTTP/1.1 415")
    assert "We cannot read this form" in answer


def test_a_worker_may_open_more_files_than_it_has_threads(served: Instance) -> None:
    for process in served.processes():
        [line] = [
            line
            for line in Path(f"/proc/{process}/limits").read_text().splitlines()
            if line.startswith("Max open files")
        ]
        assert int(line.split()[3]) >= 16 * gunicorn.threads

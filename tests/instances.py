"""Whole instances for tests that need real processes: an environment, a migrated database, and what runs in
them."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import psycopg

from tests import mould
from tests.mould import ROOT


def eventually(condition: Callable[[], Any], *, within: float = 20.0) -> Any:
    """Return the first true answer of ``condition``; ``AssertionError`` if there is none ``within`` so many
    seconds."""
    deadline = time.monotonic() + within
    while True:
        answer = condition()
        if answer:
            return answer
        assert time.monotonic() < deadline, f"not within {within} s"
        time.sleep(0.1)


@dataclass
class Instance:
    """An embedded or served instance with an environment of its own."""

    environment: dict[str, str]
    port: int

    @property
    def var_dir(self) -> Path:
        return Path(self.environment["VAR_DIR"])

    def start(self, *command: str, **extra: str) -> subprocess.Popen[str]:
        """Start ``python COMMAND…`` in this instance, its output captured, ``extra`` in its environment."""
        return subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env={**self.environment, **extra},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def manage(self, *command: str) -> str:
        """Run ``manage.py COMMAND…`` to its end and return what it printed; it must succeed."""
        done = self.start("manage.py", *command)
        output, _ = done.communicate(timeout=60)
        assert done.returncode == 0, output
        return output

    def status(self, path: str) -> int | None:
        """Return the HTTP status of ``path``, or ``None`` while nobody answers."""
        try:
            with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                return int(answer.status)
        except HTTPError as error:
            return error.code
        except (URLError, ConnectionError, TimeoutError):
            return None

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of ``sql``, read past Django."""
        url = self.environment["DATABASE_URL"]
        if url.startswith("sqlite"):
            with contextlib.closing(sqlite3.connect(self.var_dir / "som.sqlite3")) as connection:
                return connection.execute(sql).fetchall()
        with psycopg.connect(url) as database:
            return database.execute(sql.encode()).fetchall()

    def processes(self) -> list[int]:
        """Return the ids of the processes that run in this instance's environment (zombies have none)."""
        mark = f"VAR_DIR={self.var_dir}".encode()
        found = []
        for entry in Path("/proc").iterdir():
            with contextlib.suppress(OSError):
                if entry.name.isdigit() and mark in (entry / "environ").read_bytes().split(b"\0"):
                    found.append(int(entry.name))
        return found

    def kill(self) -> None:
        """Kill whatever still runs in this instance."""
        for process in self.processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, 9)


def free_port() -> int:
    """Return a port on which nothing listens."""
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def instance(folder: Path) -> Iterator[Instance]:
    """Give an empty, migrated instance below ``folder``, on the kind of database and broker under test;
    remove it after."""
    var_dir = folder / "var"
    environment = {
        **os.environ,
        "VAR_DIR": str(var_dir),
        "CELERY_BROKER_URL": os.environ["TESTED_BROKER_URL"] or "filesystem://",
    }
    served = os.environ.get("DATABASE_URL", "").startswith("postgres")
    if served:
        address = urlsplit(os.environ["DATABASE_URL"])
        name = f"som_instance_{uuid.uuid4().hex}"
        server = address._replace(path="/postgres").geturl()
        template = mould.postgresql(server)
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
        environment["DATABASE_URL"] = address._replace(path=f"/{name}").geturl()
    else:
        environment["DATABASE_URL"] = f"sqlite:///{var_dir}/som.sqlite3"
        var_dir.mkdir(parents=True)
        shutil.copyfile(mould.sqlite(), var_dir / "som.sqlite3")
    made = Instance(environment, free_port())
    try:
        yield made
    finally:
        made.kill()
        if served:
            with psycopg.connect(server, autocommit=True) as connection:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
        shutil.rmtree(folder, ignore_errors=True)

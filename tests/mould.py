"""A migrated, empty database, made once for the whole run; whoever needs one gets a copy, which takes no
time.

The first test process that needs it makes it, in the folder that the whole run shares; the others wait for
it.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

ROOT = Path(__file__).resolve().parent.parent
FOLDER = "MOULD"
"""The environment variable in which the processes of a run hand each other the folder."""


def sqlite() -> Path:
    """Return the file of the mould; to be copied, never opened for writing."""
    with _alone() as folder:
        file = folder / "som.sqlite3"
        if not file.exists():
            _migrate(folder, f"sqlite:///{folder}/draft.sqlite3")
            with contextlib.closing(sqlite3.connect(folder / "draft.sqlite3")) as draft:
                # A copy in memory has no write-ahead log; whoever opens a copy in a file turns it on again.
                draft.execute("PRAGMA journal_mode=DELETE")
            (folder / "draft.sqlite3").rename(file)
        return file


def postgresql(server: str) -> str:
    """Return the name of the mould, a database to be named as ``TEMPLATE``, on the server of the address
    ``server``."""
    with _alone() as folder:
        told, made = folder / "postgresql", folder / "postgresql-made"
        if not told.exists():
            name = f"som_mould_{uuid.uuid4().hex}"
            with psycopg.connect(_database(server, "postgres"), autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}".encode())
            told.write_text(_database(server, name))
            _migrate(folder, _database(server, name))
            made.touch()
        assert made.exists(), "the first who tried could not make it"
        return urlsplit(told.read_text()).path.removeprefix("/")


def break_up(folder: Path) -> None:
    """Remove what the run made on a server."""
    told = folder / "postgresql"
    if told.exists():
        name = urlsplit(told.read_text()).path.removeprefix("/")
        with psycopg.connect(_database(told.read_text(), "postgres"), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())


def _database(address: str, name: str) -> str:
    return urlsplit(address)._replace(path=f"/{name}").geturl()


def _migrate(folder: Path, url: str) -> None:
    environment = {**os.environ, "VAR_DIR": str(folder / "var"), "DATABASE_URL": url}
    command = [sys.executable, "manage.py", "migrate", "--noinput", "--verbosity", "0"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@contextlib.contextmanager
def _alone() -> Iterator[Path]:
    folder = Path(os.environ[FOLDER])
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder

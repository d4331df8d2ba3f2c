"""Databases for one measurement: made empty, filled once, copied for every run, and gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

BASE_DIR = Path(__file__).resolve().parent.parent


class Sqlite:
    """Databases as files in a folder."""

    name = "SQLite"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def url(self, database: str) -> str:
        return f"sqlite:///{self.folder / database}.sqlite3"

    def create(self, database: str, *, template: str = "") -> str:
        """Make an empty database, or a copy of ``template``; return its URL."""
        self.drop(database)
        if template:
            shutil.copy(self.folder / f"{template}.sqlite3", self.folder / f"{database}.sqlite3")
        return self.url(database)

    def drop(self, database: str) -> None:
        for suffix in ("", "-wal", "-shm"):
            (self.folder / f"{database}.sqlite3{suffix}").unlink(missing_ok=True)


class Postgres:
    """Databases on the server of ``url``; only names of our own are touched."""

    name = "PostgreSQL"

    def __init__(self, url: str) -> None:
        self._parts = urlsplit(url)
        self._prefix = f"som_benchmark_{os.getpid()}_"

    def url(self, database: str) -> str:
        return urlunsplit(self._parts._replace(path=f"/{self._prefix}{database}"))

    def create(self, database: str, *, template: str = "") -> str:
        """Make an empty database, or a copy of ``template``; return its URL."""
        self.drop(database)
        self._run(
            f'CREATE DATABASE "{self._prefix}{database}"'
            + (f' TEMPLATE "{self._prefix}{template}"' if template else "")
        )
        return self.url(database)

    def drop(self, database: str) -> None:
        self._run(f'DROP DATABASE IF EXISTS "{self._prefix}{database}" WITH (FORCE)')

    def _run(self, statement: str) -> None:
        with psycopg.connect(
            urlunsplit(self._parts._replace(path="/postgres")), autocommit=True
        ) as connection:
            connection.execute(statement.encode())


@contextmanager
def dropped(server: Sqlite | Postgres, *databases: str) -> Iterator[None]:
    """Drop ``databases`` after the block, whatever happens in it."""
    try:
        yield
    finally:
        for database in databases:
            server.drop(database)


def in_own_process(script: Path, *arguments: str, url: str, folder: Path) -> str:
    """Run ``script`` on the database of ``url`` and return what it printed: its memory is its own."""
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "VAR_DIR": str(folder),
        "CELERY_BROKER_URL": "memory://",
        "PYTHONPATH": str(BASE_DIR),
    }
    done = subprocess.run(
        [sys.executable, str(script), *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout

"""The kill harness: clone an instance, kill what runs in it at random moments, start again until done,
compare.

What is compared is everything that means something (``state``): numbers that a sequence gave, moments, and
which of several runs did a thing may differ; who is there, with what, and which evidence says so may not.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import psycopg

from tests.instances import Instance


@dataclass
class World:
    """An instance at rest, from which clones are made."""

    home: Instance
    scratch: Path

    @property
    def served(self) -> bool:
        return self.home.environment["DATABASE_URL"].startswith("postgres")

    @contextlib.contextmanager
    def clone(self) -> Iterator[Instance]:
        """Give a copy of the instance, database and files; remove it after."""
        var_dir = self.scratch / f"clone-{uuid.uuid4().hex}"
        shutil.copytree(self.home.var_dir, var_dir)
        environment = {**self.home.environment, "VAR_DIR": str(var_dir)}
        name = f"som_kill_{uuid.uuid4().hex}"
        if self.served:
            self._on_server(f"CREATE DATABASE {name} TEMPLATE {self._name()}")
            environment["DATABASE_URL"] = self._url(name)
        else:
            environment["DATABASE_URL"] = f"sqlite:///{var_dir}/som.sqlite3"
        made = replace(self.home, environment=environment)
        try:
            yield made
        finally:
            made.kill()
            if self.served:
                self._on_server(f"DROP DATABASE {name} WITH (FORCE)")
            shutil.rmtree(var_dir, ignore_errors=True)

    def _name(self) -> str:
        return urlsplit(self.home.environment["DATABASE_URL"]).path.lstrip("/")

    def _url(self, name: str) -> str:
        return urlsplit(self.home.environment["DATABASE_URL"])._replace(path=f"/{name}").geturl()

    def _on_server(self, statement: str) -> None:
        with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())


@dataclass
class Work:
    """What is cut off: a command. ``nobody`` is the address of whom nothing may be left when the command
    fails at last."""

    command: tuple[str, ...]
    nobody: str = ""

    def finish(self, where: Instance) -> None:
        """Start the command again, as somebody would, and then let a night pass."""
        done = where.start("manage.py", *self.command)
        output, _rest = done.communicate(timeout=300)
        assert done.returncode == 0 or (self.nobody and self._is_gone(where)), output
        where.manage("privacy_sweep", *CONFIRMED)

    def _is_gone(self, where: Instance) -> bool:
        explained: dict[str, list[object]] = json.loads(
            where.manage("privacy_explain", self.nobody, "--json")
        )
        return explained["subjects"] == []

    def lines(self, where: Instance) -> int:
        """Run it to its end and return how many lines of our own code that took."""
        done = where.start("-m", "tests.soak.cut", "0", *self.command)
        output, _rest = done.communicate(timeout=300)
        assert done.returncode == 0, output
        return int(output.rsplit("lines=", 1)[1].split()[0])

    def cut_at_line(self, where: Instance, line: int) -> bool:
        """Run it and kill it at that line; return whether it was killed before it ended."""
        done = where.start("-m", "tests.soak.cut", str(line), *self.command)
        done.communicate(timeout=300)
        return done.returncode == -signal.SIGKILL

    def cut_after(self, where: Instance, seconds: float) -> bool:
        """Run it and kill it, from outside, so many seconds after its start; return whether it was killed
        before it ended."""
        started = where.start("manage.py", *self.command)
        try:
            started.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.kill(started.pid, signal.SIGKILL)
            started.communicate(timeout=60)
        return started.returncode == -signal.SIGKILL


LABELS = (
    "contacts.contact.name",
    "contacts.contactpoint.reach",
    "contacts.enquiry.said",
    "contacts.contact",
    "privacy.identifier.address",
)
CONFIRMED = [part for label in LABELS for part in ("--confirm", label)]


def kill_often(world: World, work: Work, *, kills: int, seed: int) -> tuple[int, int]:
    """Kill ``work`` that often, each time in a clone of its own, and compare with an undisturbed run.

    Half of the moments are drawn among the lines of our code, half among the seconds it takes; one in three
    is cut off twice before it may end. Returns how many were killed, and how many of these had changed
    something already.
    """
    dice = random.Random(seed)
    with world.clone() as counted:
        before = state(counted)
        lines = work.lines(counted)
    whole = undisturbed(world, work)
    killed = halfway = 0
    for turn in range(kills):
        if whole.day != today():  # what is done the day after is dated so
            whole = undisturbed(world, work)
        assert whole.state != before, "there was something to do"
        with world.clone() as where:
            for _again in range(2 if dice.random() < 1 / 3 else 1):
                if turn % 2:
                    killed += work.cut_after(where, whole.seconds * dice.uniform(0.3, 1.0))
                else:
                    # Every other one late: an erasure is one transaction, and what follows it must be
                    # finished too.
                    killed += work.cut_at_line(where, dice.randint(lines * 3 // 4 if turn % 4 else 1, lines))
            halfway += _meaning(state(where)) != _meaning(before)
            work.finish(where)
            found = state(where)
            if whole.day == today():
                assert found == whole.state, f"turn {turn} of seed {seed}: {difference(whole.state, found)}"
    return killed, halfway


@dataclass(frozen=True)
class Undisturbed:
    """What comes of a work that nobody cuts off, on which day, and how long it takes."""

    day: date
    state: dict[str, list[str]]
    seconds: float


def undisturbed(world: World, work: Work) -> Undisturbed:
    """Let ``work`` run to its end in a clone, and a night pass."""
    with world.clone() as where:
        day, began = today(), time.monotonic()
        where.manage(*work.command)
        seconds = time.monotonic() - began
        where.manage("privacy_sweep", *CONFIRMED)
        wanted = state(where)
    assert wanted["findings"] == []
    return Undisturbed(day, wanted, seconds) if day == today() else undisturbed(world, work)


def today() -> date:
    """Return the day that the program writes down."""
    return datetime.now(ZoneInfo("Europe/Brussels")).date()


def _meaning(found: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return a state without what an audit says of it."""
    return {table: rows for table, rows in found.items() if table != "findings"}


def state(where: Instance) -> dict[str, list[str]]:
    """Return everything that means something in that instance, by table."""
    done = where.start("-m", "tests.soak.state")
    output, _rest = done.communicate(timeout=300)
    assert done.returncode == 0, output
    found: dict[str, list[str]] = json.loads(output)
    return found


def difference(wanted: dict[str, list[str]], found: dict[str, list[str]]) -> dict[str, Any]:
    """Return, by table, what is missing and what is too much."""
    return {
        table: {
            "missing": sorted(set(wanted[table]) - set(found[table]))[:5],
            "extra": sorted(set(found[table]) - set(wanted[table]))[:5],
        }
        | {"count": [len(wanted[table]), len(found[table])]}
        for table in wanted
        if wanted[table] != found[table]
    }

"""Two who do something at the same moment: each with a connection of its own, on a database that others can
see.

Nobody sleeps and hopes: one is stopped at a named place in the program, the other comes, is seen to wait or
to end, and the first goes on.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread, current_thread
from typing import Any

import pytest
from django.db import connection, connections

PATIENCE = 30.0


@contextmanager
def own_file(folder: Path) -> Iterator[None]:
    """Let all work on a SQLite file that begins as the tests' database in memory stands; that one comes back
    after."""
    before, settings = connections["default"], connections.settings["default"]
    file = folder / "som.sqlite3"
    with before.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])
    del connections["default"]
    connections.settings["default"] = {**settings, "NAME": str(file)}
    try:
        yield
    finally:
        connection.close()
        connections.settings["default"] = settings
        connections["default"] = before
        with closing(sqlite3.connect(file)) as whole:
            assert whole.execute("PRAGMA integrity_check").fetchone() == ("ok",)


class Actor:
    """Somebody who does ``work`` at once, in a thread and with a connection of their own."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self._work = work
        self._result: Any = None
        self._error: BaseException | None = None
        self._began: float | None = None
        self._backend = 0
        self.thread = Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        try:
            with connection.execute_wrapper(self._note):
                self._result = self._work()
        except BaseException as error:  # told to whoever asks for the result
            self._error = error
        finally:
            connection.close()

    def _note(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if connection.vendor == "postgresql":
            self._backend = connection.connection.info.backend_pid
        self._began = time.monotonic()
        try:
            return execute(sql, params, many, context)
        finally:
            self._began = None

    @property
    def ended(self) -> bool:
        """Whether the work is over, well or not."""
        return not self.thread.is_alive()

    def result(self) -> Any:
        """Wait for the end and return what the work returned; raise what it raised."""
        self.thread.join(PATIENCE)
        assert self.ended, "it still waits for something"
        if self._error:
            raise self._error
        return self._result

    def waits(self) -> bool:
        """Return whether somebody's lock was found to hold this one up; ``False`` if the work came to its end
        instead.

        That nobody is held up is told by asking for the ``result`` while the other still stands.
        """
        deadline = time.monotonic() + PATIENCE
        while not self.ended:
            if self._is_held_up():
                return True
            assert time.monotonic() < deadline, "it neither ends nor waits"
            time.sleep(0.01)
        return False

    def _is_held_up(self) -> bool:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT wait_event_type = 'Lock' FROM pg_stat_activity WHERE pid = %s", [self._backend]
                )
                found = cursor.fetchone()
            return bool(found and found[0])
        began = self._began  # SQLite tells nobody who waits: a statement that does not come back does
        return began is not None and time.monotonic() - began > 0.25


class Stop:
    """A place where the ``turn``-th to come stops until it is let on. The others pass."""

    def __init__(self, matches: Callable[..., bool], turn: int) -> None:
        self._matches = matches
        self._left = turn
        self._reached, self._go = Event(), Event()

    def pass_by(self, *arguments: Any, **named: Any) -> None:
        """Stop here, if it is the turn of whoever comes."""
        if self._left and current_thread().daemon and self._matches(*arguments, **named):
            self._left -= 1
            if not self._left:
                self._reached.set()
                assert self._go.wait(PATIENCE), "nobody let it on"

    def reached(self, by: Actor) -> None:
        """Wait until ``by`` stands here; raise what it raised if it never came."""
        deadline = time.monotonic() + PATIENCE
        while not self._reached.wait(0.02):
            if by.ended:
                by.result()
                raise AssertionError("it never came there")
            assert time.monotonic() < deadline

    def let_on(self) -> None:
        """Let whoever stands here go on."""
        self._go.set()


StopAt = Callable[..., Stop]


def stopping(patch: pytest.MonkeyPatch, made: list[Stop]) -> StopAt:
    """Return what puts a ``Stop`` before (or ``after``) a function: ``stop_at(owner, name)``, of which only
    calls that ``matches`` count."""

    def stop_at(
        owner: Any,
        name: str,
        *,
        matches: Callable[..., bool] = lambda *_a, **_n: True,
        turn: int = 1,
        after: bool = False,
    ) -> Stop:
        stop, original = Stop(matches, turn), getattr(owner, name)
        made.append(stop)

        def stopped(*arguments: Any, **named: Any) -> Any:
            if not after:
                stop.pass_by(*arguments, **named)
            result = original(*arguments, **named)
            if after:
                stop.pass_by(*arguments, **named)
            return result

        patch.setattr(owner, name, stopped)
        return stop

    return stop_at

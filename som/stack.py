"""Several processes run as one: they start together, and when one ends, or this one is asked to stop, all
end."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import FrameType

from som.child_processes import die_with_parent

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
GRACE = 12.0
"""Seconds that the processes get to finish what they are doing before they are killed."""


class Stack:
    """The processes by name. Each leads a group of its own, so that none of its children can stay behind."""

    def __init__(self, commands: Mapping[str, Sequence[str]], *, environment: Mapping[str, str]) -> None:
        self._commands = commands
        self._environment = environment
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._asked_to_stop = False

    def run(self, *, announce: Callable[[], None], complain: Callable[[str], None]) -> int:
        """Start everything, call ``announce``, and wait; return 0 if asked to stop, else the code of what
        ended by itself."""
        with self._listening():
            try:
                self._start()
                announce()
                while not self._asked_to_stop:
                    ended = self._ended()
                    if ended:
                        name, code = ended
                        complain(f"{name} ended with code {code}; the rest is stopped.")
                        return code or 1
                    time.sleep(0.2)
                return 0
            finally:
                self._stop()

    def _start(self) -> None:
        parent = os.getpid()
        for name, command in self._commands.items():
            # There are no threads here, which is what makes preexec_fn safe.
            self._processes[name] = subprocess.Popen(  # noqa: S603
                command,
                env=dict(self._environment),
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                preexec_fn=lambda: die_with_parent(signal.SIGKILL, parent=parent),
            )

    def _ended(self) -> tuple[str, int] | None:
        """Return name and exit code (as a shell gives it) of a process that is no more, or ``None``."""
        for name, process in self._processes.items():
            code = process.poll()
            if code is not None:
                return name, code if code >= 0 else 128 - code
        return None

    def _stop(self) -> None:
        """Ask every process to end, wait at most ``GRACE`` seconds, and kill what is left of their groups."""
        for process in self._processes.values():
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + GRACE
        for process in self._processes.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, deadline - time.monotonic()))
        for process in self._processes.values():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    @contextlib.contextmanager
    def _listening(self) -> Iterator[None]:
        """Take a stop signal as a request rather than a death, until the block ends."""

        def ask(_number: int, _frame: FrameType | None) -> None:
            self._asked_to_stop = True

        before = {number: signal.signal(number, ask) for number in STOP_SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

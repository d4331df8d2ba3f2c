"""Processes that end with the one that started them, even when that one is killed outright."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def die_with_parent(with_signal: signal.Signals, *, parent: int | None = None) -> None:
    """Ask Linux to send ``with_signal`` to this process when its parent ends; elsewhere do nothing.

    ``parent`` is the process id that is expected to be the parent: if another has adopted us already,
    it ended before we could ask, and the signal is sent now.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(with_signal), 0, 0, 0)
    if parent is not None and os.getppid() != parent:
        os.kill(os.getpid(), with_signal)

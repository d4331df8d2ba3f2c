"""Run a command of ``manage.py`` and kill this very process at the N-th line it executes of the project's own
code.

``python -m tests.soak.cut N COMMAND…``: a moment between two statements, before or after a commit, half-way
through a loop over files; the same N is the same moment again. With N = 0 nothing is cut and the number of
lines is written to standard error, so that a moment can be drawn among them.
"""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType
from typing import Any

from tests.mould import ROOT

OURS = tuple(str(ROOT / room) + os.sep for room in ("privacy", "contacts", "applicants"))


class Cut:
    """Counts lines, and kills at the one named."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.lines = 0

    def enter(self, frame: FrameType, event: str, argument: Any) -> Any:
        """Trace the calls into our own code only."""
        return self.line if frame.f_code.co_filename.startswith(OURS) else None

    def line(self, frame: FrameType, event: str, argument: Any) -> Any:
        """Count one line, and end here if it is the one."""
        self.lines += 1
        if self.lines == self.at:
            os.kill(os.getpid(), signal.SIGKILL)
        return self.line


def main(at: int, command: list[str]) -> None:
    """Run ``command``, cut at line ``at`` of its work: what only loads and checks is not counted."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "som.settings")
    import django
    from django.core.management import call_command

    django.setup()
    cut = Cut(at)
    sys.settrace(cut.enter)
    try:
        call_command(*command)
    finally:
        sys.settrace(None)
        if not at:
            print(f"lines={cut.lines}", file=sys.stderr)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])

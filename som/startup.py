"""What every server and worker does before its first request or task: run the checks, and refuse on an
error."""

from __future__ import annotations

import sys

from django.core.checks import run_checks

BROKEN = 3
"""The exit code of a refusal; gunicorn stops, rather than trying again, when a worker ends with it."""


def refuse_if_broken() -> None:
    """End this process with code 3 and the messages on standard error if a system check reports an error.

    A field that no policy speaks for is such an error: what nobody declared would never be erased.
    """
    errors = [message for message in run_checks() if message.is_serious() and not message.is_silenced()]
    if errors:
        # The real standard error: Celery turns the other into a log, which a process that ends here never
        # writes.
        print("Refusing to start:", *errors, sep="\n", file=sys.__stderr__, flush=True)
        sys.exit(BROKEN)

"""What every server and worker does before its first request or task: run the checks, and refuse on an
error; close what it keeps to others on the machine."""

from __future__ import annotations

import sys
from glob import escape, glob
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.checks import run_checks

from som.private_files import make_all_private

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


def close_files() -> None:
    """Close to others on this machine what lies in the folders of this instance, its ledger, and a database
    in a file elsewhere: an older version, or another umask, may have left it open."""
    ledger = urlsplit(settings.LEDGER_URL)
    database = settings.DATABASES["default"]
    beside = glob(f"{escape(str(database['NAME']))}*") if "sqlite" in database["ENGINE"] else []
    shipped = Path(unquote(ledger.path)).glob("*.txt") if ledger.scheme == "file" else ()
    make_all_private([settings.VAR_DIR, settings.MEDIA_ROOT, *map(Path, beside), *shipped])

"""A process that puts letters in the outbox or empties it: ``python -m tests.mail_worker put 30`` and ``…
drain``."""

from __future__ import annotations

import os
import sys
import time


def main(work: str, *arguments: str) -> None:
    """Put so many letters to one invented person, or hand over what waits; print how long or how many."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "som.settings")
    import django

    django.setup()
    from django.utils import timezone

    from privacy.delivery import letters, outbox_worker

    began = time.monotonic()
    if work == "put":
        for number in range(int(arguments[0])):
            context = {"kind": "access", "reference": f"SOM-{number:04d}", "received_at": "2026-11-22"}
            letters.send_letter("answer-unknown", to="noor@example.org", language="nl", context=context)
        print("put in", time.monotonic() - began, "s")
    else:
        print("sent", outbox_worker.drain_outbox(now=timezone.now()))


if __name__ == "__main__":
    main(*sys.argv[1:])

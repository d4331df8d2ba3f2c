"""What the worker does by itself; each is also a command, so that cron can do without a worker."""

from __future__ import annotations

import logging

from celery import shared_task
from django.utils import timezone

from privacy.delivery import outbox, outbox_worker
from privacy.locks import Busy
from privacy.nightly import sweep_and_follow_up
from privacy.notice import source_letters
from privacy.proof import verification
from privacy.requests import closing, reminders, unconfirmed
from privacy.retention import stored_files
from privacy.rights import restriction

log = logging.getLogger(__name__)

BATCH = 100


@shared_task
def nightly_sweep() -> None:
    """Sweep as of today. Delivered twice, the second finds nothing to do."""
    try:
        report = sweep_and_follow_up(today=timezone.localdate())
    except Busy:
        log.info("another sweep is running")
        return
    log.info("swept: %s groups erased", sum(line.erased for line in report.lines.values()))


@shared_task
def nightly_search() -> None:
    """Look for what may be left of whoever was erased."""
    outcome = verification.verify_erasures(now=timezone.now())
    log.info(
        "searched after %s erasures: %s proved, %s things left over",
        outcome.searched,
        outcome.clean,
        len(outcome.left),
    )


@shared_task
def remove_files() -> None:
    """Remove the files of erased rows that could not be removed at once."""
    stored_files.remove_files()


@shared_task
def drain_outbox() -> None:
    """Hand over what waits; delivered twice, the second finds it leased or gone. A full batch asks for the
    next.

    A request whose answer is out is closed then, and a restriction whose end was told is lifted.
    """
    if outbox_worker.drain_outbox(now=timezone.now(), limit=BATCH) == BATCH:
        outbox.nudge_worker()
    closing.close_answered(now=timezone.now())
    restriction.end_told_restrictions(now=timezone.now())


@shared_task
def remind_of_requests() -> None:
    """Open the tasks of requests that near their last day, and the one about those that were never
    confirmed; delivered twice, the second finds them open."""
    reminders.open_reminders(now=timezone.now())
    unconfirmed.open_daily_task(now=timezone.now())


@shared_task
def inform_in_time() -> None:
    """Tell people in time where their data came from; delivered twice, the second finds the tasks done."""
    log.info("informed: %s", source_letters.send_due_source_letters(now=timezone.now()))

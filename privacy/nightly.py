"""The sweep and everything that follows from it, in its order.

What follows is done before the run is marked finished: a night that is cut off in between is begun again, and
each step finds only what is still to be done. Files go last: no row names them any more.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils import timezone

from privacy.db.scrub import empty_write_ahead_log
from privacy.recipients import notifications
from privacy.retention import orphans, reviews, stored_files
from privacy.retention.sweep import Report, count_due, sweeping
from privacy.rights import legal_holds


def sweep_and_follow_up(*, today: date, confirm: Collection[str] = ()) -> Report:
    """Erase what is due on ``today``, open the tasks that follow from it, and remove the files of what went.

    ``confirm`` names labels whose fuse may pass. Raises ``FutureSweepRefused`` for a day to come outside demo
    data, and ``Busy`` while another sweep runs.
    """
    with sweeping(today=today, confirm=confirm) as report:
        reviews.open_due_reviews(today=today)
        legal_holds.open_reviews(today=today)
        notifications.notify_of_later_erasures(on=today)
        orphans.sweep_orphans(report, now=timezone.now(), confirm=confirm)
    stored_files.remove_files()
    empty_write_ahead_log()
    return report


def preview_sweep(*, today: date) -> Report:
    """Return what a sweep on ``today`` would find, files that belong to nothing among it; nothing is
    erased."""
    report = count_due(today=today)
    orphans.count_orphans(report, now=timezone.now())
    return report

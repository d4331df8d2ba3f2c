"""Whether the nightly sweep beats: a promise that silently is not kept is the commonest fault of its kind."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Max, Min

from privacy.models import SweepRun

PATIENCE = timedelta(hours=36)
"""A nightly sweep that has not finished for this long is overdue: one night was missed."""


def last_full_sweep() -> datetime | None:
    """Return when a sweep of everybody last finished, ``None`` if none ever did."""
    finished: datetime | None = SweepRun.objects.filter(subject=None).aggregate(at=Max("finished_at"))["at"]
    return finished


def sweep_is_overdue(*, now: datetime) -> bool:
    """Return whether a night was missed, counting from the installation where there was no sweep yet."""
    since = last_full_sweep() or MigrationRecorder.Migration.objects.aggregate(at=Min("applied"))["at"]
    return since is None or now - since > PATIENCE

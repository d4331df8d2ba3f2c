"""Whether this instance does its work: the database answers, and the retention sweep ran last night."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TypedDict

from django.db import Error
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Max, Min

from privacy.models import Run

PATIENCE = timedelta(hours=36)
"""A nightly sweep that has not finished for this long is overdue: one night was missed."""


class Sweep(TypedDict):
    last_run: str | None
    overdue: bool


class Health(TypedDict):
    database: bool
    sweep: Sweep | None


def report(*, now: datetime) -> Health:
    """Return what works at ``now``; ``sweep`` is ``None`` when the database does not answer or has no tables yet."""
    try:
        last = Run.objects.filter(subject=None).aggregate(at=Max("finished_at"))["at"]
        installed = MigrationRecorder.Migration.objects.aggregate(at=Min("applied"))["at"]
    except Error:
        return {"database": False, "sweep": None}
    since = last or installed
    overdue = since is None or now - since > PATIENCE
    return {"database": True, "sweep": {"last_run": last.isoformat() if last else None, "overdue": overdue}}


def is_well(health: Health) -> bool:
    """Return whether nothing in ``health`` needs somebody's attention."""
    return health["database"] and health["sweep"] is not None and not health["sweep"]["overdue"]

"""Whether this instance does its work: the database answers, and the retention sweep ran last night."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

from django.db import Error

from privacy.retention import heartbeat


class SweepHealth(TypedDict):
    last_run: str | None
    overdue: bool


class Health(TypedDict):
    database: bool
    sweep: SweepHealth | None


def report_health(*, now: datetime) -> Health:
    """Return what works at ``now``; ``sweep`` is ``None`` when the database does not answer or has no tables
    yet."""
    try:
        last = heartbeat.last_full_sweep()
        overdue = heartbeat.sweep_is_overdue(now=now)
    except Error:
        return {"database": False, "sweep": None}
    return {"database": True, "sweep": {"last_run": last.isoformat() if last else None, "overdue": overdue}}


def is_healthy(health: Health) -> bool:
    """Return whether nothing in ``health`` needs somebody's attention."""
    return health["sweep"] is not None and not health["sweep"]["overdue"]

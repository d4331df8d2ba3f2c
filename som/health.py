"""Whether this instance does its work: the database answers, the retention sweep ran last night, and no
recipient outside the EEA receives anything by a mechanism that ended since the start."""

from __future__ import annotations

from datetime import datetime
from typing import NotRequired, TypedDict

from django.db import Error

from privacy.dates import day_of
from privacy.recipients.transfers import find_transfers
from privacy.retention import heartbeat


class SweepHealth(TypedDict):
    last_run: str | None
    overdue: bool


class Health(TypedDict):
    database: bool
    sweep: SweepHealth | None
    transfers: NotRequired[list[str]]


def report_health(*, now: datetime) -> Health:
    """Return what works at ``now``; ``sweep`` is ``None`` when the database does not answer or has no tables
    yet, and ``transfers`` are the recipients that may receive nothing any more, if there are."""
    try:
        last = heartbeat.last_full_sweep()
        overdue = heartbeat.sweep_is_overdue(now=now)
    except Error:
        return {"database": False, "sweep": None}
    sweep: SweepHealth = {"last_run": last.isoformat() if last else None, "overdue": overdue}
    health: Health = {"database": True, "sweep": sweep}
    refused = {each.recipient.slug for each in find_transfers(on=day_of(now)) if each.is_refused}
    return {**health, "transfers": sorted(refused)} if refused else health


def is_healthy(health: Health) -> bool:
    """Return whether nothing in ``health`` needs somebody's attention."""
    working = health["sweep"] is not None and not health["sweep"]["overdue"]
    return working and not health.get("transfers")

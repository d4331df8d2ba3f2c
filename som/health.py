"""Whether this instance does its work: the database answers, the retention sweep ran last night, no
recipient outside the EEA receives anything by a mechanism that ended since the start, and no key is missing
that stored files need."""

from __future__ import annotations

from datetime import datetime
from typing import NotRequired, TypedDict

from django.db import Error

from privacy.dates import day_of
from privacy.files.rotation import find_missing_keys
from privacy.recipients.transfers import find_transfers
from privacy.retention import heartbeat


class SweepHealth(TypedDict):
    last_run: str | None
    overdue: bool


class Health(TypedDict):
    database: bool
    sweep: SweepHealth | None
    transfers: NotRequired[list[str]]
    missing_file_keys: NotRequired[int]


def report_health(*, now: datetime) -> Health:
    """Return what works at ``now``; ``sweep`` is ``None`` when the database does not answer or has no tables
    yet, ``transfers`` are the recipients that may receive nothing any more, if there are, and
    ``missing_file_keys`` says how many keys stored files need that ``FILE_KEYS`` has not, if it lacks any."""
    try:
        last = heartbeat.last_full_sweep()
        overdue = heartbeat.sweep_is_overdue(now=now)
        missing = len(find_missing_keys())
    except Error:
        return {"database": False, "sweep": None}
    sweep: SweepHealth = {"last_run": last.isoformat() if last else None, "overdue": overdue}
    health: Health = {"database": True, "sweep": sweep}
    refused = {each.recipient.slug for each in find_transfers(on=day_of(now)) if each.is_refused}
    if refused:
        health["transfers"] = sorted(refused)
    if missing:
        health["missing_file_keys"] = missing
    return health


def is_healthy(health: Health) -> bool:
    """Return whether nothing in ``health`` needs somebody's attention."""
    working = health["sweep"] is not None and not health["sweep"]["overdue"]
    return working and not health.get("transfers") and not health.get("missing_file_keys")

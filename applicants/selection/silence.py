"""Applicants who heard nothing from us for too long, and positions that stay open too long."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce

from applicants.models import Application, Position, Stage
from applicants.purposes import SELECTION
from privacy.staff_access.visibility import usable_for

HEARD = (Stage.HIRED, Stage.WITHDRAWN)
"""Stages in which nobody waits for a word of ours."""


def list_unheard(today: date) -> QuerySet[Application]:
    """Return the applications for open positions whose applicant last heard from us so many days ago
    (``APPLICANT_SILENCE_DAYS``) or more; whoever was not selected, and never told so, among them."""
    rows = _usable(today).filter(position__closed_on=None).exclude(stage__in=HEARD)
    told = rows.filter(stage=Stage.NOT_SELECTED, heard_on__isnull=False).values("pk")
    since = today - timedelta(days=settings.APPLICANT_SILENCE_DAYS)
    return rows.exclude(pk__in=told).alias(heard=Coalesce("heard_on", "applied_on")).filter(heard__lte=since)


def count_unheard(positions: Iterable[Position], *, today: date) -> dict[Any, int]:
    """Return by the key of each position how many of its applicants heard nothing for too long; in one
    statement."""
    return _count(list_unheard(today), positions)


def count_applications(positions: Iterable[Position], *, today: date) -> dict[Any, int]:
    """Return by the key of each position how many applications a selection may use; in one statement."""
    return _count(_usable(today), positions)


def _usable(today: date) -> QuerySet[Application]:
    """Return the applications that did not end, but for those of people who restricted the use of their data
    (GDPR art. 18): they are not counted either."""
    return usable_for(Application.objects.filter(ended_on=None), SELECTION, today=today)


def _count(rows: QuerySet[Application], positions: Iterable[Position]) -> dict[Any, int]:
    keys = [position.pk for position in positions]
    counted = rows.filter(position__in=keys).order_by().values("position").annotate(many=Count("pk"))
    return dict.fromkeys(keys, 0) | {each["position"]: each["many"] for each in counted}

"""Turning the clock for visits."""

from __future__ import annotations

from datetime import timedelta

from privacy.models import MyDataVisit


def age(**by: int) -> None:
    """Let every visit have been made that much earlier."""
    for visit in MyDataVisit.objects.all():
        moments = {name: getattr(visit, name) for name in ("made_at", "opened_at", "ends_at")}
        earlier = {name: moment - timedelta(**by) for name, moment in moments.items() if moment}
        MyDataVisit.objects.filter(pk=visit.pk).update(**earlier)

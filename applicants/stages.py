"""Moving an application from stage to stage: a decision of a person, each time (GDPR art. 22)."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser

from applicants.models import Application, Stage, StageChange
from applicants.presence import require_present
from applicants.purposes import SELECTION
from privacy.dates import day_of
from privacy.locks import latched
from privacy.outreach import gate

DECIDED = frozenset(Stage) - {Stage.WITHDRAWN}
"""The stages that staff decide on, "received" where another one was a mistake; to withdraw is the
applicant's (``withdraw_application``)."""


def was_told_no(application: Application) -> bool:
    """Return whether the applicant is not selected, and heard from us since: to decide otherwise is asked
    twice."""
    heard = application.heard_on
    if application.stage != Stage.NOT_SELECTED or heard is None:
        return False
    decided = application.stage_changes.order_by("-at", "-pk").values_list("at", flat=True)[:1]
    return all(day_of(at) <= heard for at in decided)


def move_to_stage(
    application: Application, stage: str, *, by: AbstractBaseUser, now: datetime
) -> Application:
    """Record that ``by`` decided so, and return the application as it is then; the same stage again is
    nothing new.

    ``NoLongerThere``; ``gate.NotAllowed`` for whoever restricted the use of their data; ``ValueError`` for a
    stage that nobody decides on.
    """
    if stage not in DECIDED:
        raise ValueError(f"nobody decides on {stage}")
    with latched():
        row = require_present(application)
        gate.require_use(row.subject, SELECTION, on=day_of(now))
        if row.stage != stage:
            row.stage = stage
            row.save(update_fields=["stage"])
            StageChange.objects.create(application=row, stage=stage, at=now, by_id=by.pk)
        return row

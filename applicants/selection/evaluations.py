"""What colleagues think of an application: each for themselves, before they read each other (GDPR art. 22: a
person, never a program)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from applicants.models import Application, Evaluation, Position
from applicants.presence import require_present
from applicants.purposes import SELECTION
from applicants.seen_by import has_evaluated
from privacy.dates import day_of
from privacy.locks import latched
from privacy.outreach import gate
from privacy.staff_access.visibility import is_privacy_role

MARKS = range(1, 6)
MOST_CRITERIA = 20


def list_criteria(position: Position) -> list[str]:
    """Return what evaluators of ``position`` give a mark for; one for everything where nothing is listed."""
    lines = [line.strip() for line in position.criteria.splitlines() if line.strip()]
    return list(dict.fromkeys(lines))[:MOST_CRITERIA] or [_("Altogether")]


def save_evaluation(
    application: Application,
    *,
    by: AbstractBaseUser,
    marks: Mapping[str, int],
    remarks: str,
    recommendation: str,
    now: datetime,
) -> Evaluation:
    """Store what ``by`` thinks of the application, in the place of what they thought before; return it.

    ``NoLongerThere``; ``gate.NotAllowed`` for whoever restricted the use of their data.
    """
    with latched():
        row = require_present(application)
        gate.require_use(row.subject, SELECTION, on=day_of(now))
        scores = [{"criterion": what, "score": mark} for what, mark in marks.items()]
        facts = {"scores": scores, "remarks": remarks, "recommendation": recommendation, "written_at": now}
        saved, _made = Evaluation.objects.update_or_create(
            application=row, evaluator_id=by.pk, defaults=facts
        )
        return saved


def find_own_evaluation(application: Application, user: Any) -> Evaluation | None:
    """Return what ``user`` thinks of the application; ``None`` before they wrote it."""
    return Evaluation.objects.filter(application=application, evaluator__in=[user.pk]).first()


def list_evaluations_of_others(application: Application, user: Any) -> QuerySet[Evaluation]:
    """Return what the colleagues of ``user`` think, once they wrote what they think themselves; the privacy
    role outside the hiring group evaluates nobody, and reads them for an answer to the person."""
    others = application.evaluations.exclude(evaluator__in=[user.pk]).order_by("pk")
    outside = not application.position.hiring_group.filter(pk=user.pk).exists()
    may = has_evaluated(application, user) or (is_privacy_role(user) and outside)
    return others if may else others.none()


def list_evaluators(application: Application, *, besides: Any) -> list[str]:
    """Return who else wrote what they think: that they did, not what."""
    others = application.evaluations.exclude(evaluator__in=[besides.pk]).select_related("evaluator")
    return [
        each.evaluator.get_full_name() or each.evaluator.get_username()
        for each in others.order_by("pk")
        if each.evaluator
    ]


def average_mark(evaluation: Evaluation) -> float | None:
    """Return the mean of the marks, to one decimal; ``None`` without any. Read by people, decides nothing."""
    marks = [each["score"] for each in evaluation.scores or []]
    return round(sum(marks) / len(marks), 1) if marks else None

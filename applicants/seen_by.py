"""Which colleagues see an application and what belongs to it, besides those whose work needs it: the hiring
group of its position. The privacy role sees all.

The policies read this, so that every list, search, count, completion and page is narrowed alike.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from applicants.models import Application, Evaluation, Keep, Position
from applicants.purposes import SELECTION
from privacy.staff_access.visibility import is_privacy_role, purposes_of

OF_APPLICATION = "application__"


def in_own_groups(user: Any, *, application: str = "") -> Q:
    """Return the condition that ``user`` is in the hiring group; ``application`` is the path from a row to
    its application, "" for applications themselves."""
    mine = Position.objects.filter(hiring_group__in=[user.pk])
    return Q(**{f"{application}position__in": mine.values("pk")})


def kept_in_reserve(today: date, *, application: str = "") -> Q:
    """Return the condition that an application is kept for later positions, its selection being over: it is
    there for the hiring groups to come."""
    over = {f"{application}position__closed_on__lte": today, f"{application}choice": Keep.RESERVE}
    return Q(**over)


def evaluated_by(user: Any) -> Q:
    """Return the condition that an evaluation is the user's own, or of an application that they evaluated
    already: nobody is led by what a colleague thought."""
    own = Evaluation.objects.filter(evaluator__in=[user.pk]).values("application")
    return Q(application__in=own)


def has_evaluated(application: Application, user: Any) -> bool:
    """Return whether ``user`` wrote what they think of the application."""
    return Evaluation.objects.filter(application=application, evaluator__in=[user.pk]).exists()


def selects_for(user: Any, position: Position) -> bool:
    """Return whether ``user`` sees who applies for ``position``."""
    return is_privacy_role(user) or (
        SELECTION in purposes_of(user) and position.hiring_group.filter(pk=user.pk).exists()
    )

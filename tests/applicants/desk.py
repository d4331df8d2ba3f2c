"""Staff at work on a selection: the position that runs, and the addresses of its pages."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applicants.models import Application, Evaluation, Position
from som.models import User
from tests.applicants.selecting import trainer
from tests.staff.browsing import signed_in
from tests.staff.people import staff

ROLE = "Selection"


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def running(*group: User, opened_days_ago: int = 10, **facts: Any) -> Position:
    """A position that people apply for now, with its hiring group."""
    position = trainer(opened=days_ago(opened_days_ago), **facts)
    position.hiring_group.add(*group)
    return position


def selector() -> User:
    """Somebody who works on selections."""
    return staff(ROLE)


def at_desk(user: User) -> Client:
    return signed_in(user)


def of_position(position: Position, page: str) -> str:
    return reverse(f"admin:applicants_position_{page}", args=(position.pk,))


def of_application(application: Application, page: str = "page", *more: object) -> str:
    return reverse(f"admin:applicants_application_{page}", args=(application.pk, *more))


def evaluated(application: Application, by: User, remarks: str = "Kent het werk.") -> Evaluation:
    """What somebody thinks of an application."""
    return Evaluation.objects.create(
        application=application,
        evaluator=by,
        scores=[{"criterion": "Begeleidt groepen", "score": 4}],
        remarks=remarks,
        recommendation=Evaluation.Recommendation.YES,
        written_at=timezone.now(),
    )

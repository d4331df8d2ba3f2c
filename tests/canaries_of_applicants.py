"""A canary in every field of the applicants’ file."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from tests.canary_search import word


def applied(subject: Any, staff: Any, *, on: date, at: datetime) -> list[Any]:
    """Make one row of every kind about an application of ``subject``, in a selection that goes on: only a
    wish ends it."""
    from django.core.files.base import ContentFile

    from applicants import models

    position = models.Position.objects.create(
        slug=word(), title_nl="Begeleider", text_nl="Begeleiden.", place="Leuven", opened_on=on, pay_from=2000
    )
    application = models.Application.objects.create(
        subject=subject, position=position, email=f"{word()}@example.org", choice="reserve", applied_on=on
    )
    again = models.Replacement.objects.create(
        application=application, choice="position", sent_on=on, ended_on=on + timedelta(days=36500)
    )
    files = {"file": word(), "cleaned": word()}
    document = models.Document(application=application, kind="cv", name=word(), received_on=on)
    dossier = models.HiringDossier(subject=subject, position=position, made_on=on)
    dossier.canaries = {"file": word()}  # type: ignore[attr-defined]
    arrived = models.ArrivedFile(kind="cv", name=word())
    arrived.canaries = {"file": word()}  # type: ignore[attr-defined]
    for row, canaries in (
        (document, files),
        (dossier, dossier.canaries),  # type: ignore[attr-defined]
        (arrived, arrived.canaries),  # type: ignore[attr-defined]
    ):
        for field, canary in canaries.items():
            getattr(row, field).save("x", ContentFile(canary.encode()), save=False)
        row.save()
    document.canaries = files  # type: ignore[attr-defined]
    marks = {"scores": word()}
    evaluation = models.Evaluation.objects.create(
        application=application,
        evaluator=staff,
        scores=[{"criterion": marks["scores"], "score": 4}],
        written_at=at,
    )
    evaluation.canaries = marks  # type: ignore[attr-defined]
    change = models.StageChange.objects.create(application=application, stage="received", by=staff, at=at)
    talk = models.Interview.objects.create(application=application, starts_at=at, place=word())
    later = models.ReserveContact.objects.create(
        application=application, position=position, channel="phone", held_on=on, note=word()
    )
    return [application, again, document, dossier, evaluation, change, talk, later, arrived]

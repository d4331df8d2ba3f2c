"""A position and the people who apply for it: Elif for it alone, Mehdi for later ones too, Dieter on paper
without a choice. Lien and Samira select."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from applicants.models import (
    Application,
    Document,
    Evaluation,
    Interview,
    Keep,
    Position,
    StageChange,
)
from applicants.purposes import RESERVE
from privacy.models import Subject
from privacy.subjects.choices import record_consent
from privacy.subjects.lookup import add_identifier
from som.models import User
from tests.cast import StaffFactory

OPENED = date(2026, 5, 1)
SENTENCE = "Ook voor latere vacatures"


def at(day: date, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def trainer(*, opened: date | None = OPENED, slug: str = "vormingswerker", **facts: Any) -> Position:
    """A position that is open since ``OPENED``."""
    said = {"title_nl": "Vormingswerker taal", "text_nl": "Je begeleidt groepen.", "place": "Leuven"}
    return Position.objects.create(**said | {"slug": slug, "opened_on": opened, "pay_from": 1480} | facts)


def lien() -> User:
    return StaffFactory.create(username="lien", first_name="Lien", last_name="Moreels")


def samira() -> User:
    return StaffFactory.create(username="samira", first_name="Samira", last_name="Ouali")


def elif_applied(position: Position, *, on: date = OPENED, choice: str = Keep.POSITION) -> Application:
    """Elif Kaya wants to be considered for this position only."""
    return _applied(
        position, on, first_name="Elif", last_name="Kaya", email="elif@example.org", choice=choice
    )


def mehdi_applied(
    position: Position, *, on: date = OPENED, consented: date | None = None, subject: Subject | None = None
) -> Application:
    """Mehdi Aerts wants to hear of later positions too, and confirmed so on ``consented`` (``on``)."""
    mehdi: dict[str, Any] = {"first_name": "Mehdi", "last_name": "Aerts", "email": "mehdi@example.org"}
    found = _applied(position, on, **mehdi, choice=Keep.RESERVE, confirmed_at=at(on), subject=subject)
    record_consent(
        found.subject, RESERVE.slug, on=consented or on, source="web", wording=SENTENCE, own_act=True
    )
    return found


def dieter_applied(position: Position, *, on: date = OPENED) -> Application:
    """Dieter Janssens wrote on paper; staff entered it, and he did not choose yet."""
    dieter: dict[str, Any] = {"first_name": "Dieter", "last_name": "Janssens", "email": "dieter@example.org"}
    return _applied(position, on, **dieter, choice="", origin=Application.Origin.PAPER)


def with_everything(application: Application, *, by: User, on: date = OPENED) -> Application:
    """Give the application a file, an evaluation, a talk and a change of stage."""
    document = Document(application=application, kind=Document.Kind.CV, name="cv.pdf", received_on=on)
    document.file.save("cv.pdf", ContentFile(b"received"), save=False)
    document.cleaned.save("cv.pdf", ContentFile(b"cleaned"), save=False)
    document.save()
    Evaluation.objects.create(
        application=application,
        evaluator=by,
        scores=[{"criterion": "Begeleidt groepen", "score": 4}],
        remarks="Kent het werk.",
        written_at=at(on),
    )
    Interview.objects.create(application=application, starts_at=at(on, 14), place="Voorbeeldstraat 1")
    StageChange.objects.create(application=application, stage="interview", by=by, at=at(on))
    return application


def left_of(application: Application) -> dict[str, int]:
    """Return how many rows are left of an application, by table; nothing where nothing is."""
    own = {"application": Application.objects.filter(pk=application.pk).count()}
    for model in (Document, Evaluation, Interview, StageChange):
        own[str(model._meta.model_name)] = model.objects.filter(application=application.pk).count()
    return {table: count for table, count in own.items() if count}


EVERYTHING = {"application": 1, "document": 1, "evaluation": 1, "interview": 1, "stagechange": 1}


def _applied(position: Position, on: date, *, subject: Subject | None = None, **facts: Any) -> Application:
    subject = subject or Subject.objects.create()
    add_identifier(subject, facts["email"])
    said = {"letter": "Ik werk graag met groepen.", "phone": "+3216550104", "wording": SENTENCE}
    return Application.objects.create(position=position, subject=subject, applied_on=on, **said | facts)

"""A selection to close: one position with many applications, each with a CV as it came and its clean copy, an
evaluation, a talk and a stage. Nine in ten applied for this position only; one in ten wants to hear of later
ones."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

TODAY = date(2026, 11, 30)
OPENED = TODAY - timedelta(days=60)
NOW = datetime(2026, 11, 30, 9, tzinfo=ZoneInfo("Europe/Brussels"))
RESERVE_OF = 10
"""One of so many chose the reserve."""
CV = b"%PDF-1.7 " + bytes(range(256)) * 200
"""Fifty kilobytes, as a short CV has."""


def fill(number: int) -> None:
    """Make a position of ``number`` applications, and an empty one, both selected for by one colleague."""
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage

    from applicants import models
    from privacy.models import Choice, Identifier, Instance, Subject
    from privacy.subjects.identifiers import keyed_digest

    Instance.objects.update(demo=True)
    lien = colleague()
    facts: dict[str, Any] = {"title_nl": "Vormingswerker", "text_nl": "Je begeleidt.", "place": "Leuven"}
    facts |= {"opened_on": OPENED, "pay_from": 1480, "blind_first_look": False}
    full = models.Position.objects.create(slug="vormingswerker", **facts)
    empty = models.Position.objects.create(slug="onthaal", **facts)
    for position in (full, empty):
        position.hiring_group.add(lien)
    subjects = Subject.objects.bulk_create([Subject() for _n in range(number)])
    stages = ("received", "selected", "interview", "not_selected")
    applications = models.Application.objects.bulk_create(
        models.Application(
            subject=subject,
            position=full,
            first_name="Robin",
            last_name=f"Peeters{at}",
            email=f"robin{at}@example.org",
            letter="Ik werk graag met groepen. " * 20,
            wording="Alleen voor deze vacature",
            choice="reserve" if at % RESERVE_OF == 0 else "position",
            stage=stages[at % len(stages)],
            confirmed_at=NOW - timedelta(days=30),
            applied_on=OPENED + timedelta(days=at % 50),
        )
        for at, subject in enumerate(subjects)
    )
    Identifier.objects.bulk_create(
        Identifier(subject=row.subject, kind="email", digest=keyed_digest(row.email)) for row in applications
    )
    Choice.objects.bulk_create(
        Choice(
            subject=row.subject,
            kind="consent",
            purpose="reserve",
            starts=row.applied_on,
            source="web",
            wording="Ook voor latere vacatures",
        )
        for row in applications
        if row.choice == "reserve"
    )

    def stored() -> str:
        return str(default_storage.save("cv.pdf", ContentFile(CV)))

    models.Document.objects.bulk_create(
        models.Document(
            application=row,
            kind="cv",
            name="cv.pdf",
            file=stored(),
            cleaned=stored(),
            state="clean",
            pages=2,
            received_on=OPENED,
        )
        for row in applications
    )
    models.Evaluation.objects.bulk_create(
        models.Evaluation(
            application=row,
            evaluator=lien,
            scores=[{"criterion": "Begeleidt groepen", "score": 4}],
            remarks="Kent het werk.",
            recommendation="yes",
            written_at=NOW,
        )
        for row in applications
    )
    models.Interview.objects.bulk_create(
        models.Interview(application=row, starts_at=NOW, place="Voorbeeldstraat 1") for row in applications
    )
    models.StageChange.objects.bulk_create(
        models.StageChange(application=row, stage=row.stage, by=lien, at=NOW) for row in applications
    )


def colleague() -> Any:
    """Return Lien, who selects; made if she is not there yet."""
    from django.contrib.auth.models import Group

    from privacy.staff_access import roles
    from som.models import User

    roles.sync_roles(roles.declared_roles())
    lien, is_new = User.objects.get_or_create(username="lien", is_staff=True, language="en")
    if is_new:
        lien.groups.set(Group.objects.filter(name="Selection"))
    return lien

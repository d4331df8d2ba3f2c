"""The invented applicants of the demo association, on reserved domains: two open positions, one closed, and
who applied for them with real documents."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.utils import timezone

from applicants.applications import receive_application
from applicants.closing_preview import preview_closing
from applicants.consents import confirm_mailbox
from applicants.demo_documents import make_docx, make_pdf
from applicants.models import Application, Document, Evaluation, Keep, Position, PositionCount, Stage
from applicants.positions import close_position
from applicants.sent_forms import SentFile, SentForm
from applicants.stages import move_to_stage
from privacy.dates import DAY

WORDING = {
    Keep.POSITION: "Alleen voor deze vacature",
    Keep.RESERVE: "Ook voor latere vacatures. We vragen elk jaar of je dat nog wilt.",
}
POSITIONS: dict[str, tuple[int, dict[str, Any]]] = {
    "taalbegeleider": (
        45,
        {
            "title_nl": "Taalbegeleider",
            "title_fr": "Accompagnateur linguistique",
            "title_en": "Language coach",
            "text_nl": "Je begeleidt praattafels en leesgroepen.\n\n- twee avonden per week\n- in Leuven",
            "text_fr": "Vous accompagnez des tables de conversation et des groupes de lecture.",
            "text_en": "You guide conversation tables and reading groups.",
            "hours": 19,
            "pay_from": 1480,
            "pay_to": 1730,
            "criteria": "Begeleidt groepen\nKent meer dan één taal\nWerkt graag samen",
        },
    ),
    "onthaalmedewerker": (
        20,
        {
            "title_nl": "Onthaalmedewerker",
            "title_fr": "Collaborateur à l’accueil",
            "text_nl": "Je ontvangt bezoekers en beantwoordt de telefoon.",
            "hours": 30,
            "pay_from": 2310,
            "criteria": "Ontvangt mensen\nPlant nauwkeurig",
        },
    ),
    "projectmedewerker": (
        200,
        {
            "title_nl": "Projectmedewerker",
            "text_nl": "Je werkt mee aan voorleesprojecten op school.",
            "hours": 38,
            "pay_from": 2900,
        },
    ),
}
"""Each with how many days ago it opened, and its facts."""
CLOSED_AGO = 60
"""How many days ago the selection of the one that is closed was."""


def make_position_only(email: str, today: date) -> None:
    """Make somebody who wants to be considered for one position only, and whom a colleague looked at."""
    applied = _apply(
        "taalbegeleider",
        today,
        12,
        email=email,
        name=("Elif", "Kaya"),
        choice=Keep.POSITION,
        phone="+3216550104",
    )
    colleague = _colleague()
    move_to_stage(applied, Stage.SELECTED, by=colleague, now=_at(today, 6))
    Evaluation.objects.create(
        application=applied,
        evaluator_id=colleague.pk,
        scores=[{"criterion": "Begeleidt groepen", "score": 4}],
        remarks="Gaf drie jaar les aan volwassenen.",
        recommendation=Evaluation.Recommendation.YES,
        written_at=_at(today, 6),
    )


def make_reserve(email: str, today: date) -> None:
    """Make somebody who applied for a position that is closed by now, and who is in the reserve since."""
    applied = _apply(
        "projectmedewerker", today, 110, email=email, name=("Mehdi", "Aerts"), choice=Keep.RESERVE
    )
    confirm_mailbox(applied, now=_at(today, 109))
    move_to_stage(applied, Stage.NOT_SELECTED, by=_colleague(), now=_at(today, CLOSED_AGO + 1))
    position = Position.objects.get(pk=applied.position_id)
    seal = preview_closing(position, on=today - CLOSED_AGO * DAY).seal
    close_position(position, seal=seal, by=_colleague(), now=_at(today, CLOSED_AGO))


def make_two_positions(email: str, today: date) -> None:
    """Make somebody who applied for two positions that are open, and chose differently for each."""
    name = ("Charlotte", "Lambert")
    first = _apply("taalbegeleider", today, 9, email=email, name=name, choice=Keep.POSITION, language="fr")
    confirm_mailbox(first, now=_at(today, 9))
    second = _apply("onthaalmedewerker", today, 5, email=email, name=name, choice=Keep.RESERVE, language="fr")
    confirm_mailbox(second, now=_at(today, 5))


def _apply(
    slug: str,
    today: date,
    days: int,
    *,
    email: str,
    name: tuple[str, str],
    choice: Keep,
    phone: str = "",
    language: str = "nl",
) -> Application:
    """Have somebody fill in the form, so many days ago, with a CV in PDF and a letter in Word."""
    position, full_name = _position(slug, today), " ".join(name)
    papers = (
        (Document.Kind.CV, "cv.pdf", make_pdf(full_name, ["Curriculum vitae", "Bachelor, Leuven"])),
        (
            Document.Kind.LETTER,
            "brief.docx",
            make_docx([f"Aan {position.place}", "Ik doe dit graag.", full_name]),
        ),
    )
    form = SentForm(
        first_name=name[0],
        last_name=name[1],
        email=email,
        phone=phone,
        letter="Ik werk graag met mensen.",
        choice=choice,
        wording=WORDING[choice],
        language=language,
        source=PositionCount.Source.WEBSITE,
        files=tuple(
            SentFile(kind=kind, name=file, content=ContentFile(content)) for kind, file, content in papers
        ),
    )
    return receive_application(position, form, now=_at(today, days)).application


def _position(slug: str, today: date) -> Position:
    """Return the position, which opens when the first applies for it, with the demo's colleague in its hiring
    group."""
    ago, facts = POSITIONS[slug]
    found = Position.objects.filter(slug=slug).first()
    if found is None:
        colleague = _colleague()
        found = Position.objects.create(
            slug=slug, place="Leuven", opened_on=today - ago * DAY, created_by_id=colleague.pk, **facts
        )
        found.hiring_group.add(colleague.pk)
    return found


def _colleague() -> Any:
    """Return the member of staff of the demo, who is there before its people."""
    return get_user_model()._default_manager.order_by("pk").first()


def _at(today: date, days: int) -> datetime:
    """Return nine in the morning so many days ago."""
    return timezone.make_aware(datetime.combine(today - timedelta(days=days), time(9)))


PEOPLE = (
    ("applicant_position_only", "elif.kaya@example.be", make_position_only),
    ("applicant_reserve", "mehdi.aerts@example.be", make_reserve),
    ("applicant_two_positions", "charlotte.lambert@example.be", make_two_positions),
)

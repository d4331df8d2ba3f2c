"""The truth table of the applicants' purposes, cell by cell: the database and the person are told the same
last day, for every purpose apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile

from applicants.models import Application, HiringDossier, Keep, Position
from applicants.purposes import HIRING, RESERVE, SELECTION
from privacy.declarations import Purpose
from privacy.declarations.registry import registry
from privacy.declarations.terms.base import NEVER_NEEDED
from privacy.models import Choice
from privacy.retention.state import needed
from tests.applicants.selecting import OPENED, dieter_applied, elif_applied, mehdi_applied, trainer
from tests.truth.asking import Said

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
CLOSES, ENDED = date(2026, 6, 15), date(2026, 5, 20)
Applied = Callable[[Position], Application]


def unconfirmed(position: Position) -> Application:
    return elif_applied(position, choice=Keep.RESERVE)


@dataclass(frozen=True)
class Case:
    """A cell: who applied, the purpose asked about, and the first day on which it needs the dossier no
    more."""

    name: str
    purpose: Purpose
    applied: Applied
    gone: date | None
    said: tuple[Said, ...] = ()
    closed: date | None = CLOSES
    ended: date | None = None
    silence: str = "review"


def no(purpose: str) -> tuple[Said, ...]:
    return (Said("objection", ENDED, purpose),)


WISH = (Said("erasure", ENDED),)
EARLIER_WISH = (Said("erasure", OPENED - DAY),)
WITHDRAWAL = (Said("withdrawal", ENDED, "reserve"),)
FOUR_WEEKS_AFTER = CLOSES + timedelta(days=28)
CASES = [
    Case("selection: needed while it goes on", SELECTION, elif_applied, None, closed=None),
    Case("selection: gone on the day of the closing", SELECTION, elif_applied, CLOSES),
    Case("selection: ignores an objection", SELECTION, elif_applied, CLOSES, no("selection")),
    Case("selection: hears a wish to be forgotten", SELECTION, elif_applied, ENDED, WISH),
    Case("selection: not one from before it came", SELECTION, elif_applied, CLOSES, EARLIER_WISH),
    Case("selection: ends when it is withdrawn", SELECTION, elif_applied, ENDED, ended=ENDED),
    Case("selection: whatever they chose", SELECTION, mehdi_applied, CLOSES),
    Case("selection: without a choice, four weeks more", SELECTION, dieter_applied, FOUR_WEEKS_AFTER),
    Case("selection: without a choice, still a wish", SELECTION, dieter_applied, ENDED, WISH),
    Case("selection: without a choice, it can be ended", SELECTION, dieter_applied, ENDED, ended=ENDED),
    Case("selection: not confirmed, four weeks more", SELECTION, unconfirmed, FOUR_WEEKS_AFTER),
    Case("selection: not confirmed, still a wish", SELECTION, unconfirmed, ENDED, WISH),
    Case("reserve: never asked for", RESERVE, elif_applied, NEVER_NEEDED),
    Case("reserve: asked for without a consent", RESERVE, unconfirmed, NEVER_NEEDED),
    Case("reserve: no choice is none", RESERVE, dieter_applied, NEVER_NEEDED),
    Case("reserve: needed while the consent stands", RESERVE, mehdi_applied, None),
    Case("reserve: whether the position is open or not", RESERVE, mehdi_applied, None, closed=None),
    Case("reserve: hears a withdrawal", RESERVE, mehdi_applied, ENDED, WITHDRAWAL),
    Case("reserve: hears an objection", RESERVE, mehdi_applied, ENDED, no("reserve")),
    Case("reserve: hears an objection to everything", RESERVE, mehdi_applied, ENDED, no("")),
    Case("reserve: hears a wish to be forgotten", RESERVE, mehdi_applied, ENDED, WISH),
    Case("reserve: not of what was withdrawn", RESERVE, mehdi_applied, NEVER_NEEDED, ended=ENDED),
    Case(
        "reserve: or, so set, twelve months after",
        RESERVE,
        mehdi_applied,
        OPENED.replace(year=2027),
        silence="erase",
    ),
]


@pytest.mark.promise("P25")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_database_and_the_applicant_are_told_the_same(case: Case, settings: Any) -> None:
    settings.RESERVE_SILENCE = case.silence
    application = case.applied(trainer())
    for said in case.said:
        said.record(application.subject)
    Application.objects.filter(pk=application.pk).update(ended_on=case.ended)
    Position.objects.update(closed_on=case.closed)
    row = Application.objects.get(pk=application.pk)
    assert_told(row, "applicants.application.dossier", case.purpose, case.gone)


def test_the_dossier_of_whoever_is_hired_is_needed_for_four_weeks_whatever_is_said() -> None:
    application = elif_applied(trainer())
    dossier = HiringDossier(subject=application.subject, position=application.position, made_on=CLOSES)
    dossier.file.save("dossier.zip", ContentFile(b"zip"))
    for said in (*no("hiring"), Said("erasure", CLOSES)):
        said.record(application.subject)
    assert_told(dossier, "applicants.hiringdossier.dossier", HIRING, FOUR_WEEKS_AFTER)


def assert_told(row: Any, label: str, purpose: Purpose, gone: date | None) -> None:
    group = registry.group(label)
    choices = list(Choice.objects.filter(subject=row.subject))
    assert group.keep[purpose].ends(group.scope_for(purpose), row, choices) == gone

    def is_needed(day: date) -> bool:
        condition = needed(group, today=day, purposes=[purpose])
        return group.model._base_manager.filter(condition, pk=row.pk).exists()

    if gone is None:
        assert is_needed(CLOSES)
        assert is_needed(date(2050, 1, 1))
    elif gone == NEVER_NEEDED:
        assert not is_needed(OPENED)
    else:
        assert is_needed(gone - DAY), "the last day kept"
        assert not is_needed(gone), "the first day gone"
        assert not is_needed(gone + 4000 * DAY)

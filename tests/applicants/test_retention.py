"""How long an application is kept: each row about applicants of the table of periods, and what belongs to
an application with it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile

from applicants.models import Application, Evaluation, HiringDossier, Keep, Position, Stage
from privacy.models import Identifier, Instance, Suppression
from privacy.nightly import sweep_and_follow_up
from privacy.rights.legal_holds import place_hold, release_hold
from privacy.subjects.choices import record_erasure_wish, record_withdrawal
from tests.applicants.selecting import (
    EVERYTHING,
    OPENED,
    at,
    dieter_applied,
    elif_applied,
    left_of,
    lien,
    mehdi_applied,
    trainer,
    with_everything,
)
from tests.files.room import lying_there
from tests.originals import OURS, vectors

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
CLOSED = date(2026, 6, 15)
OWN = OURS / "vectors" / "retention.csv"


@pytest.fixture(autouse=True)
def _demo(settings: Any, tmp_path: Path) -> None:
    """In demo data a day to come may be swept; the files lie by themselves."""
    Instance.objects.update(demo=True)
    settings.MEDIA_ROOT = tmp_path


def rows_of(path: Path) -> dict[str, dict[str, str]]:
    """Return the rows about applicants, by their id."""
    with path.open(newline="", encoding="utf-8") as stream:
        return {row["id"]: row for row in csv.DictReader(stream) if row["id"].startswith("A")}


def dates_of(row: dict[str, str]) -> dict[str, date]:
    return {
        name: date.fromisoformat(day) for name, day in (pair.split("=") for pair in row["events"].split(";"))
    }


def close(position: Position, on: date) -> None:
    Position.objects.filter(pk=position.pk).update(closed_on=on)


def sweep(on: date) -> None:
    report = sweep_and_follow_up(today=on)
    assert not [line.label for line in report.lines.values() if line.fuse]


# --- The rows of the table ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Told:
    """What a row tells of an application, and the first day on which it is gone."""

    application: Application
    gone: date


def only_this_position(days: dict[str, date]) -> Told:
    position = trainer()
    application = elif_applied(position, on=days["applied"])
    close(position, days["applied"] + timedelta(days=700))
    return Told(application, days["applied"] + timedelta(days=700))


def switched_after_closing(days: dict[str, date]) -> Told:
    position = trainer()
    application = mehdi_applied(position)
    close(position, days["selection_closed"])
    sweep(days["selection_closed"])
    sweep(days["switch"] - DAY)
    record_withdrawal(application.subject, "reserve", on=days["switch"])
    Application.objects.filter(pk=application.pk).update(choice=Keep.POSITION)
    return Told(application, days["switch"])


def with_recorded_consent(days: dict[str, date]) -> Told:
    position = trainer(opened=date(2026, 2, 1))
    application = mehdi_applied(position, on=days["consent"])
    close(position, days["consent"] + timedelta(days=30))
    return Told(application, days["consent"].replace(year=days["consent"].year + 1))


def without_a_choice(days: dict[str, date]) -> Told:
    position = trainer()
    application = dieter_applied(position)
    close(position, days["selection_closed"])
    return Told(application, days["selection_closed"] + timedelta(days=28))


def asked_to_be_forgotten(days: dict[str, date]) -> Told:
    application = mehdi_applied(trainer())
    sweep(days["request"] - DAY)
    assert left_of(application)
    record_erasure_wish(application.subject, on=days["request"], source="web")
    return Told(application, days["request"])


ROWS: dict[str, Callable[[dict[str, date]], Told]] = {
    "A02": only_this_position,
    "A03": switched_after_closing,
    "A04": with_recorded_consent,
    "A05": without_a_choice,
    "A06": asked_to_be_forgotten,
}


@pytest.mark.promise("P23")
@pytest.mark.promise("P24")
@pytest.mark.promise("P25")
@pytest.mark.parametrize("number", ROWS)
def test_an_application_goes_on_the_day_of_the_table(number: str, settings: Any) -> None:
    settings.RESERVE_SILENCE = "erase"
    row = rows_of(OWN)[number]
    told = ROWS[number](dates_of(row))
    if row["earliest_erasure_default"]:
        assert told.gone == date.fromisoformat(row["earliest_erasure_default"])
    else:
        assert row["blocked_while"] == "selection_open"
    application = with_everything(told.application, by=lien())
    if number != "A06":  # asked and gone on one day
        if number != "A03":  # nothing kept it from the day of the switch, and that is today
            sweep(told.gone - DAY)
        assert left_of(application)["application"] == 1
    sweep(told.gone)
    assert left_of(application) == {}
    assert lying_there() == []


def test_the_original_table_says_the_same_where_it_is_at_hand() -> None:
    assert set(rows_of(OWN)) == set(ROWS)
    assert rows_of(vectors("retention.csv")) == rows_of(OWN)


def test_silence_in_the_reserve_is_put_before_a_person_unless_it_is_set_to_erase(settings: Any) -> None:
    application = mehdi_applied(trainer())
    close(application.position, CLOSED)
    settings.RESERVE_SILENCE = "review"
    sweep(date(2029, 1, 1))
    assert left_of(application)
    settings.RESERVE_SILENCE = "erase"
    sweep(date(2029, 1, 1))
    assert left_of(application) == {}


# --- What belongs to an application --------------------------------------------------------------------


@pytest.mark.promise("P25")
def test_everything_about_a_position_only_applicant_goes_in_the_first_sweep_after_the_closing() -> None:
    position, evaluator = trainer(), lien()
    elif_ = with_everything(elif_applied(position), by=evaluator)
    mehdi = with_everything(mehdi_applied(position), by=evaluator)
    close(position, CLOSED)
    assert left_of(elif_) == left_of(mehdi) == EVERYTHING
    assert len(lying_there()) == 4
    sweep(CLOSED - DAY)
    assert left_of(elif_) == EVERYTHING
    sweep(CLOSED)
    assert left_of(elif_) == {}
    assert not Identifier.objects.filter(subject=elif_.subject).exists()
    assert left_of(mehdi) == EVERYTHING
    assert len(lying_there()) == 2


def test_what_was_thought_of_somebody_in_the_reserve_goes_a_year_after_the_selection() -> None:
    position = trainer()
    mehdi = with_everything(mehdi_applied(position), by=lien())
    close(position, CLOSED)
    sweep(date(2027, 6, 14))
    assert left_of(mehdi) == EVERYTHING
    sweep(date(2027, 6, 15))
    assert left_of(mehdi) == {"application": 1, "document": 1}


def test_what_was_thought_of_somebody_without_a_choice_goes_with_their_application() -> None:
    position = trainer()
    dieter = with_everything(dieter_applied(position), by=lien())
    close(position, CLOSED)
    sweep(CLOSED + timedelta(days=27))
    assert left_of(dieter) == EVERYTHING
    sweep(CLOSED + timedelta(days=28))
    assert left_of(dieter) == {}


def test_a_choice_for_the_reserve_that_no_mailbox_confirmed_waits_four_weeks_for_it() -> None:
    position = trainer()
    application = elif_applied(position, choice=Keep.RESERVE)
    close(position, CLOSED)
    sweep(CLOSED + timedelta(days=27))
    assert left_of(application)
    sweep(CLOSED + timedelta(days=28))
    assert left_of(application) == {}


def test_a_document_that_was_taken_away_goes_that_night_and_the_application_stays() -> None:
    application = with_everything(elif_applied(trainer()), by=lien())
    application.documents.update(ended_on=OPENED + DAY)
    sweep(OPENED)
    assert left_of(application) == EVERYTHING
    sweep(OPENED + DAY)
    assert left_of(application) == {t: n for t, n in EVERYTHING.items() if t != "document"}
    assert lying_there() == []


@pytest.mark.promise("P25")
def test_who_ends_one_application_keeps_the_other() -> None:
    first, second = trainer(), trainer(slug="onthaal")
    one = with_everything(mehdi_applied(first), by=lien())
    two = mehdi_applied(second, subject=one.subject)
    Application.objects.filter(pk=one.pk).update(ended_on=CLOSED, stage=Stage.WITHDRAWN)
    sweep(CLOSED)
    assert left_of(one) == {}
    assert left_of(two) == {"application": 1}
    assert Identifier.objects.filter(subject=two.subject).exists()


@pytest.mark.promise("P25")
def test_a_dispute_keeps_what_it_is_about_until_it_is_over() -> None:
    position = trainer()
    application = with_everything(elif_applied(position), by=lien())
    hold = place_hold(
        application.subject,
        reason="Klacht wegens discriminatie bij de selectie.",
        law="GDPR art. 17(3)(e)",
        on=OPENED,
        review_on=OPENED + timedelta(days=180),
    )
    close(position, CLOSED)
    sweep(CLOSED)
    assert left_of(application) == EVERYTHING
    release_hold(hold, on=CLOSED + DAY, reason="Minnelijk geregeld.")
    sweep(CLOSED + DAY)
    assert left_of(application) == {}


def test_the_dossier_of_whoever_is_hired_goes_after_four_weeks() -> None:
    application = elif_applied(trainer())
    dossier = HiringDossier(subject=application.subject, position=application.position, made_on=CLOSED)
    dossier.file.save("dossier.zip", ContentFile(b"zip"))
    sweep(CLOSED + timedelta(days=27))
    assert HiringDossier.objects.count() == 1
    sweep(CLOSED + timedelta(days=28))
    assert HiringDossier.objects.count() == 0
    assert lying_there() == []


def test_a_closing_lets_go_of_many_at_once_without_a_stop_but_a_mistake_does_not() -> None:
    """Whoever closes sees whom it lets go: the limit on unusual erasures is for what nobody looked at."""
    position = trainer()
    evaluator = lien()
    for n in range(60):
        application = elif_applied(position)
        Application.objects.filter(pk=application.pk).update(email=f"p{n}@example.org")
        Evaluation.objects.create(application=application, evaluator=evaluator, written_at=at(OPENED))
    assert Identifier.objects.count() == 60
    close(position, CLOSED)
    sweep(CLOSED)
    assert Application.objects.count() == Evaluation.objects.count() == Identifier.objects.count() == 0
    other = trainer(slug="onthaal")
    for _n in range(60):
        elif_applied(other)
    Application.objects.update(ended_on=CLOSED)
    report = sweep_and_follow_up(today=CLOSED)
    assert [line.label for line in report.lines.values() if line.fuse] == ["applicants.application.dossier"]
    assert Application.objects.count() == 60


@pytest.mark.promise("P24")
def test_withdrawing_the_consent_leaves_no_more_than_a_code_of_the_no() -> None:
    application = mehdi_applied(trainer())
    close(application.position, CLOSED)
    record_withdrawal(application.subject, "reserve", on=CLOSED + DAY)
    sweep(CLOSED + DAY)
    assert left_of(application) == {}
    assert {no.purpose for no in Suppression.objects.all()} == {"reserve"}

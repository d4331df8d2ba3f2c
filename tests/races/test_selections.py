"""A closing that meets another, a choice, or a sweep; and one application that is sent five times at once."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from applicants import applications, consents, documents, positions
from applicants.closing_preview import preview_closing
from applicants.models import Application, Document, Keep, Position
from applicants.positions import ChangedMeanwhile, ClosedAlready, close_position
from applicants.presence import NoLongerThere
from privacy import nightly
from privacy.files.writing import room_folder
from privacy.models import Choice, Instance, StoredFile
from privacy.retention.rules import GroupRule
from privacy.rights.erasure import erase
from tests.applicants.selecting import OPENED, SENTENCE, at, elif_applied, left_of, lien, trainer
from tests.applicants.test_applications import form
from tests.races.meeting import Actor, StopAt

pytestmark = pytest.mark.django_db(transaction=True)

CLOSED: date = OPENED + timedelta(days=40)
NOW = at(CLOSED)


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    Instance.objects.update(demo=True)


def test_the_same_form_that_comes_five_times_at_once_is_one_application(stop_at: StopAt) -> None:
    position = trainer()
    stop = stop_at(applications, "store_files")
    first = Actor(lambda: applications.receive_application(position, form(), now=at(OPENED)))
    stop.reached(first)
    others = [
        Actor(lambda: applications.receive_application(position, form(), now=at(OPENED))) for _n in range(4)
    ]
    assert others[0].waits()
    stop.let_on()
    outcomes = sorted(each.result().outcome for each in (first, *others))
    assert outcomes == ["new", "same", "same", "same", "same"]
    assert Application.objects.count() == Document.objects.count() == StoredFile.objects.count() == 1


def test_of_two_who_close_at_once_one_does(stop_at: StopAt) -> None:
    position, by = trainer(), lien()
    elif_applied(position)
    seal = preview_closing(position, on=CLOSED).seal
    stop = stop_at(positions, "settle_counts")
    first = Actor(lambda: close_position(position, seal=seal, by=by, now=NOW))
    stop.reached(first)
    second = Actor(lambda: close_position(position, seal=seal, by=by, now=NOW))
    assert second.waits()
    stop.let_on()
    first.result()
    with pytest.raises(ClosedAlready):
        second.result()


def test_a_choice_that_comes_before_a_closing_is_looked_at_again(stop_at: StopAt) -> None:
    position, by = trainer(), lien()
    row = elif_applied(position)
    seal = preview_closing(position, on=CLOSED).seal
    stop = stop_at(consents, "_consent", after=True)
    chooses = Actor(lambda: consents.choose_how_long(row, Keep.RESERVE, wording=SENTENCE, now=NOW))
    stop.reached(chooses)
    closes = Actor(lambda: close_position(position, seal=seal, by=by, now=NOW))
    assert closes.waits()
    stop.let_on()
    chooses.result()
    with pytest.raises(ChangedMeanwhile):
        closes.result()
    assert Position.objects.get().closed_on is None


def test_a_choice_that_comes_during_a_closing_counts_before_the_sweep(stop_at: StopAt) -> None:
    position, by = trainer(), lien()
    row = elif_applied(position)
    seal = preview_closing(position, on=CLOSED).seal
    stop = stop_at(positions, "settle_counts")
    closes = Actor(lambda: close_position(position, seal=seal, by=by, now=NOW))
    stop.reached(closes)
    chooses = Actor(lambda: consents.choose_how_long(row, Keep.RESERVE, wording=SENTENCE, now=NOW))
    assert chooses.waits()
    stop.let_on()
    closes.result()
    chooses.result()
    nightly.sweep_and_follow_up(today=CLOSED)
    assert left_of(row) == {"application": 1}


def test_a_choice_that_comes_during_the_sweep_is_told_that_it_is_too_late(stop_at: StopAt) -> None:
    position = trainer()
    row = elif_applied(position)
    Position.objects.update(closed_on=CLOSED)
    stop = stop_at(
        GroupRule, "erase", matches=lambda rule, *_k: rule.label == "applicants.application.dossier"
    )
    sweeps = Actor(lambda: nightly.sweep_and_follow_up(today=CLOSED))
    stop.reached(sweeps)
    chooses = Actor(lambda: consents.choose_how_long(row, Keep.RESERVE, wording=SENTENCE, now=NOW))
    assert chooses.waits()
    stop.let_on()
    sweeps.result()
    with pytest.raises(NoLongerThere):
        chooses.result()
    assert left_of(row) == {}
    assert not Choice.objects.exists()


def test_an_application_that_arrives_while_its_position_closes_is_told_that_it_is_too_late(
    stop_at: StopAt,
) -> None:
    position, by = trainer(), lien()
    seal = preview_closing(position, on=CLOSED).seal
    stop = stop_at(positions, "settle_counts")
    closes = Actor(lambda: close_position(position, seal=seal, by=by, now=NOW))
    stop.reached(closes)
    applies = Actor(lambda: applications.receive_application(position, form(), now=NOW))
    assert applies.waits()
    stop.let_on()
    closes.result()
    with pytest.raises(applications.NotOpen):
        applies.result()
    assert not Application.objects.exists()
    assert not StoredFile.objects.exists(), "of a form that came too late no file is left"


def test_an_application_that_arrives_before_a_closing_is_looked_at_before_it_is_let_go(
    stop_at: StopAt,
) -> None:
    position, by = trainer(), lien()
    seal = preview_closing(position, on=CLOSED).seal
    stop = stop_at(applications, "store_files", after=True)
    applies = Actor(lambda: applications.receive_application(position, form(), now=NOW))
    stop.reached(applies)
    closes = Actor(lambda: close_position(position, seal=seal, by=by, now=NOW))
    assert closes.waits()
    stop.let_on()
    assert applies.result().outcome == "new"
    with pytest.raises(ChangedMeanwhile):
        closes.result()
    assert Position.objects.get().closed_on is None


def test_somebody_who_is_erased_while_a_document_of_theirs_arrives_keeps_none(stop_at: StopAt) -> None:
    row = elif_applied(trainer())
    stop = stop_at(documents, "store_files", after=True)
    file = form().files[0]
    adds = Actor(lambda: documents.add_document(row, file, now=NOW))
    stop.reached(adds)
    erases = Actor(lambda: erase(row.subject, today=CLOSED, source=Choice.Channel.WEB))
    assert erases.waits()
    stop.let_on()
    adds.result()
    erases.result()
    assert left_of(row) == {}
    assert not StoredFile.objects.exists()
    assert not [path for path in room_folder().rglob("*") if path.is_file()]


def test_a_document_that_arrives_once_its_applicant_is_erased_is_refused_whole(stop_at: StopAt) -> None:
    row = elif_applied(trainer())
    stop = stop_at(
        GroupRule, "erase", matches=lambda rule, *_k: rule.label == "applicants.application.dossier"
    )
    erases = Actor(lambda: erase(row.subject, today=CLOSED, source=Choice.Channel.WEB))
    stop.reached(erases)
    file = form().files[0]
    adds = Actor(lambda: documents.add_document(row, file, now=NOW))
    assert adds.waits()
    stop.let_on()
    erases.result()
    with pytest.raises(NoLongerThere):
        adds.result()
    assert left_of(row) == {}
    assert not StoredFile.objects.exists()

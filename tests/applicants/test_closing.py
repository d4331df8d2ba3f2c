"""Opening, copying and closing a position: one act, after a look at whom it lets go, and when."""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from applicants.applications import Outcome, receive_application, withdraw_application
from applicants.closing_preview import SIGNER, count_leaving, preview_closing
from applicants.consents import choose_how_long
from applicants.counts import list_counts
from applicants.models import Application, HiringDossier, Keep, Position, PositionCount, Stage
from applicants.positions import (
    ChangedMeanwhile,
    ClosedAlready,
    close_position,
    copy_position,
    open_position,
    open_too_long,
)
from applicants.stages import move_to_stage
from privacy.models import Instance, StoredFile
from privacy.nightly import sweep_and_follow_up
from privacy.outreach.gate import NotAllowed
from privacy.rights.legal_holds import place_hold
from privacy.subjects.choices import record_restriction
from privacy.web.refusal import Refusal
from som.models import User
from tests.applicants.selecting import (
    OPENED,
    SENTENCE,
    at,
    dieter_applied,
    elif_applied,
    left_of,
    lien,
    mehdi_applied,
    trainer,
)
from tests.applicants.test_applications import cv, form

pytestmark = pytest.mark.django_db

CLOSED = OPENED + timedelta(days=40)
NOW = at(CLOSED)


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    Instance.objects.update(demo=True)


def close(position: Position, by: User) -> list[HiringDossier]:
    return close_position(position, seal=preview_closing(position, on=CLOSED).seal, by=by, now=NOW)


# --- Before ----------------------------------------------------------------------------------------------


def test_a_position_opens_with_its_pay_and_is_copied_as_a_draft() -> None:
    by = lien()
    draft = trainer(opened=None, pay_from=None)
    with pytest.raises(Refusal, match="loon"):
        open_position(draft, on=OPENED)
    Position.objects.update(pay_from=1480)
    position = open_position(draft, on=OPENED)
    position.hiring_group.add(by)
    assert position.is_open(OPENED)
    copies = [copy_position(position, by=by), copy_position(position, by=by)]
    assert [each.slug for each in copies] == ["vormingswerker-2", "vormingswerker-3"]
    assert copy_position(copies[0]).slug == "vormingswerker-4"
    assert (copies[0].title(), copies[0].opened_on, copies[0].created_by) == (position.title(), None, by)
    assert list(copies[0].hiring_group.all()) == [by]


def test_a_position_that_is_open_for_more_than_six_months_is_named() -> None:
    position = trainer()
    assert not open_too_long(OPENED + timedelta(days=183)).exists()
    assert list(open_too_long(OPENED + timedelta(days=185))) == [position]
    Position.objects.update(closed_on=CLOSED)
    assert not open_too_long(OPENED + timedelta(days=185)).exists()


# --- Closing ---------------------------------------------------------------------------------------------


@pytest.mark.promise("P25")
def test_the_preview_says_whom_the_closing_lets_go_and_when_and_that_is_what_happens(settings: Any) -> None:
    settings.RESERVE_SILENCE = "erase"
    position, by = trainer(), lien()
    elif_, mehdi, dieter = elif_applied(position), mehdi_applied(position), dieter_applied(position)
    disputed = elif_applied(position)
    place_hold(disputed.subject, reason="Klacht.", law="GDPR art. 17(3)(e)", on=OPENED, review_on=CLOSED)
    seen = preview_closing(position, on=CLOSED)
    assert [each.application for each in seen.tonight] == [elif_]
    assert [(each.application, each.gone_on) for each in seen.later] == [
        (mehdi, OPENED.replace(year=2027)),
        (dieter, CLOSED + timedelta(days=28)),
    ]
    assert [each.application for each in seen.held] == [disputed]
    assert len(seen.undecided) == 4
    assert Position.objects.get().closed_on is None, "a look changes nothing"
    assert close_position(position, seal=seen.seal, by=by, now=NOW) == []
    for row, gone in ((elif_, CLOSED), (dieter, CLOSED + timedelta(days=28)), (mehdi, OPENED.replace(2027))):
        if gone > CLOSED:
            sweep_and_follow_up(today=gone - timedelta(days=1))
            assert left_of(row)
        sweep_and_follow_up(today=gone)
        assert left_of(row) == {}
    assert left_of(disputed)


def test_counting_who_leaves_agrees_with_the_preview() -> None:
    position = trainer()
    for applied in (elif_applied, mehdi_applied, dieter_applied):
        applied(position)
    elif_applied(position, choice=Keep.RESERVE)
    Application.objects.filter(pk=dieter_applied(position).pk).update(stage=Stage.HIRED)
    choose_how_long(elif_applied(position), Keep.RESERVE, wording=SENTENCE, now=at(OPENED))
    disputed = mehdi_applied(position)
    place_hold(disputed.subject, reason="Klacht.", law="GDPR art. 17(3)(e)", on=OPENED, review_on=CLOSED)
    record_restriction(elif_applied(position).subject, on=OPENED, source="web")
    seen = preview_closing(position, on=CLOSED)
    assert count_leaving(position, on=CLOSED) == {
        "tonight": len(seen.tonight) + len(seen.handed_over),
        "later": len(seen.later),
        "reserve": len(seen.reserve),
        "held": len(seen.held),
    }
    assert count_leaving(position, on=CLOSED) == {"tonight": 2, "later": 2, "reserve": 2, "held": 2}


def test_the_reserve_stays_while_its_consent_stands() -> None:
    position = trainer()
    mehdi = mehdi_applied(position)
    assert [each.application for each in preview_closing(position, on=CLOSED).reserve] == [mehdi]


@pytest.mark.promise("P25")
def test_what_changed_since_the_look_is_looked_at_again() -> None:
    position, by = trainer(), lien()
    row = elif_applied(position)
    seal = preview_closing(position, on=CLOSED).seal
    choose_how_long(row, Keep.RESERVE, wording=SENTENCE, now=NOW)
    with pytest.raises(ChangedMeanwhile):
        close_position(position, seal=seal, by=by, now=NOW)
    assert Position.objects.get().closed_on is None
    close(position, by)
    assert Position.objects.get().closed_on == CLOSED


@pytest.mark.parametrize("seal", ["", "x", SIGNER.sign("0" * 64)])
def test_a_closing_that_nobody_looked_at_is_refused(seal: str) -> None:
    position = trainer()
    with pytest.raises(ChangedMeanwhile):
        close_position(position, seal=seal, by=lien(), now=NOW)
    assert Position.objects.get().closed_on is None


def test_a_look_of_yesterday_or_at_another_position_closes_nothing() -> None:
    position, other, by = trainer(), trainer(slug="onthaal"), lien()
    for seal in (
        preview_closing(position, on=CLOSED - timedelta(days=1)).seal,
        preview_closing(other, on=CLOSED).seal,
    ):
        with pytest.raises(ChangedMeanwhile):
            close_position(position, seal=seal, by=by, now=NOW)


def test_two_closings_are_one() -> None:
    position, by = trainer(), lien()
    seal = preview_closing(position, on=CLOSED).seal
    close_position(position, seal=seal, by=by, now=NOW)
    with pytest.raises(ClosedAlready):
        close_position(position, seal=seal, by=by, now=NOW)


def test_one_preview_takes_as_many_statements_for_many(django_assert_num_queries: Any) -> None:
    position = trainer()
    for _n in range(20):
        elif_applied(position)
    with django_assert_num_queries(4):
        assert len(preview_closing(position, on=CLOSED).tonight) == 20


# --- With a hire -----------------------------------------------------------------------------------------


@pytest.mark.promise("P21")
def test_whoever_is_hired_is_handed_over_and_leaves_the_file_also_for_one_position_only() -> None:
    position, by = trainer(), lien()
    said = form(files=(cv(), cv(b"diploma", name="Diploma Noor.docx")))
    row = receive_application(position, said, now=at(OPENED)).application
    move_to_stage(row, Stage.HIRED, by=by, now=NOW)
    assert [each.application for each in preview_closing(position, on=CLOSED).handed_over] == [row]
    (dossier,) = close(position, by)
    with dossier.file.open("rb") as file, zipfile.ZipFile(file) as archive:
        assert archive.namelist() == ["application.json", "1-cv.pdf", "2-cv.docx"]
        assert archive.read("2-cv.docx") == b"diploma"
        told = json.loads(archive.read("application.json"))
    assert (told["last_name"], told["letter"]) == ("Hendrickx", "Ik werk graag met groepen.")
    sweep_and_follow_up(today=CLOSED)
    assert left_of(row) == {}
    assert StoredFile.objects.count() == 1
    sweep_and_follow_up(today=CLOSED + timedelta(days=27))
    assert HiringDossier.objects.count() == 1
    sweep_and_follow_up(today=CLOSED + timedelta(days=28))
    assert HiringDossier.objects.count() == StoredFile.objects.count() == 0


def test_whoever_is_hired_leaves_the_reserve_and_keeps_what_still_runs() -> None:
    earlier, position, open_one = trainer(slug="onthaal"), trainer(), trainer(slug="kok")
    by = lien()
    old = mehdi_applied(earlier)
    row = mehdi_applied(position, subject=old.subject)
    running = mehdi_applied(open_one, subject=old.subject)
    Position.objects.filter(pk=earlier.pk).update(closed_on=OPENED)
    move_to_stage(row, Stage.HIRED, by=by, now=NOW)
    close(position, by)
    sweep_and_follow_up(today=CLOSED)
    assert left_of(old) == left_of(row) == {}
    assert left_of(running)


def test_a_dossier_that_cannot_be_written_leaves_the_position_open_and_no_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    position, by = trainer(), lien()
    for who in ("Noor", "Sofie"):
        row = receive_application(position, form(first_name=who), now=at(OPENED)).application
        move_to_stage(row, Stage.HIRED, by=by, now=NOW)
    seal = preview_closing(position, on=CLOSED).seal
    record_restriction(row.subject, on=CLOSED, source="web")
    with pytest.raises(NotAllowed):
        close_position(position, seal=seal, by=by, now=NOW)
    assert Position.objects.get().closed_on is None
    assert HiringDossier.objects.count() == 0
    assert StoredFile.objects.count() == 2
    assert Application.objects.filter(ended_on=None).count() == 2


# --- Stages ----------------------------------------------------------------------------------------------


def test_each_step_has_somebody_who_took_it_and_nobody_takes_the_applicants_own() -> None:
    row, by = elif_applied(trainer()), lien()
    move_to_stage(row, Stage.NOT_SELECTED, by=by, now=NOW)
    move_to_stage(row, Stage.NOT_SELECTED, by=by, now=NOW)
    assert [(each.stage, each.by) for each in row.stage_changes.all()] == [(Stage.NOT_SELECTED, by)]
    for stage in (Stage.WITHDRAWN, "fired"):
        with pytest.raises(ValueError, match="decides"):
            move_to_stage(row, stage, by=by, now=NOW)


# --- Counts that outlive people --------------------------------------------------------------------------


def test_counts_stay_and_none_of_them_is_below_five() -> None:
    position, by = trainer(), lien()
    rows = []
    for n in range(14):
        said = form(email=f"p{n}@example.org", source="website" if n < 6 else "job-site")
        rows.append(receive_application(position, said, now=at(OPENED)).application)
    for row in rows[:6]:
        move_to_stage(row, Stage.NOT_SELECTED, by=by, now=NOW)
    for row in rows[6:9]:
        move_to_stage(row, Stage.INTERVIEW, by=by, now=NOW)
    withdraw_application(rows[9], now=NOW)
    sweep_and_follow_up(today=CLOSED)
    assert Counter(Application.objects.values_list("stage", flat=True))["withdrawn"] == 0
    close(position, by)
    sweep_and_follow_up(today=CLOSED)
    assert not Application.objects.exists()
    assert not PositionCount.objects.filter(count__lt=5).exists()
    stages = {each.key: each.count for each in list_counts(position, PositionCount.About.STAGE)}
    assert stages == {"received": 14, "interview": None, "not_selected": 6, "withdrawn": None}
    sources = {each.key: each.count for each in list_counts(position, PositionCount.About.SOURCE)}
    assert sources == {"website": 6, "job-site": 8}


def test_a_single_count_below_five_takes_the_sum_with_it() -> None:
    position, by = trainer(), lien()
    for n in range(8):
        row = receive_application(position, form(email=f"p{n}@example.org"), now=at(OPENED)).application
        move_to_stage(row, Stage.OFFER if n == 7 else Stage.NOT_SELECTED, by=by, now=NOW)
    close(position, by)
    stages = {each.key: each.count for each in list_counts(position, PositionCount.About.STAGE)}
    assert stages == {"received": None, "offer": None, "not_selected": 7}


def test_where_a_position_was_seen_is_counted_and_never_with_the_person() -> None:
    position = trainer()
    for n in range(4):
        said = form(email=f"p{n}@example.org", source="acquaintance")
        assert receive_application(position, said, now=at(OPENED)).outcome is Outcome.NEW
    receive_application(position, form(source="hackers"), now=at(OPENED))
    assert [each.count for each in list_counts(position, PositionCount.About.SOURCE)] == [None]
    values = Application.objects.values_list(flat=False)
    assert not any("acquaintance" in str(row) for row in values)

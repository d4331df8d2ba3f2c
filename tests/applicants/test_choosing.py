"""How long an applicant lets us keep what they sent: the consent, its evidence, and the way back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from applicants.applications import receive_application, withdraw_application
from applicants.consents import choose_how_long, confirm_mailbox, has_consented
from applicants.models import Application, Keep, Position
from applicants.presence import NoLongerThere
from privacy.models import Choice, Instance, Suppression
from privacy.nightly import sweep_and_follow_up
from privacy.notice.versions import publish_notice
from privacy.subjects.suppression_list import Suppressed
from tests.applicants.selecting import (
    OPENED,
    SENTENCE,
    at,
    elif_applied,
    left_of,
    lien,
    mehdi_applied,
    trainer,
)
from tests.applicants.test_applications import form

pytestmark = pytest.mark.django_db

NOW = at(OPENED)
CLOSED = OPENED + timedelta(days=40)
LATER = "Ook voor latere vacatures: we vragen elk jaar of je dat nog wilt."


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    Instance.objects.update(demo=True)


def close(position: Position) -> None:
    Position.objects.filter(pk=position.pk).update(closed_on=CLOSED)


@pytest.mark.promise("P22")
def test_a_form_alone_gives_no_consent_and_the_mailbox_does_with_all_of_its_evidence() -> None:
    version = {each.language: each for each in publish_notice(now=timezone.now())}["fr"]
    said = form(choice="reserve", wording=LATER, notice=version.pk, language="fr")
    row = receive_application(trainer(), said, now=NOW).application
    assert not has_consented(row.subject, on=OPENED)
    confirm_mailbox(row, now=at(OPENED + timedelta(days=1)))
    confirm_mailbox(row, now=at(OPENED + timedelta(days=9)))
    consent = Choice.objects.get(subject=row.subject)
    assert (consent.kind, consent.purpose, consent.source) == ("consent", "reserve", "web")
    assert (consent.wording, consent.starts) == (LATER, OPENED + timedelta(days=1))
    assert (consent.notice, consent.notice and consent.notice.language) == (version, "fr")
    assert consent.recorded_at


@pytest.mark.promise("P24")
def test_one_changes_ones_mind_at_any_time_also_after_the_closing() -> None:
    position = trainer()
    row = mehdi_applied(position)
    close(position)
    sweep_and_follow_up(today=CLOSED)
    assert left_of(row)
    day = CLOSED + timedelta(days=60)
    choose_how_long(row, Keep.POSITION, wording="Alleen voor deze vacature", now=at(day))
    assert not has_consented(row.subject, on=day)
    assert {no.purpose for no in Suppression.objects.all()} == {"reserve"}
    sweep_and_follow_up(today=day)
    assert left_of(row) == {}


@pytest.mark.promise("P24")
def test_a_yes_after_the_closing_counts_if_it_comes_before_the_sweep_and_is_told_if_it_does_not() -> None:
    position = trainer()
    early, late = elif_applied(position), elif_applied(position)
    close(position)
    choose_how_long(early, Keep.RESERVE, wording=LATER, now=at(CLOSED))
    sweep_and_follow_up(today=CLOSED)
    assert left_of(early)
    assert left_of(late) == {}
    with pytest.raises(NoLongerThere):
        choose_how_long(late, Keep.RESERVE, wording=LATER, now=at(CLOSED))
    assert not has_consented(late.subject, on=CLOSED)


def test_a_choice_for_one_application_leaves_the_other_in_the_reserve() -> None:
    one = mehdi_applied(trainer())
    two = mehdi_applied(trainer(slug="onthaal"), subject=one.subject)
    choose_how_long(one, Keep.POSITION, wording=SENTENCE, now=NOW)
    assert has_consented(one.subject, on=OPENED)
    choose_how_long(two, Keep.POSITION, wording=SENTENCE, now=NOW)
    assert not has_consented(one.subject, on=OPENED)


def test_whoever_never_said_yes_is_not_remembered_as_a_no() -> None:
    row = elif_applied(trainer())
    choose_how_long(row, Keep.POSITION, wording=SENTENCE, now=NOW)
    assert not Suppression.objects.exists()
    assert not Choice.objects.exists()


@pytest.mark.promise("P24")
def test_staff_write_down_a_choice_that_was_said_to_them_but_no_yes_after_a_no() -> None:
    row, by = elif_applied(trainer()), lien()
    said: dict[str, Any] = {"by": by, "now": NOW, "source": "phone"}
    choose_how_long(row, Keep.RESERVE, wording="Zei aan de telefoon: hou me in de reserve.", **said)
    consent = Choice.objects.get(subject=row.subject)
    assert (consent.source, consent.recorded_by) == ("phone", by)
    assert Application.objects.get().confirmed_at is None
    choose_how_long(row, Keep.POSITION, wording="Toch niet.", **said)
    with pytest.raises(Suppressed):
        choose_how_long(row, Keep.RESERVE, wording="Toch wel.", **said)
    assert Application.objects.get().choice == Keep.POSITION
    choose_how_long(row, Keep.RESERVE, wording=LATER, now=NOW)
    assert has_consented(row.subject, on=OPENED), "their own act lifts it"


@pytest.mark.parametrize(("choice", "wording"), [("", LATER), ("both", LATER), ("reserve", " ")])
def test_a_choice_is_one_of_two_and_has_its_sentence(choice: str, wording: str) -> None:
    row = elif_applied(trainer())
    with pytest.raises(ValueError, match="Keep"):
        choose_how_long(row, choice, wording=wording, now=NOW)
    assert not Choice.objects.exists()


def test_withdrawing_ends_the_consent_when_nothing_is_kept_for_it() -> None:
    one = mehdi_applied(trainer())
    two = mehdi_applied(trainer(slug="onthaal"), subject=one.subject)
    withdraw_application(one, now=NOW)
    assert has_consented(one.subject, on=OPENED)
    withdraw_application(two, now=NOW)
    assert not has_consented(one.subject, on=OPENED)

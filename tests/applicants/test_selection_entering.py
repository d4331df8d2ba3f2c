"""An application on paper or by mail, written down by staff: the person gets the link to choose."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from applicants.models import Application, Document, Position
from privacy.models import Choice, OutboxMessage
from som.models import User
from tests.applicants.desk import at_desk, days_ago, of_application, of_position, running, selector
from tests.applicants.papers import pdf
from tests.applicants.selecting import elif_applied
from tests.staff.browsing import text_of
from tests.staff.sending import opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counted_from_zero")]
DIETER = {"origin": "paper", "first_name": "Dieter", "last_name": "Janssens", "language": "nl"}


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def lien() -> User:
    return selector()


@pytest.fixture
def desk(lien: User) -> Client:
    return at_desk(lien)


def enter(desk: Client, position: Position, **said: Any) -> Any:
    form = opened(desk, of_position(position, "enter"), holding="last_name")
    assert form.filled().get("choice", "") == "", "nothing is chosen before"
    return form.send(desk, **DIETER | said)


def test_what_came_on_paper_is_entered_with_its_files_and_the_person_gets_the_link(
    lien: User, desk: Client
) -> None:
    position = running(lien)
    cv = SimpleUploadedFile("cv.pdf", pdf())
    answer = enter(desk, position, email="Dieter@Example.org", letter="Ik kom graag.", cv=cv)
    made = Application.objects.get()
    assert answer["Location"] == of_application(made)
    assert (made.email, made.choice, made.entered_by, made.origin) == (
        "dieter@example.org",
        "",
        lien,
        "paper",
    )
    assert Document.objects.get().kind == "cv"
    assert OutboxMessage.objects.get(subject=made.subject)
    assert "the person gets a link by e-mail" in text_of(desk.get(of_position(position, "selection")))


def test_without_an_address_staff_are_told_to_say_it_themselves(lien: User, desk: Client) -> None:
    answer = enter(desk, running(lien))
    assert not OutboxMessage.objects.exists()
    assert "Without an e-mail address the person gets no link" in text_of(desk.get(answer["Location"]))


def test_what_they_said_themselves_needs_the_sentence_in_which_they_said_so(lien: User, desk: Client) -> None:
    position = running(lien)
    said = {"email": "dieter@example.org", "choice": "reserve"}
    assert "Write the sentence in which they said so." in text_of(enter(desk, position, **said))
    assert not Application.objects.exists()
    enter(desk, position, **said, wording="Hou mijn brief gerust bij voor later.")
    consent = Choice.objects.get(kind=Choice.Kind.CONSENT)
    assert consent.wording == "Hou mijn brief gerust bij voor later."


def test_somebody_who_applied_already_is_not_entered_twice(lien: User, desk: Client) -> None:
    position = running(lien)
    elif_applied(position, on=days_ago(3))
    who = {"first_name": "Elif", "last_name": "Kaya", "email": "elif@example.org"}
    assert "has an open application for this position already" in text_of(enter(desk, position, **who))
    assert Application.objects.count() == 1


def test_nothing_is_entered_for_a_position_that_is_closed_or_of_another_group(
    desk: Client, lien: User
) -> None:
    for position in (running(lien, closed_on=days_ago(0)), running(selector(), slug="onthaal")):
        assert desk.get(of_position(position, "enter")).status_code == 403
        assert desk.post(of_position(position, "enter"), DIETER).status_code == 403
    assert not Application.objects.exists()

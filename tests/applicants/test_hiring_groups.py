"""Only the hiring group of a position sees who applies for it, and nobody reads a colleague's evaluation
before their own; the privacy role sees all."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import Model
from django.utils import timezone

from applicants.first_look import hide_names, is_blind
from applicants.models import Application, Document, Evaluation, Interview, Keep, StageChange
from privacy.declarations.registry import registry
from privacy.models import Subject
from privacy.staff_access.titles import title_of
from privacy.staff_access.visibility import visible_to
from som.models import User
from tests.applicants.selecting import (
    at,
    elif_applied,
    lien,
    mehdi_applied,
    samira,
    trainer,
    with_everything,
)
from tests.staff.people import staff

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
ROLE = "Selection"
EVERYTHING: tuple[type[Model], ...] = (Application, Document, Interview, StageChange, Evaluation)


def seen(model: type[Model], user: User) -> int:
    return visible_to(model._base_manager.all(), user=user, today=TODAY).count()


def test_the_hiring_group_sees_an_application_and_all_that_belongs_to_it_and_another_group_nothing() -> None:
    mine, theirs = staff(ROLE), staff(ROLE)
    position = trainer()
    position.hiring_group.add(mine)
    trainer(slug="onthaal").hiring_group.add(theirs)
    with_everything(elif_applied(position), by=mine)
    assert [seen(model, mine) for model in EVERYTHING] == [1, 1, 1, 1, 1]
    assert [seen(model, theirs) for model in EVERYTHING] == [0, 0, 0, 0, 0]


def test_being_in_the_hiring_group_is_not_enough_without_the_role_and_the_privacy_role_sees_all() -> None:
    client_side, officer = staff("Client work", "Bookkeeping"), staff("Privacy officer")
    position = trainer()
    position.hiring_group.add(client_side)
    with_everything(elif_applied(position), by=client_side)
    assert [seen(model, client_side) for model in EVERYTHING] == [0, 0, 0, 0, 0]
    assert [seen(model, officer) for model in EVERYTHING] == [1, 1, 1, 1, 1]


def test_every_table_about_an_applicant_is_for_their_hiring_group() -> None:
    somebody = staff(ROLE)
    for policy in registry.policies:
        if policy.model._meta.app_label == "applicants":
            assert policy.seen_if(user=somebody, today=TODAY), policy.label


def test_a_colleagues_evaluation_is_read_after_ones_own() -> None:
    first, second = staff(ROLE), staff(ROLE)
    position = trainer()
    position.hiring_group.add(first, second)
    application = with_everything(elif_applied(position), by=first)
    assert seen(Evaluation, second) == 0
    Evaluation.objects.create(application=application, evaluator=second, written_at=at(TODAY))
    assert seen(Evaluation, second) == 2


def test_who_chose_later_positions_is_there_for_every_hiring_group_once_the_selection_is_over() -> None:
    other = staff(ROLE)
    position = trainer()
    position.hiring_group.add(lien())
    colleague = samira()
    for applied in (elif_applied, mehdi_applied):
        with_everything(applied(position), by=colleague)
    assert seen(Application, other) == 0
    position.closed_on = TODAY
    position.save()
    assert seen(Application, other) == 1
    assert seen(Document, other) == 1
    assert seen(Evaluation, other) == 0, "what was thought of somebody stays with that hiring group"


def test_a_first_look_is_blind_until_ones_own_evaluation_is_written() -> None:
    mine, officer = staff(ROLE), staff("Privacy officer")
    today = timezone.localdate()
    position = trainer(opened=today - timedelta(days=9))
    position.hiring_group.add(mine)
    application = elif_applied(position)
    number = f"Kandidaat {application.pk}"
    assert title_of(application, reader=mine) == number
    assert title_of(application, reader=officer) == "Elif Kaya", "they handle requests"
    assert "Elif" not in title_of(application), "whoever reads it is not known"
    Evaluation.objects.create(application=application, evaluator=samira(), written_at=at(TODAY))
    assert title_of(application, reader=mine) == number, "a colleague's evaluation opens nothing"
    Evaluation.objects.create(application=application, evaluator=mine, written_at=at(TODAY))
    assert title_of(application, reader=mine) == "Elif Kaya"


def test_a_look_is_not_blind_where_that_is_switched_off_or_the_selection_is_over() -> None:
    mine = staff(ROLE)
    switched: list[dict[str, Any]] = [
        {"blind_first_look": False, "slug": "a"},
        {"closed_on": TODAY, "slug": "b"},
    ]
    for facts in switched:
        position = trainer(**facts)
        position.hiring_group.add(mine)
        who = mehdi_applied(position, subject=Subject.objects.create())
        assert who.choice == Keep.RESERVE
        assert not is_blind(who, user=mine, today=TODAY)


def test_the_names_in_a_letter_are_hidden_whole_and_no_other_words() -> None:
    application = Application(first_name="An", last_name="Van Damme", email="an@example.org", phone="+3216")
    letter = "Ik ben An van damme (an@example.org), en Vandamme is niet Van Damme."
    assert hide_names(letter, application) == "Ik ben An ▒▒▒ ▒▒▒ (▒▒▒), en Vandamme is niet ▒▒▒ ▒▒▒."


@pytest.mark.parametrize(
    "written",
    [
        *("+32470123456", "0470 12 34 56", "0470/12.34.56", "(0470) 12-34-56", "+32 (0)470 12 34 56"),
        *("0032 470 123 456", "0470\u00a012\u00a034\u00a056", "0470 – 12 – 34 – 56", "470123456"),
    ],
)
def test_the_number_in_a_letter_is_hidden_in_every_spelling(written: str) -> None:
    application = Application(phone="+32470123456")
    assert hide_names(f"Bel me: {written}, na 17 u.", application) == "Bel me: ▒▒▒, na 17 u."


@pytest.mark.parametrize("other", ["0470 12 34 57", "10470123456", "04701234567", "2019-2023"])
def test_another_number_in_a_letter_stays(other: str) -> None:
    assert hide_names(f"Zie {other}.", Application(phone="+32470123456")) == f"Zie {other}."


def test_without_a_number_nothing_is_looked_for() -> None:
    assert hide_names("Bel 0470 12 34 56.", Application()) == "Bel 0470 12 34 56."

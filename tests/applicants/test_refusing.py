"""A refusal says what is so: whether we read it, and how long we keep it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from applicants.models import Application, Evaluation, Keep
from applicants.selection.letters_to_applicants import draft_refusal
from tests.applicants.selecting import elif_applied, lien, mehdi_applied, trainer

pytestmark = pytest.mark.django_db

LET_US = "Je liet ons ze bewaren voor latere vacatures."
READ = "We lazen ze met aandacht."


def refusal_of(application: Application) -> str:
    """Return the text of the letter, in Dutch."""
    return draft_refusal(application).read()[1]


def test_a_choice_that_no_mailbox_confirmed_let_us_keep_nothing() -> None:
    unconfirmed = elif_applied(trainer(), choice=Keep.RESERVE)
    letter = refusal_of(unconfirmed)
    assert LET_US not in letter
    assert "We wissen ze vier weken na de selectie" in letter


def test_a_choice_that_a_mailbox_confirmed_is_told_as_theirs() -> None:
    assert LET_US in refusal_of(mehdi_applied(trainer()))


@pytest.mark.parametrize("blind", [True, False])
def test_only_what_one_of_us_could_read_was_read_with_care(blind: bool) -> None:
    application = elif_applied(trainer(opened=timezone.localdate() - timedelta(2), blind_first_look=blind))
    assert (READ in refusal_of(application)) is not blind
    Evaluation.objects.create(application=application, evaluator=lien(), written_at=timezone.now())
    assert READ in refusal_of(application)

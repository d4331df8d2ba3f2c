"""A use that is switched off is offered to nobody to say no to; switched on it is, before the first time; a
no is always heard."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone, translation

from privacy.admin.requests.record_form import RecordForm
from privacy.models import Choice
from privacy.my_data.overview import overview_of
from privacy.subjects import choices
from privacy.views.request_forms import RequestForm
from tests.cast import louise, noor

pytestmark = pytest.mark.django_db


def offered(subject: Any) -> list[bool]:
    """Whether a no to calls with an offer can be chosen in My data, in the public form and in that of
    staff."""
    with translation.override("en"):
        mine = dict(overview_of(subject, today=timezone.localdate()).uses)
        public = dict(RequestForm().fields["objection"].choices)  # type: ignore[attr-defined]
        ours = dict(RecordForm().fields["purpose"].choices)  # type: ignore[attr-defined]
    return ["offer" in each for each in (mine, public, ours)]


@pytest.mark.promise("P13")
@pytest.mark.promise("P41")
def test_calls_with_an_offer_can_be_refused_before_the_first_one_where_they_are_switched_on(
    settings: Any,
) -> None:
    subject = noor().subject
    assert offered(subject) == [False] * 3
    settings.ALLOW_OFFER_CALLS = True
    assert offered(subject) == [True] * 3


@pytest.mark.parametrize("purpose", ["offer", ""])
def test_who_said_no_is_not_asked_again(purpose: str, settings: Any) -> None:
    settings.ALLOW_OFFER_CALLS = True
    subject = louise().subject
    choices.record_objection(subject, purpose, on=timezone.localdate(), source=Choice.Channel.WEB)
    assert offered(subject)[0] is False


def test_a_no_to_what_is_switched_off_is_heard(capsys: pytest.CaptureFixture[str]) -> None:
    subject = louise().subject
    call_command(
        "privacy_request", "objection", "louise@example.be", purpose="offer", channel="phone", json=True
    )
    assert Choice.objects.filter(subject=subject, kind=Choice.Kind.OBJECTION, purpose="offer").exists()

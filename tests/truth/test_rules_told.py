"""What somebody reads of a term is the case that is so of their row: one sentence, the longest first."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone
from django.utils.translation import override

from privacy.models import Hold, Subject
from privacy.retention.explanation import explain
from privacy.subjects import choices
from privacy.wording.words import list_words
from tests import cast
from tests.requests.arriving import asked

pytestmark = pytest.mark.django_db


def told(subject: Subject, label: str, language: str = "nl", *, today: date = cast.TODAY) -> list[str]:
    """Return how long the first row of the group is kept for each purpose, as the person reads it."""
    with override(language):
        first = next(one for one in explain(subject, today=today) if one.group.label == label)
        return [str(reason.text) for reason in first.reasons]


def test_a_choice_is_told_with_its_years_first_and_then_what_keeps_it_anyhow() -> None:
    subject = cast.pieter().subject
    choices.record_objection(subject, "offer", on=cast.TODAY, source="web")
    assert told(subject, "privacy.choice.wish") == [
        "tot vijf jaar na je keuze, en in elk geval zolang we nog andere gegevens van je hebben"
    ]


def test_a_hold_by_hand_is_told_with_the_longest_of_its_terms_only() -> None:
    subject = cast.pieter().subject
    Hold.objects.create(
        subject=subject, reason="-", law="GDPR art. 17(3)(e)", placed_on=cast.TODAY, review_on=cast.TODAY
    )
    assert told(subject, "privacy.hold.ground") == ["tot vijf jaar nadat deze beslissing is opgeheven"]


def test_a_request_is_told_without_the_case_that_it_is() -> None:
    cast.pieter()
    request = asked("access", "pieter@example.be")
    assert request.subject
    today = timezone.localdate()
    assert told(request.subject, "privacy.request.file", today=today) == [
        "tot vijf jaar nadat je verzoek is afgesloten"
    ]


def test_of_two_purposes_the_longest_term_comes_first_and_an_objection_is_an_exception() -> None:
    pieter = cast.pieter()
    cast.enquiry_of(pieter)
    assert told(pieter.subject, "contacts.contact.name") == [
        "tot je bezwaar maakt of vraagt om het te wissen",
        "tot twee jaar na je vraag, tenzij je eerder bezwaar maakt of vraagt om het te wissen",
    ]


def test_it_is_put_into_words_when_it_is_read() -> None:
    subject = cast.pieter().subject
    choices.record_objection(subject, "offer", on=cast.TODAY, source="web")
    one = next(one for one in explain(subject, today=cast.TODAY) if one.group.label == "privacy.choice.wish")
    with override("fr"):
        french = str(one.reasons[0].text)
    with override("en"):
        english = str(one.reasons[0].text)
    assert french.startswith("jusqu’à cinq ans après votre choix, et en tout cas")
    assert english.startswith("until five years after your choice, and in any case")


@pytest.mark.parametrize(("language", "said"), [("nl", "a; b"), ("fr", "a\N{NO-BREAK SPACE}; b")])
def test_an_enumeration_has_the_semicolon_of_its_language(language: str, said: str) -> None:
    with override(language):
        assert list_words(["a", "b"]) == said

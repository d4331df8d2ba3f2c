"""The four states of a group of a row: empty, kept, held and due, and what moves it from one to another."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contacts.models import Contact
from privacy.rights import legal_holds
from privacy.subjects import choices
from tests import cast
from tests.truth.asking import DAY, SAID, state

pytestmark = pytest.mark.django_db


@pytest.fixture
def noor() -> Contact:
    contact = cast.noor()
    choices.record_erasure_wish(contact.subject, on=cast.TODAY, source="web")
    return contact


def test_what_nobody_needs_is_due(noor: Contact) -> None:
    assert state(cast.enquiry_of(noor), SAID, cast.TODAY - DAY) == "kept"
    assert state(cast.enquiry_of(noor), SAID, cast.TODAY) == "due"


@pytest.mark.parametrize("covers", ["", SAID])
def test_a_hold_holds_from_its_day_to_its_release(noor: Contact, covers: str) -> None:
    hold = legal_holds.place_hold(
        noor.subject,
        reason="geschil",
        law="GDPR art. 17(3)(e)",
        on=cast.TODAY + DAY,
        review_on=cast.TODAY,
        covers=covers,
    )
    asked = cast.enquiry_of(noor)
    assert [state(asked, SAID, cast.TODAY), state(asked, SAID, cast.TODAY + DAY)] == ["due", "held"]
    legal_holds.release_hold(hold, on=cast.TODAY + 5 * DAY, reason="geregeld")
    assert [state(asked, SAID, cast.TODAY + 4 * DAY), state(asked, SAID, cast.TODAY + 5 * DAY)] == [
        "held",
        "due",
    ]


def test_a_hold_on_another_group_or_another_person_does_not_hold(noor: Contact) -> None:
    placed: dict[str, Any] = {
        "reason": "geschil",
        "law": "GDPR art. 17(3)(e)",
        "on": cast.TODAY,
        "review_on": cast.TODAY,
    }
    legal_holds.place_hold(noor.subject, covers="contacts.contact.name", **placed)
    legal_holds.place_hold(cast.louise().subject, **placed)
    assert state(cast.enquiry_of(noor), SAID, cast.TODAY) == "due"
    assert state(noor, "contacts.contact.name", cast.TODAY) == "held"


def test_a_restriction_holds_until_it_is_lifted_and_changes_no_need() -> None:
    noor = cast.noor()
    asked, gone = cast.enquiry_of(noor), date(2028, 10, 23)
    choices.record_restriction(noor.subject, on=cast.TODAY, source="web")
    assert [state(asked, SAID, gone - DAY), state(asked, SAID, gone)] == ["kept", "held"]
    cast.told_of_the_lifting(noor.subject, on=gone + DAY)
    choices.end_restriction(noor.subject, on=gone + DAY)
    assert [state(asked, SAID, gone), state(asked, SAID, gone + DAY)] == ["held", "due"]


def test_the_persons_own_later_wish_ends_their_restriction() -> None:
    noor = cast.noor()
    choices.record_restriction(noor.subject, on=cast.TODAY, source="web")
    choices.record_erasure_wish(noor.subject, on=cast.TODAY + DAY, source="web")
    assert state(cast.enquiry_of(noor), SAID, cast.TODAY + DAY) == "due"


def test_an_erased_group_is_empty_whatever_else_is_so(noor: Contact) -> None:
    Contact.objects.filter(pk=noor.pk).update(
        first_name="", last_name="", street="", postcode="", city="", country=""
    )
    assert state(noor, "contacts.contact.name", cast.TODAY - DAY) == "empty"
    assert state(noor, "contacts.contact.name", cast.TODAY) == "empty"

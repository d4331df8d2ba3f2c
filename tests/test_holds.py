"""Holds, restrictions, and needs that come back: what stands between a due date and an erasure."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from contacts import register
from contacts.models import Contact, Enquiry, Invoice
from privacy.models import Choice, Hold, Instance
from privacy.nightly import sweep_and_follow_up
from privacy.retention.candidates import Tabled
from privacy.rights import legal_holds
from privacy.subjects import choices
from tests.cast import TODAY, ContactFactory, louise, noor, pieter, told_of_the_lifting

pytestmark = pytest.mark.django_db

NAME = "contacts.contact.name"
REACH = "contacts.contactpoint.reach"
SAID = "contacts.enquiry.said"
LATER = date(2029, 1, 1)


@pytest.fixture
def _demo() -> None:
    """In demo data a day to come may be swept."""
    Instance.objects.update(demo=True)


def swept(today: date = TODAY, **options: Any) -> dict[str, int]:
    """Sweep; return what was erased, by label, without zeros."""
    return {
        label: line.erased
        for label, line in sweep_and_follow_up(today=today, **options).lines.items()
        if line.erased
    }


def wish(contact: Contact, *, on: date = TODAY) -> None:
    choices.record_erasure_wish(contact.subject, on=on, source=Choice.Channel.EMAIL)


# --- Holds and restrictions ---------------------------------------------------------------------------


def test_a_hold_keeps_what_it_covers_and_its_release_lets_go() -> None:
    contact = noor()
    held = legal_holds.place_hold(
        contact.subject, covers=SAID, reason="a dispute", law="GDPR art. 17(3)(e)", on=TODAY, review_on=LATER
    )
    wish(contact)
    report = sweep_and_follow_up(today=TODAY)
    assert (report.lines[SAID].due, report.lines[SAID].held, report.lines[SAID].erased) == (0, 1, 0)
    assert report.lines[REACH].erased == 1
    assert Enquiry.objects.get().question
    legal_holds.release_hold(held, on=TODAY, reason="settled")
    assert swept()[SAID] == 1
    assert not Enquiry.objects.exists()


def test_a_hold_on_everything_keeps_everything_of_that_person_only() -> None:
    contact, other = noor(), ContactFactory.create()
    legal_holds.place_hold(
        contact.subject, reason="a dispute", law="GDPR art. 17(3)(e)", on=TODAY, review_on=LATER
    )
    wish(contact)
    wish(other)
    sweep_and_follow_up(today=TODAY)
    assert list(Contact.objects.all()) == [contact]
    assert contact.points.exists()


def test_a_hold_needs_a_reason_and_a_label_that_exists() -> None:
    subject = noor().subject
    with pytest.raises(ValueError, match="reason"):
        legal_holds.place_hold(subject, reason=" ", law="x", on=TODAY, review_on=LATER)
    with pytest.raises(KeyError):
        legal_holds.place_hold(
            subject, covers="contacts.contact.nose", reason="a dispute", law="x", on=TODAY, review_on=LATER
        )
    assert not Hold.objects.exists()


@pytest.mark.promise("P40")
@pytest.mark.usefixtures("_demo")
def test_a_restriction_stops_erasure_until_it_is_lifted() -> None:
    contact = noor()
    choices.record_restriction(contact.subject, on=TODAY, source=Choice.Channel.EMAIL)
    report = sweep_and_follow_up(today=LATER)
    assert report.lines[SAID].held == 1
    assert Enquiry.objects.exists()
    told_of_the_lifting(contact.subject, on=LATER)
    choices.end_restriction(contact.subject, on=LATER)
    assert swept(LATER)[SAID] == 1


@pytest.mark.promise("P40")
def test_the_persons_own_wish_ends_their_restriction() -> None:
    contact = noor()
    choices.record_restriction(contact.subject, on=TODAY - timedelta(days=1), source=Choice.Channel.EMAIL)
    wish(contact)
    assert swept()[SAID] == 1


@pytest.mark.promise("P11")
@pytest.mark.usefixtures("_demo")
def test_a_restriction_does_not_lengthen_what_only_the_law_kept() -> None:
    contact = pieter()
    choices.record_restriction(contact.subject, on=TODAY, source=Choice.Channel.EMAIL)
    assert "contacts.invoice.billed_to" not in swept(date(2033, 12, 31))
    assert swept(date(2034, 1, 1))["contacts.invoice.billed_to"] == 1
    assert Invoice.objects.get().billed_name == ""
    assert Contact.objects.get().last_name


# --- Whoever makes it be needed again -----------------------------------------------------------------


def test_work_that_starts_again_in_time_stops_the_erasure() -> None:
    contact = louise()
    wish(contact)
    register.open_assignment(contact, title="More", on=TODAY)
    assert NAME not in swept()
    assert Contact.objects.get().last_name == "Dumont"


def test_what_came_to_be_needed_after_it_was_found_due_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a large table time lies between listing and erasing: each chunk is asked again, under the latch."""
    contact = louise()
    wish(contact)
    found: list[str] = []
    listed = Tabled.chunks

    def meanwhile(self: Any, size: int) -> Any:
        found.append(self._rule.label)
        if self._rule.label == NAME:
            register.open_assignment(contact, title="More", on=TODAY)
        return listed(self, size)

    monkeypatch.setattr(Tabled, "small", False)
    monkeypatch.setattr(Tabled, "chunks", meanwhile)
    erased = swept()
    assert NAME in found
    assert NAME not in erased
    assert Contact.objects.get().last_name == "Dumont"

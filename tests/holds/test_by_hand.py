"""Holds by hand: on some data or everything, looked at again in time, released with a reason."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from contacts.models import Assignment, Contact, Enquiry, Interaction, Invoice
from privacy.models import Choice, Hold, LedgerEntry, OutboxMessage, Request, Task
from privacy.nightly import sweep_and_follow_up
from privacy.requests import decisions, intake
from privacy.requests.answers import answer_to_be_sent
from privacy.requests.preview import preview_request
from privacy.retention.explanation import explain
from privacy.retention.summary import lines_staying
from privacy.rights import legal_holds
from privacy.subjects import choices
from privacy.web.refusal import Refusal
from privacy.wording.values import format_full_day
from tests.cast import TODAY, louise, noor, pieter, school
from tests.staff.people import director

pytestmark = pytest.mark.django_db

LAW = "GDPR art. 17(3)(e)"
SAID, NAME, WORK = "contacts.enquiry.said", "contacts.contact.name", "contacts.assignment.work"
SOON = timedelta(days=90)


def hold(
    contact: Contact, *labels: str, reason: str = "A dispute about the price", law: str = LAW
) -> list[Hold]:
    return legal_holds.place_holds(
        contact.subject, labels, reason=reason, law=law, on=TODAY, review_on=TODAY + SOON
    )


def ask_to_be_forgotten(contact: Contact, address: str, language: str = "nl") -> Request:
    """A request by letter, approved by somebody who saw what would happen."""
    now = timezone.now()
    facts = {
        "channel": "letter",
        "received_at": now,
        "now": now,
        "language": language,
        "site": "http://testserver/",
    }
    asked = intake.record_received_request(kind="erasure", address=address, **facts)  # type: ignore[arg-type]
    seen = preview_request(asked, timezone.localdate())
    decisions.approve_request(
        asked, by=director(), fingerprint=seen.fingerprint, now=now, site="http://testserver/"
    )
    asked.refresh_from_db()
    assert asked.subject == contact.subject
    return asked


def test_several_groups_are_held_together_or_none() -> None:
    contact = louise()
    assert [one.covers for one in hold(contact, NAME, WORK)] == [NAME, WORK]
    with pytest.raises(KeyError):
        hold(contact, SAID, "contacts.contact.nose")
    assert not Hold.objects.filter(covers=SAID).exists()


def test_a_dispute_about_work_holds_what_belongs_to_it() -> None:
    held = legal_holds.with_linked_groups([WORK])
    assert {
        WORK,
        NAME,
        "contacts.interaction.said",
        "contacts.invoice.billed_to",
        "contacts.contactrole.part",
        "contacts.enquiry.said",  # what the work came of
    } <= set(held)
    assert "contacts.contactpoint.reach" not in held, "not what has nothing to do with it"


def test_whoever_is_held_because_of_their_work_loses_the_rest() -> None:
    contact = pieter()
    hold(contact, *legal_holds.with_linked_groups([WORK]))
    choices.record_erasure_wish(contact.subject, on=TODAY, source=Choice.Channel.EMAIL)
    assert contact.points.exists()
    sweep_and_follow_up(today=TODAY)
    assert (Assignment.objects.get().title, Contact.objects.get().last_name) == (
        "Workshop lezen",
        "Claessens",
    )
    assert Interaction.objects.exists()
    assert Invoice.objects.exists()
    assert Enquiry.objects.exists()
    assert not contact.points.exists()


def test_a_hold_on_a_person_does_not_hold_their_company() -> None:
    contact, company = noor(), school()
    hold(contact)
    choices.record_erasure_wish(company.subject, on=TODAY, source=Choice.Channel.EMAIL)
    sweep_and_follow_up(today=TODAY)
    assert not type(company).objects.exists()
    assert Contact.objects.get() == contact


@pytest.mark.parametrize(
    ("language", "which", "again"),
    [
        ("nl", "er rust sinds 22 november 2026 een wisverbod op", "We kijken er opnieuw naar op"),
        ("fr", "son effacement est bloqué depuis le 22 novembre 2026", "Nous le réexaminons le"),
        ("en", "it has been under a legal hold since 22 November 2026", "We look at it again on"),
    ],
)
def test_L25_the_letter_tells_which_hold_its_law_and_when_we_look_again_but_not_the_reason(
    language: str, which: str, again: str
) -> None:
    contact = noor()
    (held,) = hold(contact, SAID, reason="She says we lied")
    choices.record_restriction(contact.subject, on=TODAY, source="web")
    now = timezone.now()
    asked = intake.record_received_request(
        kind="erasure",
        address="noor@example.org",
        channel="letter",
        received_at=now,
        now=now,
        language=language,
        site="http://testserver/",
    )
    with translation.override(language):
        text = answer_to_be_sent(preview_request(asked, TODAY), now=now)[1]
        day = format_full_day(held.review_on)
    assert which in text
    assert "art. 17(3)(e)" in text
    assert f"{again} {day}" in text
    assert "lied" not in text
    assert "art. 77" in text


def test_each_hold_on_the_same_data_is_told_by_itself() -> None:
    contact = noor()
    hold(contact, SAID)
    hold(contact, SAID, law="Ger.W. art. 870")
    choices.record_erasure_wish(contact.subject, on=TODAY, source="web")
    laws = [item.law for item in lines_staying(explain(contact.subject, today=TODAY)) if item.label == SAID]
    assert sorted(map(str, laws)) == ["GDPR art. 17(3)(e)", "Ger.W. art. 870"]


def test_a_wish_that_met_a_hold_acts_by_itself_after_the_release_and_the_person_is_told() -> None:
    contact = noor()
    (held,) = hold(contact, SAID)
    ask_to_be_forgotten(contact, "noor@example.org", language="fr")
    assert Enquiry.objects.exists()
    letters = OutboxMessage.objects.count()
    legal_holds.release_hold(held, on=timezone.localdate(), reason="settled", by=director())
    (letter,) = OutboxMessage.objects.order_by("pk")[letters:]
    payload = json.loads(letter.payload or "")
    assert (payload["template"], payload["language"], payload["to"]) == (
        "hold-released",
        "fr",
        "noor@example.org",
    )
    assert len(payload["context"]["erased"]) == 1
    sweep_and_follow_up(today=timezone.localdate())
    assert not Enquiry.objects.exists()


def test_nobody_is_written_to_while_another_hold_stands_or_without_a_wish() -> None:
    contact = noor()
    first, second = hold(contact, SAID) + hold(contact, SAID)
    ask_to_be_forgotten(contact, "noor@example.org")
    letters = OutboxMessage.objects.count()
    legal_holds.release_hold(first, on=timezone.localdate(), reason="settled")
    assert OutboxMessage.objects.count() == letters
    legal_holds.release_hold(second, on=timezone.localdate(), reason="settled")
    assert OutboxMessage.objects.count() == letters + 1
    other = louise()
    legal_holds.release_hold(hold(other)[0], on=timezone.localdate(), reason="settled")
    assert OutboxMessage.objects.count() == letters + 1


def test_a_hold_is_released_once() -> None:
    (held,) = hold(noor())
    same = Hold.objects.get(pk=held.pk)
    legal_holds.release_hold(held, on=TODAY, reason="settled")
    with pytest.raises(legal_holds.AlreadyReleased):
        legal_holds.release_hold(same, on=TODAY, reason="settled again")
    with pytest.raises(ValueError, match="reason"):
        legal_holds.release_hold(hold(louise())[0], on=TODAY, reason=" ")
    assert Hold.objects.get(pk=held.pk).release_reason == "settled"


def test_a_hold_whose_day_has_come_is_put_before_a_person_once() -> None:
    (held,) = hold(noor())
    late = held.review_on
    assert legal_holds.open_reviews(today=late - timedelta(days=1)) == 0
    assert (legal_holds.open_reviews(today=late), legal_holds.open_reviews(today=late)) == (1, 0)
    task = Task.objects.get(kind=Task.Kind.HOLD)
    assert (task.row, task.due_on, task.subject) == (held.pk, late, held.subject)
    legal_holds.postpone_review(held, review_on=late + SOON, on=late, by=director())
    assert Task.objects.get(pk=task.pk).done_on == late
    assert legal_holds.open_reviews(today=late) == 0


@pytest.mark.parametrize("days", [0, -1, 366])
def test_a_hold_is_looked_at_again_within_a_year(days: int) -> None:
    (held,) = hold(noor())
    with pytest.raises(Refusal):
        legal_holds.postpone_review(held, review_on=TODAY + timedelta(days=days), on=TODAY)
    assert Hold.objects.get().review_on == TODAY + SOON


def test_the_sweep_opens_the_task() -> None:
    (held,) = hold(noor())
    Hold.objects.filter(pk=held.pk).update(review_on=TODAY)
    sweep_and_follow_up(today=TODAY)
    assert Task.objects.filter(kind=Task.Kind.HOLD, row=held.pk, done_on=None).exists()


def test_the_ledger_knows_of_it_without_the_reason(settings: Any) -> None:
    (held,) = hold(noor(), reason="She says we lied")
    legal_holds.postpone_review(held, review_on=TODAY + SOON * 2, on=TODAY, by=director())
    legal_holds.release_hold(held, on=TODAY, reason="We had lied")
    lines = LedgerEntry.objects.filter(kind__in=("hold", "hold-reviewed", "release"))
    assert lines.count() == 3
    assert "lied" not in json.dumps([line.body for line in lines])

"""What people choose is recorded once, with evidence, and never altered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from contacts import register
from privacy.models import Choice, LedgerEntry, Subject, Suppression
from privacy.nightly import sweep_and_follow_up
from privacy.subjects import choices
from privacy.subjects.identifiers import keyed_digest
from privacy.subjects.suppression_list import is_suppressed
from tests.cast import TODAY, amina, noor, pieter, told_of_the_lifting

pytestmark = pytest.mark.django_db

BEFORE = TODAY - timedelta(days=30)
EMAIL = Choice.Channel.EMAIL


def standing(subject: Subject) -> set[tuple[str, str]]:
    return set(Choice.objects.filter(subject=subject, ends=None).values_list("kind", "purpose"))


@pytest.mark.promise("P10")
def test_a_wish_is_recorded_once_and_the_addresses_remembered_as_a_no() -> None:
    subject = pieter().subject
    assert not Suppression.objects.exists()
    wish = choices.record_erasure_wish(subject, on=TODAY, source=EMAIL, wording="Forget me")
    again = choices.record_erasure_wish(subject, on=TODAY, source=EMAIL)
    assert again == wish
    assert Choice.objects.get() == wish
    assert (wish.kind, wish.purpose, wish.starts, wish.ends, wish.wording) == (
        "erasure",
        "",
        TODAY,
        None,
        "Forget me",
    )
    assert set(Suppression.objects.values_list("digest", "purpose")) == {
        (keyed_digest("pieter@example.be"), ""),
        (keyed_digest("+3216550102"), ""),
    }
    assert is_suppressed("pieter@example.be")
    assert not is_suppressed("noor@example.org")


def test_asked_again_later_a_wish_covers_what_came_in_between() -> None:
    contact = noor()
    choices.record_erasure_wish(contact.subject, on=BEFORE, source=EMAIL)
    register.receive_enquiry(contact, question="Nog iets?", on=TODAY - timedelta(days=3), channel=EMAIL)
    assert sweep_and_follow_up(today=TODAY).lines["contacts.enquiry.said"].erased == 1
    assert contact.enquiries.get().question == "Nog iets?", "what was asked after the wish is not meant by it"
    choices.record_erasure_wish(contact.subject, on=TODAY, source=EMAIL)
    assert list(Choice.objects.order_by("starts").values_list("starts", "ends")) == [
        (BEFORE, TODAY),
        (TODAY, None),
    ]
    assert sweep_and_follow_up(today=TODAY).lines["contacts.enquiry.said"].erased == 1


@pytest.mark.promise("P41")
def test_an_objection_ends_its_purpose_and_no_other() -> None:
    subject = noor().subject
    choices.record_objection(subject, "client-file", on=TODAY, source=EMAIL)
    assert sweep_and_follow_up(today=TODAY).lines["contacts.enquiry.said"].erased == 0
    choices.record_objection(subject, "enquiry", on=TODAY, source=EMAIL)
    assert sweep_and_follow_up(today=TODAY).lines["contacts.enquiry.said"].erased == 1
    assert is_suppressed("noor@example.org", purpose="enquiry")
    assert not is_suppressed("noor@example.org", purpose="newsletter")


@pytest.mark.promise("P41")
def test_an_objection_to_everything_ends_every_purpose_that_listens() -> None:
    subject = noor().subject
    choices.record_consent(subject, "newsletter", on=BEFORE, source=EMAIL, wording="Yes")
    choices.record_objection(subject, "", on=TODAY, source=EMAIL)
    assert standing(subject) == {("objection", "")}
    assert is_suppressed("noor@example.org", purpose="newsletter")
    assert sweep_and_follow_up(today=TODAY).lines["contacts.contact.name"].erased == 1


def test_an_objection_withdraws_a_consent_to_the_same_purpose_only() -> None:
    subject = noor().subject
    for purpose in ("newsletter", "reserve"):
        choices.record_consent(subject, purpose, on=BEFORE, source=EMAIL, wording="Yes")
    choices.record_objection(subject, "newsletter", on=TODAY, source=EMAIL)
    assert standing(subject) == {("consent", "reserve"), ("objection", "newsletter")}


def test_a_consent_given_again_ends_the_objection_and_counts_from_then() -> None:
    subject = noor().subject
    choices.record_objection(subject, "newsletter", on=BEFORE, source=EMAIL)
    choices.record_consent(subject, "newsletter", on=BEFORE, source=EMAIL, wording="Yes", own_act=True)
    renewed = choices.record_consent(subject, "newsletter", on=TODAY, source=EMAIL, wording="Still yes")
    assert standing(subject) == {("consent", "newsletter")}
    assert (renewed.starts, renewed.wording) == (TODAY, "Still yes")
    assert Choice.objects.filter(kind="consent").count() == 2, "the first stays as proof"


def test_a_withdrawal_ends_the_consent_and_keeps_its_proof() -> None:
    subject = noor().subject
    choices.record_consent(subject, "newsletter", on=BEFORE, source=EMAIL, wording="Yes")
    assert choices.record_withdrawal(subject, "reserve", on=TODAY) == 0
    assert choices.record_withdrawal(subject, "newsletter", on=TODAY) == 1
    assert choices.record_withdrawal(subject, "newsletter", on=TODAY) == 0
    consent = Choice.objects.get()
    assert (consent.ends, consent.wording) == (TODAY, "Yes")


@pytest.mark.promise("P40")
def test_a_restriction_is_lifted_or_ends_with_the_persons_own_wish() -> None:
    subject = noor().subject
    choices.record_restriction(subject, on=BEFORE, source=EMAIL)
    told_of_the_lifting(subject, on=TODAY)
    assert choices.end_restriction(subject, on=TODAY) == 1
    assert standing(subject) == set()
    choices.record_restriction(subject, on=TODAY, source=EMAIL)
    choices.record_erasure_wish(subject, on=TODAY, source=EMAIL)
    assert standing(subject) == {("erasure", "")}


def test_what_ends_before_it_began_ends_where_it_began() -> None:
    subject, today = noor().subject, timezone.localdate()  # what was recorded today was not told before
    choices.record_restriction(subject, on=today + timedelta(days=30), source=EMAIL)
    told_of_the_lifting(subject, on=today)
    choices.end_restriction(subject, on=today)
    assert Choice.objects.get().ends == today + timedelta(days=30)


def test_a_choice_of_one_is_no_choice_of_another() -> None:
    mine, other = noor(), amina()
    choices.record_erasure_wish(mine.subject, on=TODAY, source=EMAIL)
    choices.record_withdrawal(other.subject, "newsletter", on=TODAY)
    assert standing(mine.subject) == {("erasure", "")}
    assert standing(other.subject) == set()
    assert not is_suppressed("amina@example.be")


def test_every_choice_and_its_end_stand_in_the_ledger() -> None:
    subject = noor().subject
    choices.record_consent(subject, "newsletter", on=BEFORE, source=EMAIL, wording="Yes")
    choices.record_withdrawal(subject, "newsletter", on=TODAY)
    choices.record_erasure_wish(subject, on=TODAY, source=EMAIL)
    choices.record_erasure_wish(subject, on=TODAY, source=EMAIL)
    entries = [(entry.kind, entry.body) for entry in LedgerEntry.objects.order_by("pk")]
    number = str(subject.pk)
    assert entries == [
        (
            "choice",
            {"subject": number, "choice": "consent", "purpose": "newsletter", "starts": BEFORE.isoformat()},
        ),
        (
            "choice-ended",
            {"subject": number, "choice": "consent", "purpose": "newsletter", "ends": TODAY.isoformat()},
        ),
        (
            "suppression",
            {"digest": keyed_digest("noor@example.org"), "purpose": "newsletter", "since": TODAY.isoformat()},
        ),
        ("choice", {"subject": number, "choice": "erasure", "purpose": "", "starts": TODAY.isoformat()}),
        (
            "suppression",
            {"digest": keyed_digest("noor@example.org"), "purpose": "", "since": TODAY.isoformat()},
        ),
    ]


def test_the_database_refuses_a_second_one_in_force_and_an_end_before_the_start() -> None:
    subject = noor().subject
    choices.record_restriction(subject, on=TODAY, source=EMAIL)
    with pytest.raises(IntegrityError), transaction.atomic():
        Choice.objects.create(subject=subject, kind="restriction", starts=TODAY, source=EMAIL)
    with pytest.raises(IntegrityError), transaction.atomic():
        Choice.objects.create(subject=subject, kind="erasure", starts=TODAY, ends=BEFORE, source=EMAIL)
    assert Choice.objects.count() == 1


def test_a_wish_of_the_day_before_yesterday_is_in_force_from_that_day_on() -> None:
    contact = noor()
    choices.record_erasure_wish(contact.subject, on=date(2026, 11, 20), source=EMAIL)
    assert sweep_and_follow_up(today=date(2026, 11, 19)).lines["contacts.enquiry.said"].erased == 0
    assert sweep_and_follow_up(today=date(2026, 11, 20)).lines["contacts.enquiry.said"].erased == 1

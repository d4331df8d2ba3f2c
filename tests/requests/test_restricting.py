"""Restriction: everything stays, unused, until the letter that says it ends has left (GDPR art. 18); and what
a person may take along (art. 20), granted by staff."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone

from contacts.models import Contact
from privacy.declarations.registry import registry
from privacy.delivery import outbox
from privacy.models import Choice, LedgerEntry, OutboxMessage, Request, RequestOutcome
from privacy.requests import decisions, intake
from privacy.retention.sweep import sweep_subject
from privacy.rights import restriction
from privacy.staff_access.visibility import usable_for
from privacy.subjects import choices
from privacy.web.refusal import Refusal
from tests.cast import amina, louise, noor, pieter
from tests.commands import answer, refusal
from tests.requests.arriving import approve, asked, letters_leave, member, today
from tests.requests.visitor import Visitor, last_link, mails

pytestmark = pytest.mark.django_db

PIETER, NOOR = "pieter@example.be", "noor@example.org"


def restricted(email: str) -> Request:
    """Somebody's data are put aside, and they were told so."""
    request = asked("restriction", email)
    approve(request)
    letters_leave()
    return request


def usable() -> bool:
    return usable_for(Contact.objects.all(), registry.purposes["enquiry"], today=today()).exists()


def test_everything_stays_and_nobody_uses_it() -> None:
    subject = pieter().subject
    assert usable()
    request = asked("restriction", PIETER)
    assert usable(), "not before somebody decided"
    approve(request)
    assert not usable()
    sweep_subject(subject.pk, today=today() + timedelta(days=1500))
    assert Contact.objects.get().last_name == "Claessens", "put aside is not erased"
    (mail,) = mails(PIETER, "answer-done")
    assert len(mail["context"]["did"]) == 3


def test_what_the_law_alone_keeps_is_not_restricted_and_that_is_written_down() -> None:
    pieter()
    restricted(PIETER)
    lines = dict(RequestOutcome.objects.values_list("label", "result"))
    assert lines["contacts.contact.name"] == "restricted"
    assert lines["contacts.invoice.billed_to"] == "kept"


def test_it_ends_a_week_after_the_letter_that_says_so_has_left() -> None:
    noor()
    request = restricted(NOOR)
    decisions.announce_end_of_restriction(request, by=member(), now=timezone.now())
    (mail,) = mails(NOOR, "restriction-ends")
    assert mail["context"]["ends_on"] == (today() + timedelta(days=7)).isoformat()
    restriction.end_told_restrictions(now=timezone.now() + timedelta(days=8))
    assert not usable(), "the letter did not leave"
    letters_leave()
    assert not usable(), "the day has not come"
    restriction.end_told_restrictions(now=timezone.now() + timedelta(days=7))
    choice = Choice.objects.get()
    assert choice.ends == today() + timedelta(days=7)


def test_a_letter_that_could_not_be_sent_lifts_nothing() -> None:
    noor()
    request = restricted(NOOR)
    decisions.announce_end_of_restriction(request, by=member(), now=timezone.now())
    outbox.drop_message(OutboxMessage.objects.get(request=request, state="waiting"))
    assert restriction.end_told_restrictions(now=timezone.now() + timedelta(days=30)) == 0
    assert not usable()


def test_it_is_lifted_once() -> None:
    noor()
    request = restricted(NOOR)
    decisions.announce_end_of_restriction(request, by=member(), now=timezone.now())
    with pytest.raises(Refusal, match=r"\w"):
        decisions.announce_end_of_restriction(request, by=member(), now=timezone.now())
    assert LedgerEntry.objects.filter(kind="restriction-told").count() == 1


def test_asked_again_before_it_ends_it_stays() -> None:
    noor()
    first = restricted(NOOR)
    decisions.announce_end_of_restriction(first, by=member(), now=timezone.now())
    approve(asked("restriction", NOOR))
    letters_leave()
    assert restriction.end_told_restrictions(now=timezone.now() + timedelta(days=30)) == 0
    assert not usable()


def test_the_persons_own_later_wish_to_be_forgotten_ends_it() -> None:
    noor()
    restricted(NOOR)
    approve(asked("erasure", NOOR))
    assert not Contact.objects.filter(first_name="Noor").exists()
    assert not Choice.objects.filter(kind="restriction", ends=None).exists()


def test_a_correction_taken_back_leaves_a_restriction_of_their_own() -> None:
    noor()
    check = asked("rectification", NOOR)
    own = asked("restriction", NOOR)
    approve(own)
    assert Choice.objects.get(kind="restriction", ends=None).request == own
    intake.cancel_request(check, now=timezone.now())
    assert not usable()


def test_an_objection_of_somebody_restricted_is_heard_and_erases_nothing_yet() -> None:
    subject = louise().subject
    restricted("louise@example.be")
    decisions.carry_out_at_once(
        asked("objection", "louise@example.be", purpose="client-file"), now=timezone.now()
    )
    sweep_subject(subject.pk, today=today())
    assert subject.assignments.exclude(title="").exists()
    assert Choice.objects.filter(kind="objection", ends=None).exists()


def test_what_one_may_take_along_is_fetched_by_a_link() -> None:
    amina()
    request = asked("portability", "amina@example.be")
    approve(request)
    assert RequestOutcome.objects.filter(result="given", label="contacts.contact.name").exists()
    answered = Visitor().post(last_link("amina@example.be", "answer-portability"))
    assert answered.status_code == 200
    with zipfile.ZipFile(io.BytesIO(b"".join(answered.streaming_content))) as archive:
        text = archive.read("data.json").decode()
    assert "Verhaegen" in text
    assert "Planning besproken" not in text, "what we wrote ourselves"


@pytest.mark.parametrize(("kind", "purpose"), [("objection", "client-file"), ("withdrawal", "")])
def test_the_command_records_and_stops_at_once(kind: str, purpose: str) -> None:
    subject = louise().subject
    choices.record_consent(subject, "newsletter", on=today(), source="web", wording="Ja.")
    document = answer(
        "privacy_request", kind, "louise@example.be", *(["--purpose", purpose] if purpose else [])
    )
    assert set(document) == {"id", "reference", "due_on"}
    assert Request.objects.get().state == "approved"
    if kind == "objection":
        assert Choice.objects.filter(subject=subject, kind="objection", purpose=purpose).exists()
    else:
        assert not Choice.objects.filter(kind="consent", ends=None).exists()


def test_the_command_names_a_use_that_is_none() -> None:
    louise()
    assert "telesales" in refusal(
        "privacy_request", "objection", "louise@example.be", "--purpose", "telesales"
    )
    assert not Request.objects.exists()


def test_no_letter_of_any_right_holds_values() -> None:
    amina()
    for kind in ("restriction", "objection", "withdrawal", "portability"):
        request = asked(kind, "amina@example.be")
        if not decisions.carry_out_at_once(request, now=timezone.now()):
            approve(request)
    text = json.dumps([mail["context"] for mail in mails("amina@example.be")])
    assert "Verhaegen" not in text
    assert "Voorbeeldstraat" not in text

"""Objection and withdrawal: the person decides, nobody else, and it works from that moment (GDPR art. 21 and
7(3))."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from contacts import register
from contacts.models import Assignment
from contacts.models.people import Origin
from privacy.delivery.letter_text import render_html_part, render_letter
from privacy.models import Choice, LedgerEntry, Request, RequestOutcome
from privacy.requests import decisions, intake
from privacy.requests.preview import preview_request
from privacy.retention.sweep import sweep_subject
from privacy.subjects import choices
from privacy.subjects.suppression_list import is_suppressed
from tests.cast import TODAY, amina, louise, noor, pieter
from tests.requests.arriving import approve, asked, member, today
from tests.requests.visitor import FORM, Visitor, last_link, mails

pytestmark = pytest.mark.django_db

NOOR, LOUISE = "noor@example.org", "louise@example.be"


def objects(email: str, **facts: str) -> Visitor:
    """Somebody objects by the form and follows the mailed link."""
    visitor = Visitor()
    check = visitor.post(FORM, kind="objection", email=email, **({"objection": "all"} | facts))
    assert check.status_code == 200
    carried = check.context["carried"]
    visitor.post(FORM, answers=carried)
    assert visitor.confirm(email).status_code == 200
    return visitor


def test_an_objection_works_from_the_press_on_the_button() -> None:
    subject = louise().subject
    objects(LOUISE, objection="client-file")
    choice = Choice.objects.get(subject=subject, kind="objection")
    asked_for = Request.objects.get()
    assert (choice.purpose, choice.starts, choice.request) == ("client-file", today(), asked_for)
    assert (asked_for.state, asked_for.decided_by, bool(asked_for.decided_at)) == ("approved", None, True)
    (mail,) = mails(LOUISE, "answer-done")
    assert "staying in touch" not in mail["context"]["did"][0], "in Dutch"
    assert mail["context"]["goes"]
    assert Assignment.objects.exclude(title="").exists()
    sweep_subject(subject.pk, today=today())
    assert not Assignment.objects.exclude(title="").exists()


def test_it_stops_that_use_only_and_the_others_go_on() -> None:
    subject = amina().subject
    objects("amina@example.be", objection="client-file")
    sweep_subject(subject.pk, today=today())
    assert subject.contacts.get().last_name == "Verhaegen"
    (mail,) = mails("amina@example.be", "answer-done")
    assert mail["context"]["kept"]
    assert not is_suppressed("amina@example.be")
    assert is_suppressed("amina@example.be", purpose="client-file")


def test_what_stays_after_an_objection_is_told_with_the_way_to_the_authority_and_to_a_court() -> None:
    amina()
    objects("amina@example.be", objection="client-file")
    (mail,) = mails("amina@example.be", "answer-done")
    facts = {"language": "nl", "context": mail["context"]}
    assert mail["context"]["kept"]
    for text in (
        render_letter("answer-done", **facts)[1],
        render_html_part("answer-done", title="-", **facts),
    ):
        assert "art. 77 en 79" in text


def test_whoever_chooses_all_of_them_objects_to_all_that_one_can_object_to() -> None:
    subject = noor().subject
    objects(NOOR)
    assert Choice.objects.get(subject=subject).purpose == ""
    sweep_subject(subject.pk, today=today())
    assert not subject.contacts.exclude(last_name="").exists()


def test_what_is_written_down_of_it() -> None:
    louise()
    objects(LOUISE, objection="client-file")
    lines = {(line.label, line.result, line.purpose) for line in RequestOutcome.objects.all()}
    assert ("contacts.contact.name", "objected", "client-file") in lines
    assert not [label for label, _result, _purpose in lines if label.startswith("privacy.request")]
    text = json.dumps(list(LedgerEntry.objects.values_list("body", flat=True)))
    assert "louise" not in text.lower()
    assert "Dumont" not in text


def test_the_form_refuses_a_use_that_nobody_can_object_to() -> None:
    page = Visitor().post(FORM, kind="objection", email=NOOR, objection="bookkeeping")
    assert page.status_code == 422


def test_confirmed_twice_it_is_carried_out_once() -> None:
    subject = louise().subject
    visitor = Visitor()
    visitor.ask("objection", LOUISE, use="all")
    path = last_link(LOUISE, "confirm-request")
    assert visitor.post(path).status_code == 200
    assert visitor.post(path).status_code == 410
    asked_for = Request.objects.get()
    assert decisions.carry_out_at_once(asked_for, now=timezone.now()) is False
    assert Choice.objects.filter(subject=subject).count() == 1
    assert len(mails(LOUISE, "answer-done")) == 1
    assert LedgerEntry.objects.filter(kind="request", body__now="approved").count() == 1


def test_who_is_unknown_is_remembered_by_a_code_and_told_so() -> None:
    objects("nobody@example.org")
    assert is_suppressed("nobody@example.org")
    (mail,) = mails("nobody@example.org", "answer-unknown")
    assert mail["context"]["remembered"]
    assert Request.objects.get().state == "approved"


def test_at_a_shared_mailbox_the_address_is_left_alone_at_once_and_staff_say_who() -> None:
    one = noor()
    register.add_contact(
        origin=Origin.QUESTION, on=TODAY, emails=[NOOR], first_name="Sam", last_name="Hendrickx"
    )
    objects(NOOR)
    request = Request.objects.get()
    assert is_suppressed(NOOR)
    assert (request.state, Choice.objects.exists()) == ("open", False)
    decisions.choose_subject(request, one.subject, by=member())
    approve(request)
    assert Choice.objects.get().subject == one.subject


@pytest.mark.parametrize("channel", ["phone", "letter", "email"])
def test_by_any_channel_it_needs_nobodys_leave(channel: str) -> None:
    subject = louise().subject
    request = asked("objection", LOUISE, purpose="client-file", channel=channel)
    assert decisions.carry_out_at_once(request, now=timezone.now())
    assert Choice.objects.get(subject=subject).source == channel


def test_who_acts_for_somebody_else_waits_for_staff() -> None:
    subject = louise().subject
    now = timezone.now()
    request = intake.record_received_request(
        kind="objection",
        address="advocaat@example.org",
        channel="letter",
        received_at=now,
        now=now,
        subject=subject,
        mandate="Een volmacht van 3 november.",
    )
    assert not decisions.carry_out_at_once(request, now=now)
    assert not is_suppressed("advocaat@example.org")
    approve(request)
    assert Choice.objects.filter(subject=subject, kind="objection").exists()


def test_other_rights_are_not_carried_out_without_staff() -> None:
    noor()
    for kind in ("access", "portability", "rectification", "erasure", "restriction"):
        request = asked(kind, NOOR)
        assert not decisions.carry_out_at_once(request, now=timezone.now())
        assert Request.objects.get(pk=request.pk).state == "open"


def test_the_preview_rehearses_and_takes_back() -> None:
    louise()
    request = asked("objection", LOUISE, purpose="client-file")
    seen = preview_request(request, today())
    assert {item.label for item in seen.goes} == {
        "contacts.contact.name",
        "contacts.contactpoint.reach",
        "contacts.assignment.work",
    }
    assert not Choice.objects.exists()
    assert not is_suppressed(LOUISE, purpose="client-file")


def test_a_withdrawal_ends_the_consent_and_is_remembered() -> None:
    subject = pieter().subject
    choices.record_consent(subject, "newsletter", on=TODAY, source="web", wording="Ja, graag.")
    request = asked("withdrawal", "pieter@example.be", purpose="newsletter")
    decisions.carry_out_at_once(request, now=timezone.now())
    assert not Choice.objects.filter(subject=subject, kind="consent", ends=None).exists()
    assert is_suppressed("pieter@example.be", purpose="newsletter")
    assert not is_suppressed("pieter@example.be"), "only that use"
    (mail,) = mails("pieter@example.be", "answer-done")
    assert mail["context"]["goes"] == []


def test_a_withdrawal_of_everything_is_no_wish_to_be_forgotten() -> None:
    subject = pieter().subject
    choices.record_consent(subject, "newsletter", on=TODAY, source="web", wording="Ja, graag.")
    visitor = Visitor()
    visitor.ask("withdrawal", "pieter@example.be")
    visitor.confirm("pieter@example.be")
    assert is_suppressed("pieter@example.be", purpose="newsletter")
    assert not is_suppressed("pieter@example.be")
    visitor.ask("withdrawal", "nobody@example.org")
    visitor.confirm("nobody@example.org")
    assert not is_suppressed("nobody@example.org")


def told(email: str, template: str = "answer-done") -> dict[str, Any]:
    """What the letter in the outbox to ``email`` says, in English."""
    (mail,) = mails(email, template)
    return dict(mail["context"])


def test_the_letter_names_the_consent_that_ended_and_that_the_no_is_remembered() -> None:
    subject = pieter().subject
    for purpose in ("newsletter", "reserve"):
        choices.record_consent(
            subject, purpose, on=TODAY - timedelta(days=9), source="web", wording="Ja, graag."
        )
    choices.record_withdrawal(subject, "reserve", on=TODAY - timedelta(days=1))
    decisions.carry_out_at_once(asked("withdrawal", "pieter@example.be", language="en"), now=timezone.now())
    did = told("pieter@example.be")["did"]
    assert did[0] == "Your consent has ended: newsletter."
    assert "We remember your no" in did[-1]


def test_who_never_gave_a_consent_is_told_so_and_nothing_is_made_up() -> None:
    noor()
    decisions.carry_out_at_once(asked("withdrawal", NOOR, language="en"), now=timezone.now())
    said = told(NOOR)
    assert said["did"][0].startswith("You had given us no consent, so there was none to end.")
    assert "has ended" not in " ".join(said["did"])
    assert "We remember" not in " ".join(said["did"])
    assert said["kept"], "and what we do keep, and why, is there"


def test_a_no_to_one_use_is_remembered_though_no_consent_was_given() -> None:
    noor()
    decisions.carry_out_at_once(
        asked("withdrawal", NOOR, language="en", purpose="newsletter"), now=timezone.now()
    )
    did = told(NOOR)["did"]
    assert did[0] == "You had given us no consent for this: newsletter. We do not do it."
    assert "We remember your no" in did[-1]
    assert is_suppressed(NOOR, purpose="newsletter")


@pytest.mark.parametrize(("kind", "about"), [("objection", ""), ("withdrawal", "reserve")])
def test_a_no_of_an_address_that_we_do_not_know_is_remembered_for_what_it_is_about_and_told(
    kind: str, about: str
) -> None:
    decisions.carry_out_at_once(asked(kind, "nobody@example.org", language="en"), now=timezone.now())
    assert told("nobody@example.org", "answer-unknown")["remembered"]
    assert is_suppressed("nobody@example.org", purpose=about)
    assert is_suppressed("nobody@example.org") is (about == ""), "a consent taken back is no wish to go"

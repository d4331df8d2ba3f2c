"""A refusal takes two people, and an erasure where the setting says so: one proposes, another confirms."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from contacts.models import Contact
from privacy.models import LedgerEntry, Request
from privacy.requests import clock, decisions, four_eyes, intake
from privacy.requests.four_eyes import APPROVE, REFUSE, NeedsSecondPerson
from privacy.requests.states import AlreadyDecided
from privacy.web.refusal import Refusal
from som.models import User
from tests.cast import StaffFactory, noor
from tests.requests.deciding import mark_of, reasons_for, refused
from tests.requests.visitor import mails

pytestmark = pytest.mark.django_db

NOOR = "noor@example.org"
GROUND = "Een geschil loopt nog."


@pytest.fixture
def request_() -> Request:
    noor()
    now = timezone.now()
    return intake.record_received_request(
        kind="erasure", address=NOOR, channel="letter", received_at=now, now=now
    )


@pytest.fixture
def one() -> User:
    return StaffFactory.create()


@pytest.fixture
def other() -> User:
    return StaffFactory.create()


def propose(request: Request, what: str, *, by: User, said: str = "") -> None:
    four_eyes.propose_decision(
        request,
        what,
        by=by,
        fingerprint=mark_of(request),
        reasons=reasons_for(request, said) if said else None,
        now=timezone.now(),
    )


def approve(request: Request, *, by: User) -> None:
    decisions.approve_request(
        request, by=by, fingerprint=mark_of(request), now=timezone.now(), site="http://testserver/"
    )


def refuse(request: Request, *, by: User) -> None:
    decisions.refuse_request(request, by=by, now=timezone.now(), site="http://testserver/")


def test_nobody_refuses_alone(request_: Request, one: User) -> None:
    with pytest.raises(NeedsSecondPerson):
        refuse(request_, by=one)
    propose(request_, REFUSE, by=one, said=GROUND)
    with pytest.raises(NeedsSecondPerson):
        refuse(request_, by=one)
    assert Request.objects.get().state == "open"
    assert not mails(NOOR, "refusal")


def test_what_one_proposed_another_confirms_on_that_ground(request_: Request, one: User, other: User) -> None:
    propose(request_, REFUSE, by=one, said=GROUND)
    refuse(request_, by=other)
    assert (request_.state, request_.proposed_by, request_.decided_by) == ("refused", one, other)
    assert GROUND in (request_.ground or "")
    assert len(mails(NOOR, "refusal")) == 1
    assert [(step.what, step.by) for step in request_.steps.order_by("pk")] == [
        ("open", None),
        ("proposed-refuse", one),
        ("refused", other),
    ]
    line = LedgerEntry.objects.get(kind="request-proposed-refuse")
    assert line.body == {"request": request_.pk, "by": one.pk, "ground": "claims"}


def test_a_proposal_holds_for_the_data_as_they_were_seen(request_: Request, one: User, other: User) -> None:
    propose(request_, REFUSE, by=one, said=GROUND)
    Contact.objects.update(last_name="Hendriks")
    assert four_eyes.current_proposal(request_, fingerprint=mark_of(request_)) is None
    with pytest.raises(NeedsSecondPerson):
        refuse(request_, by=other)
    stale = mark_of(request_)
    Contact.objects.update(last_name="Hendrix")
    with pytest.raises(Refusal, match=r"\w"):
        four_eyes.propose_decision(
            request_,
            REFUSE,
            by=one,
            fingerprint=stale,
            reasons=reasons_for(request_, GROUND),
            now=timezone.now(),
        )
    refused(request_, GROUND)


def test_a_proposal_to_approve_refuses_nothing(request_: Request, one: User, other: User) -> None:
    propose(request_, APPROVE, by=one)
    with pytest.raises(NeedsSecondPerson):
        refuse(request_, by=other)


def test_a_proposal_of_nobody_any_more_counts_no_more(request_: Request, one: User, other: User) -> None:
    propose(request_, REFUSE, by=one, said=GROUND)
    one.delete()
    request_.refresh_from_db()
    with pytest.raises(NeedsSecondPerson):
        refuse(request_, by=other)


def test_an_erasure_takes_one_and_by_the_setting_two(
    request_: Request, one: User, other: User, settings: Any
) -> None:
    settings.ERASURE_NEEDS_TWO = True
    with pytest.raises(NeedsSecondPerson):
        approve(request_, by=one)
    propose(request_, APPROVE, by=one)
    with pytest.raises(NeedsSecondPerson):
        approve(request_, by=one)
    assert Contact.objects.filter(first_name="Noor").exists()
    approve(request_, by=other)
    assert not Contact.objects.filter(first_name="Noor").exists()


def test_without_the_setting_one_erases(request_: Request, one: User) -> None:
    approve(request_, by=one)
    assert not Contact.objects.filter(first_name="Noor").exists()


def test_what_is_decided_is_proposed_no_more(request_: Request, one: User) -> None:
    intake.cancel_request(request_, now=timezone.now())
    with pytest.raises(AlreadyDecided):
        propose(request_, REFUSE, by=one, said=GROUND)


def test_nothing_goes_to_somebody_whom_we_doubt(request_: Request, one: User) -> None:
    now = timezone.now()
    clock.ask_person(request_, "identity", doubt="Another hand.", by=one, now=now)
    with pytest.raises(Refusal, match=r"\w"):
        approve(request_, by=one)
    assert Contact.objects.filter(first_name="Noor").exists()
    clock.record_answer_to_question(
        request_, how="Called on the known number.", on=timezone.localdate(), by=one, now=now
    )
    approve(request_, by=one)
    assert not Contact.objects.filter(first_name="Noor").exists()

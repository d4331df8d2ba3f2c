"""The file of a request: while it is open nothing of it goes; closed it stays five years, and never opens
again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from privacy.dates import Years
from privacy.models import Choice, ClockSuspension, Instance, MailedLink, Request, RequestOutcome, RequestStep
from privacy.nightly import sweep_and_follow_up
from privacy.requests import clock, closing, intake
from privacy.requests.decisions import approve_request
from privacy.requests.states import AlreadyDecided, move_to_state
from privacy.retention.explanation import explain
from privacy.retention.state import State
from tests.cast import StaffFactory, noor
from tests.requests.deciding import mark_of, refused
from tests.requests.suspending import MONDAY, asked_on, at, doubted

pytestmark = pytest.mark.django_db

FAR = date(2060, 1, 1)


@pytest.fixture(autouse=True)
def _demo_data() -> None:
    """Only there may a sweep look ahead."""
    Instance.objects.update(demo=True)


def evidence() -> dict[str, int]:
    """How much there is of a request and of what proves its course."""
    return {
        model.__name__: model.objects.count()
        for model in (Request, MailedLink, ClockSuspension, RequestStep, RequestOutcome)
    }


def open_request() -> Request:
    """Noor's request of a Monday, with a doubt on record, an answer to it and an outcome."""
    noor()
    request = asked_on(MONDAY)
    doubted(request, MONDAY)
    clock.record_answer_to_question(
        request, how="By phone.", on=MONDAY, by=StaffFactory.create(), now=at(MONDAY)
    )
    RequestOutcome.objects.create(request=request, label="contacts.contact.name", result="kept")
    return request


def test_while_it_is_open_the_sweep_leaves_its_evidence_however_long_it_takes() -> None:
    open_request()
    before = evidence()
    assert all(before.values())
    sweep_and_follow_up(today=FAR)
    assert evidence() == before
    assert Request.objects.get().doubt


def test_it_is_a_group_of_its_own_with_its_own_term() -> None:
    request = open_request()
    assert request.subject
    (found,) = [
        each for each in explain(request.subject, today=MONDAY) if each.group.label == "privacy.request.file"
    ]
    assert (found.state, [reason.purpose.slug for reason in found.reasons]) == (State.KEPT, ["requests"])
    assert {"details", "doubt", "mandate", "proposal", "extension", "postal"} <= set(found.group.fields)


def test_five_years_after_it_closed_all_of_it_goes() -> None:
    request = open_request()
    intake.cancel_request(request, now=at(date(2026, 3, 20)))
    last = date(2026, 3, 20) + Years(5)
    sweep_and_follow_up(today=last - timedelta(days=1))
    assert evidence()["Request"] == evidence()["ClockSuspension"] == 1
    sweep_and_follow_up(today=last)
    assert not any(evidence().values())


def test_a_wish_to_be_forgotten_takes_neither_the_open_file_nor_the_proof_of_the_wish() -> None:
    request = open_request()
    now = timezone.now()
    wish = intake.record_received_request(
        kind="erasure",
        address="noor@example.org",
        channel="letter",
        received_at=now,
        now=now,
        subject=request.subject,
    )
    approve_request(
        wish, by=StaffFactory.create(), fingerprint=mark_of(wish), now=now, site="http://testserver/"
    )
    sweep_and_follow_up(today=timezone.localdate())
    request.refresh_from_db()
    assert (request.state, bool(request.doubt)) == ("open", True)
    assert Choice.objects.filter(subject=request.subject, kind="erasure").exists()


def test_a_closed_request_never_opens_again() -> None:
    for end in (
        lambda one: intake.cancel_request(one, now=timezone.now()),
        lambda one: refused(one, "Een geschil."),
    ):
        now = timezone.now()
        request = intake.record_received_request(
            kind="access", address="noor@example.org", channel="letter", received_at=now, now=now
        )
        end(request)
        closing.close_answered(now=now)
        for to in ("open", "unconfirmed", "approved"):
            with pytest.raises(AlreadyDecided):
                move_to_state(request, to, now=now)
        again = intake.record_received_request(
            kind="access", address="noor@example.org", channel="letter", received_at=now, now=now
        )
        assert again != request
        intake.cancel_request(again, now=now)

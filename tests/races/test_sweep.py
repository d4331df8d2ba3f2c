"""Somebody comes while the sweep runs: between two chunks they are seen, within one they wait and come too
late; never half."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from contacts import register
from contacts.models import Assignment, Contact, Enquiry
from privacy import nightly
from privacy.locks import Busy
from privacy.models import Choice, ErasureTrace, Hold, SweepLine, SweepRun
from privacy.proof.audit import audit_promises
from privacy.retention import sweep
from privacy.retention.candidates import Tabled
from privacy.retention.explanation import explain
from privacy.retention.rules import GroupRule
from privacy.retention.state import State
from privacy.rights import legal_holds
from privacy.rights.erasure import erase
from privacy.subjects import choices
from tests.cast import TODAY, ContactFactory
from tests.races.meeting import Actor, StopAt

NAME, REACH = "contacts.contact.name", "contacts.contactpoint.reach"
LONG_AGO = TODAY - timedelta(days=1500)
WEB = Choice.Channel.WEB


@pytest.fixture(params=["found and erased under one latch", "asked again for each chunk"])
def _table(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small table and a large one, whose chunks hold two people."""
    monkeypatch.setattr(sweep, "CHUNK", 2)
    if request.param.startswith("asked"):
        monkeypatch.setattr(Tabled, "small", False)


pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("_table")]


def six() -> list[Contact]:
    """People who asked something long ago, and are due."""
    made = [ContactFactory.create(on=LONG_AGO) for _ in range(6)]
    for contact in made:
        register.receive_enquiry(contact, question="Mag ik langskomen?", on=LONG_AGO, channel=WEB)
    return made


def sweep_tonight() -> Any:
    return nightly.sweep_and_follow_up(today=TODAY)


def of_names(self: Any, *_arguments: Any, **_named: Any) -> bool:
    return bool(self.label == NAME)


def within_a_chunk(stop_at: StopAt) -> tuple[Any, Actor]:
    """Let the sweep stop where the names of the first two are found, written down as evidence, and not yet
    erased."""
    stop = stop_at(GroupRule, "erase", matches=of_names)
    runs = Actor(sweep_tonight)
    stop.reached(runs)
    return stop, runs


def between_chunks(stop_at: StopAt) -> tuple[Any, Actor]:
    """Let the sweep stop where the names of the first two are gone, and those of the next two will be."""
    stop = stop_at(sweep, "_erase_chunk", matches=of_names, turn=2)
    runs = Actor(sweep_tonight)
    stop.reached(runs)
    return stop, runs


def names() -> list[bool]:
    """Whether each person, in the order of their numbers, still has a name."""
    found = dict(Contact.objects.values_list("pk", "last_name"))
    return [bool(found.get(number)) for number in NUMBERS]


NUMBERS: list[int] = []


@pytest.fixture
def people() -> list[Contact]:
    made = six()
    NUMBERS[:] = [contact.pk for contact in made]
    return made


def accounts_balance() -> None:
    """Everything that went is vouched for once."""
    rows = [(t.line.label, t.row) for t in ErasureTrace.objects.select_related("line") if t.row is not None]
    assert len(rows) == len(set(rows))
    assert sum(SweepLine.objects.values_list("erased", flat=True)) == ErasureTrace.objects.count()
    assert not SweepRun.objects.filter(finished_at=None).exists()
    assert audit_promises(now=timezone.now()) == []


def hold(contact: Contact) -> Hold:
    return legal_holds.place_hold(
        contact.subject,
        reason="a dispute",
        law="GDPR art. 17(3)(e)",
        on=TODAY,
        review_on=TODAY + timedelta(days=100),
    )


def restrict(contact: Contact) -> Choice:
    return choices.record_restriction(contact.subject, on=TODAY, source=WEB)


def work(contact: Contact) -> Assignment:
    return register.open_assignment(contact, title="More", on=TODAY)


def state_of(contact: Contact, label: str) -> set[str]:
    return {each.state for each in explain(contact.subject, today=TODAY) if each.group.label == label}


# --- What keeps -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("keep", [hold, restrict, work])
def test_what_keeps_and_comes_between_two_chunks_is_seen_by_the_next(
    keep: Callable[[Contact], object], people: list[Contact], stop_at: StopAt
) -> None:
    stop, runs = between_chunks(stop_at)
    assert names() == [False, False, True, True, True, True]
    comes = Actor(lambda: keep(people[2]))
    comes.result()
    stop.let_on()
    runs.result()
    assert names() == [False, False, True, False, False, False]
    assert Contact.objects.get(pk=NUMBERS[2]).points.exists(), "all of it stays, not the name alone"
    assert state_of(people[2], NAME) == {State.KEPT if keep is work else State.HELD}
    accounts_balance()


@pytest.mark.parametrize("keep", [hold, restrict])
def test_what_keeps_and_comes_within_a_chunk_waits_for_its_end_and_keeps_what_is_left(
    keep: Callable[[Contact], object], people: list[Contact], stop_at: StopAt
) -> None:
    stop, runs = within_a_chunk(stop_at)
    comes = Actor(lambda: keep(people[0]))
    assert comes.waits(), "the sweep has the latch"
    assert not Hold.objects.exists()
    assert not Choice.objects.exists()
    stop.let_on()
    comes.result()
    runs.result()
    assert names() == [False] * 6
    assert State.KEPT not in state_of(people[0], NAME)
    accounts_balance()


def test_work_that_comes_within_a_chunk_is_told_that_it_came_too_late(
    people: list[Contact], stop_at: StopAt
) -> None:
    stop, runs = within_a_chunk(stop_at)
    comes = Actor(lambda: work(people[0]))
    assert comes.waits()
    stop.let_on()
    with pytest.raises(register.ErasedMeanwhile):
        comes.result()
    runs.result()
    assert not Assignment.objects.exists(), "nothing is written for somebody without a name"
    assert not Contact.objects.filter(pk=NUMBERS[0]).exists()
    accounts_balance()


# --- A wish ---------------------------------------------------------------------------------------------


def test_a_wish_between_two_chunks_is_carried_out_at_once_and_the_sweep_finds_nothing_more_of_them(
    people: list[Contact], stop_at: StopAt
) -> None:
    stop, runs = between_chunks(stop_at)
    comes = Actor(lambda: erase(people[2].subject, today=TODAY, source=WEB))
    assert {NAME, REACH} <= set(comes.result().erased)
    assert names() == [False, False, False, True, True, True]
    stop.let_on()
    runs.result()
    assert names() == [False] * 6
    accounts_balance()


def test_a_wish_within_a_chunk_waits_and_tells_what_was_left_to_erase(
    people: list[Contact], stop_at: StopAt
) -> None:
    stop, runs = within_a_chunk(stop_at)
    comes = Actor(lambda: erase(people[0].subject, today=TODAY, source=WEB))
    assert comes.waits()
    stop.let_on()
    done = comes.result()
    runs.result()
    assert NAME not in done.erased, "the sweep was first"
    assert not Contact.objects.exists()
    assert Choice.objects.get().kind == Choice.Kind.ERASURE
    accounts_balance()


def test_the_wish_of_somebody_who_was_not_due_is_heard_in_the_middle_of_a_sweep(
    people: list[Contact], stop_at: StopAt
) -> None:
    contact = ContactFactory.create(on=TODAY - timedelta(days=2))
    register.receive_enquiry(
        contact, question="Mag ik langskomen?", on=TODAY - timedelta(days=2), channel=WEB
    )
    stop, runs = between_chunks(stop_at)
    comes = Actor(lambda: choices.record_erasure_wish(contact.subject, on=TODAY, source=WEB))
    comes.result()
    stop.let_on()
    runs.result()
    sweep_tonight()
    assert not Enquiry.objects.exists()
    assert not Contact.objects.exists()
    accounts_balance()


# --- Another sweep --------------------------------------------------------------------------------------


def test_a_second_sweep_at_the_same_moment_is_refused_and_the_first_does_all_of_it(
    people: list[Contact], stop_at: StopAt
) -> None:
    stop, runs = between_chunks(stop_at)
    with pytest.raises(Busy):
        Actor(sweep_tonight).result()
    stop.let_on()
    runs.result()
    assert not Contact.objects.exists()
    accounts_balance()

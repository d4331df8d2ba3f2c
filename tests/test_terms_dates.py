"""For every date and period the database and the person are told the same, and the order of acts does not
matter."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from contacts import register
from contacts.models import Contact, Enquiry
from contacts.models.people import Origin
from privacy.dates import Days, Months, Period, Years
from privacy.declarations.policies import Group
from privacy.declarations.registry import registry
from privacy.declarations.terms.base import NEVER_NEEDED, AllOf, AnyOf, Term
from privacy.declarations.terms.vocabulary import (
    for_period_after,
    indefinitely,
    until_objection,
    while_consent,
)
from privacy.models import Choice, Instance, Subject
from privacy.nightly import sweep_and_follow_up
from privacy.retention import state
from privacy.subjects import choices
from tests import cast
from tests.almanac import plus
from tests.declared_sentences import sentences
from tests.oracle import Oracle
from tests.truth.asking import NEWS, SAID, kept_by

DAY = timedelta(days=1)
EARLY, LATE = date(1995, 1, 1), date(2060, 12, 31)
days = st.dates(min_value=EARLY, max_value=LATE)
# Ends of months are where calendar arithmetic goes wrong.
firsts = st.builds(date, st.integers(2016, 2036), st.integers(1, 12), st.just(1))
edges = st.builds(lambda first, back: first - timedelta(days=back), firsts, st.integers(-1, 3))
dates = days | edges
periods = (
    st.builds(Months, st.integers(0, 130))
    | st.builds(Days, st.integers(0, 4000))
    | st.builds(Years, st.integers(0, 12))
)
mixed = st.builds(Period, months=st.integers(0, 60), days=st.integers(0, 60))


@given(day=dates, period=periods | mixed)
@example(day=date(2024, 1, 31), period=Months(1))
@example(day=date(2024, 2, 29), period=Years(1))
def test_adding_a_period_is_counting_on_the_fingers(day: date, period: Period) -> None:
    assert day + period == plus(day, months=period.months, days=period.days)


@given(today=dates, period=periods | mixed)
@example(today=date(2023, 2, 28), period=Months(1))
@example(today=date(2025, 2, 28), period=Years(1))
@example(today=date(2024, 3, 1), period=Months(1))
def test_the_cutoff_is_the_latest_day_whose_period_is_over(today: date, period: Period) -> None:
    cutoff = period.cutoff(today)
    assert cutoff + period <= today
    assert cutoff + DAY + period > today


@given(today=dates, dated=dates, period=periods | mixed)
def test_later_than_the_cutoff_is_the_same_as_not_yet_over(today: date, dated: date, period: Period) -> None:
    assert (dated > period.cutoff(today)) == (today < dated + period)


@given(day=dates, later=st.integers(0, 800), period=periods | mixed)
def test_a_later_start_never_ends_earlier(day: date, later: int, period: Period) -> None:
    assert day + period <= day + timedelta(days=later) + period


leaves = st.one_of(
    st.builds(
        for_period_after, st.sampled_from(["received_on", "answered_on"]), periods, text=st.just("a while")
    ),
    st.builds(for_period_after, st.just("last_activity_on"), periods, text=st.just("a while")).map(
        lambda term: term.via("contact")
    ),
    st.builds(until_objection),
    st.builds(
        while_consent,
        renew=st.none() | st.builds(Months, st.integers(1, 30)),
        silence=st.sampled_from(["review", "erase"]),
    ),
    st.just(indefinitely("because")),
)


def several_of(inner: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    """Build a term of one to five others."""
    together = st.lists(inner, min_size=1, max_size=5).map(tuple)
    return st.builds(AnyOf, together) | st.builds(AllOf, together)


terms = st.recursive(leaves, several_of, max_leaves=12)
several = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
known_days = st.lists(st.tuples(dates, st.none() | dates, st.none() | dates), min_size=1, max_size=8)


@st.composite
def said(draw: st.DrawFn) -> list[dict[str, Any]]:
    """What one person chose: of each kind a choice that stands, and consents that may have ended."""
    found: list[dict[str, Any]] = []
    if draw(st.booleans()):
        found.append({"kind": "erasure", "starts": draw(dates)})
    if draw(st.booleans()):
        found.append(
            {
                "kind": "objection",
                "purpose": draw(st.sampled_from(["", "news", "other"])),
                "starts": draw(dates),
            }
        )
    if draw(st.booleans()):
        starts = draw(dates)
        ends = draw(st.none() | st.integers(0, 900).map(lambda n: starts + timedelta(days=n)))
        found.append(
            {
                "kind": "consent",
                "purpose": draw(st.sampled_from(["news", "other"])),
                "starts": starts,
                "ends": ends,
            }
        )
    return found


class TestOnTheDatabase(TestCase):
    """Hypothesis asks; each example is taken back."""

    @several
    @given(term=terms, facts=known_days, chosen=said(), ahead=st.lists(st.integers(0, 4000), max_size=3))
    def test_needed_and_ends_agree(
        self, term: Term, facts: list[Any], chosen: list[dict[str, Any]], ahead: list[int]
    ) -> None:
        subject = Subject.objects.create()
        mine = [Choice.objects.create(subject=subject, source="web", **choice) for choice in chosen]
        first_consent = max((c.starts for c in mine if c.kind == "consent"), default=EARLY)
        with registry.temporarily(kept_by(term)):
            group = registry.group(SAID)
            rows = _rows(subject, facts)
            told = {row.pk: term.ends(group.scope_for(NEWS), row, mine) for row in rows}
            ends = {day for day in told.values() if day not in (None, NEVER_NEEDED)}
            # Before a consent is given it keeps nothing; from its day on, needs only end.
            asked = {day + timedelta(days=n) for day in ends for n in (-1, 0, 1, *ahead)} | {
                first_consent,
                LATE,
            }
            for today in sorted(day for day in asked if first_consent <= day <= date(2100, 1, 1)):
                assert _needed(group, today) == {pk for pk, day in told.items() if day is None or today < day}

    @several
    @given(term=terms, facts=known_days, chosen=said(), days=st.lists(dates, min_size=1, max_size=3))
    def test_a_tree_of_terms_is_read_as_the_oracle_reads_it(
        self, term: Term, facts: list[Any], chosen: list[dict[str, Any]], days: list[date]
    ) -> None:
        subject = Subject.objects.create()
        mine = [Choice.objects.create(subject=subject, source="web", **choice) for choice in chosen]
        first_consent = max((c.starts for c in mine if c.kind == "consent"), default=EARLY)
        with registry.temporarily(kept_by(term)):
            group = registry.group(SAID)
            ends = {row.pk: term.ends(group.scope_for(NEWS), row, mine) for row in _rows(subject, facts)}
            oracle = Oracle.load()
            (sentence,) = sentences(group.policy)
            asked = oracle.tables[Enquiry]
            for today in days:
                read = {pk for pk, row in asked.items() if oracle.needs(term, NEWS, sentence, row, today)}
                assert _needed(group, today) == read
                if first_consent <= today:
                    assert {pk for pk, day in ends.items() if day is None or today < day} == read

    @several
    @given(one=terms, other=terms, facts=known_days, chosen=said(), today=dates)
    def test_any_is_or_and_all_is_and(
        self, one: Term, other: Term, facts: list[Any], chosen: list[dict[str, Any]], today: date
    ) -> None:
        subject = Subject.objects.create()
        mine = [Choice.objects.create(subject=subject, source="web", **choice) for choice in chosen]
        rows = _rows(subject, facts)
        found = {}
        for name, term in {"one": one, "other": other, "any": one | other, "all": one & other}.items():
            with registry.temporarily(kept_by(term, NEWS)):
                group = registry.group(SAID)
                ends = {row.pk: term.ends(group.scope_for(NEWS), row, mine) or date.max for row in rows}
                found[name] = _needed(group, today), ends
        assert found["any"][0] == found["one"][0] | found["other"][0]
        assert found["all"][0] == found["one"][0] & found["other"][0]
        for row in rows:
            assert found["any"][1][row.pk] == max(found["one"][1][row.pk], found["other"][1][row.pk])
            assert found["all"][1][row.pk] == min(found["one"][1][row.pk], found["other"][1][row.pk])

    @settings(max_examples=3, deadline=None)
    # No wish earlier than the youngest data: those it would not cover.
    @given(
        wished=st.integers(-30, 40),
        swept=st.integers(-40, 40),
        kind=st.sampled_from(["erasure", "objection"]),
    )
    def test_the_order_of_wish_and_sweep_does_not_matter(self, wished: int, swept: int, kind: str) -> None:
        ends = []
        for first in ("wish", "sweep"):
            people = (cast.noor(), cast.pieter())
            for act in (first, "sweep" if first == "wish" else "wish"):
                if act == "wish":
                    _say(kind, people, cast.TODAY + timedelta(days=wished))
                else:
                    _sweep(swept)
            _sweep(50)
            left = [_left(person) for person in people]
            assert left[0] == 0, "whoever only asked a question leaves nothing behind"
            assert left[1] > 0, "an invoice stays"
            ends.append(left)
        assert ends[0] == ends[1]


def _rows(subject: Subject, facts: list[tuple[date, date | None, date | None]]) -> list[Enquiry]:
    return [_row(subject, *fact) for fact in facts]


def _row(subject: Subject, received: date, answered: date | None, active: date | None) -> Enquiry:
    contact = Contact.objects.create(
        subject=subject, origin=Origin.QUESTION, collected_on=EARLY, last_activity_on=active
    )
    return Enquiry.objects.create(
        contact=contact, question="Mag ik?", received_on=received, answered_on=answered
    )


def _needed(group: Group, today: date) -> set[int]:
    return set(
        group.model._base_manager.filter(state.needed(group, today=today)).values_list("pk", flat=True)
    )


def _say(kind: str, people: tuple[Contact, ...], on: date) -> None:
    for person in people:
        if kind == "erasure":
            choices.record_erasure_wish(person.subject, on=on, source="web")
        else:
            choices.record_objection(person.subject, "", on=on, source="web")


def _sweep(ahead: int) -> None:
    Instance.objects.get_or_create(demo=True)
    labels = {group.label for group in registry.groups} | {policy.label for policy in registry.policies}
    sweep_and_follow_up(today=cast.TODAY + timedelta(days=ahead), confirm=labels)


def _left(person: Contact) -> int:
    """Return how many groups of the person's rows, apart from privacy's own, still hold something."""
    oracle, left = Oracle.load(), 0
    for sentence in (s for s in oracle.sentences() if s.policy.subject and not s.speaks_of_knowing()):
        rows = oracle.tables[sentence.policy.model].values()
        left += sum(
            oracle.subject_of(row, sentence.policy) == person.subject_id and oracle.pending(sentence, row)
            for row in rows
        )
    return left


@pytest.mark.django_db
def test_erasing_twice_is_erasing_once() -> None:
    register.add_contact(
        origin=Origin.QUESTION,
        on=date(2020, 1, 1),
        emails=["oud@example.org"],
        first_name="Oud",
        last_name="Nieuws",
    )
    people = (cast.noor(), cast.pieter(), cast.louise(), cast.amina())
    _say("erasure", people[:3], cast.TODAY)
    before = Oracle.load().content()
    _sweep(0)
    once = Oracle.load().content()
    assert once != before
    _say("erasure", people[:3], cast.TODAY)
    _sweep(0)
    assert Oracle.load().content() == once

"""Engine and oracle agree on random worlds, to the row: states, what a sweep erases, and what a person is
told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import override_settings

from privacy.declarations.policies import Group
from privacy.declarations.registry import registry
from privacy.models import Choice, ErasureTrace, Subject, SweepLine
from privacy.nightly import sweep_and_follow_up
from privacy.retention.explanation import explain
from privacy.retention.state import opposite, state_of, stays
from privacy.retention.sweep import Report, sweep_subject
from tests.oracle import Erased, Oracle
from tests.variants import VARIANTS
from tests.worlds import World

pytestmark = pytest.mark.django_db

OURS = "ours"
TODAYS = [
    date(2026, 11, 22),
    date(2028, 2, 29),
    date(2027, 8, 31),
    date(2034, 1, 1),
    date(2033, 12, 31),
    date(2027, 3, 1),
]
BOOKS = [
    {"VAT_NUMBER": "", "FINANCIAL_YEAR_CLOSINGS": ["12-31"]},
    {"VAT_NUMBER": "BE0123456789", "FINANCIAL_YEAR_CLOSINGS": ["06-30"]},
    {"VAT_NUMBER": "BE0123456789", "FINANCIAL_YEAR_CLOSINGS": ["2020-12-31", "2022-06-30", "08-31"]},
    {"VAT_NUMBER": "", "FINANCIAL_YEAR_CLOSINGS": ["12-31", "2022-01-01..2023-06-30", "06-30"]},
]
CASES = list(enumerate([*VARIANTS, OURS], start=1))
SOAK = [(seed, policy) for seed in range(100, 130) for policy in (OURS, *VARIANTS)]
many_worlds = pytest.mark.parametrize(
    ("seed", "policy"), [*CASES, *(pytest.param(*case, marks=pytest.mark.soak) for case in SOAK)]
)


@contextmanager
def world(seed: int, policy: str) -> Iterator[date]:
    """Build the world of ``seed`` under our own policy or a variant, and yield its day."""
    today = TODAYS[seed % len(TODAYS)]
    with override_settings(**BOOKS[seed % len(BOOKS)]), registry.temporarily(*VARIANTS.get(policy, ())):
        World(seed=seed, today=today).build()
        yield today


def sweep_all(today: date) -> Report:
    """Sweep with every fuse confirmed."""
    return sweep_and_follow_up(
        today=today,
        confirm={group.label for group in registry.groups} | {policy.label for policy in registry.policies},
    )


def traced(run: int) -> Erased:
    """Return what the traces of a run say was erased (rows without a number are told apart by nothing)."""
    return {
        (t.line.label, t.row)
        for t in ErasureTrace.objects.filter(line__run=run, row__isnull=False).select_related("line")
    }


def numbered(erased: Erased) -> Erased:
    return {(label, pk) for label, pk in erased if isinstance(pk, int)}


def due(group: Group, day: date) -> set[Any]:
    """Return the keys of the rows whose group is to be erased on ``day``."""
    rows = group.model._base_manager.filter(opposite(stays(group, today=day)))
    return set(rows.values_list("pk", flat=True))


@many_worlds
def test_every_group_of_every_row_is_in_the_state_that_the_policy_says(seed: int, policy: str) -> None:
    with world(seed, policy) as today:
        oracle = Oracle.load()
        seen = set()
        for day in (today, today - timedelta(days=1), today + timedelta(days=1), today + timedelta(days=400)):
            for sentence in oracle.sentences():
                group = registry.group(sentence.label)
                rows = group.model._base_manager.values_list("pk", state_of(group, today=day))
                found = dict(rows)
                assert found == oracle.states(sentence, day), sentence.label
                # What the sweep asks again of each chunk is the same, but for rows that others keep from
                # being deleted.
                free = (pk for pk, state in found.items() if state == "due")
                going = {
                    pk for pk in free if not (sentence.deletes_row and oracle.referred_to(group.model, pk))
                }
                assert due(group, day) == going, sentence.label
                staying = group.model._base_manager.filter(stays(group, today=day))
                assert set(staying.values_list("pk", flat=True)) == set(found) - going, sentence.label
                seen |= set(found.values())
        assert seen == {"empty", "kept", "held", "due"}, "the world has no row for some state"


@many_worlds
def test_each_purpose_is_explained_with_its_last_day(seed: int, policy: str) -> None:
    with world(seed, policy) as today:
        oracle, told, dated = Oracle.load(), 0, 0
        sentences = {sentence.label: sentence for sentence in oracle.sentences()}
        subjects = list(Subject.objects.filter(contacts__isnull=False)[:5]) + list(
            Subject.objects.filter(kind="organisation")[:2]
        )
        for subject in subjects:
            for one in explain(subject, today=today):
                sentence = sentences[one.group.label]
                row = oracle.tables[one.group.model][one.row.pk]
                assert one.state == oracle.state(sentence, row, today), one.group.label
                assert bool(one.held_by) == (one.state == "held")
                expected = {
                    p.slug: oracle.last_day(sentence, p, row, today)
                    for p in oracle.needed_by(sentence, row, today)
                }
                assert {r.purpose.slug: r.until for r in one.reasons} == (
                    expected if one.state == "kept" else {}
                ), one.group.label
                told += len(one.reasons)
                dated += sum(r.until is not None for r in one.reasons)
        assert told > dated > 0


@many_worlds
def test_the_sweep_erases_what_is_due_and_nothing_else(seed: int, policy: str) -> None:
    with world(seed, policy) as today:
        oracle = Oracle.load()
        for day in (today, today + timedelta(days=800)):
            expected = oracle.erase(day)
            sweep_all(day)
            assert Oracle.load().content() == oracle.content()
            run = SweepLine.objects.order_by("-run").values_list("run", flat=True)[0]
            assert traced(run) == numbered(expected)
            assert expected or day != today
            again = sweep_all(day)
            assert not any(line.erased or line.due for line in again.lines.values())


@many_worlds
def test_a_sweep_of_one_person_touches_nobody_else(seed: int, policy: str) -> None:
    with world(seed, policy) as today:
        oracle, erased = Oracle.load(), 0
        for subject in list(
            Choice.objects.filter(kind="erasure").order_by("pk").values_list("subject", flat=True)
        )[:4]:
            expected = oracle.erase(today, subject=subject)
            sweep_subject(subject, today=today)
            assert Oracle.load().content() == oracle.content()
            erased += len(expected)
        assert erased

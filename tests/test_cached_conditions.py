"""A rule's condition that is built once: it is asked of whoever is meant, and built anew when what it rests
on changes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contacts.models import ContactPoint
from privacy.declarations.registry import registry
from privacy.retention.cached_conditions import cached_by_policies
from privacy.retention.explanation import as_json, explain
from tests.cast import amina, pieter
from tests.variants import AskedForEver

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)


def test_each_person_gets_their_own_rows() -> None:
    first, second = amina(), pieter()
    for contact in (first, second, first):
        points = [
            each.row for each in explain(contact.subject, today=TODAY) if each.group.model is ContactPoint
        ]
        assert {point.contact.pk for point in points} == {contact.pk}


def test_a_condition_is_built_again_for_another_day_policy_or_setting(settings: Any) -> None:
    times: list[date] = []

    @cached_by_policies
    def question(day: date) -> int:
        times.append(day)
        return len(times)

    assert [question(TODAY), question(TODAY), question(date(2026, 3, 11))] == [1, 1, 2]
    settings.VAT_NUMBER = "BE0123456749"
    assert question(TODAY) == 3
    settings.FINANCIAL_YEAR_CLOSINGS = ["06-30"]
    assert question(TODAY) == 4
    with registry.temporarily(AskedForEver):
        assert question(TODAY) == 5
    assert question(TODAY) == 4


def test_who_is_explained_later_that_day_is_explained_without_building_a_rule_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people = [amina().subject, pieter().subject]
    before = [as_json(subject, explain(subject, today=TODAY)) for subject in people]
    assert before[0] != before[1]
    monkeypatch.setattr(
        "privacy.retention.state.needed", lambda *_args, **_options: pytest.fail("built again")
    )
    assert [as_json(subject, explain(subject, today=TODAY)) for subject in people] == before

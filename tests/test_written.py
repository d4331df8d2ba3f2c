"""A question that is written once: it is asked of whoever is meant, and written anew when what it rests on
changes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contacts.models import Contact, ContactPoint
from privacy.declarations.registry import registry
from privacy.retention import prepared_queries as written
from privacy.retention.cached_conditions import kept
from privacy.retention.explanation import as_json, explain
from privacy.retention.prepared_queries import Written
from tests.cast import amina, pieter
from tests.variants import AskedForEver

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)


def test_each_person_gets_their_own_rows_with_what_was_to_be_fetched(django_assert_num_queries: Any) -> None:
    first, second = amina(), pieter()
    question = Written(ContactPoint.objects.select_related("contact").order_by("pk"), "contact__subject")
    keys = Written(ContactPoint.objects.order_by("pk").values_list("pk", "kind"), "contact__subject")
    for contact in (first, second, first):
        with django_assert_num_queries(1):
            points = question.of(contact.subject_id)
            assert {point.contact.pk for point in points} == {contact.pk}
        assert keys.of(contact.subject_id) == [(point.pk, point.kind) for point in points]


def test_what_can_find_nothing_is_not_asked(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert Written(Contact.objects.filter(pk__in=[]), "subject").of(written.NOBODY) == []


def test_a_question_is_written_again_for_another_day_policy_or_setting(settings: Any) -> None:
    times: list[date] = []

    @kept
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


def test_who_is_explained_later_that_day_is_explained_without_writing_a_rule_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people = [amina().subject, pieter().subject]
    before = [as_json(subject, explain(subject, today=TODAY)) for subject in people]
    assert before[0] != before[1]
    monkeypatch.setattr(
        "privacy.retention.state.needed", lambda *_args, **_options: pytest.fail("written again")
    )
    assert [as_json(subject, explain(subject, today=TODAY)) for subject in people] == before

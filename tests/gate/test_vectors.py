"""Whom we may call and mail, row by row as the law and the policy say (LAW §3.3, §3.4). No row waits for a
later step: those about applicants and newsletters are decided from their facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from privacy.outreach.rules import Check, Consent, Facts, Kind, Offer, decide_contact
from tests.gate import vectors

PHONE, MAIL = vectors.rows("phone_permission.csv"), vectors.rows("email_permission.csv")
DAY = timedelta(days=1)


def row(name: str) -> Facts:
    found = [vectors.call(one) for one in PHONE if one["id"] == name] + [
        vectors.mailing(one) for one in MAIL if one["id"] == name
    ]
    return found[0]


@pytest.mark.promise("P12")
@pytest.mark.promise("P13")
@pytest.mark.parametrize("one", PHONE, ids=lambda one: one["id"])
def test_a_call_is_allowed_as_the_vector_says(one: vectors.Row) -> None:
    found = decide_contact(vectors.call(one))
    assert found.allowed is (one["allowed"] == "yes"), found.reason


@pytest.mark.promise("P15")
@pytest.mark.parametrize("one", MAIL, ids=lambda one: one["id"])
def test_a_newsletter_is_allowed_as_the_vector_says(one: vectors.Row) -> None:
    found = decide_contact(vectors.mailing(one))
    assert found.allowed is (one["newsletter_allowed"] == "yes"), found.reason


def test_the_original_vectors_agree_where_they_are_at_hand() -> None:
    for name, facts, answer in (
        ("phone_permission.csv", vectors.call, "allowed"),
        ("email_permission.csv", vectors.mailing, "newsletter_allowed"),
    ):
        found = vectors.originals(name)
        assert {one["id"] for one in found} >= {one["id"] for one in vectors.rows(name)}
        for one in found:
            assert decide_contact(facts(one)).allowed is (one[answer] == "yes"), one["id"]


# --- The days at the edges, and why --------------------------------------------------------------------


@pytest.mark.parametrize(("age", "allowed"), [(0, True), (30, True), (31, False), (-1, False)])
def test_a_look_at_the_do_not_call_list_counts_for_thirty_days_and_not_before_it_was_made(
    age: int, allowed: bool
) -> None:
    good = row("C08")
    found = decide_contact(replace(good, check=Check(on=good.on - timedelta(days=age), listed=False)))
    assert found.allowed is allowed
    assert allowed or found.code == "old-check"


@pytest.mark.parametrize(
    ("last", "allowed"),
    [(date(2025, 11, 22), True), (date(2025, 11, 23), False), (date(2026, 11, 22), False)],
)
def test_an_offer_is_called_about_once_in_twelve_months(last: date, allowed: bool) -> None:
    found = decide_contact(replace(row("C08"), offer=Offer(last_call=last)))
    assert found.allowed is allowed
    assert allowed or found.code == "called-lately"


@pytest.mark.parametrize(("age", "allowed"), [(0, False), (12, False), (13, True), (40, True), (None, True)])
def test_a_child_consents_from_thirteen_and_no_age_need_be_known(age: int | None, allowed: bool) -> None:
    assert decide_contact(replace(row("M17"), age=age)).allowed is allowed


def test_offer_calls_are_off_unless_switched_on() -> None:
    assert decide_contact(row("C08")).allowed
    assert decide_contact(replace(row("C08"), offer_calls=False)).code == "switched-off"


def test_a_permission_from_before_the_listing_gives_way_to_it() -> None:
    listed = row("C15")
    assert decide_contact(listed).allowed
    assert (
        decide_contact(replace(listed, check=Check(on=listed.on, listed=True, since=listed.on + DAY))).code
        == "listed"
    )
    assert decide_contact(replace(listed, consent_on=None)).code == "listed"


def test_what_nobody_told_counts_as_no() -> None:
    assert decide_contact(replace(row("C08"), offer=None)).code == "unknown-last-call"
    assert not decide_contact(replace(row("M03"), offer=None)).allowed
    assert not decide_contact(replace(row("M03"), sale=None)).allowed


@pytest.mark.promise("P40")
def test_a_restricted_person_is_called_only_with_a_consent_given_since_and_never_for_advertising() -> None:
    about_work = replace(row("C03"), restricted_on=row("C03").on)
    assert decide_contact(about_work).code == "restricted"
    assert decide_contact(replace(about_work, consent=Consent.GIVEN, consent_on=about_work.on)).allowed
    assert (
        decide_contact(replace(about_work, consent=Consent.GIVEN, consent_on=about_work.on - DAY)).code
        == "restricted"
    )
    offer = replace(row("C15"), restricted_on=row("C15").on)
    assert decide_contact(offer).code == "restricted"


def test_a_duty_is_done_whatever_somebody_chose() -> None:
    assert decide_contact(replace(row("M12"), kind=Kind.DUTY, restricted_on=row("M12").on)).allowed


def test_a_withdrawn_consent_to_something_else_does_not_stop_an_answer() -> None:
    assert decide_contact(replace(row("C01"), consent=Consent.WITHDRAWN)).allowed


@pytest.mark.parametrize(
    "facts", [vectors.call(one) for one in PHONE] + [vectors.mailing(one) for one in MAIL]
)
def test_every_answer_has_its_reason_and_its_rule(facts: Facts) -> None:
    found = decide_contact(facts)
    assert found.reason.endswith(".")
    assert found.rule

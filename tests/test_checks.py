"""The closed world: what nobody declared, or declared against the law, is named, and nothing starts with
it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.checks import CheckMessage, run_checks
from django.utils.translation import gettext_lazy as _

from contacts import models
from contacts.policy import EnquiryPolicy
from contacts.policy_of_documents import InvoicePolicy
from contacts.purposes import ASSIGNMENT, BOOKKEEPING, CLIENT_FILE, ENQUIRY
from privacy.checks.closed_world import check_fields
from privacy.checks.columns import check_erasers, check_paths
from privacy.checks.lawfulness import check_legal_bases, check_provenance, check_reviews
from privacy.checks.silences import check_silences
from privacy.checks.translations import check_translations
from privacy.dates import Days, Months, Period
from privacy.declarations.erasers import DeleteRow, Eraser
from privacy.declarations.policies import Personal, Policy, Technical
from privacy.declarations.purposes import Assessment, Basis, Purpose
from privacy.declarations.registry import registry
from privacy.declarations.terms.base import Term
from privacy.declarations.terms.vocabulary import (
    as_long_as,
    for_period_after,
    indefinitely,
    until_objection,
    while_consent,
)

OFFER = Purpose("offer", Basis.CONSENT, _("doing the work you asked us to do"))
Check = Callable[..., list[CheckMessage]]


def said(check: Check, policy: type[Policy]) -> list[tuple[str | None, str]]:
    """Return what ``check`` says with that policy and does not say without it."""
    before = {(message.id, message.msg) for message in check(None)}
    with registry.temporarily(policy):
        return [
            (message.id, message.msg) for message in check(None) if (message.id, message.msg) not in before
        ]


def enquiry_policy(
    *, keep: dict[Purpose, Term], erase: Eraser | None = None, subject: str | None = "contact__subject"
) -> type[Policy]:
    """Return a policy for enquiries that keeps question and answer so."""

    class Bad(EnquiryPolicy):
        said = Personal("question", "answer", keep=keep, erase=erase or DeleteRow())

    Bad.subject = subject  # type: ignore[assignment]
    return Bad


def faults(policy: type[Policy], check: Check) -> list[str]:
    return [f"{number} {message}" for number, message in said(check, policy)]


# --- The project as it is -----------------------------------------------------------------------------


def test_the_project_as_it_is_gives_no_message() -> None:
    assert registry.groups, "there is something to check"
    assert [message for message in run_checks() if (message.id or "").startswith("privacy.")] == []


def test_a_purpose_and_terms_that_keep_to_the_law_give_no_message() -> None:
    good = enquiry_policy(
        keep={
            OFFER: while_consent(),
            ENQUIRY: until_objection() & for_period_after("received_on", Months(1), text=_("x")),
        }
    )
    assert said(check_legal_bases, good) == []
    assert said(check_erasers, good) == []
    assert said(check_paths, good) == []
    assert said(check_reviews, good) == []


# --- E001: every field is declared --------------------------------------------------------------------


@pytest.mark.promise("P1")
def test_e001_names_a_field_that_nobody_declared() -> None:
    class Forgetful(EnquiryPolicy):
        dates = Technical("kind", "channel", "received_on", because="x")

    assert said(check_fields, Forgetful) == [
        ("privacy.E001", "contacts.Enquiry.answered_on is not declared.")
    ]


def test_e001_names_a_declared_field_that_does_not_exist() -> None:
    class Dreaming(EnquiryPolicy):
        more = Technical("mood", because="x")

    assert said(check_fields, Dreaming) == [
        ("privacy.E001", "contacts.Enquiry.mood is declared but is no field.")
    ]


def test_e001_names_a_field_that_is_declared_twice() -> None:
    class Doubtful(EnquiryPolicy):
        more = Technical("question", because="x")

    assert said(check_fields, Doubtful) == [("privacy.E001", "contacts.Enquiry.question is declared twice.")]


@pytest.mark.promise("P1")
def test_e001_names_a_model_that_nobody_speaks_for() -> None:
    with registry.temporarily():
        registry._registry = {
            model: policy for model, policy in registry._registry.items() if model is not models.Enquiry
        }
        found = [(message.id, message.msg) for message in check_fields(None)]
    assert found == [("privacy.E001", "contacts.Enquiry has no policy.")]


# --- E002, E003, E004: each legal basis ---------------------------------------------------------------


def test_e002_a_consent_must_be_asked_for() -> None:
    unasked = enquiry_policy(keep={OFFER: until_objection()})
    assert faults(unasked, check_legal_bases) == [
        "privacy.E002 contacts.enquiry.said: offer rests on consent but does not ask for one (while_consent)."
    ]


@pytest.mark.promise("P41")
def test_e003_a_legitimate_interest_must_hear_objections() -> None:
    deaf = enquiry_policy(keep={ENQUIRY: for_period_after("received_on", Months(24), text=_("x"))})
    (fault,) = faults(deaf, check_legal_bases)
    assert fault.startswith("privacy.E003 contacts.enquiry.said: enquiry")
    assert "hears no objection" in fault


def test_e003_a_legitimate_interest_must_be_assessed() -> None:
    hasty = Purpose("hasty", Basis.LEGITIMATE_INTEREST, _("x"))
    (fault,) = faults(enquiry_policy(keep={hasty: until_objection()}), check_legal_bases)
    assert fault.startswith("privacy.E003")
    assert "nobody has assessed" in fault
    weighed = Purpose(
        "weighed",
        Basis.LEGITIMATE_INTEREST,
        _("x"),
        assessment=Assessment("a", "b", "c", author="SOM", on="2026-11-22"),
    )
    assert faults(enquiry_policy(keep={weighed: until_objection()}), check_legal_bases) == []


def test_e003_a_legitimate_interest_needs_somebody_who_can_object() -> None:
    nobody = enquiry_policy(keep={ENQUIRY: until_objection()}, subject=None)
    (fault,) = faults(nobody, check_legal_bases)
    assert fault.startswith("privacy.E003")
    assert "has no subject" in fault


@pytest.mark.parametrize(("term", "kinds"), [(Days(1), []), (Months(1), []), (Days(29), ["E003"])])
def test_e003_where_nobody_is_looked_up_it_is_over_before_an_objection_must_be_answered(
    term: Period, kinds: list[str]
) -> None:
    brief = enquiry_policy(keep={ENQUIRY: for_period_after("received_on", term, text=_("x"))}, subject=None)
    assert [fault.split()[0].removeprefix("privacy.") for fault in faults(brief, check_legal_bases)] == kinds


def test_e003_of_the_memory_of_a_no_only_the_assessment_is_asked() -> None:
    """It outlives whoever said it, so nobody can be looked up who could object."""
    why = Assessment("a", "b", "c", author="SOM", on="2026-11-30")
    for assessment, kinds in ((None, ["E003"]), (why, [])):
        purpose = Purpose("no", Basis.LEGITIMATE_INTEREST, _("x"), assessment=assessment, keeps_a_no=True)
        memory = enquiry_policy(keep={purpose: indefinitely(_("x"))}, subject=None)
        found = faults(memory, check_legal_bases)
        assert [fault.split()[0].removeprefix("privacy.") for fault in found] == kinds


@pytest.mark.promise("P11")
def test_e004_no_wish_ends_a_legal_obligation() -> None:
    class Soft(InvoicePolicy):
        billed_to = Personal(*InvoicePolicy.billed_to.fields, keep={BOOKKEEPING: until_objection()})

    (fault,) = faults(Soft, check_legal_bases)
    assert (
        fault
        == "privacy.E004 contacts.invoice.billed_to: bookkeeping is a legal obligation, which no wish ends."
    )


def test_e004_a_legal_obligation_names_its_law() -> None:
    lawless = Purpose("lawless", Basis.LEGAL_OBLIGATION, _("x"))
    (fault,) = faults(enquiry_policy(keep={lawless: indefinitely(_("x"))}), check_legal_bases)
    assert fault.startswith("privacy.E004")
    assert "names no law" in fault


# --- E012: who provided it ----------------------------------------------------------------------------


def test_what_is_kept_for_a_contract_and_does_not_say_who_provided_it_is_a_fault() -> None:
    silent = enquiry_policy(keep={ASSIGNMENT: as_long_as(_("as long as the work goes on"), {"question": ""})})
    assert said(check_provenance, silent) == [
        ("privacy.E012", "contacts.enquiry.said does not say who provided it.")
    ]
    own_interest = enquiry_policy(keep={ENQUIRY: until_objection()})
    assert said(check_provenance, own_interest) == []


# --- E009 and W011: what people are told --------------------------------------------------------------


def test_e009_a_purpose_without_words_in_every_language_is_named() -> None:
    mumbled = "spoken in one language only"
    found = said(
        check_translations,
        enquiry_policy(keep={ENQUIRY: until_objection(text=mumbled)}),
    )
    assert found == [("privacy.E009", f"No words in nl, fr for “{mumbled}”.")]


def test_w011_what_has_no_end_needs_a_human_now_and_then() -> None:
    endless = enquiry_policy(keep={ENQUIRY: until_objection()})
    assert faults(endless, check_reviews) == [
        "privacy.W011 contacts.enquiry.said: kept for enquiry with no end and no review."
    ]


def test_w011_a_review_needs_a_date_to_count_from() -> None:
    undated = enquiry_policy(keep={CLIENT_FILE: until_objection(review=Months(36))})
    assert faults(undated, check_reviews) == [
        "privacy.W011 contacts.enquiry.said: a review has no date to count from (active)."
    ]


@pytest.mark.parametrize(("silence", "ids"), [("review", []), ("erase", []), ("ERASE", ["privacy.E019"])])
def test_e019_a_setting_about_silence_says_one_of_two_things(
    silence: str, ids: list[str], settings: Any
) -> None:
    settings.RESERVE_SILENCE = silence
    assert [message.id for message in check_silences(None)] == ids

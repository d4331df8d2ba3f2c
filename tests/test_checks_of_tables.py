"""What is declared fits the tables it is declared for: erasers their columns, paths the rows they lead to."""

from __future__ import annotations

import pytest
from django.utils.translation import gettext_lazy as _

from contacts import models
from contacts.policy import ContactPolicy, EnquiryPolicy
from contacts.purposes import ASSIGNMENT
from contacts.terms import working_together
from privacy.checks.columns import check_erasers, check_paths
from privacy.declarations.conditions import open_on
from privacy.declarations.erasers import Blank, DeleteRow, Eraser, Replace
from privacy.declarations.policies import Personal, Policy
from privacy.declarations.terms.vocabulary import (
    as_long_as,
    as_long_as_any,
)
from tests.test_checks import faults, said

# --- E005 and E008: what "gone" does ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "field", "eraser", "why"),
    [
        (models.Enquiry, "received_on", Blank(), "the column can be neither NULL nor empty"),
        (models.Enquiry, "question", Replace(None), "the column allows no NULL"),
        (models.Contact, "postcode", Replace("x" * 21), "the value is longer than the column"),
        (models.Tag, "name", Blank(), "the column is unique, so only one row could be erased"),
        (models.Enquiry, "answer", DeleteRow(), ""),
    ],
)
def test_e005_what_an_eraser_writes_breaks_no_column(
    model: type[models.Contact], field: str, eraser: Eraser, why: str
) -> None:
    class Breaking(Policy):
        subject = None
        subject_because = "x"
        things = Personal(field, keep={ASSIGNMENT: working_together}, erase={field: eraser})

    Breaking.model = model
    found = [message for number, message in said(check_erasers, Breaking) if number == "privacy.E005"]
    assert len(found) == 1
    assert f"{field} cannot be erased" in found[0]
    assert why in found[0]


@pytest.mark.promise("P11")
def test_e008_deleting_a_row_drags_nobody_elses_data_along() -> None:
    class Sweeping(ContactPolicy):
        name = Personal(*ContactPolicy.name.fields, keep=ContactPolicy.name.keep, erase=DeleteRow())

    found = said(check_erasers, Sweeping)
    assert found
    assert {number for number, _message in found} == {"privacy.E008"}
    assert ("privacy.E008", "contacts.contact.name deletes rows that contacts.Enquiry needs.") in found


# --- E006 and E007: paths -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("subject", "collected", "why"),
    [
        (None, "received_on", "has no subject, and no reason for that"),
        ("contact__nobody", "received_on", "subject: "),
        ("contact", "received_on", "subject does not lead to one privacy.Subject."),
        ("question", "received_on", "subject does not lead to one privacy.Subject."),
        ("contact__subject", "never", "collected: "),
        ("contact__subject", "question", "collected does not lead to a date."),
        ("contact__subject", "answered_on", "collected may be unknown (NULL)"),
    ],
)
def test_e006_subject_and_dates_are_where_the_policy_says(
    subject: str | None, collected: str, why: str
) -> None:
    class Lost(EnquiryPolicy):
        pass

    Lost.subject = subject  # type: ignore[assignment]
    Lost.collected = collected
    found = [message for number, message in said(check_paths, Lost) if number == "privacy.E006"]
    assert len(found) == 1
    assert why in found[0]


def test_e007_as_long_as_keeps_to_one_row() -> None:
    class Straying(ContactPolicy):
        name = Personal(
            *ContactPolicy.name.fields, keep={ASSIGNMENT: as_long_as(_("x"), {"assignments__title": "y"})}
        )

    (fault,) = faults(Straying, check_paths)
    assert (
        fault == "privacy.E007 contacts.contact.name: as_long_as crosses the to-many path assignments__title."
    )

    class Right(ContactPolicy):
        name = Personal(
            *ContactPolicy.name.fields,
            keep={ASSIGNMENT: as_long_as_any(_("x"), "assignments", {"title": "y"})},
        )

    assert faults(Right, check_paths) == []


def test_e007_names_a_path_that_leads_nowhere() -> None:
    class Blind(EnquiryPolicy):
        said = Personal(
            "question",
            "answer",
            erase=DeleteRow(),
            keep={ASSIGNMENT: as_long_as(_("x"), open_on("contact__closing"))},
        )

    (fault,) = faults(Blind, check_paths)
    assert fault.startswith("privacy.E007 contacts.enquiry.said: ")
    assert "closing" in fault

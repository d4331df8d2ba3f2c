"""What a row about an organisation says of it: kept where it has nothing yet, or named as left out."""

from __future__ import annotations

import pytest

from contacts.models import Company
from contacts.register import add_company

from .known import TODAY, card, put

pytestmark = pytest.mark.django_db
DESK = {"company": "De Brug", "street": "Markt 1", "postcode": "3000", "city": "Leuven"}


def told(company: Company) -> tuple[str, str, str]:
    return company.email, company.phone, company.street


@pytest.mark.parametrize("first", [True, False])
def test_known_by_a_persons_row_of_the_same_file_it_gets_its_own_addresses(first: bool) -> None:
    person = card(2, email="an@example.org", first_name="An", company="De Brug")
    desk = card(3, email="info@example.org", phone="016 22 33 44", **DESK)
    report = put(*((person, desk) if first else (desk, person)))
    assert told(Company.objects.get()) == ("info@example.org", "+3216223344", "Markt 1")
    assert report.as_json()["warnings"] == []


def test_known_before_it_stays_as_it_is_and_what_is_left_out_is_named() -> None:
    add_company(name="De Brug", on=TODAY, email="info@example.org")
    report = put(card(4, email="info@example.org", phone="016 22 33 44", **DESK))
    assert told(Company.objects.get()) == ("info@example.org", "", "")
    assert [warning["line"] for warning in report.as_json()["warnings"]] == [4]


def test_said_again_nothing_is_left_out() -> None:
    desk = card(4, email="info@example.org", phone="016 22 33 44", **DESK)
    put(desk)
    assert put(desk).as_json()["warnings"] == []


def test_what_cannot_be_used_of_an_organisation_is_named_too() -> None:
    report = put(card(4, email="info@localhost", phone="22 33 44", **DESK))
    assert len(report.as_json()["warnings"]) == 2
    assert told(Company.objects.get()) == ("", "22 33 44", "Markt 1")

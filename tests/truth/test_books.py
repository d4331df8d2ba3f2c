"""What the law keeps, and how long: invoices, by the year they count from."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contacts.models import Invoice
from privacy.models import Subject
from tests import cast
from tests.truth.asking import DAY, Said, state

pytestmark = pytest.mark.django_db

FROM_MARCH = date(2026, 3, 10)


@pytest.fixture
def invoiced() -> Invoice:
    cast.pieter()
    return Invoice.objects.get()


def test_an_invoice_of_march_2026_is_kept_through_2033_and_gone_on_new_years_day(invoiced: Invoice) -> None:
    assert invoiced.issued_on == FROM_MARCH
    assert state(invoiced, "contacts.invoice.billed_to", date(2033, 12, 31)) == "kept"
    assert state(invoiced, "contacts.invoice.billed_to", date(2034, 1, 1)) == "due"


def test_with_a_vat_number_the_law_asks_ten_years_from_the_documents_year(
    invoiced: Invoice, settings: Any
) -> None:
    settings.VAT_NUMBER = "BE0123456789"
    assert state(invoiced, "contacts.invoice.billed_to", date(2036, 12, 31)) == "kept"
    assert state(invoiced, "contacts.invoice.billed_to", date(2037, 1, 1)) == "due"


@pytest.mark.parametrize(
    ("chargeable", "gone"), [(date(2022, 12, 31), date(2031, 1, 1)), (date(2023, 1, 1), date(2034, 1, 1))]
)
def test_the_ten_years_bind_from_the_first_day_of_2023(chargeable: date, gone: date, settings: Any) -> None:
    settings.VAT_NUMBER = "BE0123456789"
    issued: dict[str, Any] = {"number": "1", "issued_on": date(2023, 1, 1), "chargeable_on": chargeable}
    document = Invoice.objects.create(
        subject=Subject.objects.create(), billed_name="Pieter Claessens", **issued
    )
    assert state(document, "contacts.invoice.billed_to", gone - DAY) == "kept"
    assert state(document, "contacts.invoice.billed_to", gone) == "due"


@pytest.mark.parametrize("kind", ["erasure", "objection", "restriction"])
def test_no_wish_shortens_and_no_restriction_lengthens_what_the_law_keeps(
    invoiced: Invoice, kind: str
) -> None:
    Said(kind, date(2026, 6, 1), "").record(invoiced.subject)
    assert state(invoiced, "contacts.invoice.billed_to", date(2033, 12, 31)) == "kept"
    assert state(invoiced, "contacts.invoice.billed_to", date(2034, 1, 1)) == "due"


def test_a_draft_without_a_date_is_kept(invoiced: Invoice) -> None:
    draft = Invoice.objects.create(subject=invoiced.subject, billed_name="Pieter Claessens")
    assert state(draft, "contacts.invoice.billed_to", date(2060, 1, 1)) == "kept"


def test_hard_case_l07_a_dated_closing_leaves_the_years_before_it_alone(settings: Any) -> None:
    settings.FINANCIAL_YEAR_CLOSINGS = ["2026-06-30", "12-31"]
    document = Invoice.objects.create(
        subject=Subject.objects.create(),
        billed_name="Pieter Claessens",
        number="1",
        issued_on=date(2018, 5, 4),
        chargeable_on=date(2018, 5, 4),
    )
    assert state(document, "contacts.invoice.billed_to", date(2025, 12, 31)) == "kept"
    assert state(document, "contacts.invoice.billed_to", date(2026, 1, 1)) == "due"

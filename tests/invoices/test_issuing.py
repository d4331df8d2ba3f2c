"""Issuing gives number and date, copies the party, makes the document: once, in order, or not at all."""

from __future__ import annotations

import io
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as real_settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from pypdf import PdfReader

from contacts.invoice_lines import InvoiceError
from contacts.invoices import AddressMissing, draft_invoice, issue_invoice
from contacts.models import Contact, Invoice, InvoiceCounter
from tests.invoices.clients import a_person, a_school, draft_for, work_for

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def documents(settings: Any, tmp_path: Path) -> Path:
    """A folder of its own for documents, and an organisation without a VAT number."""
    settings.MEDIA_ROOT = str(tmp_path)
    settings.VAT_NUMBER = ""
    return tmp_path


def text_of(invoice: Invoice) -> str:
    with invoice.document.open() as stream:
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(stream.read())).pages)


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_draft_has_sums_but_no_number_and_no_party() -> None:
    invoice = draft_for(a_person())
    assert (invoice.number, invoice.issued_on, invoice.billed_name, invoice.document.name) == (
        None,
        None,
        "",
        "",
    )
    # 150.015 and 1.245 are each rounded half up, so that the printed lines add up.
    assert invoice.amount == Decimal("150.02") + Decimal("1.25")


def test_issuing_freezes_number_date_party_and_sums() -> None:
    contact = a_person()
    invoice = issue_invoice(draft_for(contact), on=DAY)
    assert (invoice.number, invoice.issued_on, invoice.chargeable_on) == ("2026-0001", DAY, DAY)
    assert invoice.billed_name == "Zoé Łukasiewicz"
    assert invoice.billed_address == "Invented street 1\n3000 Leuven"
    assert invoice.subject == contact.subject
    assert (invoice.amount, invoice.vat) == (Decimal("151.27"), Decimal("0.00"))


def test_a_later_change_of_name_leaves_the_invoice_as_it_went_out() -> None:
    contact = a_person()
    invoice = issue_invoice(draft_for(contact), on=DAY)
    Contact.objects.filter(pk=contact.pk).update(
        first_name="Somebody", last_name="Else", street="Elsewhere 9"
    )
    invoice.refresh_from_db()
    assert (invoice.billed_name, invoice.billed_address) == (
        "Zoé Łukasiewicz",
        "Invented street 1\n3000 Leuven",
    )
    assert "Zoé Łukasiewicz" in text_of(invoice)


def test_a_company_is_billed_under_its_own_name_subject_and_number() -> None:
    company = a_school()
    invoice = issue_invoice(draft_for(company), on=DAY)
    assert invoice.billed_name == "Invented School vzw"
    assert invoice.billed_address.splitlines()[:2] == ["Example lane 2", "3010 Kessel-Lo"]
    assert "0123.456.749" in invoice.billed_address
    assert invoice.subject == company.subject


def test_numbers_run_on_within_a_year_and_begin_again_in_the_next() -> None:
    contact = a_person()
    days = [date(2026, 3, 10), date(2026, 3, 10), date(2026, 12, 31), date(2027, 1, 1)]
    assert [issue_invoice(draft_for(contact), on=day).number for day in days] == [
        "2026-0001",
        "2026-0002",
        "2026-0003",
        "2027-0001",
    ]


def test_dates_do_not_go_back_while_numbers_go_on() -> None:
    contact = a_person()
    issue_invoice(draft_for(contact), on=DAY)
    late = draft_for(contact)
    with pytest.raises(InvoiceError, match="2026-03-10"):
        issue_invoice(late, on=date(2026, 3, 9))
    # The refused one took no number, and last year's own row of numbers is not concerned.
    assert issue_invoice(late, on=DAY).number == "2026-0002"
    assert issue_invoice(draft_for(contact), on=date(2025, 12, 31)).number == "2025-0001"


def test_an_invoice_is_issued_once() -> None:
    invoice = issue_invoice(draft_for(a_person()), on=DAY)
    with translation.override("en"), pytest.raises(InvoiceError, match="issued before, as 2026-0001"):
        issue_invoice(invoice, on=DAY)
    assert InvoiceCounter.objects.get(year=2026).last == 1


def test_nobody_without_a_name_is_billed(documents: Path) -> None:
    nameless = draft_for(a_person(first_name="", last_name=" "))
    without_work = draft_for(a_person())
    Invoice.objects.filter(pk=without_work.pk).update(assignment=None)
    with translation.override("en"):
        for invoice in (nameless, without_work):
            with pytest.raises(InvoiceError, match="nobody to bill"):
                issue_invoice(invoice, on=DAY)
    assert not files_in(documents)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([], "at least one line"),
        ([{"text": " ", "price": "1"}], "Line 1 .* no text"),
        ([{"text": "a", "price": "1"}, {"text": "b"}], "Line 2 .* price"),
        ([{"text": "a", "price": "NaN"}], "Line 1 .* price"),
        ([{"text": "a", "price": "1,5"}], "Line 1 .* price"),
        ([{"text": "a", "price": "1", "quantity": "0"}], "Line 1 .* quantity"),
        ([{"text": "a", "price": "-1"}], "must not be negative"),
        ([{"text": "a", "price": "9999999999", "quantity": "2"}], "larger"),
    ],
)
def test_lines_that_cannot_be_billed_are_refused_by_number(lines: list[dict[str, str]], words: str) -> None:
    with translation.override("en"), pytest.raises(InvoiceError, match=words):
        draft_invoice(work_for(a_person()), lines=lines)


def test_an_invoice_emptied_since_it_was_drafted_is_not_issued() -> None:
    invoice = draft_for(a_person())
    Invoice.objects.filter(pk=invoice.pk).update(lines=[])
    with translation.override("en"), pytest.raises(InvoiceError, match="at least one line"):
        issue_invoice(invoice, on=DAY)


def test_the_organisation_with_a_vat_number_charges_vat_half_up_and_names_the_day(settings: Any) -> None:
    settings.VAT_NUMBER = "BE 0123.456.749"
    invoice = draft_invoice(work_for(a_person(language="en")), lines=[{"text": "Book", "price": "2.50"}])
    issue_invoice(invoice, on=DAY, chargeable_on=date(2026, 2, 27))
    assert (invoice.vat, invoice.chargeable_on) == (Decimal("0.53"), date(2026, 2, 27))  # 0.525
    text = text_of(invoice)
    assert "BE 0123.456.749" in text
    assert "3.03" in text
    assert "27" in text


def test_a_file_name_says_neither_who_nor_which_number() -> None:
    first, second = (issue_invoice(draft_for(a_person()), on=DAY) for _ in range(2))
    assert re.fullmatch(r"[0-9a-f]{2}/[0-9a-f]{32}\.pdf", str(first.document.name))
    assert first.document.name != second.document.name


def test_a_failed_issue_leaves_no_file_no_number_and_a_draft(
    documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    invoice = draft_for(a_person())
    seen: list[int] = []

    def fail(row: Invoice, *args: Any, **kwargs: Any) -> None:
        seen.append(len(files_in(documents)))
        raise OSError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(Invoice, "save", fail)
        with pytest.raises(OSError, match="disk"):
            issue_invoice(invoice, on=DAY)
    assert seen == [1]
    assert not files_in(documents)
    assert invoice.number is None
    assert issue_invoice(invoice, on=DAY).number == "2026-0001"


def test_issuing_takes_the_latch_before_it_looks_at_anything() -> None:
    invoice = draft_for(a_person())
    with CaptureQueriesContext(connection) as statements:
        issue_invoice(invoice, on=DAY)
    asked = [query["sql"] for query in statements if query["sql"].startswith("SELECT")]
    assert "privacy_latch" in asked[0]
    assert any("contacts_invoice" in sql for sql in asked[1:])


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_the_document_can_be_read_back_whole(language: str) -> None:
    contact = a_person(first_name="Ёлка Şen", last_name="Dvořák-Nguye\u0302\u0303n", language=language)
    with translation.override("en"):
        invoice = issue_invoice(draft_for(contact), on=DAY)
    text = text_of(invoice)
    for expected in (
        "2026-0001",
        "Ёлка Şen Dvořák-Nguyễn",
        "Invented street 1",
        "Workshop",
        "Travel",
        real_settings.ORGANISATION_NAME,
    ):
        assert expected in text
    assert ("151.27" if language == "en" else "151,27") in text
    assert {"nl": "10 maart 2026", "fr": "10 mars 2026", "en": "10 March 2026"}[language] in text


def test_many_lines_go_on_over_pages_with_their_sum_on_the_last() -> None:
    lines = [{"text": f"Session {number}", "price": "10"} for number in range(70)]
    invoice = issue_invoice(draft_invoice(work_for(a_person(language="nl")), lines=lines), on=DAY)
    with invoice.document.open() as stream:
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(stream.read())).pages]
    assert len(pages) > 1
    assert "Session 69" in pages[-1]
    assert "700,00" in pages[-1]


def test_what_a_document_says_of_itself_names_nobody() -> None:
    invoice = issue_invoice(draft_for(a_person()), on=DAY)
    with invoice.document.open() as stream:
        about = PdfReader(io.BytesIO(stream.read())).metadata
    assert about is not None
    assert "2026-0001" in str(about.title)
    assert "ukasiewicz" not in str(dict(about))


def test_the_letters_of_a_name_are_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    issue_invoice(draft_for(a_person(first_name="陈", last_name="Ångström")), on=DAY)
    assert not [record for record in caplog.records if record.name.startswith(("fpdf", "fontTools"))]


# --- The address of who is billed ----------------------------------------------------------------------


@pytest.mark.parametrize("missing", ["street", "postcode", "city"])
@pytest.mark.parametrize("make", [a_person, a_school])
def test_without_the_address_of_the_client_nothing_is_issued_and_it_is_said_what_is_missing(
    make: Any, missing: str, documents: Path
) -> None:
    client = make(**{missing: "  "})
    draft = draft_for(client)
    with pytest.raises(AddressMissing, match=str(client._meta.get_field(missing).verbose_name)):
        issue_invoice(draft, on=DAY)
    draft.refresh_from_db()
    assert (draft.number, files_in(documents)) == (None, [])
    setattr(client, missing, "3000")
    client.save()
    assert issue_invoice(draft, on=DAY).number == "2026-0001"


@pytest.mark.parametrize(
    ("country", "asked"), [("", True), ("België", True), ("belgique", True), ("Ireland", False)]
)
def test_a_postcode_is_asked_in_belgium_only(country: str, asked: bool) -> None:
    draft = draft_for(a_person(postcode="", country=country))
    if asked:
        with pytest.raises(AddressMissing):
            issue_invoice(draft, on=DAY)
    else:
        assert issue_invoice(draft, on=DAY).number


def test_all_that_is_missing_is_named_at_once() -> None:
    with translation.override("en"), pytest.raises(AddressMissing, match="street and number, postcode, city"):
        issue_invoice(draft_for(a_school(street="", postcode="", city="")), on=DAY)

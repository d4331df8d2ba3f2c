"""Numbers as people write them: read as meant in Dutch, French and English, or asked; never as another
number."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import formats, translation
from hypothesis import given
from hypothesis import strategies as st

from contacts.invoice_lines import InvoiceError
from contacts.models import Invoice
from contacts.written_numbers import read_number, write_number
from tests.cast import amina
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import staff

LANGUAGES = ["nl", "fr", "en"]
NO_NUMBERS = [
    "",
    "-",
    "abc",
    "1e5",
    "NaN",
    "Infinity",
    "1.25.00",
    "12 50",
    "1,2,3",
    "1.250.00",
    "--1",
    "1..2",
]
NO_NUMBERS += ["\N{ARABIC-INDIC DIGIT THREE}", "1 250 00", "5-"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("450", "450"),
        ("450.00", "450.00"),
        ("450,5", "450.5"),
        ("0.415", "0.415"),
        ("0,415", "0.415"),
        ("1.250,00", "1250.00"),
        ("1,250.00", "1250.00"),
        ("1 250", "1250"),
        ("1\N{NO-BREAK SPACE}250,50", "1250.50"),
        ("1\N{NARROW NO-BREAK SPACE}250,50", "1250.50"),
        ("1'250.50", "1250.50"),
        ("1.250.000", "1250000"),
        ("1,250,000.5", "1250000.5"),
        ("1250,125", "1250.125"),
        ("1.2500", "1.2500"),
        ("€ 450,50", "450.50"),
        ("450,50 €", "450.50"),
        ("EUR 450", "450"),
        ("450,-", "450"),
        ("-1", "-1"),
        ("\N{MINUS SIGN}12,50", "-12.50"),
        ("- € 3", "-3"),
    ],
)
def test_it_is_read_as_it_is_meant(written: str, meant: str) -> None:
    assert read_number(written) == Decimal(meant)


@pytest.mark.parametrize("written", ["1.250", "1,250", "€ 12.500", "-999,999", "123.456"])
def test_what_can_be_read_two_ways_is_asked_and_the_two_are_named(written: str) -> None:
    with translation.override("en"), pytest.raises(InvoiceError) as asked:
        read_number(written)
    whole = written.strip("€ -").replace(".", "").replace(",", "")
    assert whole in str(asked.value)


@pytest.mark.parametrize("written", NO_NUMBERS)
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(InvoiceError):
        read_number(written)


@given(cents=st.integers(-(10**9), 10**9), language=st.sampled_from(LANGUAGES))
def test_an_amount_as_each_language_writes_it_is_read_back(cents: int, language: str) -> None:
    amount = Decimal(cents) / 100
    with translation.override(language):
        assert read_number(formats.number_format(amount, 2, use_l10n=True, force_grouping=True)) == amount
        assert read_number(formats.number_format(amount, 2, use_l10n=True)) == amount


@given(
    value=st.decimals(-(10**6), 10**6, allow_nan=False, allow_infinity=False, places=4),
    language=st.sampled_from(LANGUAGES),
)
def test_what_we_write_in_a_form_is_never_asked_about(value: Decimal, language: str) -> None:
    with translation.override(language):
        assert read_number(write_number(value)) == value


@given(written=st.from_regex(r"[0-9]{1,3}[.,][0-9]{3}", fullmatch=True))
def test_a_point_before_three_figures_is_never_taken_for_cents(written: str) -> None:
    try:
        read = read_number(written)
    except InvoiceError:
        return
    assert written.startswith("0")
    assert read == Decimal(written.replace(",", "."))


# --- On the form ---------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_k18_a_line_with_1_250_is_asked_about_in_words_and_stores_nothing(language: str) -> None:
    work = amina().assignments.get()
    client = signed_in(staff("Bookkeeping", "Client work"))
    type(staff("Bookkeeping")).objects.update(language=language)
    add = reverse("admin:contacts_invoice_add")
    said = text_of(client.post(add, {"assignment": work.pk, "lines": "Reis; 1; 3\nWorkshop; 1; 1.250"}))
    with translation.override(language):
        asked = translation.gettext("Line %(number)d: %(problem)s").partition("%")[0]
    assert f"{asked}2" in said
    assert "1250" in said
    assert not Invoice.objects.exists()


@pytest.mark.django_db
def test_a_price_with_three_decimals_is_shown_so_that_saving_it_again_changes_nothing() -> None:
    work = amina().assignments.get()
    client = signed_in(staff("Bookkeeping", "Client work"))
    add = reverse("admin:contacts_invoice_add")
    assert client.post(add, {"assignment": work.pk, "lines": "Druk; 1250,125; 1.2500"}).status_code == 302
    invoice = Invoice.objects.get()
    change = reverse("admin:contacts_invoice_change", args=(invoice.pk,))
    shown = client.get(change).context["adminform"].form["lines"].value()
    seen = client.get(change).context["seen"]
    again = {"assignment": work.pk, "lines": shown, "seen": seen}
    assert client.post(change, again).status_code == 302
    before = invoice.lines
    invoice.refresh_from_db()
    assert [Decimal(line["price"]) for line in invoice.lines] == [Decimal(line["price"]) for line in before]
    assert [Decimal(line["quantity"]) for line in invoice.lines] == [Decimal("1250.125")]

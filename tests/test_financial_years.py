"""Invoices are kept to the day the law lets go: not a day less, not a day more (LAW §3.1, R-1 to R-6)."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.bookkeeping_laws import INVOICE_REGIMES
from privacy.declarations.financial_years import Closings, CountedFrom, Regime
from tests.originals import OURS, vectors

OWN = OURS / "vectors" / "retention.csv"
COUNTED_FROM: tuple[CountedFrom, ...] = ("year-after-closing", "closing", "year-after-document")


def rows_of(path: Path) -> list[dict[str, str]]:
    """Return the invoice rows: I… without and V… with a VAT number."""
    with path.open(newline="", encoding="utf-8") as stream:
        return [row for row in csv.DictReader(stream) if row["category"] == "invoice"]


def first_day_gone(issued: date, *, chargeable: date, vat: bool, closings: Closings) -> date:
    """Return the latest of the ends of the regimes that apply (R-1)."""
    binding = [r for r in INVOICE_REGIMES if r.applies(chargeable_on=chargeable, has_vat_number=vat)]
    return max(regime.ends(issued, closings=closings) for regime in binding)


def assert_vector(row: dict[str, str]) -> None:
    facts = dict(pair.split("=") for pair in row["events"].split(";"))
    vat = facts["vat_number"] == "yes"
    issued = date.fromisoformat(facts["doc"])
    chargeable = date.fromisoformat(facts["vat_chargeable"]) if facts["vat_chargeable"] != "-" else issued
    expected = row["earliest_erasure_conservative_VAT10" if vat else "earliest_erasure_default"]
    found = first_day_gone(issued, chargeable=chargeable, vat=vat, closings=Closings.parse([facts["fy_end"]]))
    assert found == date.fromisoformat(expected)


@pytest.mark.parametrize("row", rows_of(OWN), ids=lambda row: row["id"])
def test_an_invoice_goes_on_the_day_of_the_vector(row: dict[str, str]) -> None:
    assert_vector(row)


def test_the_original_vectors_agree_where_they_are_at_hand() -> None:
    rows = rows_of(vectors("retention.csv"))
    assert {row["id"] for row in rows} >= {row["id"] for row in rows_of(OWN)}
    for row in rows:
        assert_vector(row)


def test_a_calendar_year_invoice_of_march_2026_goes_on_new_years_day_2034() -> None:
    closings = Closings.parse(["12-31"])
    day = date(2026, 3, 10)
    assert first_day_gone(day, chargeable=day, vat=False, closings=closings) == date(2034, 1, 1)
    assert first_day_gone(day, chargeable=day, vat=True, closings=closings) == date(2037, 1, 1)


@pytest.mark.parametrize(
    ("counted_from", "first_gone"),
    [
        ("year-after-closing", date(2032, 1, 1)),
        ("closing", date(2031, 9, 1)),
        ("year-after-document", date(2031, 1, 1)),
    ],
)
def test_each_regime_counts_from_its_own_day(counted_from: CountedFrom, first_gone: date) -> None:
    regime = Regime(slug="r", law="l", years=7, counted_from=counted_from)
    assert regime.ends(date(2023, 10, 10), closings=Closings.parse(["08-31"])) == first_gone


@pytest.mark.parametrize(
    ("entries", "day", "closing"),
    [
        (["12-31"], "2026-03-10", "2026-12-31"),
        (["12-31"], "2026-12-31", "2026-12-31"),
        (["08-31"], "2026-09-01", "2027-08-31"),
        (["02-29"], "2023-02-28", "2023-02-28"),
        (["02-29"], "2023-03-01", "2024-02-29"),
        # A first year of 18 months, then calendar years: on the last date's day, or on the one that is given.
        (["2025-12-31"], "2024-07-15", "2025-12-31"),
        (["2025-12-31"], "2026-01-01", "2026-12-31"),
        (["2025-08-31", "12-31"], "2025-09-01", "2025-12-31"),
        (["2026-12-31", "2025-08-31"], "2025-09-01", "2026-12-31"),
        (["2026-12-31", "2025-08-31"], "2027-01-01", "2027-12-31"),
        (["12-31", "2024-02-29"], "2020-01-01", "2024-02-29"),
    ],
)
def test_a_day_belongs_to_the_financial_year_that_closes_next(
    entries: list[str], day: str, closing: str
) -> None:
    assert Closings.parse(entries).closing_for(date.fromisoformat(day)) == date.fromisoformat(closing)


@pytest.mark.parametrize("bad", ["31-12", "2026-02-30", "december", "12-31-2026", "", "20260101", "13-01"])
def test_a_closing_that_cannot_be_read_is_named(bad: str) -> None:
    with pytest.raises(ValueError, match="financial year closing") as caught:
        Closings.parse(["2026-12-31", bad])
    assert repr(bad) in str(caught.value)


@pytest.mark.parametrize("entries", [[], ["12-31", "08-31"]])
def test_years_close_somewhere_and_on_one_day(entries: list[str]) -> None:
    with pytest.raises(ValueError, match="closing"):
        Closings.parse(entries)


def test_vat_terms_turn_on_when_the_tax_became_due_and_bind_only_with_a_number() -> None:
    def binding(chargeable: date | None, *, vat: bool) -> set[str]:
        return {r.slug for r in INVOICE_REGIMES if r.applies(chargeable_on=chargeable, has_vat_number=vat)}

    always = {"wer-iii-88", "wib-315"}
    assert binding(date(2026, 1, 1), vat=False) == always
    assert binding(date(2022, 12, 31), vat=True) == always | {"wbtw-60-before-2023"}
    assert binding(date(2023, 1, 1), vat=True) == always | {"wbtw-60"}
    assert binding(None, vat=True) == always | {"wbtw-60-before-2023", "wbtw-60"}


days = st.dates(min_value=date(1990, 1, 1), max_value=date(2070, 12, 31))
month_days = st.dates(min_value=date(2024, 1, 1), max_value=date(2024, 12, 31)).map(lambda d: f"{d:%m-%d}")


@st.composite
def closings(draw: st.DrawFn) -> Closings:
    """A bookkeeping: yearly, or with up to four dated closings, or both."""
    dated = draw(st.lists(days, max_size=4))
    yearly = draw(st.none() | month_days) if dated else draw(month_days)
    return Closings.parse([d.isoformat() for d in dated] + ([yearly] if yearly else []))


regimes = st.builds(
    Regime,
    slug=st.just("r"),
    law=st.just("l"),
    years=st.integers(min_value=0, max_value=25),
    counted_from=st.sampled_from(COUNTED_FROM),
)


@given(closings=closings(), regime=regimes, issued=days, away=st.integers(min_value=-400, max_value=400))
def test_what_sql_compares_with_and_what_a_person_is_told_agree(
    closings: Closings, regime: Regime, issued: date, away: int
) -> None:
    ends = regime.ends(issued, closings=closings)
    for today in (ends - timedelta(days=1), ends, ends + timedelta(days=away)):
        cutoff = regime.cutoff(today, closings=closings)
        assert (cutoff is None or issued > cutoff) == (today < ends)


@given(closings=closings(), regime=regimes, issued=days, later=st.integers(min_value=0, max_value=1500))
def test_a_later_invoice_never_goes_earlier(
    closings: Closings, regime: Regime, issued: date, later: int
) -> None:
    after = issued + timedelta(days=later)
    assert closings.closing_for(issued) <= closings.closing_for(after)
    assert regime.ends(issued, closings=closings) <= regime.ends(after, closings=closings)


@given(closings=closings(), day=days)
def test_every_day_is_in_a_year_that_closes_on_it_or_later(closings: Closings, day: date) -> None:
    closing = closings.closing_for(day)
    assert closing >= day
    assert closings.closing_for(closing) == closing


@pytest.mark.parametrize("counted_from", COUNTED_FROM)
def test_the_ends_of_the_calendar_raise_nothing(counted_from: Any) -> None:
    regime = Regime(slug="r", law="l", years=7, counted_from=counted_from)
    yearly = Closings.parse(["12-31"])
    assert regime.ends(date.max, closings=yearly) == date.max
    assert regime.cutoff(date.min, closings=yearly) is None
    assert regime.cutoff(date(2033, 12, 31), closings=yearly) == date(2025, 12, 31)

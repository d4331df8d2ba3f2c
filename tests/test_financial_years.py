"""Invoices are kept to the day the law lets go: not a day less, not a day more (LAW §3.1, R-1 to R-6)."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from contacts.bookkeeping_laws import INVOICE_REGIMES
from privacy.checks.financial_years import check_financial_years
from privacy.declarations.financial_years import Closings, CountedFrom, Regime
from tests.almanac import closing_after
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
    closings = Closings.parse([year_of(issued, facts["fy_end"])])
    assert first_day_gone(issued, chargeable=chargeable, vat=vat, closings=closings) == date.fromisoformat(
        expected
    )


def year_of(issued: date, closing: str) -> str:
    """Return the entry for the year of a document that closes on ``closing``: written out with its first day
    where it is longer than twelve months (I09)."""
    known = len(closing) > 5 and date.fromisoformat(closing) > issued + relativedelta(years=1)
    return f"{issued}..{closing}" if known else closing


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
        # A date closes a shorter year; the years before it are no part of that one.
        (["2026-06-30", "12-31"], "2018-05-04", "2018-12-31"),
        (["2026-06-30", "12-31"], "2026-01-01", "2026-06-30"),
        (["2026-06-30", "12-31"], "2026-07-01", "2026-12-31"),
        (["12-31", "2026-06-30", "06-30"], "2025-07-01", "2025-12-31"),
        (["12-31", "2026-06-30", "06-30"], "2026-07-01", "2027-06-30"),
        (["12-31", "2024-02-29"], "2020-01-01", "2020-12-31"),
        (["12-31", "2024-02-29"], "2024-03-01", "2024-12-31"),
        # Two dates: between them years close as they did before, or else as they do afterwards.
        (["2020-12-31", "2022-06-30", "08-31"], "2021-01-01", "2021-08-31"),
        (["2020-12-31", "2022-06-30", "08-31"], "2021-09-01", "2022-06-30"),
        (["2020-12-31", "06-30", "2022-06-15", "08-31"], "2021-07-01", "2022-06-15"),
        (["2020-12-31", "06-30", "2022-06-15", "08-31"], "2020-01-01", "2020-06-30"),
        # Without a yearly closing years close on the day of the last date.
        (["2025-12-31"], "2024-07-15", "2024-12-31"),
        (["2025-12-31"], "2026-01-01", "2026-12-31"),
        (["2026-01-01..2027-06-30"], "2025-07-15", "2025-12-31"),
        (["2026-01-01..2027-06-30"], "2025-06-15", "2025-06-30"),
        # A year that is written with both its days is one year, and closes the one before it.
        (["2024-07-01..2025-12-31", "12-31"], "2024-07-01", "2025-12-31"),
        (["2024-07-01..2025-12-31", "12-31"], "2024-12-31", "2025-12-31"),
        (["2024-07-01..2025-12-31", "12-31"], "2024-06-30", "2024-06-30"),
        (["2024-07-01..2025-12-31", "12-31"], "2026-01-01", "2026-12-31"),
        (["12-31", "2026-01-01..2027-06-30", "06-30"], "2025-12-31", "2025-12-31"),
        (["12-31", "2026-01-01..2027-06-30", "06-30"], "2026-12-31", "2027-06-30"),
        (["12-31", "2026-01-01..2027-06-30", "06-30"], "2027-07-01", "2028-06-30"),
        (["2026-06-30", "2026-07-01..2028-06-30"], "2026-07-01", "2028-06-30"),
    ],
)
def test_a_day_belongs_to_the_financial_year_that_closes_next(
    entries: list[str], day: str, closing: str
) -> None:
    assert Closings.parse(entries).closing_for(date.fromisoformat(day)) == date.fromisoformat(closing)
    with override_settings(FINANCIAL_YEAR_CLOSINGS=entries):
        assert closing_after(date.fromisoformat(day)) == date.fromisoformat(closing)


MOVED = ["12-31", "2026-01-01..2027-06-30", "06-30"]


@pytest.mark.parametrize(
    ("entries", "issued", "kept_through"),
    [
        pytest.param(["2026-06-30", "12-31"], "2018-05-04", "2025-12-31", id="L07"),
        pytest.param(MOVED, "2019-03-01", "2026-12-31", id="L08"),
        pytest.param(["06-30"], "2026-03-10", "2033-12-31", id="L09"),
        pytest.param(["06-30"], "2026-07-01", "2034-12-31", id="L09-next-year"),
        pytest.param(MOVED, "2026-09-01", "2034-12-31", id="L10"),
        pytest.param(MOVED, "2026-03-10", "2034-12-31", id="L10b"),
    ],
)
def test_hard_case_of_financial_years(entries: list[str], issued: str, kept_through: str) -> None:
    day = date.fromisoformat(issued)
    gone = first_day_gone(day, chargeable=day, vat=False, closings=Closings.parse(entries))
    assert gone - timedelta(days=1) == date.fromisoformat(kept_through)


UNREADABLE = ["31-12", "2026-02-30", "december", "12-31-2026", "", "20260101", "13-01"]
UNREADABLE_YEARS = ["2026-01-01..", "2026-01-01..2027-02-30", "..2027-06-30", "2027-01-01..12-31"]
OUT_OF_ORDER = ["2024-06-30", "2024-12-31", "2024-12-31..2025-12-30"]
WRONG_LENGTH = ["2027-12-31..2027-01-01", "2025-01-01..2027-01-01"]


@pytest.mark.parametrize("bad", [*UNREADABLE, *UNREADABLE_YEARS, *OUT_OF_ORDER, *WRONG_LENGTH])
def test_a_closing_that_cannot_be_right_is_named(bad: str) -> None:
    assert Closings.parse(["2024-12-31", "06-30"])  # the others can
    with pytest.raises(ValueError, match="financial year closing") as caught:
        Closings.parse(["2024-12-31", bad, "06-30"])
    assert repr(bad) in str(caught.value)


@pytest.mark.parametrize("entries", [["12-31", "08-31"], ["2024-12-31", "12-31", "08-31"]])
def test_from_one_yearly_closing_to_another_a_date_is_needed(entries: list[str]) -> None:
    with pytest.raises(ValueError, match=r"'08-31'.*'12-31'"):
        Closings.parse(entries)


def test_years_close_somewhere() -> None:
    with pytest.raises(ValueError, match="no financial year closing"):
        Closings.parse([])


def test_e017_closings_that_cannot_be_right_stop_the_start_with_their_words(settings: Any) -> None:
    assert check_financial_years(None) == []
    settings.FINANCIAL_YEAR_CLOSINGS = ["2026-06-30", "31-12"]
    (error,) = check_financial_years(None)
    assert error.id == "privacy.E017"
    assert "'31-12'" in error.msg
    assert error.is_serious()


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
def entries(draw: st.DrawFn) -> list[str]:
    """What somebody writes of their years: yearly closings, shorter years and longer ones, in order."""
    found = draw(st.lists(month_days, max_size=1))
    last = draw(days)
    for kind in draw(st.lists(st.sampled_from(["date", "long", "yearly"]), max_size=6)):
        if kind == "yearly":
            dated = found and len(found[-1]) > 5
            found += [draw(month_days)] if dated or not found else []
        else:
            start = last + timedelta(days=draw(st.integers(min_value=1, max_value=1200)))
            last = start + timedelta(days=draw(st.integers(min_value=0, max_value=729)))
            found.append(f"{last}" if kind == "date" else f"{start}..{last}")
    return found or [draw(month_days)]


closings = entries().map(Closings.parse)

regimes = st.builds(
    Regime,
    slug=st.just("r"),
    law=st.just("l"),
    years=st.integers(min_value=0, max_value=25),
    counted_from=st.sampled_from(COUNTED_FROM),
)


@given(closings=closings, regime=regimes, issued=days, away=st.integers(min_value=-400, max_value=400))
def test_what_sql_compares_with_and_what_a_person_is_told_agree(
    closings: Closings, regime: Regime, issued: date, away: int
) -> None:
    ends = regime.ends(issued, closings=closings)
    for today in (ends - timedelta(days=1), ends, ends + timedelta(days=away)):
        cutoff = regime.cutoff(today, closings=closings)
        assert (cutoff is None or issued > cutoff) == (today < ends)


@given(closings=closings, regime=regimes, issued=days, later=st.integers(min_value=0, max_value=1500))
def test_a_later_invoice_never_goes_earlier(
    closings: Closings, regime: Regime, issued: date, later: int
) -> None:
    after = issued + timedelta(days=later)
    assert closings.closing_for(issued) <= closings.closing_for(after)
    assert regime.ends(issued, closings=closings) <= regime.ends(after, closings=closings)


@given(closings=closings, day=days)
def test_years_join_without_gap_or_overlap(closings: Closings, day: date) -> None:
    closing = closings.closing_for(day)
    assert closing >= day
    assert closings.closing_for(closing) == closing
    for apart in range(0, (closing - day).days, 7):
        assert closings.closing_for(day + timedelta(days=apart)) == closing
    assert closings.closing_for(closing + timedelta(days=1)) > closing


@given(entries=entries(), day=days)
def test_no_year_but_one_that_is_written_out_is_longer_than_twelve_months(
    entries: list[str], day: date
) -> None:
    closing = Closings.parse(entries).closing_for(day)
    first_after = day + relativedelta(years=1)
    assert closing <= first_after or any(
        entry.endswith(f"..{closing}") and entry[:10] <= day.isoformat() for entry in entries
    )


@given(entries=entries(), day=days)
def test_every_day_closes_as_the_almanac_says(entries: list[str], day: date) -> None:
    with override_settings(FINANCIAL_YEAR_CLOSINGS=entries):
        assert Closings.parse(entries).closing_for(day) == closing_after(day)


@given(entries=entries())
def test_every_date_that_is_written_closes_a_year(entries: list[str]) -> None:
    closings = Closings.parse(entries)
    for written in (date.fromisoformat(entry[-10:]) for entry in entries if len(entry) > 5):
        assert closings.closing_for(written) == written


@pytest.mark.parametrize("counted_from", COUNTED_FROM)
def test_the_ends_of_the_calendar_raise_nothing(counted_from: Any) -> None:
    regime = Regime(slug="r", law="l", years=7, counted_from=counted_from)
    yearly = Closings.parse(["12-31"])
    assert regime.ends(date.max, closings=yearly) == date.max
    assert regime.cutoff(date.min, closings=yearly) is None
    assert regime.cutoff(date(2033, 12, 31), closings=yearly) == date(2025, 12, 31)

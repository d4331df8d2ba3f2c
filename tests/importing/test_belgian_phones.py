"""The short way to normalise a Belgian number gives what the library gives."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from privacy.subjects.identifiers import BELGIAN, normalise_phone, spell_phone
from privacy.web.refusal import Refusal


def by_the_library(text: str) -> str:
    number = phonenumbers.parse(text, "BE")
    assert phonenumbers.is_valid_number(number)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@given(st.from_regex(BELGIAN, fullmatch=True))
@example("0471/23.45.67")
@example("+32 2 523 45 67")
@example("+32471234567")
@example("016-20-30-40")
def test_a_plain_belgian_number_is_normalised_as_the_library_does(text: str) -> None:
    assert BELGIAN.fullmatch(text)
    assert normalise_phone(text) == by_the_library(text)


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("0032 471 23 45 67", "+32471234567"),
        ("+32 (0)471 23 45 67", "+32471234567"),
        ("+31 20 123 4567", "+31201234567"),
        ("471234567", "+32471234567"),
    ],
)
def test_every_other_number_goes_through_the_library(written: str, stored: str) -> None:
    assert not BELGIAN.fullmatch(written)
    assert normalise_phone(written) == stored


@pytest.mark.parametrize(
    "written", ["0471 2", "04712345678901", "02 123 45 67", "0471 23 45 6", "vraag Els", "0", ""]
)
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(Refusal, match=r"\w"):
        normalise_phone(written)


@pytest.mark.parametrize("written", ["4.75E+08", "3,24752e+10", "4.75E+08 thuis"])
def test_what_a_spreadsheet_shortened_is_kept_by_no_form(written: str) -> None:
    with pytest.raises(Refusal, match=r"\w"):
        spell_phone(written)

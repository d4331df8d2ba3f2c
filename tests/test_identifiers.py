"""Addresses in one spelling, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from privacy.subjects.identifiers import IN_THE_WORLD, SHORT, is_mobile, normalise_email, spell_phone
from privacy.subjects.written_emails import PLAIN
from privacy.web.refusal import Refusal


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (" Noor@Example.ORG ", "noor@example.org"),
        ("noor+werk@example.org", "noor+werk@example.org"),
        ('"noor.h"@example.org', "noor.h@example.org"),
        (r'"Noor\.h"@example.org', "noor.h@example.org"),
        ('"noor(h"@example.org', '"noor(h"@example.org'),
        ("noor@exämple.org", "noor@xn--exmple-cua.org"),
        ("noor@example。org", "noor@example.org"),
    ],
)
def test_one_spelling(written: str, kept: str) -> None:
    assert normalise_email(written) == kept


@given(st.from_regex(PLAIN, fullmatch=True).filter(lambda text: len(text) <= SHORT))
@example("Noor+werk@sub.Example-Domain.org")
def test_the_short_way_for_a_plain_address_is_the_long_one(written: str) -> None:
    IN_THE_WORLD(written.lower())
    assert normalise_email(written) == written.lower() == normalise_email(f" {written}")


@pytest.mark.parametrize(
    "written",
    [
        "noor",
        "a@b",
        "noor@localhost",
        "noor@[127.0.0.1]",
        "noor@[::1]",
        "a@example.org,b@example.org",
        "a\0@example.org",
        "noor@☃.org",
    ],
)
def test_no_address_in_the_world_is_refused(written: str) -> None:
    with pytest.raises(Refusal, match=r"."):
        normalise_email(written)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("0475 22 33 44", "+32475223344"),
        (" 06 87654321 ", "06 87654321"),
        ("0475 22 33 4", "0475 22 33 4"),
        ("016 22 33 44  ext. 12", "016 22 33 44 ext. 12"),
        ("0475 22 33 44 (na 18u)", "0475 22 33 44 (na 18u)"),
        ("+49 351 445566", "+49351445566"),
    ],
)
def test_a_number_that_only_a_person_can_read_is_kept_as_they_wrote_it(written: str, kept: str) -> None:
    assert spell_phone(written) == kept


@pytest.mark.parametrize(
    "written", ["", "12", "bel mij", "1 2 3 4", "0475 22 33 44, en anders bij mijn zus thuis"]
)
def test_what_nobody_could_call_is_refused(written: str) -> None:
    with pytest.raises(Refusal, match=r"."):
        spell_phone(written)


@pytest.mark.parametrize(
    ("number", "mobile"),
    [
        ("+32475223344", True),
        ("+3216223344", False),
        ("+31687654321", True),
        ("+31201234567", False),
        ("22 33 44", False),
    ],
)
def test_a_mobile_number_is_told_from_a_landline(number: str, mobile: bool) -> None:
    assert is_mobile(number) is mobile

"""Addresses and numbers as people write them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy.subjects.identifiers import normalise_phone
from privacy.subjects.readings import every_reading
from privacy.subjects.written_emails import read_emails
from privacy.subjects.written_phones import read_phones
from privacy.web.refusal import Refusal

EMAIL = "amina.el-idrissi@example.org"


@pytest.mark.parametrize(
    "written",
    [
        "MailTo:amina@example.org?subject=Dag",
        "mailto:amina%40example.org",
        "amina@example.org.",
        "amina@example.org;",
        "'amina@example.org'",
        "“amina@example.org”",
        '="amina@example.org"',
        "<amina@example.org>",
        "Amina <amina@example.org>",
        '"El Idrissi, Amina" <amina@example.org>',
        "amina @ example.org",
        "amina@ example.org",
        "amina @example.org",
        "amina(at)example.org",
        "amina [at] example [dot] org",
        "amina＠example.org",
        "amina\u200b@example.org",
        "&lt;amina@example.org&gt;",
        '<a href="mailto:amina@example.org">Amina</a>',
        "e-mail: amina@example.org",
    ],
)
def test_an_address_anybody_can_read_is_read(written: str) -> None:
    assert [one.value for one in read_emails(written)] == ["amina@example.org"]


@pytest.mark.parametrize("between", [", ", ";", " ; ", " / ", "/", " ::: ", "\n", " en ", " | ", "&"])
def test_several_addresses_stand_in_one_place(between: str) -> None:
    found = read_emails(f"amina@example.org{between}noor@example.be")
    assert [one.value for one in found] == ["amina@example.org", "noor@example.be"]


def test_what_stands_beside_one_address_is_its_note() -> None:
    assert read_emails("amina@example.org (enkel werk)") == [("amina@example.org", "enkel werk")]


@pytest.mark.parametrize(
    "written",
    ["amina", "@amina", "amina@", "amina@localhost", "a@b@example.org", '"amina\0x"', "vraag Amina", "@", ""],
)
def test_where_nobody_would_read_an_address_none_is_made_up(written: str) -> None:
    assert read_emails(written) == []


def test_of_a_quoted_name_of_a_mailbox_no_part_becomes_another_mailbox() -> None:
    (one,) = read_emails('"amina idrissi"@example.org')
    assert one.value == '"amina idrissi"@example.org'


BOTH = ["+32475112233", "+3216223344"]


@pytest.mark.parametrize(
    "written",
    [
        "0475 11 22 33 / 016 22 33 44",
        "0475/11.22.33 - 016/22.33.44",
        "0475/11 22 33/016/22 33 44",
        "0475112233 016223344",
        "+32 (0)475 11 22 33 ::: (016) 22 33 44",
        "0475-11-22-33 of 016-22-33-44",
        "0032475112233;016 22 33 44",
        "0475 11 22 33, 016 / 22 33 44",
        "gsm 0475 11 22 33\nthuis 016 22 33 44",
    ],
)
def test_several_numbers_stand_in_one_place(written: str) -> None:
    assert [normalise_phone(one.value) for one in read_phones(written)] == BOTH


@pytest.mark.parametrize(
    ("written", "notes"),
    [
        ("0475 11 22 33 (na 18u)", ["na 18u"]),
        ("016 22 33 44 ext. 12", ["ext. 12"]),
        ("016 22 33 44 x12", ["ext. 12"]),
        ("+32-16-22-33-44;ext=12", ["ext. 12"]),
        ("tel. 016 22 33 44", [""]),
        ("016/22.33.44-45", ["45"]),
        ("Els: 0475 11 22 33; Jan: 016 22 33 44", ["Els", "Jan"]),
        ("0475 11 22 33 (Els) / 016 22 33 44 (Jan)", ["Els", "Jan"]),
        ("thuis 016 22 33 44 gsm 0475 11 22 33", ["thuis", "gsm"]),
    ],
)
def test_what_stands_beside_a_number_is_its_note(written: str, notes: list[str]) -> None:
    assert [one.note for one in read_phones(written)] == notes


@pytest.mark.parametrize(
    "written", ["0475 11 22 3", "016 22 33 44 5", "22 33 44", "06 12345678", "Els", "12/2026"]
)
def test_what_is_no_valid_number_is_not_read(written: str) -> None:
    assert read_phones(written) == []


def test_beside_a_valid_number_another_one_is_returned_as_written() -> None:
    assert [one.value for one in read_phones("0475 11 22 33 / 22.33.44")] == ["0475 11 22 33", "22.33.44"]


@pytest.mark.parametrize(
    ("written", "region", "number"),
    [
        ("0351 223344", "DE", "+49351223344"),
        ("06-12345678", "NL", "+31612345678"),
        ("01 42 68 53 00", "FR", "+33142685300"),
        ("0031 6 12345678", "BE", "+31612345678"),
        ("0031 6 12345678", "", "+31612345678"),
        ("+32 475 11 22 33", "NL", "+32475112233"),
    ],
)
def test_the_country_decides(written: str, region: str, number: str) -> None:
    (one,) = read_phones(written, region=region)
    assert normalise_phone(one.value, region=region) == number


@pytest.mark.parametrize(
    ("written", "region"), [("0475 11 22 33", ""), ("0475 11 22 3", "BE"), ("06 12345678", "BE")]
)
def test_no_number_of_a_country_that_is_not_known_is_made_up(written: str, region: str) -> None:
    with pytest.raises(Refusal):
        normalise_phone(written, region=region)


@given(st.text(alphabet="a@. ,;<>\"'()0+/-:&[]t\u200b＠", max_size=40))
def test_what_is_read_is_written_there(text: str) -> None:
    for one in read_emails(text):
        assert one.value.count("@") == 1 or one.value.startswith('"')
        assert len(one.value) <= len(text)
    for number in read_phones(text):
        assert "".join(filter(str.isdigit, number.value)) in "".join(filter(str.isdigit, text))


around = st.sampled_from(
    ["{}", "'{}'", '"{}"', "<{}>", "MAILTO:{}", "{}.", "{};", " {} ,", "Jan <{}>", "({})", "«{}»"]
)
case = st.sampled_from([str.lower, str.upper, str.title])
at = st.sampled_from(["@", " @", "@ ", " @ ", "＠", "@\u200b"])


@given(around, around, case, at)
def test_every_spelling_of_an_address_is_one_of_its_readings(
    outer: str, inner: str, as_case: object, sign: str
) -> None:
    assert callable(as_case)
    written = outer.format(inner.format(as_case(EMAIL).replace("@", sign)))
    assert EMAIL in every_reading(written).emails


@given(
    st.sampled_from(
        [
            "0351 223344",
            "(0351) 22 33 44",
            "0351/22.33-44",
            "+49 (0)351 223344",
            "0049351223344",
            "49351223344",
            "tel. 0351 223344 (na 18u)",
            "0351 223344 of 22 33 44",
            "0351 223344 / 016 22",
        ]
    ),
    st.sampled_from(["BE", "DE", ""]),
)
def test_every_spelling_of_a_foreign_number_is_one_of_its_readings(written: str, region: str) -> None:
    assert "+49351223344" in every_reading(written, region=region).phones


def test_a_plain_number_is_only_itself() -> None:
    assert every_reading("0475 11 22 33").phones == {"+32475112233"}


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "a@",
        "@",
        " ",
        "(",
        "0 ",
        "0475112233 ",
        "0/",
        "a.",
        '"@',
        '"a',
        "[at",
        "[ at",
        ", ",
        "+",
        "a\t",
        "1-",
        "<",
        "&#6;",
    ],
)
def test_a_long_text_takes_time_in_proportion(piece: str) -> None:
    text = (piece * 70_000)[:70_000]
    start = time.process_time()
    for read in (read_emails, read_phones, every_reading):
        read(text)
    assert time.process_time() - start < 2

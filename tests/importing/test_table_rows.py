"""Rows and cells of a table: counted, cleaned, and named where they cannot be read."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from contacts.importing.card import Card, UnreadableRow
from contacts.importing.file_format import UnknownFormat, open_address_book

from .files import book_of, only, read

OURS = "First name,Last name,E-mail,Phone,Company,Street,Postcode,City\n"


JAN = "Jan,Peeters,jan@example.org,016 12 34 56,Bakkerij Peeters,Diestsestraat 15,3000,Leuven\n"


@pytest.mark.parametrize("first", ["sep=;\r\n", "\r\n", "\r\n \r\n"])
def test_what_excel_puts_before_the_headings_is_passed_over(tmp_path: Path, first: str) -> None:
    one = only(tmp_path, f"{first}Voornaam;Achternaam;Notitie\r\nJan;Peeters;ja, dag\r\n".encode())
    assert (one.line, one.first_name, one.last_name) == (first.count("\n") + 2, "Jan", "Peeters")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path, end: str) -> None:
    rows = [
        "First name,Street,E-mail",
        '"Jan","Kerkstraat 1',
        'bus 2",jan@example.org',
        "",
        ",,",
        "Els,,els@example.org",
        "",
    ]
    cards, broken = read(tmp_path, end.join(rows).encode())
    assert not broken
    assert [(one.line, one.first_name, one.street) for one in cards] == [
        (2, "Jan", "Kerkstraat 1 bus 2"),
        (6, "Els", ""),
    ]


def test_columns_may_be_missing_or_more(tmp_path: Path) -> None:
    one = only(tmp_path, b"Shoe size,E-mail,Last name\n42,jan@example.org,Peeters\n")
    assert one == Card(2, last_name="Peeters", emails=[("jan@example.org", "")])


def test_short_rows_are_read_and_rows_with_too_much_are_named(tmp_path: Path) -> None:
    cards, broken = read(
        tmp_path,
        (OURS + "Jan,Peeters\n" + JAN.strip() + ",,\n" + JAN.strip() + ",more\n" + "Els,Claes\n").encode(),
    )
    assert [(one.line, one.last_name) for one in cards] == [(2, "Peeters"), (3, "Peeters"), (5, "Claes")]
    assert [one.line for one in broken] == [4]
    assert "more cells" in broken[0].reason


def test_a_row_of_nobody_is_named(tmp_path: Path) -> None:
    cards, broken = read(tmp_path, (OURS + ",,,,,Kerkstraat 1,9000,Gent\n" + JAN).encode())
    assert [one.line for one in cards] == [3]
    assert [one.line for one in broken] == [2]


def test_a_row_that_is_no_text_is_named(tmp_path: Path) -> None:
    cards, broken = read(
        tmp_path, (OURS + "J\0n,Peeters,,,,,,\n" + JAN + '"Els\nb\0","Claes"\n' + JAN).encode()
    )
    assert [one.line for one in cards] == [3, 6]
    assert [one.line for one in broken] == [2, 4]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("'+32 16 12 34 56", "+32 16 12 34 56"),
        ("+32 16", "+32 16"),
        ("'t Zand", "'t Zand"),
        ("'-1", "-1"),
        ("'", "'"),
    ],
)
def test_the_quote_that_guards_a_formula_is_taken_off(tmp_path: Path, cell: str, value: str) -> None:
    assert only(tmp_path, f"Voornaam,Telefoon\nJan,{cell}\n".encode()).phones == [(value, "")]
    assert only(tmp_path, f"Straat,Telefoon\n{cell},016\n".encode()).street == value


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("a@example.org; b@example.org", ["a@example.org", "b@example.org"]),
        ('"a@example.org, b@example.org"', ["a@example.org", "b@example.org"]),
        ('"""Peeters, Jan"" <a@example.org>"', ["a@example.org"]),
        ("mailto:a@example.org", ["a@example.org"]),
        ("a@example.org ::: A@example.org", ["a@example.org"]),
        ("not an address", ["not an address"]),
        (";", []),
    ],
)
def test_a_cell_may_hold_several_addresses(tmp_path: Path, cell: str, values: list[str]) -> None:
    assert [
        value for value, _label in only(tmp_path, f"Voornaam,E-mail\nJan,{cell}\n".encode()).emails
    ] == values


def test_a_name_that_is_an_address_is_no_name(tmp_path: Path) -> None:
    assert only(tmp_path, b"Email Address,Name\na@example.org,a@example.org\n").first_name == ""


def test_a_header_alone_is_a_book_without_cards(tmp_path: Path) -> None:
    assert list(book_of(tmp_path, OURS.encode())) == []
    assert list(book_of(tmp_path, OURS.strip().encode())) == []


@pytest.mark.parametrize(
    "content",
    [
        b"Name,Price,SKU\nChair,10,A1\n",
        b"Company,City\nAcme,Gent\n",
        b"Jan,Peeters,jan@example.org\n",
        b"<table><tr><td>E-mail</td></tr></table>",
        b"E-\0mail,Phone\na,b\n",
        b"First name\nJan\n",
        b"INSERT INTO people (first_name, last_name) VALUES ('Jan', 'P');\n",
    ],
)
def test_a_table_of_something_else_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UnknownFormat):
        book_of(tmp_path, content)


@pytest.mark.parametrize(
    "bad",
    [
        '"Jan,Peeters,jan@example.org,,,,,\n',
        'Jan,"Peeters,jan@example.org,,,,,\n',
        'Jan,"Pee"ters,,,,,,\n',
        '"Jan "P" Peeters",,,,,"Kerkstraat 1\nbus 2",9000,Gent\n',
    ],
)
@pytest.mark.parametrize("after", [0, 3, 4000])
def test_a_quote_that_is_never_closed_takes_no_other_row_with_it(
    tmp_path: Path, bad: str, after: int
) -> None:
    cards, broken = read(tmp_path, (OURS + JAN + bad + '"Els","Claes",,,,,,\n' * after).encode())
    assert [one.line for one in cards] == [2, *range(3 + bad.count("\n"), 3 + bad.count("\n") + after)]
    assert broken[0].line == 3
    assert "quotation marks" in broken[0].reason
    assert len(broken) == bad.count("\n")


def test_a_row_without_end_is_named_and_not_held(tmp_path: Path) -> None:
    path = tmp_path / "long"
    path.write_bytes((OURS + JAN + "x" * 40_000_000 + "\n" + JAN + '"' + "x\n" * 200_000 + JAN).encode())
    tracemalloc.start()
    entries = list(open_address_book(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    cards = [one for one in entries if isinstance(one, Card)]
    assert cards[0].line == 2
    assert cards[1].line == 4
    assert cards[-1].line == 200_005
    assert [one.line for one in entries if isinstance(one, UnreadableRow)][:2] == [3, 5]
    assert peak < 120_000_000


def test_a_long_table_is_read_in_constant_memory(tmp_path: Path) -> None:
    peaks = []
    for rows in (2_000, 60_000):
        book = book_of(tmp_path, (OURS + JAN * rows).encode())
        tracemalloc.start()
        assert sum(1 for one in book if isinstance(one, Card)) == rows
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert book.position == book.total
    assert peaks[1] < peaks[0] * 1.5

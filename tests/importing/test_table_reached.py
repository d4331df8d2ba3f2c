"""Addresses and numbers in the cells of a table: read as a person reads them, or kept and named."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from contacts.importing.card import Card
from contacts.importing.cells import LONGEST_CELL
from contacts.importing.entries import Entry, prepare_entry
from contacts.importing.report import Remark

from .files import only, read

HEADINGS = "Voornaam;Achternaam;E-mailadres;Telefoon;Land\n"


def entry_of(folder: Path, row: str, *, headings: str = HEADINGS) -> tuple[Entry | None, list[Remark]]:
    """Return the entry in a table with that one row, and what is told of it."""
    remarks: list[Remark] = []
    return prepare_entry(only(folder, (headings + row + "\n").encode()), remarks), remarks


def reached(folder: Path, row: str) -> list[tuple[str, str]]:
    """Return the addresses and numbers of that row with their labels; nothing is told of it."""
    entry, remarks = entry_of(folder, row)
    assert entry
    assert remarks == []
    return [(reach.value, reach.label) for reach in entry.reaches]


@pytest.mark.parametrize(
    ("country", "written", "number"),
    [
        ("Allemagne", "0351 445566", "+49351445566"),
        ("Nederland", "06-87654321", "+31687654321"),
        ("FRANCE", "01 42 68 53 01", "+33142685301"),
        ("Luxembourg", "26 12 34 56", "+35226123456"),
        ("BE", "0475 22 33 44", "+32475223344"),
        ("België (BE)", "0475 22 33 44", "+32475223344"),
        ("", "0475 22 33 44", "+32475223344"),
        ("Atlantis", "+32 475 22 33 44", "+32475223344"),
        ("Nederland", "0032 475 22 33 44", "+32475223344"),
    ],
)
def test_the_country_of_the_row_says_how_its_numbers_are_dialled(
    tmp_path: Path, country: str, written: str, number: str
) -> None:
    assert reached(tmp_path, f"Noor;Hendrickx;noor@example.org;{written};{country}")[1] == (number, "")


@pytest.mark.parametrize(
    ("written", "country"),
    [
        ("0475 22 33 4", ""),
        ("06 87654321", ""),
        ("0475 22 33 44", "Atlantis"),
        ("22 33 55", ""),
        ("016 22 33 44 55", "België"),
    ],
)
def test_what_is_no_valid_number_there_is_kept_as_written_and_named(
    tmp_path: Path, written: str, country: str
) -> None:
    entry, remarks = entry_of(tmp_path, f"Noor;Hendrickx;noor@example.org;{written};{country}")
    assert entry
    assert [(reach.value, bool(reach.digests)) for reach in entry.reaches][1] == (written, False)
    assert [remark.reason.startswith("Telefoon: ") for remark in remarks] == [True]


@pytest.mark.parametrize("written", ["4.75E+08", "3,24752E+10", "4.75e8"])
def test_a_number_that_a_spreadsheet_shortened_is_kept_nowhere_and_named_as_written(
    tmp_path: Path, written: str
) -> None:
    entry, remarks = entry_of(tmp_path, f"Noor;Hendrickx;noor@example.org;{written};")
    assert entry
    assert [reach.value for reach in entry.reaches] == ["noor@example.org"]
    assert [remark.reason.startswith("Telefoon: ") and written in remark.reason for remark in remarks] == [
        True
    ]


def test_a_shortened_number_that_is_whole_is_left_out_without_naming_it(tmp_path: Path) -> None:
    entry, remarks = entry_of(tmp_path, "Noor;Hendrickx;noor@example.org;3.2475112233E+10;")
    assert entry
    assert [reach.value for reach in entry.reaches] == ["noor@example.org"]
    assert [("Telefoon: " in each.reason, "2475112233" in each.reason) for each in remarks] == [(True, False)]


def test_the_number_beside_a_shortened_one_is_kept(tmp_path: Path) -> None:
    entry, remarks = entry_of(tmp_path, "Noor;Hendrickx;;0475 11 22 33 / 4.75E+08;")
    assert entry
    assert [(reach.value, reach.label) for reach in entry.reaches] == [("+32475112233", "")]
    assert len(remarks) == 1


def test_somebody_with_nothing_but_a_shortened_number_is_skipped(tmp_path: Path) -> None:
    entry, remarks = entry_of(tmp_path, "Noor;Hendrickx;;4.75E+08;")
    assert entry is None
    assert [remark.outcome for remark in remarks] == ["skipped"]


def test_somebody_with_nothing_but_such_a_number_comes_in(tmp_path: Path) -> None:
    entry, remarks = entry_of(tmp_path, "Noor;Hendrickx;;33 44 55;")
    assert entry
    assert [remark.outcome for remark in remarks] == ["warning"]


def test_a_number_and_what_stands_beside_it(tmp_path: Path) -> None:
    assert reached(tmp_path, "Noor;Hendrickx;;0475 22 33 44 (liefst 's avonds) / 016 33 44 55;") == [
        ("+32475223344", "liefst 's avonds"),
        ("+3216334455", ""),
    ]


def test_the_column_and_the_note_are_the_label(tmp_path: Path) -> None:
    one = only(tmp_path, b"Voornaam;Gsm\nNoor;0475 22 33 44 (enkel sms)\n")
    assert one.phones == [("0475 22 33 44", "mobile, enkel sms")]


@pytest.mark.parametrize(
    "written",
    [
        "MAILTO:noor@example.org",
        "noor@example.org.",
        "'noor@example.org'",
        "Noor <noor@example.org>",
        "noor @ example.org",
    ],
)
def test_an_address_in_any_spelling_is_one(tmp_path: Path, written: str) -> None:
    assert reached(tmp_path, f"Noor;Hendrickx;{written};;") == [("noor@example.org", "")]


@pytest.mark.parametrize(
    "written", ["zoé@example.org", '"""noor h""@example.org"', "noor@localhost", "noor.example.org"]
)
def test_an_address_that_cannot_be_used_is_named_and_the_person_is_there(
    tmp_path: Path, written: str
) -> None:
    entry, remarks = entry_of(tmp_path, f"Noor;Hendrickx;{written};0475 22 33 44;")
    assert entry
    assert [reach.value for reach in entry.reaches] == ["+32475223344"]
    assert [remark.reason.startswith("E-mailadres: ") for remark in remarks] == [True]


def test_beside_an_address_one_that_cannot_be_used_is_named_too(tmp_path: Path) -> None:
    entry, remarks = entry_of(tmp_path, "Noor;Hendrickx;noor@example.org / noor@@example;;")
    assert entry
    assert [reach.value for reach in entry.reaches] == ["noor@example.org"]
    assert [remark.reason.startswith("E-mailadres: ") for remark in remarks] == [True]


@pytest.mark.parametrize(
    "nothing", ["-", "nvt", "n/a", "N.v.t.", "geen", ".", "onbekend", "0", "Aucun", "#N/A"]
)
def test_what_stands_for_nothing_is_nothing(tmp_path: Path, nothing: str) -> None:
    cells = ";;" + nothing + ";;" if nothing == "0" else ";".join(["", *[nothing] * 5])
    rows = f"Voornaam;E-mail;Telefoon;Bedrijf;Straat;Gemeente\nNoor{cells}\n"
    assert only(tmp_path, rows.encode()) == Card(2, "Noor")


def test_somebody_may_be_called_geen(tmp_path: Path) -> None:
    one = only(tmp_path, b"Voornaam;Achternaam;E-mail\nNoor;Geen;noor@example.org\n")
    assert one.last_name == "Geen"


@pytest.mark.parametrize("piece", ["a", "@", "a@", " ", "0475 ", "(", "a.", ", ", "<", "0/"])
@pytest.mark.parametrize("column", ["E-mail", "Telefoon"])
def test_a_cell_of_70_kb_is_cut_named_and_read_at_once(tmp_path: Path, piece: str, column: str) -> None:
    cell = (piece * 70_000)[:70_000]
    start = time.process_time()
    cards, _broken = read(tmp_path, f"Voornaam\t{column}\nNoor\t{cell}\n".encode())
    remarks: list[Remark] = []
    for card in cards:
        prepare_entry(card, remarks)
    assert time.process_time() - start < 2
    (one,) = cards
    assert one.first_name == "Noor"
    assert [
        trouble
        for trouble in one.troubles
        if trouble.startswith(f"{column}: ") and str(LONGEST_CELL) in trouble
    ]


def test_of_a_cell_that_is_cut_no_address_is_read_in_part(tmp_path: Path) -> None:
    cell = ", ".join(f"noor{number}@example.org" for number in range(400))
    one = only(tmp_path, f"Voornaam\tE-mail\nNoor\t{cell}\n".encode())
    values = [value for value, _label in one.emails]
    assert len(values) > 100
    assert values == cell.split(", ")[: len(values)]

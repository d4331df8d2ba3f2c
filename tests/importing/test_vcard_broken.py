"""Cards and files that are not whole: named by their line, and the rest is read."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from contacts.importing.card import Card
from contacts.importing.file_format import UnknownFormat, open_address_book
from tests.importing.cards import card

from . import samples
from .files import book_of, read

GOOD = card("N:Peeters;Jan;;;")


@pytest.mark.parametrize(
    ("content", "lines", "reason"),
    [
        (b"BEGIN:VCARD\r\nFN:A B\r\n" + GOOD, [1], "END:VCARD"),
        (GOOD + b"BEGIN:VCARD\r\nFN:A B\r\nEMAIL:a@exam", [5], "ends before"),
        (GOOD + b"BEGIN:VCARD\r\nFN;QUOTED-PRINTABLE:A=\r\n", [5], "ends before"),
        (b"not a card\r\nnor this\r\n" + GOOD + b"END:VCARD\r\n", [1, 7], "no card"),
        (GOOD + card("NOTE:nobody"), [5], "no name"),
        (GOOD + card("KIND:group", "FN:Friends"), [5], "list of people"),
        (GOOD + card("FN:A\0B"), [5], "no text"),
        (GOOD + card(*(f"EMAIL:a{n}@example.org" for n in range(1200))), [5], "too long"),
    ],
)
def test_a_broken_card_is_named_by_its_line_and_the_rest_goes_on(
    tmp_path: Path, content: bytes, lines: list[int], reason: str
) -> None:
    cards, broken = read(tmp_path, content)
    assert [one.last_name for one in cards] == ["Peeters"]
    assert [one.line for one in broken] == lines
    assert all(reason in one.reason for one in broken)


@pytest.mark.parametrize("opening", ["AGENT:\r\nBEGIN:VCARD", "AGENT:BEGIN:VCARD"])
def test_a_card_inside_a_card_is_named_and_the_outer_one_read(tmp_path: Path, opening: str) -> None:
    content = card(
        "FN:Jan Peeters",
        *opening.split("\r\n"),
        "FN:Els Claes",
        "EMAIL:els@example.org",
        "END:VCARD",
        "TEL:016 12",
    )
    cards, broken = read(tmp_path, content + GOOD)
    assert [(one.first_name, one.emails, one.phones) for one in cards] == [
        ("Jan", [], [("016 12", "")]),
        ("Jan", [], []),
    ]
    assert [one.line for one in broken] == [4 + opening.count("\n")]


def test_a_value_that_never_ends_its_soft_break_does_not_swallow_the_next_card(tmp_path: Path) -> None:
    cards, broken = read(tmp_path, card("FN:Els Claes", "NOTE;QUOTED-PRINTABLE:x=") + GOOD)
    assert not broken
    assert [one.last_name for one in cards] == ["Claes", "Peeters"]


@pytest.mark.parametrize("folds", [True, False])
def test_a_photo_of_many_megabytes_is_read_past(tmp_path: Path, folds: bool) -> None:
    path = tmp_path / "photo"
    with path.open("wb") as file:
        file.write(b"BEGIN:VCARD\r\nVERSION:3.0\r\nPHOTO;ENCODING=b;TYPE=JPEG:")
        for _part in range(400):
            file.write(b"QUJD" * 16_384 + (b"\r\n " if folds else b""))
        file.write(b"\r\nN:Peeters;Jan;;;\r\nEND:VCARD\r\n")
    tracemalloc.start()
    (one,) = list(open_address_book(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert path.stat().st_size > 25_000_000
    assert isinstance(one, Card)
    assert one.last_name == "Peeters"
    assert peak < 3_000_000


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \r\n\r\n",
        b"%PDF-1.7\n\x00\x01",
        b"PK\x03\x04\x00\x00",
        b'{"name": "Jan", "email": "x"}',
        bytes(range(256)) * 9,
        b'["first name","last name","email","phone"]',
        b"Dear Jan,\n\nthe card you asked for.\n",
        b"BEGIN:VCALENDAR\nEND:VCALENDAR\n",
    ],
)
def test_what_is_no_address_book_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UnknownFormat, match="address book"):
        book_of(tmp_path, content)


def test_a_book_tells_how_far_it_is_and_can_be_read_again(tmp_path: Path) -> None:
    book = book_of(tmp_path, samples.GMAIL * 2000)
    assert (book.format, book.position, book.total) == ("vcard", 0, len(samples.GMAIL) * 2000)
    entries = iter(book)
    next(entries)
    assert 0 < book.position < len(samples.GMAIL) * 2000
    assert len(list(entries)) == 3999
    assert book.position == book.total
    assert len(list(book)) == 4000

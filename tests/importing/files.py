"""Writing a file and reading it back as an address book."""

from __future__ import annotations

from pathlib import Path

from contacts.importing.card import Card, UnreadableRow
from contacts.importing.file_format import AddressBook, open_address_book


def book_of(folder: Path, content: bytes) -> AddressBook:
    """Return the book in a file of ``content``, under a name that says nothing."""
    path = folder / "upload.bin"
    path.write_bytes(content)
    return open_address_book(path)


def read(folder: Path, content: bytes) -> tuple[list[Card], list[UnreadableRow]]:
    """Return the cards and what could not be read."""
    entries = list(book_of(folder, content))
    return [one for one in entries if isinstance(one, Card)], [
        one for one in entries if isinstance(one, UnreadableRow)
    ]


def only(folder: Path, content: bytes) -> Card:
    """Return the one card of a file that has nothing else."""
    cards, broken = read(folder, content)
    assert not broken
    (card,) = cards
    return card

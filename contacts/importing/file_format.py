"""An address book as a file: what it is, by its content and never by its name, and the cards in it, one by
one."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from contacts.importing import table, vcard
from contacts.importing.card import Card, UnreadableRow
from contacts.importing.encoding import CHUNK, detect_encoding, read_as_utf8
from privacy.files.writing import SealedFile
from privacy.web.refusal import Refusal

_BEGIN = re.compile(r"^BEGIN:VCARD[ \t]*$", re.IGNORECASE | re.MULTILINE)


Source: TypeAlias = Path | FieldFile | SealedFile
"""Where an address book is read from: a file on disk, one in the file room, or one that may be kept there."""


class UnknownFormat(Refusal):
    """The file is no address book that we know; the message is a sentence for the person who imports."""


class AddressBook:
    """An address book. Iterating reads it from its start, lazily and in constant memory, as often as one
    likes.

    ``format`` is vcard, google, outlook, hubspot, campaign-monitor or som; ``total`` its length in bytes.
    """

    def __init__(self, source: Source, *, name: str, layout: table.Layout | None = None) -> None:
        self.source = source
        self.format = name
        self.total: int | None = _size_of(source)
        self.layout = layout
        self._file: BinaryIO | None = None
        self._read = 0

    @property
    def position(self) -> int:
        """How many bytes of the file have been read so far, by the reading that was started last."""
        if self._file is not None and not self._file.closed:
            self._read = self._file.tell()
        return self._read

    def __iter__(self) -> Iterator[Card | UnreadableRow]:
        with open_source(self.source) as file:
            self._file = file
            if self.layout is None:
                yield from vcard.read_vcards(read_as_utf8(file))
            else:
                encoding, errors = detect_encoding(file.peek(CHUNK)[:CHUNK])
                # newline="": a line may end in CR, LF or both, and the csv reader wants to see which.
                yield from table.read_table_cards(
                    io.TextIOWrapper(file, encoding=encoding, errors=errors, newline=""), self.layout
                )
            self._read = self.total or 0


def _size_of(source: Source) -> int:
    if isinstance(source, Path):
        return source.stat().st_size
    return source.finish() if isinstance(source, SealedFile) else int(source.size)


def open_source(source: Source) -> BufferedReader:
    """Return the bytes of ``source``, opened anew; ``OSError`` if it cannot be read."""
    if isinstance(source, Path):
        return source.open("rb")
    if isinstance(source, SealedFile):
        return BufferedReader(source.open(), CHUNK)
    sealed: Any = source.storage.open(str(source.name)).file
    return BufferedReader(sealed, CHUNK)


def open_address_book(source: Source) -> AddressBook:
    """Return the address book in the file ``source``, recognised by its content.

    Raises UnknownFormat if it is none that we know, OSError if it cannot be read. Nothing but its first bytes
    is read here; a table with nothing under its headings is a book without cards.
    """
    with open_source(source) as file:
        head = file.read(CHUNK)
    encoding, errors = detect_encoding(head)
    text = (
        head.decode(encoding, errors) if len(head) < CHUNK else _without_half(head.decode(encoding, errors))
    )
    first = text.lstrip().partition("\n")[0].partition("\r")[0].strip()
    if first.upper() == "BEGIN:VCARD":
        return AddressBook(source, name="vcard")
    layout = table.detect_layout(text)
    if layout:
        return AddressBook(source, name=layout.format, layout=layout)
    if "\0" not in text and _BEGIN.search(text.replace("\r", "\n")):
        return AddressBook(source, name="vcard")
    raise UnknownFormat(
        _(
            "This file is not an address book we know: a vCard file, or a table with headings of names and "
            "addresses."
        )
    )


def _without_half(text: str) -> str:
    """Drop the last, incomplete line of a piece of a longer text."""
    return text[: max(text.rfind("\n"), text.rfind("\r")) + 1] or text

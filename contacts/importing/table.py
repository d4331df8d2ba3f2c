"""Tables of people (CSV): separated by comma, semicolon, tab or bar, in UTF-8, UTF-16 or Windows-1252.

The danger here is a quotation mark that is never closed: it would swallow every row after it. Quotes are read
strictly, a row is at most ``LONGEST_ROW``, and after a broken row reading goes on with the line after its
first.
"""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple, TextIO

from django.utils.translation import gettext as _

from contacts.importing.card import Card, UnreadableRow
from contacts.importing.columns import Columns
from contacts.importing.headings import recognise_format

LONGEST_ROW = 1 << 20
"""Characters of a row, with all its lines."""
MOST_BEFORE = 12
"""Rows that are looked at for the headings: some programs write notes before them, Excel ``sep=;``."""


class Layout(NamedTuple):
    """What the header of a table told: whose it is, what parts the cells, the headings, and the lines before
    the rows."""

    format: str
    delimiter: str
    headings: list[str]
    header_lines: int


def detect_layout(head: str) -> Layout | None:
    """Return the layout of a table that starts with ``head``, or None if that is not the header of an address
    book."""
    if head.lstrip()[:1] in ("{", "[", "<", "%"):
        return None
    best: tuple[int, Layout] | None = None
    for delimiter in ",;\t|":
        reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
        try:
            rows = [(headings, reader.line_num) for headings in islice(reader, MOST_BEFORE)]
        except csv.Error:
            continue
        for headings, lines in rows:
            name, known = recognise_format(headings) if any(cell.strip() for cell in headings) else ("", 0)
            if name and "\0" not in "".join(headings) and (best is None or known > best[0]):
                best = known, Layout(name, delimiter, headings, lines)
    return best[1] if best else None


class _Lines:
    """The physical lines of a stream, numbered, of which those of the row being read can be read again."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.number = 0
        self.row: list[str] = []
        self.size = 0
        self.again: deque[str] = deque()

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self.again.popleft() if self.again else self.stream.readline(LONGEST_ROW)
        if not line:
            raise StopIteration
        self.number += 1
        self.row.append(line)
        self.size += len(line)
        if self.size >= LONGEST_ROW:
            while not line.endswith(("\n", "\r")) and (line := self.stream.readline(LONGEST_ROW)):
                self.row[-1] = self.row[-1][:LONGEST_ROW] + "\n"
            raise csv.Error("row too long")
        return line

    def start_row(self) -> int:
        """Forget the lines read so far; return the number of the line that comes next."""
        self.row, self.size = [], 0
        return self.number + 1

    def back_to_second(self) -> None:
        """Let the row's lines, but its first, be read again."""
        self.again.extendleft(reversed(self.row[1:]))
        self.number -= len(self.row) - 1


def read_table_cards(stream: TextIO, found: Layout) -> Iterator[Card | UnreadableRow]:
    """Yield the people in the table in ``stream``, in its order; a row that cannot be read as
    ``UnreadableRow`` at its first line.

    Rows without anything in them are passed over.
    """
    lines = _Lines(stream)
    for _header in range(found.header_lines):
        next(lines, None)
    columns = Columns(found.format, found.headings)
    width = len(found.headings)
    after_broken = False
    reader = csv.reader(lines, delimiter=found.delimiter, strict=True)
    while True:
        number = lines.start_row()
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield UnreadableRow(
                number, _("The quotation marks in this row do not match, or the row is too long.")
            )
            lines.back_to_second()
            reader = csv.reader(lines, delimiter=found.delimiter, strict=True)
            after_broken = True
            continue
        size = len(row)
        if size != width:
            if size > width and any(cell.strip() for cell in row[width:]):
                yield UnreadableRow(number, _("The row has more cells than there are headings."))
                continue
            if not any(row):
                continue
            if after_broken and size < width and (size == 1 or '"' in lines.row[0]):
                yield UnreadableRow(number, _("The row seems to be the rest of the broken row above it."))
                continue
            row.extend([""] * (width - size))
        after_broken = False
        if "\0" in lines.row[0] or (len(lines.row) > 1 and any("\0" in line for line in lines.row)):
            yield UnreadableRow(number, _("The row holds characters that are no text."))
            continue
        card = columns.card(row, number)
        if card is not None:
            yield card
        elif any(cell.strip() for cell in row):
            yield UnreadableRow(number, _("There is no name, e-mail address or phone number here."))

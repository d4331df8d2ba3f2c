"""The text of a position as staff type it, in blocks: an empty line begins a new one, ``# `` a heading,
``- `` an item of a list."""

from __future__ import annotations

from dataclasses import dataclass, field

HEADING, ITEM = "# ", ("- ", "* ", "• ")


@dataclass
class Block:
    """A ``heading``, a ``list`` or ``text``, with its lines."""

    kind: str
    lines: list[str] = field(default_factory=list)


def split_into_blocks(text: str) -> list[Block]:
    """Return the blocks of ``text`` in their order; none for an empty text."""
    blocks: list[Block] = []
    continues = False
    for line in (each.strip() for each in text.splitlines()):
        kind = _kind(line)
        if line:
            if not (continues and kind != "heading" and blocks[-1].kind == kind):
                blocks.append(Block(kind))
            blocks[-1].lines.append(_bare(line, kind))
        continues = bool(line)
    return blocks


def first_paragraph(text: str) -> str:
    """Return what stands first in ``text``, headings aside, on one line; "" if there is nothing."""
    return next((" ".join(block.lines) for block in split_into_blocks(text) if block.kind == "text"), "")


def _kind(line: str) -> str:
    if line.startswith(HEADING):
        return "heading"
    return "list" if line.startswith(ITEM) else "text"


def _bare(line: str, kind: str) -> str:
    return line if kind == "text" else line[2:].strip()

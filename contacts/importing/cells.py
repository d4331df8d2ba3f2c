"""The cells of an address book: on one line, at most so long, and empty where nothing is meant."""

from __future__ import annotations

from contextlib import suppress

LONGEST_CELL = 4_000
"""Characters of one cell that are read; a hundred addresses fit."""

_GUARDED = "=+-@\t\0"
_NOTHING = frozenset(
    ("-", "--", "---", "–", "—", ".", "..", "...", "/", "?", "#n/a", "n/a", "nvt", "n.v.t.", "n.v.t")
)
_NOT_KNOWN = _NOTHING | frozenset(
    (
        "n.a.", "na", "geen", "onbekend", "none", "unknown", "inconnu", "inconnue", "aucun", "aucune",
        "néant", "nihil", "null", "nil", "keine", "keiner", "unbekannt", "niet gekend", "ongekend",
    )
)  # fmt: skip
LONGEST_NOTHING = 13
"""What has so many characters says something."""
_TWICE = ("Ã", "Â", "â€", "Å")


def cell_text(cell: str) -> str:
    """Return a cell on one line, without the quote that our own export puts before what Excel would take for
    a formula; nothing for a dash, "nvt" and the like."""
    if cell.isalnum() and cell.isascii():
        return "" if len(cell) == 3 and cell.lower() == "nvt" else cell
    cell = " ".join(cell.split())
    if cell.startswith("'") and cell[1:2] and cell[1] in _GUARDED:
        return cell[1:]
    if len(cell) < LONGEST_NOTHING and cell.casefold() in _NOTHING:
        return ""
    return cell if cell.isascii() else decoded_once(cell)


def decoded_once(text: str) -> str:
    """Return ``text`` as it was before a program wrote its UTF-8 as UTF-8 a second time ("JosÃ©": "José")."""
    if any(sign in text for sign in _TWICE):
        for charset in ("cp1252", "latin-1"):
            with suppress(UnicodeError):
                return text.encode(charset).decode("utf-8")
    return text


def says_nothing(text: str) -> bool:
    """Return whether ``text``, which is nobody's name, only says that there is nothing ("geen", "0")."""
    return len(text) < LONGEST_NOTHING and (not text.strip("0 ") or text.casefold() in _NOT_KNOWN)


def cut_cell(cell: str) -> str:
    """Return what is read of a cell that is longer than ``LONGEST_CELL``: whole words, none in part."""
    head = cell[:LONGEST_CELL]
    return head[: max(head.rfind(between) for between in " ,;|\n\t") + 1]

"""Bytes to text for address books: UTF-8, and Windows-1252 for every byte that is not."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

CHUNK = 1 << 16
"""Bytes read from a file at a time."""

FEWEST_ZEROS = 8
"""Letters at the start of a file that tell UTF-16 without a mark."""

FALLBACK = "som-windows-1252"


# What old programs of DOS wrote for letters, and what Windows-1252 has there no letter or one that does not
# stand beside a small one: ü é â ä ç ê ë è ï î ì, and between two letters ô ö à.
_DOS = frozenset(b"\x81\x82\x83\x84\x87\x88\x89\x8a\x8b\x8c\x8d")
_DOS_BETWEEN = frozenset(b"\x93\x94\x85")
_CAPITALS = frozenset(b"\x8a\x8c")  # Š and Œ of Windows begin a word
_SMALL = frozenset(range(ord("a"), ord("z") + 1))


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are no UTF-8 as Windows-1252, so that one odd byte does not garble the rest of a
    file; or as DOS where only that makes letters of them."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    whole = error.object
    text = "".join(
        whole[at : at + 1].decode("cp850" if _is_dos(whole, at) else "cp1252", "replace")
        for at in range(error.start, error.end)
    )
    return text, error.end


def _is_dos(whole: bytes, at: int) -> bool:
    """Return whether the byte at ``at`` is a letter only where DOS wrote it."""
    before = whole[at - 1] in _SMALL if at else False
    after = whole[at + 1] in _SMALL if at + 1 < len(whole) else False
    if whole[at] in _DOS_BETWEEN:
        return before and after
    if whole[at] in _CAPITALS:
        return before
    return whole[at] in _DOS and (before or after)


codecs.register_error(FALLBACK, _as_windows_1252)


def detect_encoding(head: bytes) -> tuple[str, str]:
    """Return the encoding and the error handler for a file that starts with ``head``."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", "replace"
    for first, encoding in ((0, "utf-16-be"), (1, "utf-16-le")):
        if len(head) >= FEWEST_ZEROS * 2 and not any(head[first : FEWEST_ZEROS * 2 : 2]):
            return encoding, "replace"  # no mark, but every other byte is zero
    return "utf-8-sig", FALLBACK


def decode_text(raw: bytes, *, charset: str = "") -> str:
    """Return ``raw`` as text in ``charset``, or, where that is missing, unknown or untrue, in UTF-8 or
    Windows-1252.

    A stray half of a character at the end (some telephones cut a value by bytes) is dropped.
    """
    if charset:
        # Any word may stand there, also the names of Python's codecs that are no charsets: ValueError, not
        # only UnicodeError.
        for errors in ("strict", "ignore"):
            with suppress(LookupError, ValueError):
                text = raw.decode(charset, errors).encode("utf-8", "replace").decode()
                if errors == "strict" or not text.isascii():
                    return text
    return raw.decode("utf-8", FALLBACK)


def read_as_utf8(file: BinaryIO) -> Iterator[bytes]:
    """Yield the bytes of ``file`` in pieces, without byte order mark and, if it was UTF-16, as UTF-8."""
    chunk = file.read(CHUNK)
    encoding, errors = detect_encoding(chunk)
    if encoding.startswith("utf-16"):
        decoder = codecs.getincrementaldecoder(encoding)(errors)
        while chunk:
            yield decoder.decode(chunk).encode("utf-8", "replace")
            chunk = file.read(CHUNK)
        return
    chunk = chunk.removeprefix(codecs.BOM_UTF8)
    while chunk:
        yield chunk
        chunk = file.read(CHUNK)

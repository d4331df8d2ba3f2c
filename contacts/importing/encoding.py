"""Bytes to text for address books: UTF-8, and Windows-1252 for every byte that is not."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

CHUNK = 1 << 16
"""Bytes read from a file at a time."""

FALLBACK = "som-windows-1252"


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are no UTF-8 as Windows-1252, so that one odd byte does not garble the rest of a
    file."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(FALLBACK, _as_windows_1252)


def detect_encoding(head: bytes) -> tuple[str, str]:
    """Return the encoding and the error handler for a file that starts with ``head``."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", "replace"
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
    if encoding == "utf-16":
        decoder = codecs.getincrementaldecoder(encoding)(errors)
        while chunk:
            yield decoder.decode(chunk).encode("utf-8", "replace")
            chunk = file.read(CHUNK)
        return
    chunk = chunk.removeprefix(codecs.BOM_UTF8)
    while chunk:
        yield chunk
        chunk = file.read(CHUNK)

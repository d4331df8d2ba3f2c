"""Font programs without what draws nothing: names, licences, signatures, notes."""

from __future__ import annotations

import io
import re
import struct
from typing import Any

from applicants.cleaning.refused import Refused, Why

SFNT = (b"\0\1\0\0", b"OTTO", b"true")
TABLES = {
    *(b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"cvt ", b"fpgm", b"prep", b"cmap", b"post"),
    *(b"CFF ", b"CFF2", b"vhea", b"vmtx", b"VORG", b"gasp", b"kern", b"GSUB", b"GPOS", b"GDEF", b"OS/2"),
}  # fmt: skip
ENTRY = 16
"""Bytes of an entry of the directory of tables (OpenType, "Organization of an OpenType Font")."""
SAID = (
    "version",
    "Notice",
    "Copyright",
    "FullName",
    "FamilyName",
    "Weight",
    "BaseFontName",
    "PostScript",
    "XUID",
    "UniqueID",
)
"""What the top of a CFF font says of itself (Adobe technical note 5176, table 9)."""
TYPE1_SAID = re.compile(rb"(/(?:version|Notice|Copyright|FullName|FamilyName|Weight)\s*)\((?:[^()\\]|\\.)*\)")
COMMENT = re.compile(rb"(?<=[\r\n])%[^\r\n]*")


def clean_font(data: bytes) -> tuple[bytes, int]:
    """Return the font program, and by how many bytes its clear part became shorter (Type 1 states its
    length)."""
    if data[:4] in SFNT and len(data) >= 12:
        return _clean_tables(data), 0
    if data[:1] == b"\1":
        return _clean_cff(data), 0
    return _clean_type1(data)


def _clean_tables(data: bytes) -> bytes:
    (count,) = struct.unpack_from(">H", data, 4)
    tables = []
    for at in range(12, min(12 + ENTRY * count, len(data) - ENTRY + 1), ENTRY):
        tag, check, start, size = struct.unpack_from(">4sIII", data, at)
        if tag in TABLES and start + size <= len(data):
            table = data[start : start + size]
            tables.append((tag, check, _clean_cff(table) if tag == b"CFF " else table))
    if not tables:
        raise Refused(Why.DAMAGED)
    power = 1 << max(len(tables).bit_length() - 1, 0)
    head = struct.pack(">HHHH", len(tables), power * 16, power.bit_length() - 1, (len(tables) - power) * 16)
    directory, body = bytearray(), bytearray()
    for tag, check, table in tables:
        directory += struct.pack(">4sIII", tag, check, 12 + ENTRY * len(tables) + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return data[:4] + head + bytes(directory) + bytes(body)


def _clean_cff(data: bytes) -> bytes:
    """Return the fonts with their strings written anew, which leaves behind those that nothing names. What
    cannot be read is returned as it is, for viewers to judge."""
    # Loaded here: it takes longer than to copy most documents.
    from fontTools.cffLib import CFFFontSet, IndexedStrings
    from fontTools.ttLib import TTFont

    fonts, out = CFFFontSet(), io.BytesIO()
    try:
        fonts.decompile(io.BytesIO(data), None)
        for top in fonts.topDictIndex:
            _forget(top)
        fonts.strings = IndexedStrings()
        fonts.compile(out, TTFont(recalcBBoxes=False))
    except Exception:  # fontTools raises whatever a damaged table makes it stumble over
        return data
    return out.getvalue()


def _forget(top: Any) -> None:
    """Leave out what the font says of itself, and read the rest, which names the strings that it needs."""
    for name in list(top.rawDict):
        if name in SAID:
            del top.rawDict[name]
        else:
            getattr(top, name)


def _clean_type1(data: bytes) -> tuple[bytes, int]:
    clear, mark, rest = data.partition(b"eexec")
    if not mark or not data.startswith(b"%!"):
        return data, 0
    clean = COMMENT.sub(b"", TYPE1_SAID.sub(rb"\1()", clear))
    return clean + mark + rest, len(clear) - len(clean)

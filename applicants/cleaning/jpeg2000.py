"""JPEG 2000, which some scanners put into a PDF, without its notes (ISO 15444-1)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from applicants.cleaning.refused import Refused, Why

CODESTREAM = b"\xff\x4f\xff\x51"
COMMENT, TILE = 0xFF64, 0xFF90
BOXES_KEPT = {b"jP  ", b"ftyp", b"jp2h", b"jp2c"}
HEADER_KEPT = {b"ihdr", b"bpcc", b"colr", b"pclr", b"cmap", b"cdef"}
ICC = b"\2"
SRGB, GREY = 16, 17
"""Named colours in the place of a profile (I.5.3.3)."""


def clean_jpeg2000(data: bytes) -> bytes:
    """Return the boxes and the segments that make the picture."""
    if data.startswith(CODESTREAM):
        return _clean_codestream(data)
    out = bytearray()
    for kind, body in _boxes(data):
        if kind == b"jp2h":
            body = _clean_header(body)
        elif kind == b"jp2c":
            body = _clean_codestream(body)
        if kind in BOXES_KEPT:
            out += _box(kind, body)
    return bytes(out)


def _clean_header(body: bytes) -> bytes:
    parts = [(kind, part) for kind, part in _boxes(body) if kind in HEADER_KEPT]
    components = next((int.from_bytes(part[8:10], "big") for kind, part in parts if kind == b"ihdr"), 3)
    space = GREY if components < 3 else SRGB
    return b"".join(
        _box(kind, b"\1\0\0" + struct.pack(">I", space) if kind == b"colr" and part[:1] == ICC else part)
        for kind, part in parts
    )


def _box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", len(body) + 8, kind) + body


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        head = 8
        if length == 1 and at + 16 <= len(data):
            (length,), head = struct.unpack_from(">Q", data, at + 8), 16
        length = length or len(data) - at
        if length < head:
            raise Refused(Why.DAMAGED)
        yield kind, data[at + head : at + length]
        at += length


def _clean_codestream(data: bytes) -> bytes:
    """Return the codestream without the comments of its main header, and without what follows its end."""
    if not data.startswith(CODESTREAM):
        raise Refused(Why.DAMAGED)
    out, at = bytearray(data[:2]), 2
    while at + 4 <= len(data):
        marker, length = struct.unpack_from(">HH", data, at)
        if marker == TILE:
            end = data.rfind(b"\xff\xd9")
            return bytes(out) + (data[at : end + 2] if end > at else data[at:])
        if marker != COMMENT:
            out += data[at : at + 2 + length]
        at += 2 + length
    raise Refused(Why.DAMAGED)

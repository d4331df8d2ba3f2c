"""Zip files of ours, with the marker in what a zip says besides its entries; and ones that no program would
write."""

from __future__ import annotations

import io
import struct
import zipfile

from tests.cleaning.marker import MARKER

MARK = MARKER.encode()
DIRECTORY, END = b"PK\x01\x02", b"PK\x05\x06"


def zip_of(parts: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip file with comments and extra fields."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else method
            info.comment = MARK
            info.extra = b"\xff\xff" + struct.pack("<H", len(MARK)) + MARK
            archive.writestr(info, data)
        archive.comment = MARK
    return out.getvalue()


def with_an_entry_in_another() -> bytes:
    """Return a zip file whose first entry holds the second, header and all, so that its bytes count twice."""
    inner = _plain_zip("inner.xml", b"<x/>")
    record = inner[: inner.index(DIRECTORY)]
    outer = _plain_zip("outer.xml", record)
    at = outer.index(DIRECTORY)
    place = struct.pack("<I", at - len(record))
    of_inner = inner[inner.index(DIRECTORY) : inner.index(END)]
    directory = outer[at : outer.index(END)] + of_inner[:42] + place + of_inner[46:]
    return outer[:at] + directory + END + struct.pack("<HHHHIIH", 0, 0, 2, 2, len(directory), at, 0)


def _plain_zip(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data)
    return out.getvalue()


def with_password(data: bytes) -> bytes:
    """Return the zip file as one whose entries have a password."""
    return _patch(data, 8, b"\1")


def _patch(data: bytes, offset: int, value: bytes) -> bytes:
    out = bytearray(data)
    at = out.find(DIRECTORY)
    while at >= 0:
        out[at + offset : at + offset + len(value)] = value
        at = out.find(DIRECTORY, at + 4)
    return bytes(out)

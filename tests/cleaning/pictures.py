"""Pictures that say more than they show."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image, PngImagePlugin

from tests.cleaning.marker import MARKER

MARK = MARKER.encode()


def talking_jpeg() -> bytes:
    """Return a JPEG with the marker in EXIF, XMP, Photoshop's notes, ICC, a comment, and behind its end."""
    picture, camera = io.BytesIO(), Image.Exif()
    camera[0x010E] = MARKER  # ImageDescription
    Image.new("RGB", (64, 64), (200, 30, 30)).save(picture, "JPEG", progressive=True, exif=camera)
    data = picture.getvalue()
    notes = (
        _segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + MARK),
        _segment(0xE2, b"ICC_PROFILE\0\1\1" + MARK),
        _segment(0xED, b"Photoshop 3.0\0" + MARK),
        _segment(0xFE, MARK),
    )
    return data[:2] + b"".join(notes) + data[2:] + MARK


def _segment(kind: int, body: bytes) -> bytes:
    return bytes([0xFF, kind]) + struct.pack(">H", len(body) + 2) + body


def talking_png() -> bytes:
    """Return a PNG with the marker in texts, in a chunk of nobody's, behind its pixels and behind its end."""
    picture, notes = io.BytesIO(), PngImagePlugin.PngInfo()
    notes.add_text("Author", MARKER)
    notes.add_itxt("XML:com.adobe.xmp", MARKER, zip=True)
    notes.add(b"prVt", MARK)
    Image.new("RGB", (32, 32), (10, 90, 10)).save(picture, "PNG", pnginfo=notes)
    data = picture.getvalue()
    at = data.index(b"IDAT") - 4
    (length,) = struct.unpack_from(">I", data, at)
    pixels = data[at + 8 : at + 8 + length] + MARK
    chunk = (
        struct.pack(">I4s", len(pixels), b"IDAT") + pixels + struct.pack(">I", zlib.crc32(b"IDAT" + pixels))
    )
    return data[:at] + chunk + data[at + 12 + length :] + MARK


def huge_png() -> bytes:
    """Return the head of a PNG of four gigapixels."""
    head = struct.pack(">I4sIIBBBBB", 13, b"IHDR", 65_000, 65_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + head + bytes(40)


def talking_jpeg2000() -> bytes:
    """Return a JPEG 2000 with the marker in a box, a profile of colours, a comment of its stream, and at its
    end."""
    size = struct.pack(">HHHIIIIIIII", 0xFF51, 41, 0, 8, 8, 0, 0, 8, 8, 0, 0) + struct.pack(
        ">HBBB", 1, 7, 1, 1
    )
    note = struct.pack(">HHH", 0xFF64, 4 + len(MARK), 1) + MARK
    stream = b"\xff\x4f" + size + note + b"\xff\x90\x00\x0a" + bytes(8) + b"\xff\x93\x80\xff\xd9" + MARK
    head = _box(b"ihdr", struct.pack(">IIHBBBB", 8, 8, 1, 7, 7, 0, 0)) + _box(b"colr", b"\2\0\0" + MARK)
    boxes = ((b"jP  ", b"\r\n\x87\n"), (b"ftyp", b"jp2 \0\0\0\0jp2 "), (b"uuid", bytes(16) + MARK))
    return b"".join(_box(*box) for box in boxes) + _box(b"jp2h", head) + _box(b"jp2c", stream)


def _box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", len(body) + 8, kind) + body

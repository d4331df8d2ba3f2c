"""Pictures without what they tell besides themselves. None is decoded: its parts are kept by name or left
out."""

from __future__ import annotations

import struct
import zlib

from applicants.cleaning.limits import PIXELS
from applicants.cleaning.refused import Refused, Why

PNG = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"pHYs"}

JPEG = b"\xff\xd8\xff"
JFIF, ADOBE, SCAN, END = 0xE0, 0xEE, 0xDA, 0xD9
FRAMES = {0xC0, 0xC1, 0xC2}
"""Baseline, extended and progressive (ITU T.81, table B.1); nobody's camera or word processor writes the
others."""
OTHER_FRAMES = {*range(0xC3, 0xD0)} - {0xC4, 0xC8, 0xCC}
JPEG_KEPT = {*FRAMES, 0xC4, 0xDB, 0xDD, JFIF, ADOBE, SCAN}
"""Frames, tables, scans, size in dots and Adobe's transform of colours: not EXIF, XMP, ICC, IPTC or
comments."""


def name_format(picture: bytes) -> str:
    """Return "png" or "jpeg" for a clean picture."""
    return "png" if picture.startswith(PNG) else "jpeg"


def limit_pixels(width: int, height: int) -> None:
    """Refuse a picture of more pixels than a person can look at."""
    if width * height > PIXELS:
        raise Refused(Why.TOO_MUCH)


def clean_picture(data: bytes) -> bytes | None:
    """Return a JPEG or PNG without anything but the picture, and None for any other kind, or a damaged one.
    ``Refused`` for one of too many pixels."""
    try:
        if data.startswith(JPEG):
            return clean_jpeg(data)
        if data.startswith(PNG):
            return clean_png(data)
    except Refused as refused:
        if refused.why == Why.TOO_MUCH:
            raise
    return None


def clean_jpeg(data: bytes) -> bytes:
    """Return the picture with the segments in ``JPEG_KEPT``, up to its end (ITU T.81, annex B)."""
    out, at = bytearray(data[:2]), 2
    while True:
        if at + 2 > len(data) or data[at] != 0xFF:
            raise Refused(Why.DAMAGED)
        marker = data[at + 1]
        if marker == 0xFF:  # fill
            at += 1
            continue
        if marker == END:
            return bytes(out) + b"\xff\xd9"  # what follows the end is not the picture
        if at + 4 > len(data):
            raise Refused(Why.DAMAGED)
        segment = data[at : at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")]
        at += max(len(segment), 2)
        out += _clean_segment(marker, segment)
        if marker == SCAN:
            end = _end_of_scan(data, at)
            out += data[at:end]
            at = end
            if end == len(data):
                return bytes(out) + b"\xff\xd9"


def _clean_segment(marker: int, segment: bytes) -> bytes:
    if marker in OTHER_FRAMES:
        raise Refused(Why.PICTURE)
    if marker in FRAMES and len(segment) >= 9:
        limit_pixels(*struct.unpack_from(">HH", segment, 5))
    if marker == JFIF:  # without its thumbnail
        whole = segment[4:9] == b"JFIF\0" and len(segment) >= 16
        return b"\xff\xe0\x00\x10" + segment[4:16] + b"\0\0" if whole else b""
    if marker == ADOBE:
        whole = segment[4:9] == b"Adobe" and len(segment) >= 16
        return b"\xff\xee\x00\x0e" + segment[4:16] if whole else b""
    return segment if marker in JPEG_KEPT else b""


def _end_of_scan(data: bytes, start: int) -> int:
    """Return where the coded picture ends: at the next marker that is no stuffing and no restart."""
    at = data.find(b"\xff", start)
    while 0 <= at < len(data) - 1:
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at = data.find(b"\xff", at + 2)
    return len(data)


def clean_png(data: bytes) -> bytes:
    """Return the picture with the chunks in ``PNG_KEPT``, up to its end (PNG, third edition, 5.3)."""
    out, at = bytearray(PNG), len(PNG)
    pixels = zlib.decompressobj()
    while at + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + length]
        at += 12 + length
        if at > len(data):
            break
        if kind == b"IHDR" and length >= 8:
            limit_pixels(*struct.unpack_from(">II", body))
        if kind == b"IDAT":
            body = _within_stream(pixels, body)
        if kind in PNG_KEPT:
            out += struct.pack(">I4s", len(body), kind) + body + struct.pack(">I", zlib.crc32(kind + body))
        if kind == b"IEND":
            return bytes(out)
    raise Refused(Why.DAMAGED)


def _within_stream(pixels: zlib._Decompress, body: bytes) -> bytes:
    """Return ``body`` up to where the stream of ``pixels`` ends; what a program hid behind it is no
    picture."""
    if pixels.eof:
        return b""
    left = body
    try:
        while left and not pixels.eof:
            pixels.decompress(left, 1_000_000)
            left = pixels.unconsumed_tail
    except zlib.error as error:
        raise Refused(Why.DAMAGED) from error
    return body[: len(body) - len(pixels.unused_data)]

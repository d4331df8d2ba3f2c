"""A word planted where staff would not see it, and the search for it in every form that bytes can take."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from base64 import b64encode
from collections.abc import Iterator

import pikepdf

MARKER = "PLANTED7f3a91"
WORDS = "Visible words of the letter"


def holds(data: bytes, word: str) -> bool:
    """Return whether ``word`` stands anywhere in a document: raw, unpacked, as UTF-16, hexadecimal or
    base64."""
    plain = word.encode()
    ways = {
        plain,
        word.encode("utf-16-le"),
        word.encode("utf-16-be"),
        plain.hex().encode(),
        b64encode(plain)[:-2],
    }
    return any(way in form or way.upper() in form for form in _forms(data) for way in ways)


def _forms(data: bytes) -> Iterator[bytes]:
    yield data
    for place in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", data):
        try:
            yield zlib.decompressobj().decompress(data[place.start() :], 50_000_000)
        except zlib.error:
            continue
    if data.startswith(b"%PDF"):
        yield from _forms_of_pdf(data)
    elif data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive.comment
            for info in archive.infolist():
                yield info.orig_filename.encode() + info.comment + info.extra
                yield from _forms(archive.read(info))


def _forms_of_pdf(data: bytes) -> Iterator[bytes]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        out = io.BytesIO()
        pdf.save(
            out,
            qdf=True,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
        yield out.getvalue()
        for one in pdf.objects:
            if isinstance(one, pikepdf.Stream):
                yield one.read_raw_bytes()

"""Small PDF files that become large, deep or endless, written by hand: no library would write them."""

from __future__ import annotations

import struct
import zlib

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
ONE_PAGE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>"


def pdf_of(objects: list[bytes]) -> bytes:
    """Return a PDF of these objects, the first of which is its catalog."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out) + b"trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )


def packed(data: bytes, *, extra: bytes = b"") -> bytes:
    """Return a stream."""
    return _stream(zlib.compress(data, 9), b"/FlateDecode", extra)


def _stream(raw: bytes, filters: bytes, extra: bytes = b"") -> bytes:
    return b"<</Length %d/Filter %b%b>>stream\n%b\nendstream" % (len(raw), filters, extra, raw)


def packed_spaces(megabytes: int, *, times: int = 1) -> bytes:
    """Return a page of so many megabytes of spaces, packed ``times`` over."""
    packer = zlib.compressobj(9)
    raw = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(megabytes)) + packer.flush()
    for _ in range(times - 1):
        raw = zlib.compress(raw, 9)
    return pdf_of([CATALOG, ONE_PAGE, PAGE, _stream(raw, b"[" + b"/FlateDecode" * times + b"]")])


def operators(count: int) -> bytes:
    """Return a page with so many operators."""
    return pdf_of([CATALOG, ONE_PAGE, PAGE, packed(b"q Q " * (count // 2))])


def many_objects(count: int) -> bytes:
    """Return a PDF with so many objects in one stream, found by a cross-reference stream."""
    head = b" ".join(b"%d %d" % (10 + at, 2 * at) for at in range(count)) + b" "
    held = packed(head + b"0 " * count, extra=b"/Type/ObjStm/N %d/First %d" % (count, len(head)))
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate((CATALOG, ONE_PAGE, PAGE.replace(b"/Contents 4 0 R", b""), held), 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    rows = [(0, 0, 0), *((1, place, 0) for place in (*places, start)), *[(0, 0, 0)] * 4]
    rows += [(2, 4, at & 0xFFFF) for at in range(count)]
    table = b"".join(struct.pack(">BIH", *row) for row in rows)
    found = packed(table, extra=b"/Type/XRef/W[1 4 2]/Size %d/Root 1 0 R" % len(rows))
    return bytes(out) + b"5 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (found, start)


def deep_array(depth: int) -> bytes:
    """Return a page with arrays within arrays."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Group " + b"[" * depth + b"]" * depth + b">>"
    return pdf_of([CATALOG, ONE_PAGE, page])


def wide_tree() -> bytes:
    """Return a tree of a hundred million pages that are all the same one."""
    levels = [
        b"<</Type/Pages/Kids[" + b"%d 0 R " % (at + 1) * 10 + b"]/Count 100000000>>" for at in range(2, 10)
    ]
    return pdf_of([CATALOG, *levels, b"<</Type/Page/MediaBox[0 0 9 9]>>"])


def loops() -> bytes:
    """Return a tree of pages that holds itself, and a drawing that draws itself."""
    pages = b"<</Type/Pages/Kids[3 0 R 2 0 R]/Count 2/Parent 2 0 R>>"
    names = b"/Resources<</XObject<</A 4 0 R>>>>"
    drawing = packed(b"/A Do", extra=b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]" + names)
    return pdf_of([CATALOG, pages, PAGE.replace(b"/Contents", names + b"/Contents"), drawing])


def drawing_of_itself() -> bytes:
    """Return a page that draws something that draws itself."""
    names = b"/Resources<</XObject<</A 4 0 R>>>>"
    drawing = packed(b"0 0 5 5 re f /A Do", extra=b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]" + names)
    return pdf_of([CATALOG, ONE_PAGE, PAGE.replace(b"/Contents", names + b"/Contents"), drawing])


def fan_of_drawings(levels: int) -> bytes:
    """Return a page that draws something ten times, which draws something ten times, and so on."""
    page = PAGE.replace(b"/Contents", b"/Resources<</XObject<</A 4 0 R>>>>/Contents")
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"
    fan = [
        packed(b"/A Do " * 10, extra=form + b"/Resources<</XObject<</A %d 0 R>>>>" % (5 + level))
        for level in range(levels)
    ]
    return pdf_of([CATALOG, ONE_PAGE, page, *fan, packed(b"0 0 1 1 re f", extra=form)])

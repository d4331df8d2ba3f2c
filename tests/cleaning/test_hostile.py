"""Documents made to harm whoever opens them are refused with a reason, or end as a copy without harm. Each
runs as in the worker, in the process that bounds itself."""

from __future__ import annotations

import io
import time
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from applicants.cleaning.archive import read_entries
from applicants.cleaning.clean import clean
from applicants.cleaning.limits import SECONDS
from applicants.cleaning.refused import Refused, Why
from tests.cleaning import docx_samples, odt_samples, pdf_bombs, pdf_samples, pictures, zip_samples
from tests.cleaning.marker import MARKER, holds

Make = Callable[[], bytes]
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9))
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def why_not(data: bytes, kind: str) -> Why | None:
    return clean(io.BytesIO(data), kind).why


def docx_with(name: str, data: bytes) -> bytes:
    return docx_samples.docx({name: data})


def pdf_with_picture(width: int, height: int, **about: object) -> bytes:
    pdf = pdf_samples.letter()
    look = {"ColorSpace": Name.DeviceGray, "BitsPerComponent": 1, "Filter": Name.FlateDecode} | about
    pdf.pages[0].obj.Resources.XObject.Im = pdf.make_stream(
        zlib.compress(bytes(1000)), Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height, **look
    )
    return pdf_samples.save(pdf)


def pdf_with_xfa_only() -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(b"<xdp/>"))
    return pdf_samples.save(pdf)


def whole() -> bytes:
    return pdf_samples.letter_with("metadata")


def locked() -> bytes:
    return pdf_samples.save(pdf_samples.letter(), encryption=pikepdf.Encryption(owner="o", user="u"))


def of_pages(count: int) -> bytes:
    return pdf_samples.save(pdf_samples.letter(count))


def docx_of_text(text: str, coding: str = "utf-8") -> bytes:
    return docx_with("word/document.xml", f"<?xml version='1.0' encoding='{coding}'?>{text}".encode(coding))


def docx_with_doctype(doctype: str, text: str, *, coding: str = "utf-8") -> bytes:
    """Return a document that lacks nothing, so that it is refused for its document type alone."""
    part = docx_samples.document(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>", head=doctype).decode()
    return docx_with("word/document.xml", part.replace("UTF-8", coding).encode(coding))


PDF = {
    "of no bytes": (lambda: b"", Why.TRUNCATED),
    "of a head only": (lambda: b"%PDF-1.7\n%%EOF\n", Why.DAMAGED),
    "cut off at two thirds": (lambda: whole()[: len(whole()) * 2 // 3], Why.TRUNCATED),
    "with a password": (locked, Why.ENCRYPTED),
    "of 61 pages": (lambda: of_pages(61), Why.TOO_MANY_PAGES),
    "of 2,000 pages": (lambda: of_pages(2000), Why.TOO_MANY_PAGES),
    "of other pages than it says": (lambda: whole().replace(b"/Count 2", b"/Count 3"), Why.DAMAGED),
    "that unpacks to 150 MB": (lambda: pdf_bombs.packed_spaces(150), Why.DAMAGED),
    "that unpacks three times over": (lambda: pdf_bombs.packed_spaces(150, times=3), Why.DAMAGED),
    "with a picture of 3.6 gigapixels": (lambda: pdf_with_picture(60_000, 60_000), Why.TOO_MUCH),
    "with a picture that was a way in": (
        lambda: pdf_with_picture(9, 9, Filter=Name.JBIG2Decode),
        Why.PICTURE,
    ),
    "with 60,000 objects in one stream": (lambda: pdf_bombs.many_objects(60_000), Why.TOO_MUCH),
    "with an array 100,000 deep": (lambda: pdf_bombs.deep_array(100_000), Why.DAMAGED),
    "with a tree of a hundred million pages": (pdf_bombs.wide_tree, Why.DAMAGED),
    "whose pages hold themselves": (pdf_bombs.loops, Why.DAMAGED),
    "that only one program can show": (pdf_with_xfa_only, Why.FORM),
    "that is a docx": (docx_samples.docx, Why.TRUNCATED),
    "of 200 MB": (lambda: b"%PDF-1.7\n" + bytes(200_000_000), Why.TOO_LARGE),
}
DOCX = {
    "whose entities laugh a billion times": (lambda: docx_with_doctype(LAUGHS, "&j;"), Why.DAMAGED),
    "with an external entity": (lambda: docx_with_doctype(OUTSIDE, "&e;"), Why.DAMAGED),
    "with an external entity in UTF-16": (
        lambda: docx_with_doctype(OUTSIDE, "&e;", coding="utf-16"),
        Why.DAMAGED,
    ),
    "with an entity in its relations": (
        lambda: docx_with("word/_rels/document.xml.rels", f"{OUTSIDE}<x>&e;</x>".encode()),
        Why.DAMAGED,
    ),
    "with a path out of it": (lambda: docx_with("../../etc/cron.d/x", b"x"), Why.DAMAGED),
    "with a path from the root": (lambda: docx_with("/etc/x", b"x"), Why.DAMAGED),
    "with a path in backslashes": (lambda: docx_with("word\\..\\x", b"x"), Why.DAMAGED),
    "with a name twice, but for its capitals": (lambda: docx_with("WORD/document.xml", b"<x/>"), Why.DAMAGED),
    "of elements 100,000 deep": (lambda: docx_of_text("<a>" * 100_000 + "</a>" * 100_000), Why.DAMAGED),
    "cut off": (lambda: docx_samples.docx()[:-200], Why.DAMAGED),
    "packed as Word never does": (
        lambda: zip_samples.zip_of({"[Content_Types].xml": b"<x/>"}, method=zipfile.ZIP_BZIP2),
        Why.DAMAGED,
    ),
    "that is a pdf": (whole, Why.DAMAGED),
    "of Word 97": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000), Why.DAMAGED),
    "without its text": (lambda: zip_samples.zip_of({"[Content_Types].xml": b"<x/>"}), Why.DAMAGED),
    "that is a table": (lambda: docx_of_text("<worksheet/>"), Why.DAMAGED),
    "of 19 MB of spaces": (lambda: docx_with("word/x.xml", b" " * 19_000_000), Why.TOO_MUCH),
    "with an entry of 100 MB": (lambda: docx_with("word/x.xml", bytes(100_000_000)), Why.TOO_MUCH),
    "of 600 entries": (
        lambda: docx_samples.docx({f"word/x{at}.xml": b"" for at in range(600)}),
        Why.TOO_MUCH,
    ),
    "with a picture of four gigapixels": (
        lambda: docx_with("word/media/b.png", pictures.huge_png()),
        Why.TOO_MUCH,
    ),
    "with a password": (lambda: zip_samples.with_password(docx_samples.docx()), Why.ENCRYPTED),
}
ODT = {
    "with an external entity": ({"content.xml": odt_samples.content("&e;", head=OUTSIDE)}, Why.DAMAGED),
    "with a password": ({"META-INF/manifest.xml": b"<manifest:encryption-data/>"}, Why.ENCRYPTED),
    "with a password as of late": ({"encrypted-package": b"x"}, Why.ENCRYPTED),
    "that is a table": ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, Why.DAMAGED),
    "of nothing": ({"content.xml": b"<x/>"}, Why.DAMAGED),
}
HARMLESS = {
    "a macro": (lambda: docx_with("word/vbaProject.bin", MARKER.encode() * 9), "docx"),
    "a drawing of itself": (pdf_bombs.drawing_of_itself, "pdf"),
    "ten to the power thirty drawings": (lambda: pdf_bombs.fan_of_drawings(30), "pdf"),
    "many operators": (lambda: pdf_bombs.operators(50_000), "pdf"),
    "too few pixels": (lambda: pdf_with_picture(100, 100), "pdf"),
}
TOO_LARGE_FOR_THE_PROCESS = {
    "five million operators": (lambda: pdf_bombs.operators(5_000_000), "pdf"),
    "4 GB of spaces": (lambda: pdf_bombs.packed_spaces(4096, times=3), "pdf"),
    "two million paragraphs": (lambda: docx_of_text("<x>" + "<w/>" * 4_000_000 + "</x>"), "docx"),
}


@pytest.mark.parametrize(("make", "why"), PDF.values(), ids=PDF.keys())
def test_a_pdf_is_refused(make: Make, why: Why) -> None:
    assert why_not(make(), "pdf") == why


@pytest.mark.parametrize(("make", "why"), DOCX.values(), ids=DOCX.keys())
def test_a_docx_is_refused(make: Make, why: Why) -> None:
    assert why_not(make(), "docx") == why


def test_a_zip_file_with_an_entry_in_another_is_refused() -> None:
    with pytest.raises(Refused, match="damaged"):
        read_entries(zip_samples.with_an_entry_in_another())


@pytest.mark.parametrize(("parts", "why"), ODT.values(), ids=ODT.keys())
def test_an_odt_is_refused(parts: dict[str, bytes], why: Why) -> None:
    assert why_not(odt_samples.odt(parts), "odt") == why


@pytest.mark.parametrize(("make", "kind"), HARMLESS.values(), ids=HARMLESS.keys())
def test_a_document_is_copied_without_harm_that_has(make: Make, kind: str) -> None:
    result = clean(io.BytesIO(make()), kind)
    assert result.clean is not None, result.why
    assert not holds(result.clean, MARKER)


def test_a_broken_picture_is_left_out_and_the_rest_stays() -> None:
    cut = pictures.talking_png()[:60]
    result = clean(io.BytesIO(docx_with("word/media/b.png", cut)), "docx")
    assert result.clean is not None
    with zipfile.ZipFile(io.BytesIO(result.clean)) as archive:
        kept = [name for name in archive.namelist() if name.startswith("word/media/")]
        assert [name.rpartition(".")[2] for name in kept] == ["jpeg"]
        assert archive.read("word/document.xml").count(b"<pic:pic>") == 1


OTHER_PICTURES = {
    "GIF": b"GIF89a" + bytes(20),
    "EMF": b"\1\0\0\0" + bytes(36) + b" EMF" + bytes(40),
    "WMF": b"\xd7\xcd\xc6\x9a" + bytes(40),
    "SVG": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
}
PICTURE = {"docx": "word/media/b.png", "odt": "Pictures/a.jpg"}


@pytest.mark.parametrize("picture", OTHER_PICTURES.values(), ids=OTHER_PICTURES.keys())
@pytest.mark.parametrize("kind", PICTURE)
def test_a_picture_of_another_kind_is_left_out_and_counted(kind: str, picture: bytes) -> None:
    make = {"docx": docx_samples.docx, "odt": odt_samples.odt}[kind]
    whole, lacking = (clean(io.BytesIO(make(parts)), kind) for parts in (None, {PICTURE[kind]: picture}))
    assert lacking.clean is not None
    assert lacking.left_out == whole.left_out + 1


def test_a_picture_that_stands_in_two_forms_is_one_and_one_that_shows_is_none() -> None:
    def cleaned(choice: str, fallback: str) -> int:
        both = docx_samples.in_two_forms(choice, fallback)
        result = clean(io.BytesIO(docx_with("word/document.xml", docx_samples.document(both))), "docx")
        assert result.clean is not None
        return result.left_out

    shows, lost = 'r:embed="rPng"', 'r:embed="rNowhere"'
    assert [cleaned(shows, shows), cleaned(lost, lost)] == [0, 1]


@pytest.mark.soak
@pytest.mark.parametrize(
    ("make", "kind"), TOO_LARGE_FOR_THE_PROCESS.values(), ids=TOO_LARGE_FOR_THE_PROCESS.keys()
)
def test_what_is_larger_than_the_process_may_be_ends_within_its_time(make: Make, kind: str) -> None:
    data = make()
    began = time.monotonic()
    assert why_not(data, kind) in (Why.TOO_MUCH, Why.DAMAGED)
    assert time.monotonic() - began < SECONDS + 5

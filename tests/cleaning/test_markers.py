"""What staff download holds nothing that it does not show: a word planted there is gone from the bytes, also
inside unpacked streams."""

from __future__ import annotations

import io
import zipfile

import pypdf
import pytest

from applicants.cleaning import jpeg2000, pictures
from applicants.cleaning.inside import clean_here
from tests.cleaning import docx_samples, odt_samples, pdf_samples
from tests.cleaning.marker import MARKER, WORDS, holds
from tests.cleaning.pictures import talking_jpeg, talking_jpeg2000, talking_png

PLANTED = [(one,) for one in pdf_samples.PLANTED] + [tuple(pdf_samples.PLANTED)]


def clean_pdf(data: bytes) -> bytes:
    copy, *_ = clean_here(data, "pdf")
    return copy


def text_of_pdf(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


@pytest.mark.parametrize("planted", PLANTED, ids=" and ".join)
def test_a_pdf_keeps_its_words_and_its_picture_and_loses(planted: tuple[str, ...]) -> None:
    received = pdf_samples.letter_with(*planted)
    assert holds(received, MARKER)

    copy = clean_pdf(received)
    assert not holds(copy, MARKER)
    assert f"{WORDS} 1" in text_of_pdf(copy)
    assert f"{WORDS} 2" in text_of_pdf(copy)
    assert len(pypdf.PdfReader(io.BytesIO(copy)).pages[1].images) == 1
    for name in (
        b"JavaScript",
        b"OpenAction",
        b"Launch",
        b"EmbeddedFile",
        b"AcroForm",
        b"Annot",
        b"Metadata",
    ):
        assert not holds(copy, name.decode())


def test_what_was_filled_into_a_form_stays_as_text() -> None:
    copy = clean_pdf(pdf_samples.letter_with("a form"))
    assert "Filled in by hand" in text_of_pdf(copy)


def test_an_older_revision_of_a_pdf_stays_behind() -> None:
    pdf = pdf_samples.letter()
    received = pdf_samples.save(pdf)
    start = received[received.rfind(b"startxref") :]
    later = received + f"\n900 0 obj\n({MARKER})\nendobj\n".encode() + start
    assert holds(later, MARKER)
    assert not holds(clean_pdf(later), MARKER)


def test_a_pdf_that_is_another_file_as_well_is_only_a_pdf_afterwards() -> None:
    tail = docx_samples.docx()
    received = pdf_samples.save(pdf_samples.letter()) + tail[-900:] + b"\n%%EOF\n"
    assert b"PK\5\6" in received
    copy = clean_pdf(received)
    assert b"PK" not in copy
    assert not holds(copy, MARKER)


def test_a_pdf_that_its_owner_locked_against_changes_is_copied() -> None:
    locked = pdf_samples.save(pdf_samples.letter(), encryption=pdf_samples.owned())
    assert WORDS in text_of_pdf(clean_pdf(locked))


def test_a_docx_keeps_its_words_and_pictures_and_nothing_else() -> None:
    received = docx_samples.docx()
    assert holds(received, MARKER)

    copy, *_ = clean_here(received, "docx")
    assert not holds(copy, MARKER)
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        names = set(archive.namelist())
        text = archive.read("word/document.xml").decode()
    for words in (WORDS, *docx_samples.STAYS):
        assert words in text
    assert holds(copy, "words of a header")
    assert holds(copy, "words of a note")
    assert holds(copy, "themeElements")
    assert {name.rpartition(".")[2] for name in names} == {"xml", "rels", "png", "jpeg"}
    for word in (
        "vbaProject",
        "INCLUDEPICTURE",
        "DDEAUTO",
        "attachedTemplate",
        "altChunk",
        "External",
        "OLEObject",
    ):
        assert not holds(copy, word)
    assert "> PAGE <" in text, "the number of a page goes on counting"
    assert holds(copy, "evenAndOddHeaders")


def test_an_odt_keeps_its_words_in_their_order_and_nothing_else() -> None:
    received = odt_samples.odt()
    assert holds(received, MARKER)

    copy, *_ = clean_here(received, "odt")
    assert not holds(copy, MARKER)
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        assert archive.namelist()[0] == "mimetype"
        texts = {"content.xml", "styles.xml", "settings.xml"}
        assert set(archive.namelist()) == {"mimetype", *texts, "Pictures/0.jpeg", "META-INF/manifest.xml"}
        text = archive.read("content.xml").decode()
    assert holds(copy, "TabsRelativeToIndent")
    assert holds(copy, "xmlns:ooo"), "otherwise LibreOffice reads none of them"
    plain = text.replace("<text:span>", "").replace("</text:span>", "")
    for words in (WORDS, *odt_samples.STAYS):
        assert words in plain


@pytest.mark.parametrize("make", [talking_jpeg, talking_png], ids=["jpeg", "png"])
def test_a_picture_shows_the_same_and_says_nothing(make: object) -> None:
    from PIL import Image

    assert callable(make)
    received = make()
    assert holds(received, MARKER)
    copy = pictures.clean_picture(received)
    assert copy is not None
    assert not holds(copy, MARKER)
    before, after = Image.open(io.BytesIO(received)), Image.open(io.BytesIO(copy))
    assert before.convert("RGB").tobytes() == after.convert("RGB").tobytes()


def test_a_jpeg_2000_loses_its_boxes_its_profile_and_its_comments() -> None:
    received = talking_jpeg2000()
    copy = jpeg2000.clean_jpeg2000(received)
    assert holds(received, MARKER)
    assert not holds(copy, MARKER)
    assert copy.endswith(b"\xff\xd9")

"""A document is looked at when it arrives: by what is in it, never by its name alone, and each refusal says
what to do."""

from __future__ import annotations

import io
from pathlib import Path
from unittest.mock import patch

import pikepdf
import pytest
from django.utils import translation

from applicants.cleaning import bounded, judge
from applicants.cleaning.limits import LARGEST, PAGES
from applicants.cleaning.reasons import REASONS, say_reason
from applicants.cleaning.refused import Why
from tests.cleaning import docx_samples, odt_samples, pdf_samples, zip_samples

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def look(data: bytes, name: str) -> judge.Judgement:
    return judge.judge(io.BytesIO(data), name=name)


def pdf(pages: int = 1) -> bytes:
    return pdf_samples.save(pdf_samples.letter(pages))


def test_each_kind_is_known_by_what_is_in_it() -> None:
    assert look(pdf(3), "CV van Amina.PDF") == judge.Judgement("pdf", pages=3)
    assert look(docx_samples.docx(), "brief.docx") == judge.Judgement("docx")
    assert look(odt_samples.odt(), "lettre.odt") == judge.Judgement("odt")


def test_a_line_before_a_pdf_is_borne() -> None:
    assert look(b"\xef\xbb\xbf\r\n" + pdf(), "cv.pdf").kind == "pdf"


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"", "cv.pdf", Why.EMPTY),
        (b"%PDF-1.7\n" + bytes(LARGEST), "cv.pdf", Why.TOO_LARGE),
        (b"MZ" + bytes(900), "cv.pdf", Why.KIND),
        (b"<html><script>alert(1)</script></html>", "cv.docx", Why.KIND),
        (OLE + bytes(900), "cv.doc", Why.KIND),
        (OLE + bytes(900), "cv.docx", Why.KIND),
        (OLE + bytes(900) + "EncryptedPackage".encode("utf-16-le"), "cv.docx", Why.ENCRYPTED),
        (b"%PDF-1.7\n", "cv.pdf", Why.TRUNCATED),
        (b"PK\3\4" + bytes(900), "cv.docx", Why.DAMAGED),
    ],
)
def test_what_is_no_document_is_refused_with_its_reason(data: bytes, name: str, why: Why) -> None:
    assert look(data, name) == judge.Judgement("", why=why)


def test_a_document_under_the_name_of_another_kind_is_refused() -> None:
    assert look(docx_samples.docx(), "cv.pdf").why == Why.OTHER_NAME
    assert look(pdf(), "cv.docx").why == Why.OTHER_NAME
    assert look(docx_samples.docx(), "cv.docm").why == Why.KIND
    assert look(pdf(), "cv.exe").why == Why.KIND
    assert look(pdf(), "cv").why == Why.KIND


def test_a_document_that_cannot_be_opened_is_refused_at_once() -> None:
    locked = pdf_samples.save(pdf_samples.letter(), encryption=pikepdf.Encryption(owner="o", user="u"))
    assert look(locked, "cv.pdf").why == Why.ENCRYPTED
    assert look(pdf(PAGES + 1), "cv.pdf").why == Why.TOO_MANY_PAGES
    assert look(pdf(PAGES), "cv.pdf") == judge.Judgement("pdf", pages=PAGES)
    assert look(zip_samples.with_password(docx_samples.docx()), "cv.docx").why == Why.ENCRYPTED
    assert look(docx_samples.docx({"../x": b""}), "cv.docx").why == Why.DAMAGED
    assert look(odt_samples.odt({"encrypted-package": b""}), "cv.odt").why == Why.ENCRYPTED


def test_the_document_is_left_at_its_beginning() -> None:
    source = io.BytesIO(pdf())
    source.seek(5)
    judge.judge(source, name="cv.pdf")
    assert source.tell() == 0


def test_nobody_waits_longer_than_a_moment_for_a_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judge, "PATIENCE", 0.1)
    with bounded.take_place(patience=1), bounded.take_place(patience=1):
        assert look(pdf(3), "cv.pdf") == judge.Judgement("pdf"), "its pages are counted when it is cleaned"
        assert look(b"MZ" + bytes(900), "cv.pdf").why == Why.KIND


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_every_reason_is_a_sentence_that_says_what_to_do(language: str) -> None:
    assert set(REASONS) == set(Why)
    assert (LARGEST, PAGES) == (10_000_000, 60), "the sentences say so"
    with translation.override(language):
        sentences = {say_reason(why) for why in Why}
        assert say_reason("") == ""
    assert len(sentences) == len(Why)
    for sentence in sentences:
        assert sentence.count(".") == 2, sentence
        assert sentence.endswith(".")


def test_what_is_received_never_touches_the_disk(tmp_path: Path) -> None:
    opened: list[str] = []
    with patch("builtins.open", lambda name, *how, **more: opened.append(str(name))):
        look(pdf(), "cv.pdf")
    assert opened == []

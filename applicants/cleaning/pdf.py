"""A PDF copied page by page into a new one, with what draws the pages and nothing else."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from typing import TypeVar

import pikepdf
from pikepdf import Pdf

from applicants.cleaning.limits import DECODED, OBJECTS, PAGES
from applicants.cleaning.pdf_copy import Copier
from applicants.cleaning.refused import Refused, Why

Result = TypeVar("Result")

TAIL = 2048
"""Bytes at the end, in which the mark of the end stands."""
FAULTS = (
    *(pikepdf.PdfError, pikepdf.DataDecodingError, pikepdf.UnsupportedImageTypeError),
    *(struct.error, zlib.error, ValueError, TypeError, KeyError, IndexError, AttributeError, RuntimeError),
)  # fmt: skip
"""What a damaged file makes pikepdf, or us, stumble over."""

pikepdf.settings.set_qpdf_limits(
    doc_max_warnings=200,
    flate_max_memory=DECODED,
    run_length_max_memory=DECODED,
    png_max_memory=DECODED,
    tiff_max_memory=DECODED,
    parser_max_container_size=200_000,
    max_stream_filters=4,
)


def count_pages(data: bytes) -> int:
    """Return how many pages a PDF has. ``Refused`` for one that is locked, cut off, damaged or too much."""
    return _opened(data, lambda old: len(old.pages))


def clean_pdf(data: bytes) -> tuple[bytes, int]:
    """Return a PDF that shows what ``data`` shows, and how many pages it has. ``Refused`` as in
    ``count_pages``, and for what cannot be shown."""
    return _opened(data, _copy)


def _opened(data: bytes, read: Callable[[Pdf], Result]) -> Result:
    if b"%%EOF" not in data[-TAIL:]:
        raise Refused(Why.TRUNCATED)
    try:
        with Pdf.open(io.BytesIO(data)) as old:
            _judge(old)
            return read(old)
    except Refused:
        raise
    except pikepdf.PasswordError:
        raise Refused(Why.ENCRYPTED) from None
    except FAULTS as error:
        raise Refused(Why.DAMAGED) from error


def _judge(old: Pdf) -> None:
    if len(old.objects) > OBJECTS:
        raise Refused(Why.TOO_MUCH)
    count = len(old.pages)
    if count == 0 or old.Root.Pages.get("/Count") != count:
        raise Refused(
            Why.DAMAGED
        )  # qpdf goes on with the pages it finds: half a document, and nobody is told
    if count > PAGES:
        raise Refused(Why.TOO_MANY_PAGES)
    form = old.Root.get("/AcroForm", pikepdf.Dictionary())
    if "/XFA" in form and not len(form.get("/Fields", [])):
        raise Refused(Why.FORM)  # what it shows is in a part that only one program draws


def _copy(old: Pdf) -> tuple[bytes, int]:
    if "/AcroForm" in old.Root:
        old.generate_appearance_streams()
    old.flatten_annotations("screen")  # what was filled in becomes part of the page
    out = io.BytesIO()
    with Pdf.new() as new:
        copier = Copier(new)
        for page in old.pages:
            new.pages.append(copier.copy_page(page))
        new.save(
            out,
            compress_streams=True,
            recompress_flate=True,
            deterministic_id=True,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
        return out.getvalue(), len(new.pages)

"""Documents as people send them keep their text and their look."""

from __future__ import annotations

import io
from typing import Any

import docx
import pypdfium2
import pytest
from fpdf import FPDF
from PIL import Image, ImageChops
from ttf_opensans import OPENSANS_REGULAR

from applicants.cleaning.inside import clean_here
from tests.cleaning.pictures import talking_jpeg, talking_png

SENTENCE = "Amina Verhaegen, œuvre à Liège — “tot gauw”, 10 €"


def drawn(pdf: bytes) -> list[Image.Image]:
    return [page.render(scale=1).to_pil().convert("RGB") for page in pypdfium2.PdfDocument(pdf)]


def text_of(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def assert_looks_the_same(received: bytes) -> None:
    copy, pages, _ = clean_here(received, "pdf")
    assert text_of(copy) == text_of(received)
    assert pages == len(text_of(received))
    for before, after in zip(drawn(received), drawn(copy), strict=True):
        assert len(before.getcolors(100_000) or ()) > 1, "something is drawn"
        assert ImageChops.difference(before, after).getbbox() is None


def cv() -> FPDF:
    pdf = FPDF()
    pdf.add_font("Open", fname=OPENSANS_REGULAR.path)
    pdf.add_page()
    pdf.set_font("Open", size=14)
    pdf.cell(text=SENTENCE)
    pdf.image(io.BytesIO(talking_jpeg()), x=20, y=40, w=30)
    pdf.image(io.BytesIO(talking_png()), x=60, y=40, w=30)
    pdf.set_fill_color(200, 220, 255)
    pdf.rect(20, 90, 60, 10, style="FD")
    with pdf.local_context(fill_opacity=0.4):
        pdf.circle(60, 95, 20, style="F")
    pdf.set_font("Times", size=11)
    pdf.set_xy(20, 130)
    pdf.multi_cell(w=0, text="Ervaring. " * 60, link="https://example.org/")
    pdf.add_page(orientation="landscape")
    pdf.set_font("Courier", size=9)
    pdf.cell(text="Second page")
    return pdf


def test_a_pdf_of_fpdf_looks_the_same_dot_for_dot() -> None:
    assert_looks_the_same(bytes(cv().output()))


@pytest.mark.django_db
def test_an_invoice_looks_the_same_dot_for_dot() -> None:
    from tests import cast

    invoice = cast.pieter().subject.invoices.get()
    with invoice.document.open() as file:
        assert_looks_the_same(file.read())


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_that_lies_on_its_side_stays_so(turned: int) -> None:
    import pikepdf

    with pikepdf.open(io.BytesIO(bytes(cv().output()))) as pdf:
        for page in pdf.pages:
            page.rotate(turned, relative=True)
            page.cropbox = pikepdf.Rectangle(20, 30, 590, 590)
        out = io.BytesIO()
        pdf.save(out)
    assert_looks_the_same(out.getvalue())


def test_a_scan_in_every_coding_looks_the_same() -> None:
    for coding in ("JPEG", "JPEG2000", "TIFF"):
        out = io.BytesIO()
        picture = Image.radial_gradient("L").resize((200, 200))
        picture = picture.convert("1") if coding == "TIFF" else picture.convert("RGB")
        picture.save(out, "PDF")
        assert_looks_the_same(out.getvalue())


def letter() -> bytes:
    """Return a letter with the styles, numbering, theme and settings of Word's own template."""
    made = docx.Document()
    made.core_properties.author = "Somebody"
    made.add_heading("Curriculum vitae", level=1)
    made.add_paragraph(SENTENCE).runs[0].bold = True
    for line in ("een", "twee"):
        made.add_paragraph(line, style="List Number")
    table = made.add_table(rows=2, cols=2, style="Light Grid Accent 1")
    table.cell(1, 1).text = "moedertaal"
    photo = io.BytesIO()
    Image.new("RGB", (90, 60), (90, 120, 200)).save(photo, "JPEG")
    made.add_picture(photo)
    made.sections[0].footer.paragraphs[0].text = "Bladzijde"
    made.sections[0].left_margin = docx.shared.Cm(3)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def read(data: bytes) -> dict[str, Any]:
    opened: Any = docx.Document(io.BytesIO(data))
    return {
        "paragraphs": [
            (one.text, one.style.name, [run.bold for run in one.runs]) for one in opened.paragraphs
        ],
        "table": [[cell.text for cell in row.cells] for row in opened.tables[0].rows],
        "style of table": opened.tables[0].style.name,
        "pictures": len(opened.inline_shapes),
        "width of picture": opened.inline_shapes[0].width,
        "footer": opened.sections[0].footer.paragraphs[0].text,
        "margin": opened.sections[0].left_margin,
        "styles": sorted(style.name for style in opened.styles),
    }


def test_a_docx_reads_the_same_in_another_program() -> None:
    received = letter()
    copy, *_ = clean_here(received, "docx")
    assert read(copy) == read(received)
    assert docx.Document(io.BytesIO(copy)).core_properties.author != "Somebody"

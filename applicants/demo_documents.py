"""Small real documents of invented people: a PDF and a Word document, made anew each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from fpdf import FPDF

_OPEN, _MS = "http://schemas.openxmlformats.org", "application/vnd.openxmlformats"
_TYPES = (
    f'<Types xmlns="{_OPEN}/package/2006/content-types">'
    f'<Default Extension="rels" ContentType="{_MS}-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MS}-officedocument.wordprocessingml.'
    'document.main+xml"/></Types>'
)
_RELATIONS = (
    f'<Relationships xmlns="{_OPEN}/package/2006/relationships"><Relationship Id="r1" '
    f'Target="word/document.xml" Type="{_OPEN}/officeDocument/2006/relationships/officeDocument"/>'
    "</Relationships>"
)


def make_pdf(title: str, lines: Sequence[str]) -> bytes:
    """Return a PDF of one page: a title, and lines below it, in characters of western Europe."""
    document = FPDF()
    document.add_page()
    document.set_font("helvetica", style="B", size=16)
    document.cell(text=title, new_x="LMARGIN", new_y="NEXT")
    document.set_font("helvetica", size=11)
    for line in lines:
        document.multi_cell(0, text=line, new_x="LMARGIN", new_y="NEXT")
    return bytes(document.output())


def make_docx(lines: Sequence[str]) -> bytes:
    """Return a Word document with a paragraph for each of ``lines``."""
    text = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    body = f'<w:document xmlns:w="{_OPEN}/wordprocessingml/2006/main"><w:body>{text}</w:body></w:document>'
    parts = {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": body}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, xml in parts.items():
            package.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{xml}')
    return made.getvalue()

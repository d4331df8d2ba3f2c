"""Documents as people send them, made anew: a PDF of our own printer, and a Word document."""

from __future__ import annotations

import io
import zipfile

from fpdf import FPDF

TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/'
    'vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="word/document.xml" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument"/>'
    '<Relationship Id="r2" Target="docProps/core.xml" Type="http://schemas.openxmlformats.org/'
    'package/2006/relationships/metadata/core-properties"/></Relationships>'
)
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{author}</dc:creator></cp:coreProperties>'
)
WORDS = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
)


def pdf(text: str = "Curriculum vitae", *, pages: int = 2, author: str = "") -> bytes:
    """Return a PDF of ``pages`` pages with ``text`` on each, and ``author`` in what it says of itself."""
    document = FPDF()
    document.set_author(author)
    document.set_font("helvetica", size=12)
    for _page in range(pages):
        document.add_page()
        document.cell(text=text)
    return bytes(document.output())


def locked_pdf() -> bytes:
    """Return a PDF that opens with a password only."""
    document = FPDF()
    document.set_encryption(owner_password="owner", user_password="reader")
    document.set_font("helvetica", size=12)
    document.add_page()
    document.cell(text="Curriculum vitae")
    return bytes(document.output())


def docx(text: str = "Waarom ik dit wil doen", *, author: str = "") -> bytes:
    """Return a Word document with ``text``, made by ``author``."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", f'<?xml version="1.0"?>{TYPES}')
        package.writestr("_rels/.rels", f'<?xml version="1.0"?>{RELATIONS}')
        package.writestr("docProps/core.xml", f'<?xml version="1.0"?>{CORE.format(author=author)}')
        package.writestr("word/document.xml", f'<?xml version="1.0"?>{WORDS.format(text=text)}')
    return made.getvalue()

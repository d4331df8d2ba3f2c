"""The answer on paper."""

from __future__ import annotations

from fpdf.enums import Align, VAlign

from privacy.delivery.stationery import ACCENT, FAINT, INK, MARGIN, SHADE, WIDTH, Pages, printable
from privacy.export.statement import Part, Statement, Table

LABEL = 45
"""Millimetres for the name of a value."""


def statement_as_pdf(statement: Statement, *, language: str) -> bytes:
    """Return ``statement`` as the bytes of a PDF in ``language``, which is the active one."""
    pages = Pages(reference=statement.title)
    pages.set_lang(language)
    pages.set_title(statement.title)
    pages.add_page()
    pages.write_line(statement.title, size=22, bold=True, width=WIDTH)
    pages.ln(2)
    pages.write_line(statement.lead, size=11, width=WIDTH)
    pages.ln(3)
    _draw_facts(pages, statement.facts)
    for part in statement.parts:
        _draw_part(pages, part)
    return bytes(pages.output())


def _draw_part(pages: Pages, part: Part) -> None:
    pages.ln(6)
    if pages.will_page_break(30):  # a title does not stand alone at the foot of a page
        pages.add_page()
    pages.start_section(printable(part.title))
    pages.write_line(part.title, size=14, bold=True, colour=ACCENT, width=WIDTH)
    pages.ln(1.5)
    for paragraph in part.paragraphs:
        pages.write_line(paragraph, size=10, width=WIDTH)
        pages.ln(1.5)
    for item in part.items:
        pages.write_line(f"•  {item}", size=10, width=WIDTH)
        pages.ln(0.8)
    if part.table:
        _draw_table(pages, part.table)
    for at, record in enumerate(part.records):
        if at:
            pages.set_draw_color(*SHADE)
            pages.line(MARGIN, pages.get_y() + 1, MARGIN + WIDTH, pages.get_y() + 1)
            pages.ln(2.5)
        _draw_facts(pages, record)


def _draw_facts(pages: Pages, facts: list[tuple[str, str]]) -> None:
    """Draw names on the left and values on the right, a value over as many pages as it is long."""
    for name, value in facts:
        if pages.will_page_break(12):
            pages.add_page()
        top, page = pages.get_y(), pages.page
        pages.write_line(name, size=9, colour=FAINT, width=LABEL - 3)
        below, page_below = pages.get_y(), pages.page
        pages.page = page
        pages.set_xy(MARGIN + LABEL, top)
        pages.write_line(value, size=10, colour=INK, width=WIDTH - LABEL)
        if pages.page == page_below:
            pages.set_y(max(pages.get_y(), below))
        pages.set_x(MARGIN)
        pages.ln(0.8)


def _draw_table(pages: Pages, table: Table) -> None:
    pages.set_font("OpenSans", "", 9)
    pages.set_text_color(*INK)
    pages.set_draw_color(*SHADE)
    with pages.table(
        col_widths=(58, 70, 42),
        width=WIDTH,
        text_align=Align.L,
        v_align=VAlign.T,
        line_height=4.8,
        padding=(1.4, 1.5),
        borders_layout="HORIZONTAL_LINES",
    ) as drawn:
        for row in (table.headings, *table.rows):
            drawn.row([printable(cell) for cell in row])
    pages.set_xy(MARGIN, pages.get_y())

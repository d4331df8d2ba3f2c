"""The invoice as paper: one A4 PDF in the language of the party, made without any program but Python.

The page draws only what it is given, so that the document says what the frozen row says.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal

from django.conf import settings
from django.utils import formats, translation
from django.utils.translation import gettext as _
from fpdf.enums import Align, VAlign, XPos, YPos

from contacts.invoice_lines import InvoiceLine, format_euro, format_quantity
from privacy.delivery.stationery import FAINT, INK, MARGIN, SHADE, WIDTH, WINDOW_Y, Sheet, printable

# Millimetres.
COLUMNS, PADDING = (88, 22, 30, 30), 2


@dataclass(frozen=True)
class PrintedInvoice:
    """All that is printed of one invoice; amounts in euro."""

    number: str
    issued_on: date
    chargeable_on: date
    billed_name: str
    billed_address: str
    lines: tuple[InvoiceLine, ...]
    amount: Decimal
    vat: Decimal
    vat_rate: Decimal


def write_invoice_pdf(paper: PrintedInvoice, *, language: str) -> bytes:
    """Return the document of ``paper`` in ``language`` ("nl", "fr", "en") as the bytes of a PDF."""
    with translation.override(language):
        sheet = Sheet(reference=paper.number)
        sheet.set_lang(language)
        sheet.set_title(_("Invoice %(number)s") % {"number": paper.number})
        sheet.set_author(settings.ORGANISATION_NAME)
        sheet.set_creation_date(datetime.combine(paper.issued_on, time(12), tzinfo=UTC))
        sheet.add_page()
        sheet.write_addressee(paper.billed_name, paper.billed_address)
        _draw_facts(sheet, paper)
        _draw_lines(sheet, paper)
        _draw_totals(sheet, paper)
        return bytes(sheet.output())


def _draw_facts(sheet: Sheet, paper: PrintedInvoice) -> None:
    facts = [(_("Number"), paper.number), (_("Date"), _day(paper.issued_on))]
    if settings.VAT_NUMBER and paper.chargeable_on != paper.issued_on:
        facts.append((_("VAT chargeable on"), _day(paper.chargeable_on)))
    # Below the window, however long the address was.
    sheet.set_xy(MARGIN, max(sheet.get_y() + 8, WINDOW_Y + 34))
    sheet.write_line(_("Invoice"), size=22, bold=True, width=WIDTH)
    sheet.ln(2)
    for label, value in facts:
        sheet.set_font("OpenSans", "", 10)
        sheet.set_text_color(*FAINT)
        sheet.cell(42, 6, printable(label))
        sheet.set_text_color(*INK)
        sheet.cell(80, 6, printable(value), new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    sheet.ln(6)


def _draw_lines(sheet: Sheet, paper: PrintedInvoice) -> None:
    sheet.set_font("OpenSans", "", 10)
    sheet.set_text_color(*INK)
    sheet.set_draw_color(*SHADE)
    aligned = (Align.L, Align.R, Align.R, Align.R)
    with sheet.table(
        col_widths=COLUMNS,
        width=WIDTH,
        text_align=aligned,
        v_align=VAlign.T,
        line_height=5.4,
        padding=(1.6, PADDING),
        borders_layout="HORIZONTAL_LINES",
    ) as table:
        table.row([printable(text) for text in (_("Description"), _("Quantity"), _("Price"), _("Amount"))])
        for line in paper.lines:
            table.row(
                [
                    printable(text)
                    for text in (
                        line.text,
                        format_quantity(line.quantity),
                        format_euro(line.price),
                        format_euro(line.amount),
                    )
                ]
            )


def _draw_totals(sheet: Sheet, paper: PrintedInvoice) -> None:
    sums = [
        (_("Total excluding VAT"), paper.amount),
        (_("VAT %(rate)s %%") % {"rate": f"{paper.vat_rate * 100:.0f}"}, paper.vat),
    ]
    sheet.ln(4)
    if sheet.will_page_break(34):  # the sums stay together
        sheet.add_page()
    for label, value in sums if settings.VAT_NUMBER else []:
        _draw_sum(sheet, label, value, bold=False)
    _draw_sum(sheet, _("To pay"), paper.amount + paper.vat, bold=True)
    if not settings.VAT_NUMBER:
        sheet.ln(6)
        sheet.write_line(
            _("No VAT is charged: the organisation has no VAT number."), size=9, colour=FAINT, width=WIDTH
        )


def _draw_sum(sheet: Sheet, label: str, value: Decimal, *, bold: bool) -> None:
    sheet.set_x(MARGIN + COLUMNS[0])
    sheet.c_margin = PADDING  # in line with the table above
    sheet.set_font("OpenSans", "B" if bold else "", 11 if bold else 10)
    sheet.set_text_color(*INK)
    sheet.set_fill_color(*SHADE)
    sheet.cell(52, 8, printable(label), fill=bold)
    sheet.cell(30, 8, format_euro(value), align=Align.R, fill=bold, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _day(day: date) -> str:
    return formats.date_format(day, "DATE_FORMAT")

"""Our stationery: A4 sheets with letterhead and numbers, as a PDF made without any program but Python.

Whatever is printed is written on it: letters (``letter_pdf``), a person's copy and invoices. A ``Sheet`` has
the whole letterhead on each page, ``Pages`` on the first only.
"""

from __future__ import annotations

import logging
import unicodedata

from django.conf import settings
from django.utils.translation import gettext as _
from fpdf import FPDF
from fpdf.enums import Align, XPos, YPos
from ttf_opensans import OPENSANS_BOLD, OPENSANS_REGULAR

# Both libraries log the letters they embed, and those are the letters of a name.
for _talkative in ("fpdf", "fontTools"):
    logging.getLogger(_talkative).setLevel(logging.ERROR)

INK, FAINT, ACCENT, SHADE = (33, 37, 41), (95, 103, 112), (22, 96, 88), (238, 243, 242)
# In millimetres, as all measures here.
MARGIN, WIDTH, BELOW_HEAD = 20, 170, 50
# The address stands where a window envelope (C5/6, right) shows it.
WINDOW_X, WINDOW_Y = 115, 50


class Sheet(FPDF):
    """A4 sheets: our letterhead above; below, our numbers, ``reference`` and the number of the page."""

    def __init__(self, *, reference: str) -> None:
        super().__init__(orientation="portrait", unit="mm", format="A4")
        self.reference = reference
        self.add_font("OpenSans", "", str(OPENSANS_REGULAR.path))
        self.add_font("OpenSans", "B", str(OPENSANS_BOLD.path))
        self.set_margins(MARGIN, 18, MARGIN)
        self.set_auto_page_break(auto=True, margin=32)

    def write_line(
        self,
        text: str,
        *,
        size: float,
        bold: bool = False,
        colour: tuple[int, int, int] = INK,
        width: float = 0,
    ) -> None:
        """Write ``text`` from the present x, wrapped, and go to the next line at the same x."""
        self.set_font("OpenSans", "B" if bold else "", size)
        self.set_text_color(*colour)
        self.multi_cell(width, size * 0.52, printable(text), align=Align.L, new_x=XPos.LEFT, new_y=YPos.NEXT)

    def write_addressee(self, name: str, address: str) -> None:
        """Write whom the sheet goes to where a window envelope shows it."""
        self.set_xy(WINDOW_X, WINDOW_Y)
        self.write_line(name, size=11, bold=True, width=MARGIN + WIDTH - WINDOW_X)
        self.write_line(address, size=11, width=MARGIN + WIDTH - WINDOW_X)

    def header(self) -> None:
        self.set_fill_color(*ACCENT)
        self.rect(0, 0, self.w, 4, style="F")
        self.set_xy(MARGIN, 16)
        self.write_line(settings.ORGANISATION_NAME, size=13, bold=True, colour=ACCENT, width=WIDTH)
        self.write_line(settings.ORGANISATION_ADDRESS, size=9, colour=FAINT, width=WIDTH)
        self.write_line(settings.ORGANISATION_EMAIL, size=9, colour=FAINT, width=WIDTH)
        self.set_y(BELOW_HEAD)

    def footer(self) -> None:
        self.set_y(-22)
        self.set_draw_color(*ACCENT)
        self.line(MARGIN, self.get_y(), MARGIN + WIDTH, self.get_y())
        self.set_y(-19)
        self.set_font("OpenSans", "", 8)
        self.set_text_color(*FAINT)
        numbers = [settings.ORGANISATION_NAME]
        if settings.ORGANISATION_NUMBER:
            numbers.append(_("Enterprise number %(number)s") % {"number": settings.ORGANISATION_NUMBER})
        if settings.VAT_NUMBER:
            numbers.append(_("VAT %(number)s") % {"number": settings.VAT_NUMBER})
        self.cell(WIDTH - 30, 5, printable("  ·  ".join(numbers)))
        self.cell(30, 5, f"{self.reference}  ·  {self.page_no()}", align=Align.R)


class Pages(Sheet):
    """Sheets of which only the first has the letterhead; the others have the coloured bar alone."""

    def header(self) -> None:
        if self.page_no() == 1:
            super().header()
        else:
            self.set_fill_color(*ACCENT)
            self.rect(0, 0, self.w, 4, style="F")
            self.set_y(18)


def printable(text: str) -> str:
    """Return ``text`` composed (address books of macOS send letter and accent apart), without control
    characters."""
    composed = unicodedata.normalize("NFC", text).replace("\t", " ")
    return "".join(char for char in composed if char == "\n" or unicodedata.category(char) != "Cc")

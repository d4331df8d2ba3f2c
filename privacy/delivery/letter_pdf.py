"""A letter that is printed and posted: our writing paper, the address in the window of the envelope, the
words of the mail."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format

from privacy.delivery.stationery import FAINT, MARGIN, WIDTH, WINDOW_Y, Pages


def pdf(title: str, text: str, *, to: str, on: date, reference: str, language: str) -> bytes:
    """Return the letter to the postal address ``to``, dated ``on``, as the bytes of a PDF in ``language``,
    the active one."""
    pages = Pages(reference=reference)
    pages.set_lang(language)
    pages.set_title(title)
    pages.add_page()
    name, _line, address = to.partition("\n")
    pages.write_addressee(name, address)
    pages.set_xy(
        MARGIN, max(pages.get_y() + 8, WINDOW_Y + 34)
    )  # below the window, however long the address was
    pages.write_line(date_format(on, "DATE_FORMAT"), size=10, colour=FAINT, width=WIDTH)
    pages.ln(4)
    pages.write_line(title, size=14, bold=True, width=WIDTH)
    pages.ln(4)
    for paragraph in text.split("\n\n"):
        pages.write_line(paragraph, size=10.5, width=WIDTH)
        pages.ln(3)
    return bytes(pages.output())

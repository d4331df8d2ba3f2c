"""A letter that is printed and posted, as a PDF: the words of the mail on our stationery, with the postal
address in the window of the envelope."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format

from privacy.delivery.stationery import FAINT, MARGIN, WIDTH, WINDOW_Y, Pages


def make_letter_pdf(title: str, *, text: str, to: str, on: date, reference: str, language: str) -> bytes:
    """Return the letter ``title`` with the paragraphs of ``text`` as a PDF.

    ``to`` is a name and, on the lines below it, a postal address; ``on`` is the date of the letter;
    ``reference`` stands at the foot of each page. ``language`` must be the active one.
    """
    pages = Pages(reference=reference)
    pages.set_lang(language)
    pages.set_title(title)
    pages.add_page()
    name, _line, address = to.partition("\n")
    pages.write_addressee(name, address)
    # Below the window, however long the address was.
    pages.set_xy(MARGIN, max(pages.get_y() + 8, WINDOW_Y + 34))
    pages.write_line(date_format(on, "DATE_FORMAT"), size=10, colour=FAINT, width=WIDTH)
    pages.ln(4)
    pages.write_line(title, size=14, bold=True, width=WIDTH)
    pages.ln(4)
    for paragraph in text.split("\n\n"):
        pages.write_line(paragraph, size=10.5, width=WIDTH)
        pages.ln(3)
    return bytes(pages.output())

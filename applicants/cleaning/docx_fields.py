"""The fields of a Word document: numbers of pages stay fields, all others keep what they last showed.

A field can fetch a picture, start a program or name a file (ECMA-376, part 1, 17.16.5).
"""

from __future__ import annotations

import re

from lxml import etree

from applicants.cleaning.docx_names import W
from applicants.cleaning.markup import take_out, unwrap

PAGE_NUMBER = re.compile(
    r"\s*(PAGE|NUMPAGES|SECTIONPAGES)\s*(\\\*\s*(MERGEFORMAT|arabic|roman|alphabetic)\s*)*",
    re.IGNORECASE | re.ASCII,
)
TYPE = W + "fldCharType"


def settle_fields(root: etree._Element) -> None:
    """Leave of each field what it last showed, but for the numbers of pages."""
    kept: set[etree._Element] = set()
    open_fields: list[list[etree._Element]] = []
    marks = list(root.iter(W + "fldChar", W + "instrText"))
    for mark in marks:
        if mark.get(TYPE) == "begin":
            open_fields.append([])
        if open_fields:
            open_fields[-1].append(mark)
        if mark.get(TYPE) == "end" and open_fields:
            field = open_fields.pop()
            if _is_page_number("".join(part.text or "" for part in field)):
                kept.update(field)
    for mark in marks:
        if mark not in kept:
            take_out(mark)
    for simple in list(root.iter(W + "fldSimple")):
        if not _is_page_number(str(simple.get(W + "instr", ""))):
            unwrap(simple)


def _is_page_number(instruction: str) -> bool:
    return PAGE_NUMBER.fullmatch(instruction) is not None

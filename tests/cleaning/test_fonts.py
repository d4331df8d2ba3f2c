"""Fonts within a PDF keep their signs and lose what they say of themselves."""

from __future__ import annotations

import io
from contextlib import suppress
from typing import Any

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from applicants.cleaning.fonts import clean_font
from applicants.cleaning.refused import Refused
from tests.cleaning.marker import MARKER, holds

SIGNS = [".notdef", "A"]
NAMES = {"familyName": MARKER, "styleName": "Regular", "copyright": MARKER, "licenseDescription": MARKER}


def draw(pen: Any) -> Any:
    pen.moveTo((0, 0))
    for place in ((0, 700), (500, 700), (500, 0)):
        pen.lineTo(place)
    pen.closePath()
    return pen


def built(*, truetype: bool) -> bytes:
    builder = FontBuilder(1000, isTTF=truetype)
    builder.setupGlyphOrder(SIGNS)
    builder.setupCharacterMap({65: "A"})
    if truetype:
        builder.setupGlyf({sign: draw(TTGlyphPen(None)).glyph() for sign in SIGNS})
    else:
        signs = {sign: draw(T2CharStringPen(600, None)).getCharString() for sign in SIGNS}
        builder.setupCFF("Plain", {"FullName": MARKER, "Notice": MARKER, "Copyright": MARKER}, signs, {})
    builder.setupHorizontalMetrics(dict.fromkeys(SIGNS, (600, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable(NAMES)
    builder.setupOS2()
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def outline(font: bytes) -> list[tuple[str, Any]]:
    from fontTools.pens.recordingPen import RecordingPen

    pen: Any = RecordingPen()
    opened = TTFont(io.BytesIO(font))
    opened.getGlyphSet()["A"].draw(pen)
    return list(pen.value)


@pytest.mark.parametrize("truetype", [True, False], ids=["TrueType", "OpenType with CFF"])
def test_a_font_loses_its_names_and_keeps_its_signs(truetype: bool) -> None:
    received = built(truetype=truetype)
    assert holds(received, MARKER)
    font, shorter = clean_font(received)
    assert not holds(font, MARKER)
    assert outline(font) == outline(received)
    assert shorter == 0


def test_a_bare_cff_loses_its_strings_and_keeps_its_signs() -> None:
    whole = TTFont(io.BytesIO(built(truetype=False)))
    received = whole.getTableData("CFF ")
    assert holds(received, MARKER)
    font, _ = clean_font(received)
    assert not holds(font, MARKER)
    assert font.count(b"Plain") == 1


def test_a_type_1_loses_its_notices_and_says_by_how_much_it_is_shorter() -> None:
    clear = (
        b"%!PS-AdobeFont-1.0: Plain 001.001\n%%Title: " + MARKER.encode() + b"\n/FontInfo 9 dict dup begin\n"
        b"/Notice (a \\) " + MARKER.encode() + b") readonly def\n/isFixedPitch false def end\ncurrentfile "
    )
    sealed = b"\n" + bytes(range(256))
    font, shorter = clean_font(clear + b"eexec" + sealed)
    assert not holds(font, MARKER)
    assert font.endswith(b"/Notice () readonly def\n/isFixedPitch false def end\ncurrentfile eexec" + sealed)
    assert shorter == len(clear + b"eexec" + sealed) - len(font) > 0


@pytest.mark.parametrize(
    "broken", [b"", b"\0\1\0\0", b"OTTO\0\xff" + bytes(30), b"\1\0\4\1broken", b"no font"]
)
def test_what_is_no_font_is_left_to_viewers_or_refused(broken: bytes) -> None:
    with suppress(Refused):
        assert clean_font(broken) == (broken, 0)

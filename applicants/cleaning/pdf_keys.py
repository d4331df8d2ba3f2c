"""What is copied of each kind of object of a PDF: its keys by name, and each as what (ISO 32000-2).

There is no list of bad things to keep up with. A script, an attachment, a form, an action, metadata, a
layer's name, an older revision of the file: none is named here, and what is not named stays behind.
"""

from __future__ import annotations

from typing import Final


def _plain(keys: str) -> dict[str, str]:
    return dict.fromkeys(keys.split(), "plain")


FUNCTION = _plain("FunctionType Domain Range Functions Bounds Encode Decode BitsPerSample Size Order C0 C1 N")
LOOK = "ColorSpace BitsPerComponent Decode"

KEYS: Final[dict[str, dict[str, str]]] = {
    "plain": FUNCTION | _plain("WhitePoint BlackPoint Gamma Matrix Type S"),
    "page": _plain("MediaBox CropBox Rotate UserUnit") | {"Group": "group"},
    "group": _plain("Type S CS I K"),
    "state": _plain("Type LW LC LJ ML D RI OP op OPM FL SM SA BM CA ca AIS TK BG UCR TR")
    | {"Font": "font and size", "SMask": "mask"},
    "mask": _plain("Type S BC TR") | {"G": "xobject"},
    "image": _plain(f"Type Subtype Width Height {LOOK} Intent ImageMask Interpolate SMaskInData Matte")
    | {"Mask": "xobject", "SMask": "xobject"},
    "form": _plain("Type Subtype FormType BBox Matrix") | {"Group": "group"},
    "pattern": _plain("Type PatternType PaintType TilingType BBox XStep YStep Matrix")
    | {"Shading": "shading", "ExtGState": "state"},
    "shading": FUNCTION
    | _plain(f"ShadingType {LOOK} Background BBox AntiAlias Coords Extend BitsPerCoordinate BitsPerFlag")
    | _plain("Matrix Function VerticesPerRow"),
    "font": _plain("Type Subtype BaseFont FirstChar LastChar Widths DW W DW2 W2 FontBBox FontMatrix")
    | {"FontDescriptor": "descriptor", "Encoding": "encoding", "ToUnicode": "character map"}
    | {"DescendantFonts": "font", "CIDSystemInfo": "collection", "CIDToGIDMap": "data"},
    "encoding": _plain("Type BaseEncoding Differences CMapName WMode")
    | {"UseCMap": "character map", "CIDSystemInfo": "collection"},
    "character map": _plain("Type CMapName WMode") | {"CIDSystemInfo": "collection"},
    "collection": _plain("Registry Ordering Supplement"),
    "descriptor": _plain(
        "Type FontName FontStretch FontWeight Flags FontBBox ItalicAngle Ascent Descent Leading"
    )
    | _plain("CapHeight XHeight StemV StemH AvgWidth MaxWidth MissingWidth")
    | dict.fromkeys(("FontFile", "FontFile2", "FontFile3"), "program"),
    "program": _plain("Length1 Length2 Length3 Subtype"),
    "data": {},
    "font and size": {},
}
"""For each kind: the keys that are copied, and the kind of what stands there. "plain" is numbers, names and
such."""

DECODER = (
    "ColorTransform",
    "K",
    "Columns",
    "Rows",
    "BlackIs1",
    "EncodedByteAlign",
    "EndOfLine",
    "EndOfBlock",
)
"""What is kept of how a picture was coded, where it stays coded."""

RESOURCES: Final = {
    "Font": "font",
    "XObject": "xobject",
    "ExtGState": "state",
    "ColorSpace": "plain",
    "Pattern": "pattern",
    "Shading": "shading",
}
"""What a drawing may name, and the kind of each."""


def _each(operators: str, count: int) -> dict[str, int]:
    return dict.fromkeys(operators.split(), count)


NUMBERS: Final[dict[str, int]] = (
    _each("q Q BT ET T* h S s f F f* B B* b b* n W W*", 0)
    | _each("w J j M i Tc Tw Tz TL Tr Ts g G", 1)
    | _each("m l Td TD d0", 2)
    | _each("rg RG", 3)
    | _each("v y re k K", 4)
    | _each("c cm Tm d1", 6)
)
"""Operators of a drawing that take numbers only, and how many (annex A)."""
TEXTS: Final = {"Tj": 1, "'": 1, '"': 3, "TJ": 1}
"""Operators that show text."""
NAMED: Final = {
    **{"Tf": "Font", "Do": "XObject", "gs": "ExtGState", "sh": "Shading"},
    **{"cs": "ColorSpace", "CS": "ColorSpace", "scn": "Pattern", "SCN": "Pattern"},
}
"""Operators that name a resource, and of which sort."""
COLOURS: Final = ("sc", "SC", "scn", "SCN")
OWN_SPACES: Final = ("/DeviceGray", "/DeviceRGB", "/DeviceCMYK", "/Pattern")
"""Spaces of colour that need no resource."""
INKS: Final = ("/All", "/None", "/Cyan", "/Magenta", "/Yellow", "/Black")
"""Inks whose names mean something to whoever shows a page (8.6.6.4)."""

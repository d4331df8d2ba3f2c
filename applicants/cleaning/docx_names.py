"""What of a Word document is kept, by name (ECMA-376, part 1): namespaces first, and what of them stays
behind."""

from __future__ import annotations

from typing import Final

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PIC: Final = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V: Final = "{urn:schemas-microsoft-com:vml}"
W10: Final = "{urn:schemas-microsoft-com:office:word}"
W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
WP14: Final = "{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}"
WPS: Final = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
WPG: Final = "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}"
WPC: Final = "{http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas}"
XML: Final = "{http://www.w3.org/XML/1998/namespace}"

ELEMENTS: Final = (W, A, WP, PIC, M, MC, V, W10, W14, WP14, WPS, WPG, WPC)
"""Namespaces of elements. Charts, diagrams, embedded objects and whatever Word learns next are in none of
them."""
ATTRIBUTES: Final = ("", W, R, M, MC, W14, XML)


def _all(space: str, *names: str) -> frozenset[str]:
    return frozenset(space + name for line in names for name in line.split())


_REVISIONS: Final = (
    "del moveFrom rPrChange pPrChange sectPrChange tblPrChange trPrChange tcPrChange tblGridChange rsid",
    "tblPrExChange numberingChange cellDel cellIns cellMerge moveFromRangeStart moveFromRangeEnd",
    "moveToRangeStart moveToRangeEnd customXmlInsRangeStart customXmlInsRangeEnd customXmlDelRangeStart",
    "customXmlDelRangeEnd customXmlMoveFromRangeStart customXmlMoveFromRangeEnd customXmlMoveToRangeStart",
    "customXmlMoveToRangeEnd rsids",
)
_ASIDE: Final = (
    "commentRangeStart commentRangeEnd commentReference annotationRef permStart permEnd proofErr",
    "bookmarkStart bookmarkEnd tblCaption tblDescription sdtPr sdtEndPr smartTagPr customXmlPr",
)
_ACTIVE: Final = (
    "object control altChunk subDoc contentPart movie ffData fldData dataBinding background printerSettings",
    "embedRegular embedBold embedItalic embedBoldItalic delInstrText",
)
LEFT: Final = (
    _all(W, *_REVISIONS, *_ASIDE, *_ACTIVE)
    | _all(W14, "conflictIns conflictDel contentPart docId checkbox")
    | _all(A, "hlinkClick hlinkHover hlinkMouseOver extLst snd")
    | _all(A, "audioCd audioFile videoFile wavAudioFile quickTimeFile")
)
"""Elements that stay behind with all that they hold."""
UNWRAPPED: Final = _all(W, "ins moveTo hyperlink smartTag customXml sdt sdtContent")
"""Elements that stay behind and leave what they hold."""

IDS: Final = ("rsid", "paraId", "textId", "anchorId", "editId")
"""How attributes begin that tell one sitting or one copy from another."""
SAYING: Final = _all(
    "", "author date initials dateUtc userId providerId title descr tooltip alt href althref src gfxdata spid"
)
"""Attributes that say who, when or where from."""
NAMELESS: Final = frozenset({WP + "docPr", PIC + "cNvPr", WPS + "cNvPr", WPG + "cNvPr"}) | _all(
    A, "theme clrScheme fontScheme fmtScheme cNvPr"
)
"""Elements that must have a name, which often says where a picture came from. It is emptied."""

SETTINGS: Final = _all(
    W,
    "mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop",
    "defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps",
    "evenAndOddHeaders characterSpacingControl themeFontLang clrSchemeMapping",
)
"""Settings that change how a page looks: a template, variables, protection and the rest stay behind."""
COMPATIBLE: Final = _all(
    "",
    "compatibilityMode overrideTableStyleFontSizeAndJustification enableOpenTypeFeatures",
    "doNotFlipMirrorIndents differentiateMultirowTableHeaders useWord2013TrackBottomHyphenation",
)
"""Settings of compatibility: without the first Word opens a document as one of 2007."""

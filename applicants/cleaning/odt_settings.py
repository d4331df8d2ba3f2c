"""The settings of an OpenDocument text that move lines on a page: so many yes or no by name, and nothing
else."""

from __future__ import annotations

from typing import Final

from lxml import etree

from applicants.cleaning.markup import read_xml, write_xml
from applicants.cleaning.odt_names import OFFICE

CONFIG: Final = "{urn:oasis:names:tc:opendocument:xmlns:config:1.0}"
OOO: Final = "http://openoffice.org/2004/office"
"""Of the prefix in the name of the set, under which LibreOffice looks for it."""
LAYOUT: Final = frozenset(
    name
    for line in (
        "AddExternalLeading AddFrameOffsets AddParaSpacingToTableCells AddParaTableSpacing",
        "AddParaTableSpacingAtStart AlignTabStopPosition ClipAsCharacterAnchoredWriterFlyFrames",
        "CollapseEmptyCellPara ConsiderTextWrapOnObjPos DoNotCaptureDrawObjsOnPage",
        "DoNotJustifyLinesWithManualBreak DoNotResetParaAttrsForNumFont IgnoreFirstLineIndentInNumbering",
        "IgnoreTabsAndBlanksForLineCalculation InvertBorderSpacing OutlineLevelYieldsNumbering",
        "TabAtLeftIndentForParagraphsInList TableRowKeep TabsRelativeToIndent UnxForceZeroExtLeading",
        "UseFormerLineSpacing UseFormerObjectPositioning UseFormerTextWrapping UseOldNumbering",
        "PropLineSpacingShrinksFirstLine SubtractFlysAnchoredAtFlys TabOverMargin TabOverflow",
        "TreatSingleColumnBreakAsPageBreak UnbreakableNumberings MsWordCompTrailingBlanks",
        "MsWordCompMinLineHeightByFly ApplyParagraphMarkFormatToNumbering DisableOffPagePositioning",
    )
    for name in line.split()
)
"""Each makes LibreOffice lay lines out as an older version, or another program, did."""


def clean_settings(data: bytes) -> bytes:
    """Return the settings in ``LAYOUT`` that ``data`` says something of."""
    said = {}
    for item in read_xml(data).iter(CONFIG + "config-item"):
        name = str(item.get(CONFIG + "name", ""))
        if name in LAYOUT and item.text in ("true", "false"):
            said[name] = item.text
    spaces = {"office": OFFICE[1:-1], "config": CONFIG[1:-1], "ooo": OOO}
    root = etree.Element(OFFICE + "document-settings", {OFFICE + "version": "1.2"}, nsmap=spaces)
    held = etree.SubElement(root, OFFICE + "settings")
    whole = etree.SubElement(
        held, CONFIG + "config-item-set", {CONFIG + "name": "ooo:configuration-settings"}
    )
    for name, value in said.items():
        about = {CONFIG + "name": name, CONFIG + "type": "boolean"}
        etree.SubElement(whole, CONFIG + "config-item", about).text = value
    return write_xml(root, keep=["ooo"])

"""What of an OpenDocument text is kept, by name (OpenDocument 1.3, part 3)."""

from __future__ import annotations

from typing import Final

_OASIS: Final = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE: Final = f"{_OASIS}office:1.0}}"
TEXT: Final = f"{_OASIS}text:1.0}}"
TABLE: Final = f"{_OASIS}table:1.0}}"
DRAW: Final = f"{_OASIS}drawing:1.0}}"
STYLE: Final = f"{_OASIS}style:1.0}}"
SVG: Final = f"{_OASIS}svg-compatible:1.0}}"
FO: Final = f"{_OASIS}xsl-fo-compatible:1.0}}"
NUMBER: Final = f"{_OASIS}datastyle:1.0}}"
DR3D: Final = f"{_OASIS}dr3d:1.0}}"
XLINK: Final = "{http://www.w3.org/1999/xlink}"
XML: Final = "{http://www.w3.org/XML/1998/namespace}"
HREF: Final = XLINK + "href"

ELEMENTS: Final = (OFFICE, TEXT, TABLE, DRAW, STYLE, SVG, FO, NUMBER, DR3D)
"""Namespaces of elements: scripts, forms, formulas, charts and a program's own additions are in none of
them."""
ATTRIBUTES: Final = ("", *ELEMENTS, XML)


def _all(space: str, *names: str) -> frozenset[str]:
    return frozenset(space + name for line in names for name in line.split())


LEFT: Final = (
    _all(
        OFFICE, "scripts event-listeners annotation annotation-end dde-source forms settings meta binary-data"
    )
    | _all(TEXT, "tracked-changes change change-start change-end dde-connection-decls section-source script")
    | _all(
        TEXT, "execute-macro alphabetical-index-auto-mark-file variable-decls sequence-decls user-field-decls"
    )
    | _all(
        TEXT, "bookmark bookmark-start bookmark-end reference-mark reference-mark-start reference-mark-end"
    )
    | _all(TEXT, "soft-page-break database-next database-row-select database-name")
    | _all(TABLE, "dde-links cell-range-source table-source tracked-changes title desc")
    | _all(DRAW, "object object-ole plugin applet floating-frame param image-map")
    | _all(SVG, "title desc font-face-src font-face-uri definition-src")
)
"""Elements that stay behind with all that they hold."""

UNWRAPPED: Final = (
    _all(TEXT, "a author-name author-initials creator initial-creator printed-by file-name template-name")
    | _all(TEXT, "creation-date creation-time modification-date modification-time print-date print-time")
    | _all(
        TEXT,
        "editing-cycles editing-duration title subject keywords description user-defined meta meta-field",
    )
    | _all(TEXT, "sender-firstname sender-lastname sender-initials sender-title sender-position sender-email")
    | _all(TEXT, "sender-phone-private sender-phone-work sender-fax sender-company sender-street sender-city")
    | _all(TEXT, "sender-postal-code sender-country sender-state-or-province variable-set variable-get")
    | _all(TEXT, "variable-input user-field-get user-field-input sequence conditional-text hidden-text")
    | _all(
        TEXT, "placeholder dde-connection database-display bookmark-ref reference-ref sequence-ref note-ref"
    )
    | _all(TEXT, "expression text-input table-formula")
    | _all(DRAW, "a")
)
"""Fields and links: they stay behind and leave what they last showed."""

SAYING: Final = (
    _all(DRAW, "name id display-name")
    | _all(TEXT, "name id condition formula connection-name protection-key")
    | _all(TABLE, "name formula protection-key")
    | _all(OFFICE, "name title")
    | _all(STYLE, "display-name")
)
"""Attributes that say more than a look: names of pictures and parts, conditions, keys."""
NAMED: Final = _all(DRAW, "gradient hatch marker stroke-dash fill-image opacity")
"""Parts of a style that others find by their name, which therefore stays."""

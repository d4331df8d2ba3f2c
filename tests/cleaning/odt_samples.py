"""An OpenDocument text of ours that shows ``WORDS``, with the marker in all that it does not show."""

from __future__ import annotations

from tests.cleaning.marker import MARKER, WORDS
from tests.cleaning.pictures import talking_jpeg, talking_png
from tests.cleaning.zip_samples import zip_of

MARK = MARKER.encode()
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = " ".join(
    f'xmlns:{prefix}="{space}"'
    for prefix, space in {
        **{name: f"{OASIS}:{name}:1.0" for name in ("office", "text", "script", "form", "style")},
        "draw": f"{OASIS}:drawing:1.0",
        "svg": f"{OASIS}:svg-compatible:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
        "dc": "http://purl.org/dc/elements/1.1/",
        "next": "urn:example:next-year",
    }.items()
)
SCRIPTS = (
    '<office:scripts><office:event-listeners><script:event-listener script:language="ooo:script"'
    f' script:event-name="dom:load" xlink:href="vnd.sun.star.script:{MARKER}"/>'
    "</office:event-listeners></office:scripts>"
)
REVISED = (
    "<text:tracked-changes><text:changed-region><text:deletion><office:change-info>"
    f"<dc:creator>{MARKER}</dc:creator></office:change-info><text:p>{MARKER}</text:p></text:deletion>"
    "</text:changed-region></text:tracked-changes>"
    f"<text:p>commented<office:annotation><dc:creator>{MARKER}</dc:creator><text:p>{MARKER}</text:p>"
    '</office:annotation><text:change text:change-id="a"/></text:p>'
)
FETCHING = (
    f'<text:p>Before <text:a xlink:href="https://example.org/{MARKER}">the'
    " <text:span>words</text:span> of</text:a>"
    " a link</text:p>"
    f'<text:section text:name="{MARKER}"><text:section-source xlink:href="http://example.org/{MARKER}.odt"/>'
    "<text:p>words of a section</text:p></text:section>"
    f'<text:p><text:author-name>{MARKER[:3]}</text:author-name><text:bookmark-ref text:ref-name="{MARKER}">'
    f'a reference</text:bookmark-ref><text:bookmark text:name="{MARKER}"/></text:p>'
    f"<form:form>{MARKER}</form:form><next:unheard-of>{MARKER}</next:unheard-of>"
)
PICTURES = (
    f'<text:p><draw:frame draw:name="{MARKER}"><draw:image xlink:href="Pictures/a.jpg"/>'
    f"<svg:desc>{MARKER}</svg:desc>"
    f'</draw:frame><draw:frame><draw:image xlink:href="http://example.org/{MARKER}.png"/></draw:frame>'
    f'<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame></text:p>'
)
SETTINGS = (
    f'<office:document-settings {SPACES} xmlns:config="{OASIS}:config:1.0"><office:settings>'
    "<config:config-item-set>"
    f'<config:config-item config:name="TabsRelativeToIndent" config:type="boolean">false</config:config-item>'
    f'<config:config-item config:name="UseOldNumbering" config:type="boolean">{MARKER}</config:config-item>'
    f'<config:config-item config:name="PrinterName" config:type="string">{MARKER}</config:config-item>'
    f'<config:config-item config:name="{MARKER}" config:type="boolean">true</config:config-item>'
    "</config:config-item-set></office:settings></office:document-settings>"
)
STAYS = ("commented", "Before the words of a link", "words of a section", "a reference")


def content(body: str, *, head: str = "") -> bytes:
    """Return the part with the text; ``head`` stands before it."""
    return (
        f'<?xml version="1.0"?>{head}<!-- {MARKER} -->'
        f'<office:document-content {SPACES} office:version="1.2">{SCRIPTS}'
        f"<office:body><office:text><text:p>{WORDS}</text:p>{body}</office:text></office:body></office:document-content>"
    ).encode()


def odt(parts: dict[str, bytes] | None = None) -> bytes:
    """Return the text with everything planted, with ``parts`` besides or in the place of its own."""
    return zip_of(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": content(REVISED + FETCHING + PICTURES),
            "styles.xml": f"<office:document-styles {SPACES}/>".encode(),
            "settings.xml": SETTINGS.encode(),
            "META-INF/manifest.xml": b"<m>" + MARK + b"</m>",
            "Thumbnails/thumbnail.png": talking_png(),
            "Pictures/a.jpg": talking_jpeg(),
            **dict.fromkeys(
                (
                    *("meta.xml", "Basic/Standard/Module1.xml", "Scripts/python/x.py"),
                    *("Object 1/content.xml", "Configurations2/accelerator/current.xml"),
                    "META-INF/documentsignatures.xml",
                ),
                MARK,
            ),
        }
        | (parts or {})
    )

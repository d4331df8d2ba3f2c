"""A Word document of ours that shows ``WORDS``, with the marker in all that it does not show."""

from __future__ import annotations

from tests.cleaning.marker import MARKER, WORDS
from tests.cleaning.pictures import talking_jpeg, talking_png
from tests.cleaning.zip_samples import zip_of

MARK = MARKER.encode()
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
SPACES = " ".join(
    f'xmlns:{prefix}="{space}"'
    for prefix, space in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": OFFICE[:-1],
        "wp": f"{DRAWING}/wordprocessingDrawing",
        "a": f"{DRAWING}/main",
        "pic": f"{DRAWING}/picture",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "x": "urn:example:next-year",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    }.items()
)


def _run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def _field(instruction: str, shown: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{_run(shown)}<w:r>'
        '<w:fldChar w:fldCharType="end"/></w:r>'
    )


def _picture(reference: str) -> str:
    return (
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/>'
        f'<wp:docPr id="1" name="{MARKER}" descr="{MARKER}"/>'
        f'<a:graphic><a:graphicData uri="{DRAWING}/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="0" name="{MARKER}">'
        '<a:hlinkClick r:id="rLink"/></pic:cNvPr><pic:cNvPicPr/></pic:nvPicPr>'
        f"<pic:blipFill><a:blip {reference}/></pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic>"
        "</wp:inline></w:drawing></w:r></w:p>"
    )


def in_two_forms(choice: str, fallback: str) -> str:
    """Return one picture as Word writes it for newer and for older programs, by the reference in each."""
    return (
        f'<mc:AlternateContent><mc:Choice Requires="w14">{_picture(choice)}</mc:Choice>'
        f"<mc:Fallback>{_picture(fallback)}</mc:Fallback></mc:AlternateContent>"
    )


REVISED = (
    f'<w:p><w:ins w:id="1" w:author="{MARKER}" w:date="2026-01-01T00:00:00Z">{_run("inserted stays")}</w:ins>'
    f'<w:del w:id="2" w:author="{MARKER}"><w:r><w:delText>{MARKER}</w:delText></w:r></w:del></w:p>'
    f'<w:p><w:pPr><w:pPrChange w:id="3" w:author="{MARKER}"><w:pPr/></w:pPrChange></w:pPr></w:p>'
    f'<w:tbl><w:tr><w:trPr><w:del w:id="4" w:author="x"/></w:trPr><w:tc><w:p>{_run(MARKER)}</w:p>'
    "</w:tc></w:tr>"
    f"<w:tr><w:tc><w:p>{_run('a row stays')}</w:p></w:tc></w:tr></w:tbl>"
)
COMMENTED = (
    f'<w:p><w:commentRangeStart w:id="0"/>{_run("commented")}<w:commentRangeEnd w:id="0"/>'
    '<w:r><w:commentReference w:id="0"/></w:r></w:p>'
)
FETCHING = (
    f'<w:p><w:hyperlink r:id="rLink">{_run("words of a link")}</w:hyperlink></w:p>'
    f"<w:p>{_field(f'INCLUDEPICTURE http://example.org/{MARKER}', 'a field stays')}</w:p>"
    f"<w:p>{_field(f'DDEAUTO cmd.exe {MARKER}', 'so does this')}{_field(' PAGE ', '1')}</w:p>"
    f'<w:p><w:fldSimple w:instr="AUTHOR {MARKER}">{_run("simply shown")}</w:fldSimple></w:p>'
    f'<w:altChunk r:id="rAlt"/><w:subDoc r:id="rAlt"/>'
)
EMBEDDED = (
    f'<w:p><w:r><w:object><v:shape id="{MARKER}"><v:imagedata r:id="rPic" o:title="{MARKER}"/></v:shape>'
    '<o:OLEObject Type="Embed" ProgID="Package" r:id="rOle"/></w:object></w:r></w:p>'
    f'<w:p><w:r><w:pict><v:shape id="{MARKER}" o:gfxdata="{MARKER}" alt="{MARKER}">'
    '<v:imagedata r:id="rPic"/></v:shape>'
    f"</w:pict></w:r></w:p><x:unheardOf>{MARKER}</x:unheardOf>"
)
BOUND = (
    f'<w:sdt><w:sdtPr><w:alias w:val="{MARKER}"/>'
    f'<w:dataBinding w:xpath="/x" w:storeItemID="{MARKER}"/></w:sdtPr>'
    f"<w:sdtContent><w:p>{_run('bound words')}</w:p></w:sdtContent></w:sdt>"
    f'<w:p><w:bookmarkStart w:id="7" w:name="{MARKER}"/><w:bookmarkEnd w:id="7"/></w:p>'
)
PICTURES = _picture('r:embed="rPic"') + _picture('r:link="rRemote"') + _picture('r:embed="rPng"')
STAYS = (
    "inserted stays",
    "a row stays",
    "commented",
    "words of a link",
    "a field stays",
    "bound words",
    "simply shown",
)


def document(body: str, *, head: str = "") -> bytes:
    """Return the part with the text; ``head`` stands before it."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<!-- {MARKER} --><?x {MARKER}?>'
        f'<w:document {SPACES} mc:Ignorable="w14 x"><w:body>'
        f'<w:p w:rsidR="00{MARKER}" w14:paraId="{MARKER}">{_run(WORDS)}</w:p>'
        f'{body}<w:sectPr><w:headerReference w:type="default" r:id="rHead"/></w:sectPr></w:body></w:document>'
    ).encode()


def docx(parts: dict[str, bytes] | None = None) -> bytes:
    """Return the document with everything planted, with ``parts`` besides or in the place of its own."""
    text = document(REVISED + COMMENTED + FETCHING + EMBEDDED + BOUND + PICTURES)
    return zip_of(
        _PARTS | {"word/document.xml": text, "word/media/b.png": talking_png()} | _pictures() | (parts or {})
    )


def _pictures() -> dict[str, bytes]:
    return {"word/media/a.jpeg": talking_jpeg(), "docProps/thumbnail.jpeg": talking_jpeg()}


def _relations(*targets: tuple[str, str, str]) -> bytes:
    outside = ' TargetMode="External"'
    lines = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}{sort}"'
        f' Target="{target}"{outside if "://" in target else ""}/>'
        for key, sort, target in targets
    )
    return f'<Relationships xmlns="{PACKAGE}">{lines}</Relationships>'.encode()


_PARTS = {
    "[Content_Types].xml": (
        b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        b'<Default Extension="xml" ContentType="application/xml"/></Types>'
    ),
    "_rels/.rels": _relations(
        ("a", "officeDocument", "word/document.xml"), ("b", "core-properties", "docProps/core.xml")
    ),
    "word/_rels/document.xml.rels": _relations(
        ("rStyles", "styles", "styles.xml"),
        ("rSet", "settings", "settings.xml"),
        ("rHead", "header", "header1.xml"),
        ("rFoot", "footnotes", "footnotes.xml"),
        ("rTheme", "theme", "theme/theme1.xml"),
        ("rPic", "image", "media/a.jpeg"),
        ("rPng", "image", "media/b.png"),
        ("rRemote", "image", f"http://example.org/{MARKER}.png"),
        ("rLink", "hyperlink", f"https://example.org/{MARKER}"),
        ("rOle", "oleObject", "embeddings/oleObject1.bin"),
        ("rAlt", "aFChunk", "afchunk.mht"),
        ("rCom", "comments", "comments.xml"),
        ("rCus", "customXml", "../customXml/item1.xml"),
        ("rVba", "vbaProject", "vbaProject.bin"),
        ("rPeople", "people", "people.xml"),
    ),
    "word/styles.xml": (
        f'<w:styles {SPACES}><w:style w:styleId="a"><w:name w:val="Normal"/><w:rsid w:val="{MARKER}"/>'
        "</w:style></w:styles>"
    ).encode(),
    "word/settings.xml": (
        f'<w:settings {SPACES}><w:attachedTemplate r:id="t"/><w:evenAndOddHeaders/><w:docVars>'
        '<w:docVar w:name="a"'
        f' w:val="{MARKER}"/></w:docVars><w:compat><w:compatSetting w:name="{MARKER}" w:val="15"/>'
        "</w:compat></w:settings>"
    ).encode(),
    "word/_rels/settings.xml.rels": _relations(
        ("t", "attachedTemplate", f"http://example.org/{MARKER}.dotm")
    ),
    "word/header1.xml": f"<w:hdr {SPACES}><w:p>{_run('words of a header')}</w:p></w:hdr>".encode(),
    "word/comments.xml": (
        f'<w:comments {SPACES}><w:comment w:id="0" w:author="{MARKER}"/></w:comments>'.encode()
    ),
    "word/footnotes.xml": (
        f'<w:footnotes {SPACES}><w:footnote w:id="2"><w:p>{_run("words of a note")}'
        f'<w:del w:author="{MARKER}"><w:r>'
        f"<w:delText>{MARKER}</w:delText></w:r></w:del></w:p></w:footnote></w:footnotes>"
    ).encode(),
    "word/theme/theme1.xml": (
        f'<a:theme {SPACES} name="{MARKER}"><a:themeElements><a:clrScheme name="{MARKER}"/></a:themeElements>'
        f'<a:extLst><a:ext uri="{MARKER}"/></a:extLst></a:theme>'
    ).encode(),
    "customXml/item1.xml": b"<a>" + MARK + b"</a>",
    **dict.fromkeys(
        (
            *("word/embeddings/oleObject1.bin", "word/afchunk.mht", "word/vbaProject.bin", "word/people.xml"),
            *("word/activeX/activeX1.xml", "word/webSettings.xml", "docProps/core.xml", "docProps/app.xml"),
            *("docProps/custom.xml", "word/vbaData.xml"),
        ),
        MARK,
    ),
}

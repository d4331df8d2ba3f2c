"""PDF files of ours: letters that show ``WORDS``, with the marker wherever a file can keep what it does not
show."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from tests.cleaning.marker import MARKER, WORDS
from tests.cleaning.pictures import talking_jpeg

MARK = MARKER.encode()


def letter(pages: int = 1) -> Pdf:
    """Return a letter with a picture on each page, and the marker in comments and marked content."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    picture = pdf.make_stream(
        talking_jpeg(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=64,
        Height=64,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )
    resources = Dictionary(Font=Dictionary(F1=font), XObject=Dictionary(Im=picture))
    for number in range(pages):
        add_page(pdf, f"BT /F1 18 Tf 72 700 Td ({WORDS} {number + 1}) Tj ET".encode() + _unseen(), resources)
    return pdf


def _unseen() -> bytes:
    lines = (
        f"% {MARKER}",
        "q 64 0 0 64 72 600 cm /Im Do Q",
        f"/Span <</ActualText ({MARKER})>> BDC EMC",
        f"({MARKER}) odd ({MARKER}) 0 g /{MARKER} ri",
    )
    return ("\n" + "\n".join(lines)).encode()


def add_page(pdf: Pdf, drawing: bytes, resources: Object) -> Object:
    """Add a page of A4 and return it."""
    page = Dictionary(
        Type=Name.Page, MediaBox=[0, 0, 595, 842], Contents=pdf.make_stream(drawing), Resources=resources
    )
    pdf.pages.append(pikepdf.Page(page))
    return pdf.pages[-1].obj


def save(pdf: Pdf, **how: Any) -> bytes:
    """Return the file."""
    out = io.BytesIO()
    pdf.save(out, **how)
    return out.getvalue()


def script() -> Object:
    """Return an action that runs a script."""
    return Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{MARKER}')"))


def embedded(pdf: Pdf) -> Object:
    """Return a file within the file."""
    return Dictionary(Type=Name.Filespec, F=String(MARKER), EF=Dictionary(F=pdf.make_stream(MARK * 9)))


def with_metadata(pdf: Pdf) -> None:
    """Plant it in what a PDF says of itself, its layers, its outline and its pages."""
    with pdf.open_metadata(set_pikepdf_as_editor=False) as about:
        about["dc:title"] = MARKER
        about["dc:creator"] = [MARKER]
    pdf.docinfo["/Author"] = MARKER
    pdf.docinfo["/Custom"] = String(MARKER.encode("utf-16-be"))
    pdf.Root.OCProperties = Dictionary(
        OCGs=Array([pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(MARKER)))])
    )
    entry = pdf.make_indirect(Dictionary(Title=String(MARKER), A=script()))
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(Type=Name.Outlines, First=entry))
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, Alt=String(MARKER)))
    page = pdf.pages[0].obj
    page.Metadata = pdf.make_stream(MARK, Type=Name.Metadata, Subtype=Name.XML)
    page.PieceInfo = Dictionary(Program=Dictionary(Private=String(MARKER)))
    page.Thumb = pdf.make_stream(MARK)
    page.LastModified = String(MARKER)
    page.Resources.Properties = Dictionary(P=Dictionary(x=String(MARKER)))
    page.Resources["/Odd"] = String(MARKER)


def with_scripts(pdf: Pdf) -> None:
    """Plant scripts, and actions that start programs or fetch something."""
    pdf.Root.OpenAction = script()
    pdf.Root.AA = Dictionary(WC=script(), DS=script())
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String(MARKER), script()])))
    page = pdf.pages[0].obj
    launch = Dictionary(
        S=Name.Launch, F=String(f"{MARKER}.exe"), Win=Dictionary(F=String("cmd.exe"), P=String(MARKER))
    )
    page.AA = Dictionary(O=script(), C=launch)
    page.Annots = Array(
        [
            _note(pdf, Subtype=Name.Link, A=launch),
            _note(
                pdf, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String(f"https://example.org/{MARKER}"))
            ),
            _note(pdf, Subtype=Name.Link, A=Dictionary(S=Name.GoToR, F=String(MARKER), Next=script())),
            _note(pdf, Subtype=Name.Screen, A=Dictionary(S=Name.Rendition, OP=0, JS=String(MARKER))),
            _note(pdf, Subtype=Name.Text, Contents=String(MARKER), T=String(MARKER)),
        ]
    )


def with_embedded_files(pdf: Pdf) -> None:
    """Plant files within the file: as attachments, as notes, as films."""
    pdf.attachments["x.exe"] = pikepdf.AttachedFileSpec(pdf, MARK * 50, filename=f"{MARKER}.exe")
    pdf.Root.AF = Array([pdf.make_indirect(embedded(pdf))])
    assets = Dictionary(Names=Array([String(MARKER), embedded(pdf)]))
    pdf.pages[0].obj.Annots = Array(
        [
            _note(pdf, Subtype=Name.FileAttachment, FS=embedded(pdf)),
            _note(pdf, Subtype=Name.RichMedia, RichMediaContent=Dictionary(Assets=assets)),
        ]
    )


def with_form(pdf: Pdf) -> None:
    """Add a field that somebody filled in, with scripts of its own, and the older kind of form behind it."""
    field = _note(
        pdf,
        Subtype=Name.Widget,
        FT=Name.Tx,
        T=String(MARKER),
        V=String("Filled in by hand"),
        DA=String("/Helv 12 Tf 0 g"),
        F=4,
        AA=Dictionary(K=script(), C=script()),
    )
    field.Rect = Array([72, 500, 300, 520])
    pdf.pages[0].obj.Annots = Array([field])
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )
    pdf.Root.AcroForm = Dictionary(
        Fields=Array([field]),
        NeedAppearances=True,
        DR=Dictionary(Font=Dictionary(Helv=pdf.make_indirect(font))),
        DA=String("/Helv 12 Tf 0 g"),
        XFA=Array([String("template"), pdf.make_stream(b"<xdp>" + MARK + b"</xdp>")]),
    )


def with_talking_drawings(pdf: Pdf) -> None:
    """Plant it in pictures, forms, profiles of colours and whatever else a page draws with."""
    page = pdf.pages[0].obj
    held = page.Resources.XObject
    held.Im.Metadata = pdf.make_stream(MARK)
    held.Im.OPI = Dictionary(Private=String(MARKER))
    held.Im.ColorSpace = Array([Name.ICCBased, pdf.make_stream(bytes(128) + MARK, N=3)])
    held.Fm = pdf.make_stream(
        b"% " + MARK + b"\n0 0 10 10 re f",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=[0, 0, 10, 10],
        Ref=Dictionary(F=String(MARKER)),
        PieceInfo=Dictionary(a=String(MARKER)),
        Metadata=pdf.make_stream(MARK),
    )
    held.Ps = pdf.make_stream(MARK, Type=Name.XObject, Subtype=Name.PS)
    held.Never = pdf.make_stream(
        b"(" + MARK + b") Tj", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9]
    )
    inline = b" q BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx /Said (" + MARK + b") ID 80> EI Q "
    pdf.pages[0].contents_add(b" q /Fm Do /Ps Do Q " + inline)


def _note(pdf: Pdf, **about: Any) -> Object:
    return pdf.make_indirect(Dictionary(Type=Name.Annot, Rect=[10, 10, 50, 50], **about))


PLANTED = {
    "metadata": with_metadata,
    "scripts": with_scripts,
    "embedded files": with_embedded_files,
    "a form": with_form,
    "talking drawings": with_talking_drawings,
}


def letter_with(*planted: str) -> bytes:
    """Return a letter of two pages in which all of ``planted`` was done."""
    pdf = letter(2)
    for one in planted:
        PLANTED[one](pdf)
    return save(pdf)


def owned() -> pikepdf.Encryption:
    """Return the lock that lets everybody read and nobody change."""
    return pikepdf.Encryption(owner="o", user="")


def with_patterns_and_signs(pdf: Pdf) -> None:
    """Draw with a pattern, a shading, a soft mask, a spot colour and a font of drawings, the marker in
    each."""
    said = Dictionary(Said=String(MARKER), Name=String(MARKER), Metadata=pdf.make_stream(MARK))
    comment = b"% " + MARK + b"\n"
    tint = pdf.make_stream(
        comment + b"{ dup dup }", FunctionType=4, Domain=[0, 1], Range=[0, 1, 0, 1, 0, 1], Said=String(MARKER)
    )
    glyph = pdf.make_stream(comment + b"500 0 0 0 500 500 d1 0 0 500 500 re f")
    mask = pdf.make_stream(
        comment + b"0 0 9 9 re f",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=[0, 0, 9, 9],
        LastModified=String(MARKER),
    )
    mask.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray, Said=String(MARKER))
    tile = pdf.make_stream(comment + b"0 0 4 4 re f", PieceInfo=said, BBox=[0, 0, 9, 9], XStep=9, YStep=9)
    tile.update(
        Dictionary(Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1, Resources=Dictionary())
    )
    codes = pdf.make_stream(comment + b"1 beginbfchar <41> <0041> endbfchar", Said=String(MARKER))
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        Name=Name(f"/{MARKER}"),
        FontBBox=[0, 0, 500, 500],
        FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        CharProcs=Dictionary(a=glyph),
        Encoding=Dictionary(Differences=[65, Name.a]),
        FirstChar=65,
        LastChar=65,
        Widths=[500],
        ToUnicode=codes,
    )
    shades = Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 9, 9], Function=tint, Said=said
    )
    spot = Array([Name.Separation, Name(f"/{MARKER}"), Name.DeviceRGB, tint])
    inks = Array(
        [Name.DeviceN, Array([Name(f"/{MARKER}")]), Name.DeviceRGB, tint, Dictionary(Colorants=said)]
    )
    named = pdf.pages[0].obj.Resources
    named.Font[f"/{MARKER}"] = font
    named.ExtGState = Dictionary(
        G=Dictionary(SMask=Dictionary(S=Name.Luminosity, G=mask, Said=said), HT=said)
    )
    named.ColorSpace = Dictionary(S=spot, N=inks)
    named.Pattern = Dictionary(P=tile)
    named.Shading = Dictionary(H=shades)
    pdf.pages[0].contents_add(
        b"q /S cs 0.5 scn 9 9 9 9 re f /N cs 0.5 scn 9 9 9 9 re f /Pattern cs /P scn 0 0 90 90 re f "
        b"/H sh /G gs BT /" + MARK + b" 20 Tf 72 500 Td (A) Tj ET Q"
    )


PLANTED["patterns and signs"] = with_patterns_and_signs

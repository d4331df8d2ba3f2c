"""The objects of a PDF copied into another, each as the kind that it is used as (``pdf_keys.py``)."""

from __future__ import annotations

import re
import zlib
from base64 import a85decode
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, StreamDecodeLevel, String

from applicants.cleaning import pdf_keys
from applicants.cleaning.fonts import clean_font
from applicants.cleaning.jpeg2000 import clean_jpeg2000
from applicants.cleaning.limits import DECODED, DEPTH
from applicants.cleaning.pdf_drawing import Drawing
from applicants.cleaning.pictures import clean_jpeg, limit_pixels
from applicants.cleaning.refused import Refused, Why

PICTURES: dict[str, Callable[[bytes], bytes]] = {
    "/DCTDecode": clean_jpeg,
    "/JPXDecode": clean_jpeg2000,
    "/CCITTFaxDecode": bytes,
}
DEVICES = {1: Name.DeviceGray, 3: Name.DeviceRGB, 4: Name.DeviceCMYK}
COMMENT = re.compile(rb"%[^\r\n]*")


class Copier:
    """Copies pages into ``new``. What several pages use is copied once."""

    def __init__(self, new: Pdf) -> None:
        self._new = new
        self._known: dict[tuple[tuple[int, int], str], Object] = {}
        self._decoded = 0
        self._depth = 0

    def copy_page(self, page: pikepdf.Page) -> pikepdf.Page:
        """Return a page of the new PDF that shows what ``page`` shows."""
        copy = Dictionary(Type=Name.Page)
        for key, kind in pdf_keys.KEYS["page"].items():
            value = _inherited(page.obj, f"/{key}")
            if value is not None:
                copy[f"/{key}"] = self._take(value, kind)
        drawing = self._drawing(_inherited(page.obj, "/Resources"))
        copy.Contents = self._new.make_stream(self._counted(drawing.write(page)))
        copy.Resources = drawing.resources
        return pikepdf.Page(self._new.make_indirect(copy))

    def _drawing(self, source: Object | None) -> Drawing:
        return Drawing(
            source,
            take=lambda value, kind: self._take(value, kind, around=source),
            take_inline=self._take_inline,
        )

    def _take(self, value: Any, kind: str, *, around: Object | None = None) -> Any:
        """Return the copy of ``value`` as a ``kind``, and None for what is not taken. ``around`` is the
        resources of the drawing that names it."""
        self._depth += 1
        if self._depth > DEPTH:
            raise Refused(Why.TOO_MUCH)
        try:
            return self._copy(value, kind, around)
        finally:
            self._depth -= 1

    def _copy(self, value: Any, kind: str, around: Object | None) -> Any:
        if not isinstance(value, Object):
            return value
        if isinstance(value, String):
            return String(bytes(value))
        if isinstance(value, Name):
            return Name(str(value))
        if isinstance(value, Array):
            return self._copy_array(value, "plain" if kind == "xobject" else kind, around)
        if not isinstance(value, Dictionary | Stream):
            return None
        if kind == "xobject":
            kind = {"/Image": "image", "/Form": "form"}.get(str(value.get("/Subtype")), "")
            if not kind or not isinstance(value, Stream):
                return None  # PostScript, or nothing that can be drawn
        place = (value.objgen, kind)
        if value.is_indirect and place in self._known:
            return self._known[place]
        copy: Object = self._new.make_stream(b"") if isinstance(value, Stream) else Dictionary()
        if value.is_indirect:
            copy = self._new.make_indirect(copy)
            self._known[place] = copy
        self._fill(copy, value, kind, around)
        return copy

    def _copy_array(self, value: Array, kind: str, around: Object | None) -> Any:
        items: list[Any] = list(value)
        if kind == "plain" and len(items) == 2 and items[0] == Name.ICCBased:
            return DEVICES.get(int(items[1].get("/N", 3)), Name.DeviceRGB)
        if kind == "plain" and len(items) >= 4 and items[0] in (Name.Separation, Name.DeviceN):
            items = [items[0], _name_inks(items[1]), *items[2:4]]
        if kind == "font and size" and len(items) == 2:
            return Array([self._take(items[0], "font", around=around), items[1]])
        return Array([self._take(item, kind, around=around) for item in items])

    def _fill(self, copy: Object, value: Object, kind: str, around: Object | None) -> None:
        if kind == "image":
            limit_pixels(int(value.get("/Width", 0)), int(value.get("/Height", 0)))
        for key, inner in pdf_keys.KEYS[kind].items():
            if f"/{key}" in value:
                taken = self._take(value[f"/{key}"], inner, around=around)
                if taken is not None:
                    copy[f"/{key}"] = taken
        if kind == "font" and "/CharProcs" in value:
            self._fill_glyphs(copy, value, around)
        if not isinstance(value, Stream):
            return
        if kind in ("form", "pattern"):
            drawing = self._drawing(value.get("/Resources", around))
            copy.write(self._counted(drawing.write(value)))
            copy.Resources = drawing.resources
        elif kind == "image":
            self._write_picture(copy, value)
        else:
            copy.write(self._data(value, kind, copy))

    def _fill_glyphs(self, copy: Object, value: Object, around: Object | None) -> None:
        """Fill a font whose signs are drawings (9.6.4)."""
        drawing = self._drawing(value.get("/Resources", around))
        copy.CharProcs = Dictionary()
        for name, glyph in value.CharProcs.items():
            copy.CharProcs[name] = self._new.make_stream(self._counted(drawing.write(glyph)))
        copy.Resources = drawing.resources

    def _data(self, stream: Stream, kind: str, copy: Object) -> bytes:
        data = self._counted(stream.read_bytes(StreamDecodeLevel.generalized))
        if kind == "program":
            data, shorter = clean_font(data)
            if "/Length1" in copy:
                copy.Length1 = int(copy.Length1) - shorter if shorter else min(int(copy.Length1), len(data))
        elif kind == "character map" or copy.get("/FunctionType") == 4:
            data = COMMENT.sub(b"", data)  # both are PostScript
        return data

    def _take_inline(self, raw: bytes, about: Object) -> Object:
        about["/Type"], about["/Subtype"] = Name.XObject, Name.Image
        picture = self._new.make_stream(raw, about)
        copy = self._new.make_stream(b"")
        self._fill(copy, picture, "image", None)
        return copy

    def _write_picture(self, copy: Object, value: Stream) -> None:
        """Write the pixels, unpacked where they are packed only; a coded picture stays coded, without
        notes."""
        names = [str(name) for name in _as_list(value.get("/Filter"))]
        if "/JBIG2Decode" in names:
            raise Refused(Why.PICTURE)  # decoders of it were ways in, and no word processor writes it
        if not PICTURES.keys() & set(names):
            copy.write(self._counted(value.read_bytes(StreamDecodeLevel.specialized)))
            return
        raw = value.read_raw_bytes()
        while len(names) > 1:
            raw, names = _unpacked(raw, names[0]), names[1:]
        parameters = _as_list(value.get("/DecodeParms"))
        told = parameters[-1] if parameters and isinstance(parameters[-1], Dictionary) else Dictionary()
        kept = {
            f"/{key}": self._take(told[f"/{key}"], "plain") for key in pdf_keys.DECODER if f"/{key}" in told
        }
        clean = self._counted(PICTURES[names[0]](raw))
        copy.write(clean, filter=Name(names[0]), decode_parms=Dictionary(kept) if kept else None)

    def _counted(self, data: bytes) -> bytes:
        self._decoded += len(data)
        if self._decoded > DECODED:
            raise Refused(Why.TOO_MUCH)
        return data


def _name_inks(said: Any) -> Any:
    """Return the inks without names that say something: on a screen they are mixed from other colours."""
    if isinstance(said, Array):
        return Array(
            [
                _name_inks(one) if str(one) in pdf_keys.INKS else Name(f"/Ink{at}")
                for at, one in enumerate(said)
            ]
        )
    return said if str(said) in pdf_keys.INKS else Name.Ink


def _unpacked(raw: bytes, name: str) -> bytes:
    if name == "/FlateDecode":
        return zlib.decompressobj().decompress(raw, DECODED)
    if name == "/ASCII85Decode":
        return a85decode(raw.strip().removeprefix(b"<~").removesuffix(b"~>"))
    if name == "/ASCIIHexDecode":
        return bytes.fromhex(raw.partition(b">")[0].decode("ascii"))
    raise Refused(Why.DAMAGED)


def _inherited(page: Object, key: str) -> Any:
    """Return what ``page`` has, or else what the tree of pages above it has (7.7.3.4)."""
    node: Any = page
    for _ in range(DEPTH):
        if not isinstance(node, Dictionary):
            return None
        if key in node:
            return node[key]
        if key in ("/Group", "/UserUnit"):
            return None
        node = node.get("/Parent")
    return None


def _as_list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]

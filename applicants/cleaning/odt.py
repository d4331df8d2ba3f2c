"""An OpenDocument text written anew: content, styles and pictures (OpenDocument 1.3)."""

from __future__ import annotations

from lxml import etree

from applicants.cleaning import odt_names
from applicants.cleaning.archive import write_archive
from applicants.cleaning.markup import read_xml, take_out, unwrap, write_xml
from applicants.cleaning.odt_names import DRAW, HREF, OFFICE, TEXT, XLINK, XML
from applicants.cleaning.odt_settings import clean_settings
from applicants.cleaning.pictures import clean_picture, name_format
from applicants.cleaning.refused import Refused, Why

MIME = b"application/vnd.oasis.opendocument.text"
MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
TYPES = {"xml": "text/xml", "png": "image/png", "jpeg": "image/jpeg"}


def judge_odt(parts: dict[str, bytes]) -> None:
    """Refuse what is no text, or has a password."""
    locked = b"encryption-data" in parts.get("META-INF/manifest.xml", b"") or "encrypted-package" in parts
    if locked:
        raise Refused(Why.ENCRYPTED)
    if parts.get("mimetype") != MIME or "content.xml" not in parts:
        raise Refused(Why.DAMAGED)


def clean_odt(parts: dict[str, bytes]) -> tuple[bytes, int]:
    """Return the text in ``parts`` with its content, styles and pictures, and nothing else; and how many
    pictures were left out."""
    judge_odt(parts)
    pictures, left_out = _Pictures(parts), 0
    texts = []
    for name, tag in (("content.xml", "document-content"), ("styles.xml", "document-styles")):
        if name in parts:
            root = read_xml(parts[name])
            if root.tag != OFFICE + tag:
                raise Refused(Why.DAMAGED)
            left_out += _clean(root, pictures)
            texts.append((name, write_xml(root)))
    if "settings.xml" in parts:
        texts.append(("settings.xml", clean_settings(parts["settings.xml"])))
    entries = [*texts, *pictures.taken.values()]
    manifest = _write_manifest([name for name, _ in entries])
    return write_archive([("mimetype", MIME), *entries, ("META-INF/manifest.xml", manifest)]), left_out


class _Pictures:
    """The pictures that the text shows, each taken when it is first met."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.taken: dict[str, tuple[str, bytes]] = {}
        self._parts = parts

    def take(self, source: str) -> str:
        """Return the new name of a picture, "" for one that is outside, missing or of another kind."""
        if source not in self.taken:
            data = clean_picture(self._parts[source]) if source in self._parts else None
            if data is None:
                return ""
            self.taken[source] = (f"Pictures/{len(self.taken)}.{name_format(data)}", data)
        return self.taken[source][0]


def _clean(root: etree._Element, pictures: _Pictures) -> int:
    """Strip what is below ``root``, and return how many pictures were left out."""
    left_out = 0
    for node in list(root.iter()):
        if (
            not isinstance(node.tag, str)
            or node.tag in odt_names.LEFT
            or not node.tag.startswith(odt_names.ELEMENTS)
        ):
            take_out(node)
    for node in list(root.iter(*odt_names.UNWRAPPED)):
        unwrap(node)
    lists: dict[str, str] = {}
    for node in list(root.iter()):
        href = node.get(HREF)
        _rename_list(node, lists)
        _clean_attributes(node)
        if href is not None:
            _refer(node, pictures.take(str(href).removeprefix("./")))
    for frame in list(root.iter(DRAW + "frame")):
        if not len(frame):  # a frame without what it showed is damage to some programs
            take_out(frame)
            left_out += 1
    return left_out


def _rename_list(node: etree._Element, known: dict[str, str]) -> None:
    """Give a list a name that says nothing: a list that goes on with the numbers of another one refers to
    it."""
    name, earlier = node.get(XML + "id"), node.get(TEXT + "continue-list")
    for key in (XML + "id", TEXT + "continue-list"):
        if key in node.attrib:
            del node.attrib[key]
    if node.tag == TEXT + "list" and name is not None:
        node.set(XML + "id", known.setdefault(str(name), f"list{len(known)}"))
    if earlier in known:
        node.set(TEXT + "continue-list", known[str(earlier)])


def _clean_attributes(node: etree._Element) -> None:
    for key in [str(key) for key in node.attrib]:
        space = key[: key.index("}") + 1] if key[0] == "{" else ""
        said = key in odt_names.SAYING and not (node.tag in odt_names.NAMED and key == DRAW + "name")
        if space not in odt_names.ATTRIBUTES or said or key.endswith("rsid"):
            del node.attrib[key]


def _refer(node: etree._Element, picture: str) -> None:
    if not picture:
        take_out(node)
        return
    for name, value in (("href", picture), ("type", "simple"), ("show", "embed"), ("actuate", "onLoad")):
        node.set(XLINK + name, value)


def _write_manifest(entries: list[str]) -> bytes:
    """Return the list of ``entries``; LibreOffice reads it under this prefix only."""
    files = [("/", MIME.decode()), *((name, TYPES[name.rpartition(".")[2]]) for name in entries)]
    lines = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in files
    )
    head = f'<manifest:manifest xmlns:manifest="{MANIFEST}" manifest:version="1.2">'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}{lines}</manifest:manifest>'.encode()

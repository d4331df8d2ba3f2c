"""A Word document written anew from the parts that make its text and its look (ECMA-376)."""

from __future__ import annotations

from lxml import etree

from applicants.cleaning import docx_names
from applicants.cleaning.docx_names import R, W
from applicants.cleaning.docx_package import MAIN, Package, Relation, find_main_part, read_relations
from applicants.cleaning.docx_text import clean_part
from applicants.cleaning.markup import read_xml, take_out, write_xml
from applicants.cleaning.pictures import clean_picture, name_format
from applicants.cleaning.refused import Refused, Why

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
THEME = "application/vnd.openxmlformats-officedocument.theme+xml"
PARTS = ("styles", "numbering", "fontTable", "header", "footer", "footnotes", "endnotes", "theme", "settings")
"""The sorts of part, besides pictures, that are followed from the text. No part is followed from another."""


def clean_docx(parts: dict[str, bytes]) -> tuple[bytes, int]:
    """Return the document in ``parts`` with its text, look, headers, notes and pictures, and nothing else;
    and how many pictures were left out."""
    cleaner = _Cleaner(parts)
    cleaner.take(find_main_part(parts), MAIN, "document.main")
    return cleaner.package.write(), cleaner.left_out


class _Cleaner:
    def __init__(self, parts: dict[str, bytes]) -> None:
        self.package = Package()
        self.left_out = 0
        self._parts = parts
        self._names: dict[str, str] = {}

    def take(self, source: str, name: str, sort: str) -> None:
        """Copy the part ``source`` as ``name``, and what it refers to."""
        self._names[source] = name
        root = read_xml(self._parts[source])
        if name == MAIN and root.tag != W + "document":
            raise Refused(
                Why.DAMAGED
            )  # another kind of document, or the strict form that hardly anything writes
        kept: dict[str, Relation] = {}
        ids: dict[str, str] = {}
        for key, relation in sorted(read_relations(self._parts, source).items()):
            new = self._follow(relation, only_pictures=name != MAIN)
            if new:
                ids[key] = f"r{len(ids)}"
                kept[ids[key]] = Relation(relation.sort, new)
        if sort == "settings":
            root, kept = _clean_settings(root), {}
        self.left_out += clean_part(root, ids=ids)
        self.package.parts[name] = write_xml(root)
        self.package.types[name] = THEME if sort == "theme" else f"{WORD}{sort}+xml"
        self.package.relations[name] = kept

    def _follow(self, relation: Relation, *, only_pictures: bool) -> str:
        """Return the new name of the part that is referred to, taken when it is first met; "" if it stays
        behind."""
        if relation.part not in self._parts:
            return ""
        if relation.part in self._names:
            return self._names[relation.part]
        if relation.sort == "image":
            return self._take_picture(relation.part)
        if relation.sort not in PARTS or only_pictures:
            return ""
        name = f"word/{relation.sort}{len(self._names)}.xml"
        self.take(relation.part, name, relation.sort)
        return name

    def _take_picture(self, source: str) -> str:
        picture = clean_picture(self._parts[source])
        self._names[source] = ""
        if picture is not None:
            self._names[source] = f"word/media/{len(self._names)}.{name_format(picture)}"
            self.package.parts[self._names[source]] = picture
        return self._names[source]


def _clean_settings(source: etree._Element) -> etree._Element:
    """Return the settings that change how a page looks."""
    root = etree.Element(W + "settings", nsmap={"w": W[1:-1], "r": R[1:-1]})
    for node in list(source):
        if node.tag in docx_names.SETTINGS:
            node.tail = None
            root.append(node)
        elif node.tag == W + "compat":
            for setting in list(node):
                if setting.tag != W + "compatSetting" or setting.get(W + "name") not in docx_names.COMPATIBLE:
                    take_out(setting)
            root.append(node)
    return root

"""One part of a Word document without who wrote it, what was struck out, what it is bound to and what it may
do."""

from __future__ import annotations

from lxml import etree

from applicants.cleaning import docx_names
from applicants.cleaning.docx_fields import settle_fields
from applicants.cleaning.docx_names import MC, A, R, V, W
from applicants.cleaning.markup import take_out, unwrap

IGNORABLE = MC + "Ignorable"


def clean_part(root: etree._Element, *, ids: dict[str, str]) -> int:
    """Strip the part below ``root``, and return how many pictures were left out. ``ids`` has the new id of
    each reference that is kept."""
    _leave_struck_rows(root)
    settle_fields(root)
    for node in list(root.iter()):
        if (
            not isinstance(node.tag, str)
            or node.tag in docx_names.LEFT
            or not node.tag.startswith(docx_names.ELEMENTS)
            or (node.tag == MC + "Choice" and not _is_understood(node))
        ):
            take_out(node)
    for node in list(root.iter(*docx_names.UNWRAPPED)):
        unwrap(node)
    for node in root.iter():
        _clean_attributes(node, ids)
    return _leave_lost(root)


def _leave_struck_rows(root: etree._Element) -> None:
    for mark in list(root.iterfind(f".//{W}tr/{W}trPr/{W}del")):
        row = next(mark.iterancestors(W + "tr"))
        take_out(row)


def _is_understood(choice: etree._Element) -> bool:
    spaces = (choice.nsmap.get(prefix) for prefix in str(choice.get("Requires", "")).split())
    return all(f"{{{space}}}" in docx_names.ELEMENTS for space in spaces)


def _clean_attributes(node: etree._Element, ids: dict[str, str]) -> None:
    for key, value in list(node.attrib.items()):
        key = str(key)
        space, name = (key[: key.index("}") + 1], key[key.index("}") + 1 :]) if key[0] == "{" else ("", key)
        if space == R:
            if name in ("id", "embed", "pict") and value in ids:
                node.set(key, ids[str(value)])
            else:
                del node.attrib[key]
        elif (
            space not in docx_names.ATTRIBUTES or name.startswith(docx_names.IDS) or name in docx_names.SAYING
        ):
            del node.attrib[key]
        elif key == IGNORABLE:
            kept = [one for one in str(value).split() if f"{{{node.nsmap.get(one)}}}" in docx_names.ELEMENTS]
            node.set(key, " ".join(kept))
        elif key == "name" and node.tag in docx_names.NAMELESS:
            node.set(key, "")
        elif key == "id" and node.tag == V + "shape":
            del node.attrib[key]


def _leave_lost(root: etree._Element) -> int:
    """Take out what refers to a part that stayed behind, because Word calls a document damaged for one of
    them; return how many pictures that were."""
    pictures: list[etree._Element] = []
    for node in list(root.iter(W + "headerReference", W + "footerReference")):
        if R + "id" not in node.attrib:
            take_out(node)
    for node in list(root.iter(A + "blip", V + "imagedata", V + "fill", V + "stroke")):
        lost = R + "embed" not in node.attrib and R + "id" not in node.attrib
        if lost and node.tag in (A + "blip", V + "imagedata"):
            pictures.append(_shown_once(node))
            take_out(_drawing_of(node))
    for node in list(root.iter(A + "graphicData", MC + "AlternateContent")):
        if not len(node):
            pictures.append(_shown_once(node))
            take_out(_drawing_of(node))
    return len(set(pictures))


def _shown_once(node: etree._Element) -> etree._Element:
    """Return what holds every form of the picture that ``node`` is one of: Word shows one of them."""
    return next(node.iterancestors(MC + "AlternateContent"), _drawing_of(node))


def _drawing_of(node: etree._Element) -> etree._Element:
    return next(node.iterancestors(W + "drawing", W + "pict"), node)

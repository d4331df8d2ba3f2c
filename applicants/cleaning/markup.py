"""XML read without anything that it could fetch, expand or hide."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from lxml import etree

from applicants.cleaning.refused import Refused, Why


def read_xml(data: bytes) -> etree._Element:
    """Return the root, without comments and processing instructions. ``Refused`` for a document type, and so
    for every entity of its own, and for what is no XML."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise Refused(Why.DAMAGED) from error
    about: Any = root.getroottree().docinfo
    if about.doctype or about.internalDTD is not None:
        raise Refused(Why.DAMAGED)
    return root


def write_xml(root: etree._Element, *, keep: Collection[str] = ()) -> bytes:
    """Return ``root`` as a file of its own, without the prefixes of namespaces that nothing in it uses, but
    for those in ``keep``."""
    etree.cleanup_namespaces(root, keep_ns_prefixes=[*keep, *_ignorable(root)])
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return text


def _ignorable(root: etree._Element) -> list[str]:
    """Return the prefixes that ``mc:Ignorable`` names: Word calls a document damaged where one is not
    declared."""
    compatibility = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
    named = {
        prefix
        for node in root.iter(etree.Element)
        for name in ("Ignorable", "MustUnderstand")
        for prefix in str(node.get(compatibility + name, "")).split()
    }
    return sorted({*named, *(str(node.get("Requires", "")) for node in root.iter(f"{compatibility}Choice"))})


def take_out(node: etree._Element) -> None:
    """Take ``node`` out with all it holds; the text behind it stays."""
    parent = node.getparent()
    if parent is None:
        return
    _write_before(node, node.tail)
    parent.remove(node)


def unwrap(node: etree._Element) -> None:
    """Take ``node`` out and leave in its place what it holds, in its order."""
    parent = node.getparent()
    if parent is None:
        return
    tail, node.tail = node.tail, None
    children = list(node)
    if children:
        children[-1].tail = (children[-1].tail or "") + (tail or "")
        _write_before(node, node.text)
    else:
        _write_before(node, (node.text or "") + (tail or ""))
    at = parent.index(node)
    parent[at : at + 1] = children


def _write_before(node: etree._Element, text: str | None) -> None:
    before, parent = node.getprevious(), node.getparent()
    if before is not None:
        before.tail = (before.tail or "") + (text or "")
    elif parent is not None:
        parent.text = (parent.text or "") + (text or "")

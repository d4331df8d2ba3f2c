"""The parts of a Word document, what each refers to, and a package written anew (ECMA-376, part 2)."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field

from applicants.cleaning.archive import write_archive
from applicants.cleaning.markup import read_xml
from applicants.cleaning.refused import Refused, Why

PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "word/document.xml"


@dataclass(frozen=True)
class Relation:
    """What a part refers to: of which sort, and which part; "" for something outside the package."""

    sort: str
    part: str


@dataclass
class Package:
    """A new package: its parts, the type of each, and what each refers to by which id."""

    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    relations: dict[str, dict[str, Relation]] = field(default_factory=dict)

    def write(self) -> bytes:
        """Return the package as a file, the list of types first, as Word writes it."""
        return write_archive(
            [
                ("[Content_Types].xml", self._types()),
                ("_rels/.rels", _write_relations("", {"r0": Relation("officeDocument", MAIN)})),
                *self.parts.items(),
                *(
                    (_beside(name), _write_relations(name, held))
                    for name, held in self.relations.items()
                    if held
                ),
            ]
        )

    def _types(self) -> bytes:
        usual = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
        usual |= {"png": "image/png", "jpeg": "image/jpeg"}
        lines = [f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in usual.items()]
        lines += [f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in self.types.items()]
        return _xml("Types", TYPES, lines)


def find_main_part(parts: dict[str, bytes]) -> str:
    """Return the name of the part with the text. ``Refused`` where there is none, as in another kind of
    file."""
    for relation in read_relations(parts, "").values():
        if relation.sort == "officeDocument" and relation.part in parts:
            return relation.part
    raise Refused(Why.DAMAGED)


def read_relations(parts: dict[str, bytes], name: str) -> dict[str, Relation]:
    """Return what the part ``name`` refers to, by id; "" is the package itself."""
    data = parts.get(_beside(name))
    if data is None:
        return {}
    found = {}
    for one in read_xml(data).iter(f"{{{PACKAGE}}}Relationship"):
        target = str(one.get("Target", ""))
        inside = target[1:] if target.startswith("/") else posixpath.join(posixpath.dirname(name), target)
        part = "" if one.get("TargetMode") == "External" else posixpath.normpath(inside)
        found[str(one.get("Id", ""))] = Relation(str(one.get("Type", "")).rpartition("/")[2], part)
    return found


def _beside(name: str) -> str:
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _write_relations(name: str, relations: dict[str, Relation]) -> bytes:
    folder = posixpath.dirname(name) or "."
    lines = [
        f'<Relationship Id="{key}" Type="{OFFICE}/{one.sort}"'
        f' Target="{posixpath.relpath(one.part, folder)}"/>'
        for key, one in relations.items()
    ]
    return _xml("Relationships", PACKAGE, lines)


def _xml(tag: str, space: str, lines: list[str]) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<{tag} xmlns="{space}">{"".join(lines)}</{tag}>'.encode()

"""The look at a document when it arrives: what it is by its content, or why it is not taken."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from applicants.cleaning.bounded import NoPlace, open_bounded, take_place
from applicants.cleaning.limits import KINDS, LARGEST, SECONDS_TO_JUDGE
from applicants.cleaning.refused import Refused, Why

PATIENCE = 3
"""Seconds that a visitor waits for a place; without one the document is looked at when it is cleaned."""

HEAD = 1024
"""Bytes in which a PDF begins; some programs write a line before it."""
ZIP, OLE, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-"
ODT = re.compile(rb"PK\x03\x04.{26}mimetype.{0,100}application/vnd\.oasis\.opendocument\.text", re.DOTALL)
"""How an OpenDocument text begins (part 2, 3.3); behind the name there may be a field that a program adds."""
LOCKED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
"""How Word keeps a document with a password: in the form that it had before 2007."""


@dataclass(frozen=True)
class Judgement:
    """The kind of a document and its pages (0: not counted), or "" and why it is not taken."""

    kind: str
    pages: int = 0
    why: Why | None = None


def judge(source: IO[bytes], *, name: str) -> Judgement:
    """Return what ``source`` is, which its sender calls ``name``; never raises for what is in it.

    Whoever waits for a page may be waiting for this: it takes a tenth of a second as a rule,
    ``SECONDS_TO_JUDGE`` and ``PATIENCE`` at worst. ``source`` is left at its beginning.
    """
    try:
        kind = read_kind(source, name=name)
        with take_place(patience=PATIENCE):
            opened = open_bounded(source.read(), task="judge", kind=kind, seconds=SECONDS_TO_JUDGE)
    except Refused as refused:
        return Judgement("", why=refused.why)
    except NoPlace:
        return Judgement(kind)
    finally:
        source.seek(0)
    return Judgement(kind, opened.pages)


def read_kind(source: IO[bytes], *, name: str) -> str:
    """Return the kind of a document by how it begins, without opening it; ``Refused`` for what is none, or is
    of another kind than its name says. ``source`` is left at its beginning."""
    source.seek(0)
    data = source.read(LARGEST + 1)
    source.seek(0)
    if not data:
        raise Refused(Why.EMPTY)
    if len(data) > LARGEST:
        raise Refused(Why.TOO_LARGE)
    said = PurePosixPath(name).suffix.lower().removeprefix(".")
    if data.startswith(OLE):
        raise Refused(Why.ENCRYPTED if LOCKED_PACKAGE in data else Why.KIND)
    if data.startswith(ZIP):
        kind = "odt" if ODT.match(data) else "docx"
    elif PDF in data[:HEAD]:
        kind = "pdf"
    else:
        raise Refused(Why.KIND)
    if said in KINDS and said != kind:
        raise Refused(Why.OTHER_NAME)
    if said not in KINDS:
        raise Refused(Why.KIND)
    return kind

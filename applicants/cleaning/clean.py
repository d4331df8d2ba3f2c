"""The clean copy of a document: what staff may open of what a stranger sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO

from applicants.cleaning.bounded import open_bounded, take_place
from applicants.cleaning.limits import KINDS, LARGEST, SECONDS
from applicants.cleaning.refused import Refused, Why

PATIENCE = 600
"""Seconds to wait for a place. Each one before takes ``SECONDS`` at most."""


@dataclass(frozen=True)
class CleanResult:
    """A clean copy, its pages (0: not counted) and how many pictures were left out of it, or None and why
    there is none."""

    clean: bytes | None
    pages: int = 0
    why: Why | None = None
    left_out: int = 0


def clean(source: IO[bytes], kind: str) -> CleanResult:
    """Return the clean copy of ``source`` as a ``kind`` ("pdf", "docx", "odt"), or why there is none.

    Never raises for what is in the document; ``NoPlace`` where others take ten minutes. For the worker: it
    takes a tenth of a second as a rule and ``SECONDS`` at worst.
    """
    if kind not in KINDS:
        raise ValueError(kind)
    source.seek(0)
    data = source.read(LARGEST + 1)
    if len(data) > LARGEST:
        return CleanResult(None, why=Why.TOO_LARGE)
    try:
        with take_place(patience=PATIENCE):
            opened = open_bounded(data, task="clean", kind=kind, seconds=SECONDS)
    except Refused as refused:
        return CleanResult(None, why=refused.why)
    return CleanResult(opened.copy, opened.pages, left_out=opened.left_out)

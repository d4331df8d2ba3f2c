"""One mistake that a colleague could make, as a change of one line (``tests/mutations.py``)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mutation:
    """One mistake: in ``file``, ``old`` (which stands there once) became ``new``; ``mistake`` says it in
    words."""

    mistake: str
    file: str
    old: str
    new: str

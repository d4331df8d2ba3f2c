"""A full name written in one piece, taken apart as its owner would."""

from __future__ import annotations

_PARTICLES = (
    "van vande vanden vander von zu de den der des du le la ter ten te op 't d' da di do dos del della"
)
PARTICLES = frozenset(_PARTICLES.split())
"""Words that belong to the family name after them (Van den Berg, De Smet, du Bois)."""


def split_full_name(name: str) -> tuple[str, str]:
    """Return the first and the last name in ``name``: “Peeters, Jan”, or the last word and the particles
    before it."""
    last, comma, first = name.partition(",")
    if comma and first.strip():
        return " ".join(first.split()), " ".join(last.split())
    words = name.replace(",", " ").split()
    if len(words) < 2:
        return " ".join(words), ""
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in PARTICLES:
        start -= 1
    return " ".join(words[:start]), " ".join(words[start:])

"""A full name written in one piece, taken apart as its owner would."""

from __future__ import annotations

import re
from functools import lru_cache

_OF_HERE = "van vande vanden vander de den der du le la ter ten te op 't d'"
PARTICLES = frozenset(
    f"{_OF_HERE} von zu des do dos da di del della dal dalla el al ait ould ibn abu bint des".split()
)
"""Words that belong to the family name after them (Van den Berg, De Smet, du Bois, El Amrani)."""

_FIRST = frozenset(_OF_HERE.split()) - {"d'", "op", "te"}
"""Those of them with which a name begins only where the family name stands first (De Smet Jan)."""
_AFTER = frozenset(("jr", "sr", "ii", "iii", "iv", "junior", "senior"))
_TITLES = frozenset(
    (
        "mevr", "mevrouw", "mw", "dhr", "heer", "mr", "mrs", "ms", "mme", "mlle", "madame", "monsieur", "dr",
        "prof", "ir", "ing", "drs", "herr", "frau", "miss",
    )
)  # fmt: skip
_LONG_TITLES = frozenset(("mevrouw", "madame", "monsieur", "frau", "herr", "mevr", "dhr", "mme"))
_BESIDE = re.compile(r"[(\[][^()\[\]]{0,100}[)\]]")
_FORMS = frozenset(
    (
        "bv", "bvba", "nv", "vzw", "ivzw", "cv", "cvba", "cvso", "vof", "comm.v", "gcv", "sa", "srl", "sprl",
        "asbl", "aisbl", "scrl", "snc", "gmbh", "ag", "ltd", "llc", "inc", "plc", "bv-srl", "ocmw", "cpas",
        "ngo", "ebvba",
    )
)  # fmt: skip
"""The legal forms that only an organisation has in its name."""


@lru_cache(maxsize=8192)
def split_full_name(name: str) -> tuple[str, str]:
    """Return the first and the last name in ``name``: “Peeters, Jan”, “De Smet Jan”, or the last word and the
    particles before it. Titles and what stands between brackets are nobody's name."""
    name = _BESIDE.sub(" ", name) if "(" in name or "[" in name else name
    last, comma, first = name.partition(",")
    if comma and first.strip() and not last.endswith("-"):
        return " ".join(_without_titles(first.split())), " ".join(last.split())
    if comma and last.endswith("-"):
        return "", " ".join(name.split())  # Kinder-, Jugend- und Elterntelefon: nobody's first name
    written = name.replace(",", " ").split()
    words = _without_titles(written)
    if len(words) < 2:
        return (" ".join(words), "") if words == written else ("", " ".join(words))
    if len(words) > 2 and _bare(words[0]) in _FIRST:
        end = next((at for at, word in enumerate(words) if _bare(word) not in PARTICLES), len(words) - 1) + 1
        return " ".join(words[end:]), " ".join(words[:end])
    start = len(words) - 1
    if start > 1 and _bare(words[start]) in _AFTER:
        start -= 1
    while start > 1 and _bare(words[start - 1]) in PARTICLES:
        start -= 1
    return " ".join(words[:start]), " ".join(words[start:])


def is_particles(text: str) -> bool:
    """Return whether ``text`` is only the beginning of a family name ("van der")."""
    return all(_bare(word) in PARTICLES for word in text.split())


def looks_like_organisation(name: str) -> bool:
    """Return whether ``name`` has a legal form in it, as no person's has."""
    return any(word.strip(".,()").casefold() in _FORMS for word in name.split())


def _without_titles(words: list[str]) -> list[str]:
    """Return ``words`` without the titles before a name; a word that may be all of it stays."""
    if len(words) > 2 and words[0].casefold() == "de" and words[1].casefold() == "heer":
        words = words[2:]
    while len(words) > 2 and _bare(words[0]) in _TITLES:
        words = words[1:]
    dotted = len(words) == 2 and _bare(words[0]) in _TITLES and words[0].casefold() != _bare(words[0])
    return words[1:] if dotted or (len(words) == 2 and words[0].casefold() in _LONG_TITLES) else words


def _bare(word: str) -> str:
    return word.casefold().replace("’", "'").replace("‘", "'").rstrip(".")

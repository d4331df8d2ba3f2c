"""Names in one spelling, and a keyed digest of a name that tells apart the people of one number."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from privacy.declarations.registry import registry
from privacy.models import Subject
from privacy.subjects.identifiers import keyed_digests


@lru_cache(maxsize=4096)
def fold_name(text: str) -> str:
    """Return ``text`` without case, accents, hyphens, apostrophes and dots, its words one space apart."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(
        "".join(" " if c in "-.,'’" else c for c in letters if not unicodedata.combining(c)).split()
    )


def names_of_subject(subject: Subject) -> list[str]:
    """Return the names that we know of ``subject``, in full and as written; none of whoever was erased."""
    found = {
        " ".join(part for part in row if part).strip()
        for policy in registry.policies
        if policy.names
        for row in policy.rows_of(subject).values_list(*policy.names)
    }
    return sorted(name for name in found if fold_name(name))


def name_digests(number: str, name: str) -> list[str]:
    """Return the keyed digests of ``name`` beside the digest of a ``number``, newest key first; none of an
    empty name.

    In any order of its words, case and accents. The same name at another number has another digest, so that
    the digests say nothing of who is who.
    """
    words = sorted(fold_name(name).split())
    return keyed_digests(f"{number} {' '.join(words)}") if words else []

"""Names in one spelling, and a keyed digest of a name that tells apart the people of one number."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from privacy.declarations.registry import registry
from privacy.models import Subject
from privacy.subjects.identifiers import keyed_digests

BETWEEN_PEOPLE = re.compile(r" ?[&+/] ?| (?:en|et|and|und) ")
"""What stands between two people in one name, in the spelling of ``fold_name``."""


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


def digests_of_each(number: str, name: str) -> set[str]:
    """Return the keyed digests of ``name``, and of each person in it, beside the digest of a ``number``."""
    return {code for each in names_in(name) for code in name_digests(number, each)}


def names_in(name: str) -> list[str]:
    """Return ``name``, and where it is that of several people (Pieter en Els Claessens) the name of each, in
    every way to read it: who stands there by one word has the family name of the others."""
    parts = [part.split() for part in BETWEEN_PEOPLE.split(fold_name(name)) if part]
    found = [name]
    for part in parts if len(parts) > 1 else ():
        families = [parts[-1][1:], parts[0][:-1]] if len(part) == 1 else []
        found += [" ".join(part + family) for family in [[], *families]]
    return list(dict.fromkeys(found))

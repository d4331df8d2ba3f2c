"""The words that are looked for once somebody is erased."""

from __future__ import annotations

import json
from datetime import date
from urllib.parse import quote

from privacy.declarations.registry import registry
from privacy.models import ErasureProbe, Subject

SHORTEST, LONGEST = 8, 60
"""Letters: less than the first says nothing of anybody, more than the second is broken differently
everywhere."""


def search_words_of(subject: Subject) -> list[str]:
    """Return the words that are to be looked for once ``subject`` is erased."""
    found: dict[str, None] = {}
    for policy in registry.policies:
        if policy.about_people:
            for row in policy.rows_of(subject).order_by("pk"):
                lines = (
                    max(text.splitlines(), key=len, default="").strip()[:LONGEST]
                    for text in policy.looked_for(row)
                )
                found |= dict.fromkeys(line for line in lines if len(line) >= SHORTEST)
    return list(found)


def begin_search(subject: Subject, words: list[str], *, on: date) -> ErasureProbe | None:
    """Remember to look for ``words``, in the transaction that erases them; ``None`` if there is nothing new
    to look for."""
    waiting = ErasureProbe.objects.filter(subject=subject.pk, clean_on=None).values_list("words", flat=True)
    sought = {word for known in waiting for word in json.loads(str(known or "[]"))}
    new = [word for word in words if word not in sought]
    return (
        ErasureProbe.objects.create(subject=subject.pk, words=json.dumps(new), began_on=on) if new else None
    )


def spellings(word: str) -> set[str]:
    """Return ``word`` as it may be written: by itself, in JSON, in a link; a Belgian number also as people
    dial it."""
    forms = {word, json.dumps(word)[1:-1], quote(word)}
    return forms | {f"0{word.removeprefix('+32')}"} if word.startswith("+32") else forms

"""Finding people as staff look for them: by a name in part or in full, an e-mail address or a phone number.

A name shows nothing by itself. What is found here is offered to a member of staff, who says whether one of
them is meant.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from typing import Any

from django.db.models import QuerySet

from privacy.db.word_index import rows_with_words
from privacy.db.words import split_words
from privacy.declarations.registry import registry
from privacy.models import Identifier, Subject
from privacy.subjects.lookup import find_subjects
from privacy.web.refusal import Refusal

MOST = 20
"""So many people are offered."""
FEWEST_LETTERS = 3
"""What is shorter is an initial: alone it finds everybody."""


def find_subjects_at(typed: str) -> list[Subject]:
    """Return everybody whom the e-mail address or phone number ``typed`` leads to; nobody if it is none."""
    for kind in Identifier.Kind.values:
        with suppress(Refusal):
            return find_subjects(typed, kind=kind)
    return []


def find_subjects_named(name: str) -> list[Subject]:
    """Return who may be called ``name``, at most ``MOST``: in whose name each word begins a word; without
    such, who has one of its words, those with most of them first (Mevr. Goris: whoever is called Goris)."""
    words = list(dict.fromkeys(split_words(name)))
    longer = [word for word in words if len(word) >= FEWEST_LETTERS]
    if not longer:
        return []
    found = Counter(_having(words))
    if not found:
        found = Counter(number for word in longer for number in _having([word]))
    best = [number for number, _times in found.most_common(MOST)]
    people = Subject.objects.in_bulk(best)
    return [people[number] for number in best if number in people]


def _having(words: list[str]) -> set[Any]:
    """Return the numbers of the subjects in whose row each of ``words`` begins a word."""
    found: set[Any] = set()
    for policy in registry.policies:
        if policy.names and policy.searched and policy.subject:
            rows: QuerySet[Any] = policy.model._base_manager.exclude(**{policy.subject: None})
            rows = rows_with_words(rows, words, fields=policy.searched, most=10 * MOST, newest=True)
            found |= set(rows.values_list(policy.subject, flat=True))
    return found

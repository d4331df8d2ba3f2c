"""Two people at one address whom somebody compared: they are two, and are not asked about again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from contacts.models import Contact
from privacy.models import Task

AT_ONCE = 500
Pair = tuple[Any, int | None]
"""The key of the subject of one contact, and the number of another."""


def find_told_apart(pairs: Iterable[Pair]) -> set[Pair]:
    """Return those of ``pairs``, each the subject of one contact and the number of another, of whom a task
    was open before or is, whichever of the two it began with."""
    wanted = list(pairs)
    found: set[Pair] = set()
    for start in range(0, len(wanted), AT_ONCE):
        found |= _asked_before(wanted[start : start + AT_ONCE])
    return found


def _asked_before(pairs: list[Pair]) -> set[Pair]:
    subjects, numbers = {pair[0] for pair in pairs}, {pair[1] for pair in pairs if pair[1]}
    number_of: dict[Any, int] = dict(
        Contact.objects.filter(subject__in=subjects).values_list("subject", "pk")
    )
    subject_of: dict[int | None, Any] = dict(
        Contact.objects.filter(pk__in=numbers).values_list("pk", "subject")
    )
    tasks = Task.objects.filter(
        kind=Task.Kind.DUPLICATE,
        label=Contact._meta.label_lower,
        subject__in={*subjects, *subject_of.values()},
    )
    asked = set(tasks.values_list("subject", "row"))
    return {
        (subject, number)
        for subject, number in pairs
        if (subject, number) in asked or (subject_of.get(number), number_of.get(subject)) in asked
    }

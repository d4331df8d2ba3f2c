"""What a term of the policy language is, and how terms combine.

A term answers twice, and both answers must agree for every row and day (``tests/oracle.py``): to the database
with ``needed``, a condition under which a purpose still needs the row's data, and to a person with ``ends``,
the first day on which it no longer does. Needs only ever end: once not needed, a row stays so until a fact
changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Any, Self

from django.db import models
from django.db.models import Q

from privacy.dates import Period
from privacy.declarations.purposes import Purpose, Words
from privacy.models import Choice

NEVER_NEEDED = date.min


@dataclass(frozen=True)
class Scope:
    """Where a term is read: for one ``purpose`` of the group ``label`` in the rows of ``model``.

    ``subject`` is the path to the data subject, ``collected`` that to the day on which the data were
    collected; ``None`` where a policy has none.
    """

    purpose: Purpose
    model: type[models.Model]
    subject: str | None
    collected: str | None
    label: str


class Term:
    """One way of saying how long. Terms combine with ``|`` (longest) and ``&`` (shortest)."""

    listens = False  # whether the person's objection or wish ends it
    endless = False  # whether nothing but the person, or nothing at all, ever ends it
    bounded = False  # whether time, or the closing of something, ends it
    review: Period | None = None

    def needed(self, scope: Scope, today: date) -> Q:
        """Return the condition under which the data are needed on ``today``."""
        raise TypeError(type(self).__name__)

    def ends(self, scope: Scope, row: Any, choices: Iterable[Choice]) -> date | None:
        """Return the first day on which ``row`` is no longer needed, given its subject's ``choices``.

        ``None`` when no such day is known; ``NEVER_NEEDED`` when it is not needed at all.
        """
        raise TypeError(type(self).__name__)

    def words(self) -> list[Words]:
        """Return the term in words, a phrase for each part."""
        raise TypeError(type(self).__name__)

    def exception(self) -> Words | None:
        """Return the term in words as what ends another one sooner, such as “unless you object”; ``None`` if
        it is not told so."""
        return None

    def law(self, row: Any) -> str | None:
        """Return the provision that keeps ``row`` longest, where the term knows better than its purpose."""
        return None

    def via(self, path: str) -> Term:
        """Return the same term for a row from which ``path`` leads to the one it speaks of."""
        return self

    def parts(self) -> list[Term]:
        """Return this term and those it is made of."""
        return [self]

    def paths(self) -> list[str]:
        """Return the paths to fields that the term looks at, so that they can be checked and fetched."""
        return []

    def __or__(self, other: Term) -> Term:
        return AnyOf((self, other))

    def __and__(self, other: Term) -> Term:
        return AllOf((self, other))


@dataclass(frozen=True)
class _Several(Term):
    """A term made of others, as many as one likes, each of which may be made of others again."""

    terms: tuple[Term, ...]

    def words(self) -> list[Words]:
        return [word for term in self.terms for word in term.words()]

    def law(self, row: Any) -> str | None:
        return next((law for law in (term.law(row) for term in self.terms) if law), None)

    def via(self, path: str) -> Self:
        return replace(self, terms=tuple(term.via(path) for term in self.terms))

    def parts(self) -> list[Term]:
        return [self, *(part for term in self.terms for part in term.parts())]

    def paths(self) -> list[str]:
        return [path for term in self.terms for path in term.paths()]


class AnyOf(_Several):
    """Needed while any of its terms says so."""

    @property
    def endless(self) -> bool:  # type: ignore[override]
        return any(term.endless for term in self.terms)

    @property
    def bounded(self) -> bool:  # type: ignore[override]
        return all(term.bounded for term in self.terms)

    def needed(self, scope: Scope, today: date) -> Q:
        return reduce(or_, (term.needed(scope, today) for term in self.terms))

    def ends(self, scope: Scope, row: Any, choices: Iterable[Choice]) -> date | None:
        days = [term.ends(scope, row, choices) for term in self.terms]
        return None if None in days else max(day for day in days if day)


class AllOf(_Several):
    """Needed while all of its terms say so."""

    @property
    def endless(self) -> bool:  # type: ignore[override]
        return any(term.endless for term in self.terms) and not any(term.bounded for term in self.terms)

    @property
    def bounded(self) -> bool:  # type: ignore[override]
        return any(term.bounded for term in self.terms)

    def needed(self, scope: Scope, today: date) -> Q:
        return reduce(and_, (term.needed(scope, today) for term in self.terms))

    def ends(self, scope: Scope, row: Any, choices: Iterable[Choice]) -> date | None:
        days = [day for day in (term.ends(scope, row, choices) for term in self.terms) if day is not None]
        return min(days) if days else None

"""The term that privacy's own records live by: as long as we keep anything else about the person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from privacy.declarations.conditions import value_at
from privacy.declarations.policies import Group
from privacy.declarations.purposes import Words
from privacy.declarations.registry import registry
from privacy.declarations.terms.base import NEVER_NEEDED, Scope, Term
from privacy.models import Choice


@dataclass(frozen=True)
class WhileKnown(Term):
    """While any group that does not itself live by this term still holds something about the subject, or an
    emptied row waits to be deleted: without the wish that emptied it, it would count as needed again."""

    text: Words

    def needed(self, scope: Scope, today: date) -> Q:
        return reduce(
            or_, (Q(Exists(rows)) for rows in self._others(OuterRef(str(scope.subject)))), Q(pk__in=[])
        )

    def ends(self, scope: Scope, row: Any, choices: Iterable[Choice]) -> date | None:
        subject = value_at(row, scope.subject or "subject")
        return None if any(rows.exists() for rows in self._others(subject)) else NEVER_NEEDED

    def words(self) -> list[Words]:
        return [self.text]

    def _others(self, subject: Any) -> Iterable[QuerySet[Any]]:
        for group in sorted(registry.groups, key=_nearness):
            if group.policy.subject and not lives_by_knowing(group):
                rows = group.policy.rows_of(subject)
                # An empty row that others still point at needs the wish that emptied it until it is deleted.
                if not group.policy.empty_goes:
                    yield rows.filter(group.pending())
                elif group is group.policy.groups[0]:
                    yield rows


def _nearness(group: Group) -> tuple[bool, int]:
    """Sort what most people have a row of first: one that is found answers the question."""
    return group.policy.about_rights, str(group.policy.subject).count("__")


def while_known(*, text: Words = _("as long as we keep anything else about you")) -> Term:
    """Return the term *as long as we keep anything else about the person*."""
    return WhileKnown(text)


def lives_by_knowing(group: Group) -> bool:
    """Return whether some purpose keeps the group only because others are kept."""
    return any(isinstance(part, WhileKnown) for term in group.keep.values() for part in term.parts())

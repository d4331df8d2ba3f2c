"""What the sweep goes through: one rule for each group, and one for rows of which nothing is left.

A rule knows which rows are due, how to make them gone, what it looks at and what it changes; the last two put
the rules in an order in which few have to run twice.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import permutations
from typing import Any, TypeAlias

from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from privacy.declarations.conditions import hops
from privacy.declarations.erasers import DeleteFile
from privacy.declarations.policies import Group, Policy
from privacy.declarations.registry import registry
from privacy.declarations.terms.while_known import lives_by_knowing
from privacy.files.erasing import erase_files
from privacy.retention import state
from privacy.retention.cached_conditions import cached_by_policies

Facts = set[tuple[type[models.Model], str]]
EVERY_ROW = "*"

Keys: TypeAlias = "list[Any] | RawSQL"
"""Which rows: their keys, or where in the database those stand. Either goes behind ``pk__in=``."""


class Rule:
    """Something that may become due in rows of ``policy``'s model."""

    label: str
    policy: Policy

    def unneeded(self, today: date) -> QuerySet[Any]:
        """Return the rows that no purpose needs, held ones among them."""
        raise TypeError(type(self).__name__)

    def stays(self, today: date) -> Q:
        """Return the condition under which a row is not to be erased now."""
        raise TypeError(type(self).__name__)

    def held(self, today: date) -> Q:
        """Return the condition under which something stands in the way."""
        return Q(pk__in=[])

    def wished(self, today: date) -> Q:
        """Return the condition under which the person asked for it, or somebody decided so knowingly: such
        rows never blow the fuse."""
        return Q(pk__in=[])

    def erase(self, ids: Keys) -> None:
        """Make it gone in those rows, in a number of statements that does not depend on how many they are."""
        raise TypeError(type(self).__name__)

    def values_after(self) -> dict[str, Any] | None:
        """Return what erasing leaves in the fields of a row; ``None`` where the row itself goes."""
        return None

    def reads(self) -> Facts:
        """Return the fields, and as ``"*"`` the tables, that decide whether a row is due."""
        raise TypeError(type(self).__name__)

    def changes(self) -> Facts:
        """Return the fields and tables that erasing changes."""
        raise TypeError(type(self).__name__)


class GroupRule(Rule):
    """A group that no purpose needs any more."""

    def __init__(self, group: Group) -> None:
        self.group = group
        self.policy = group.policy
        self.label = group.label

    def unneeded(self, today: date) -> QuerySet[Any]:
        return state.unneeded(self.group, today=today)

    def stays(self, today: date) -> Q:
        return state.stays(self.group, today=today)

    def held(self, today: date) -> Q:
        return state.held(self.group, today=today)

    def wished(self, today: date) -> Q:
        if lives_by_knowing(self.group):  # it goes because the rest went, which had a fuse of its own
            return ~Q(pk__in=[])
        return state.wished(self.group, today=today) | state.foreseen(self.policy, today=today)

    def erase(self, ids: Keys) -> None:
        model = self.group.model
        rows = model._base_manager.filter(pk__in=ids)
        for name, eraser in self.group.erasers.items():
            if isinstance(eraser, DeleteFile):
                erase_files(rows.exclude(**{name: ""}).values_list(name))
        values = self.values_after()
        if values is None:
            delete_rows(model, ids)
        else:
            rows.update(**values)

    def values_after(self) -> dict[str, Any] | None:
        if self.group.deletes_row:
            return None
        fields = {name: self.group.model._meta.get_field(name) for name in self.group.erasers}
        return {name: eraser.value(fields[name]) for name, eraser in self.group.erasers.items()}  # type: ignore[arg-type]

    def reads(self) -> Facts:
        found: Facts = set()
        for term in self.group.keep.values():
            for path in term.paths():
                found |= _facts_along(self.group.model, path)
        if lives_by_knowing(self.group):
            for other in registry.groups:
                if not lives_by_knowing(other):
                    found |= {(other.model, name) for name in other.fields} | {(other.model, EVERY_ROW)}
        return found | (_referring(self.group.model) if self.group.deletes_row else set())

    def changes(self) -> Facts:
        if self.group.deletes_row:
            return {(self.group.model, EVERY_ROW)}
        return {(self.group.model, name) for name in self.group.fields}


class EmptyRowRule(Rule):
    """A row all of whose groups are erased and needed no more, and to which no other row refers."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.label = policy.label

    def unneeded(self, today: date) -> QuerySet[Any]:
        return self.policy.model._base_manager.filter(state.opposite(self.stays(today)))

    def stays(self, today: date) -> Q:
        return state.row_stays(self.policy, today=today)

    def wished(self, today: date) -> Q:
        return state.foreseen(self.policy, today=today)

    def erase(self, ids: Keys) -> None:
        delete_rows(self.policy.model, ids)

    def reads(self) -> Facts:
        own = {(self.policy.model, name) for group in self.policy.groups for name in group.fields}
        return own | _referring(self.policy.model)

    def changes(self) -> Facts:
        return {(self.policy.model, EVERY_ROW)}


def all_rules() -> list[Rule]:
    """Return every rule in its order, the same objects each time."""
    return list(_in_order())


@cached_by_policies
def _in_order() -> tuple[Rule, ...]:
    """Return every rule, each after those that change what it looks at (as far as there is such an order)."""
    found: list[Rule] = [GroupRule(group) for group in registry.groups]
    found += [EmptyRowRule(policy) for policy in registry.policies if policy.empty_goes]
    reads, changes = {rule: rule.reads() for rule in found}, {rule: rule.changes() for rule in found}
    ordered: list[Rule] = []
    while found:
        awaited, feeds = dict.fromkeys(found, 0), dict.fromkeys(found, 0)
        for one, other in permutations(found, 2):
            if changes[one] & reads[other]:
                feeds[one] += 1
                awaited[other] += 1
        # What comes before something that it looks at may run twice: of a circle, that is the one through
        # which most ways lead.
        first = min(found, key=lambda rule: (awaited[rule] > 0, -awaited[rule] * feeds[rule], awaited[rule]))
        ordered.append(first)
        found.remove(first)
    return tuple(ordered)


def apply_rules(chosen: list[Rule], apply: Callable[[Rule], bool]) -> None:
    """Go through ``chosen`` until none finds anything: one runs again only if what it looks at was changed
    since. ``apply`` runs a rule, and returns whether it erased anything."""
    waiting = list(chosen)
    while waiting:
        changed: list[tuple[int, Facts]] = []
        for at, rule in enumerate(waiting):
            if apply(rule):
                changed.append((at, rule.changes()))
        waiting = [rule for rule in chosen if any(_stale(rule, at, facts, waiting) for at, facts in changed)]


def _stale(rule: Rule, changed_at: int, facts: Facts, order: list[Rule]) -> bool:
    """Return whether ``rule`` looked (or did not look) before the rule at ``changed_at`` changed what it
    looks at."""
    looked_at = order.index(rule) if rule in order else -1
    return looked_at <= changed_at and bool(facts & rule.reads())


def delete_rows(model: type[models.Model], ids: Keys) -> None:
    """Delete rows: links to them that may be empty are emptied, rows that merely belong to them go along."""
    for relation in state.links_to(model):
        referring = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": ids})
        if relation.on_delete is models.SET_NULL:
            referring.update(**{relation.field.name: None})
        elif relation.on_delete is models.CASCADE:
            referring._raw_delete(referring.db)
    rows = model._base_manager.filter(pk__in=ids)
    rows._raw_delete(rows.db)


def _referring(model: type[models.Model]) -> Facts:
    return {(r.related_model, EVERY_ROW) for r in state.links_to(model) if r.on_delete is models.PROTECT}


def _facts_along(model: type[models.Model], path: str) -> Facts:
    """Return the fields on a path and the tables it crosses, but for those whose rows cannot go while this
    one points there."""
    return {
        (field.related_model, EVERY_ROW) if field.is_relation else (field.model, field.name)  # type: ignore[misc]
        for field in hops(model, path)
        if not (isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.PROTECT)
    }

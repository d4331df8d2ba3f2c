"""From rule to SQL: the only file that knows the shape of the question "may this go?".

needed  = OR over the purposes of what each term says
held    = a hold on the subject and group, or a restriction in force
pending = something is left to erase
due     = pending and neither needed nor held

Databases answer "is there none?" for a whole table at once only where it stands by itself, not inside a
larger NOT: ``opposite`` therefore carries every NOT down to the smallest part.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db import models
from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Value, When

from privacy.declarations.policies import Group, Policy
from privacy.declarations.purposes import Purpose
from privacy.declarations.terms.by_choice import objection_q
from privacy.models import Choice, Hold
from privacy.models.choices import in_force


class State(models.TextChoices):
    """What is so of one group of one row."""

    EMPTY = "empty"
    KEPT = "kept"
    HELD = "held"
    DUE = "due"


def needed(group: Group, *, today: date, purposes: Iterable[Purpose] | None = None) -> Q:
    """Return the condition under which any of ``purposes`` (default: all of the group's) needs it on
    ``today``."""
    chosen = group.keep if purposes is None else [p for p in purposes if p in group.keep]
    return reduce(or_, (group.keep[p].needed(group.scope_for(p), today) for p in chosen), Q(pk__in=[]))


def held(group: Group, *, today: date) -> Q:
    """Return the condition under which a hold or a restriction stands in the way of erasing the group.

    A restriction (GDPR art. 18) does not lengthen what only the law kept: at the law's end that goes.
    """
    if group.policy.subject is None:
        return Q(pk__in=[])
    subject = OuterRef(group.policy.subject)
    unreleased = Q(released_on__isnull=True) | Q(released_on__gt=today)
    holds = Hold.objects.filter(
        unreleased, subject=subject, covers__in=(group.label, ""), placed_on__lte=today
    )
    if group.only_law_keeps_it:
        return Q(Exists(holds))
    restrictions = Choice.objects.filter(in_force(today), subject=subject, kind=Choice.Kind.RESTRICTION)
    return Q(Exists(holds)) | Q(Exists(restrictions))


def foreseen(policy: Policy, *, today: date) -> Q:
    """Return the condition under which somebody decided that a row goes, having seen whom it concerns."""
    return policy.foreseen.q("", today) if policy.foreseen else Q(pk__in=[])


def wished(group: Group, *, today: date) -> Q:
    """Return whether the person's own choice made the group due: such rows never blow the fuse."""
    if group.policy.subject is None:
        return Q(pk__in=[])
    objections = reduce(or_, (objection_q(group.scope_for(purpose)) for purpose in group.keep))
    choices = Choice.objects.filter(subject=OuterRef(group.policy.subject))
    said_no = choices.filter(objections | Q(kind=Choice.Kind.ERASURE)).filter(in_force(today))
    withdrawn = choices.filter(
        kind=Choice.Kind.CONSENT, purpose__in=[purpose.slug for purpose in group.keep], ends__lte=today
    )
    return Q(Exists(said_no)) | Q(Exists(withdrawn))


def state_of(group: Group, *, today: date) -> Case:
    """Return which ``State`` the group of a row is in, as a value to annotate rows with."""
    return Case(
        When(~group.pending(), then=Value(State.EMPTY)),
        When(needed(group, today=today), then=Value(State.KEPT)),
        When(held(group, today=today), then=Value(State.HELD)),
        default=Value(State.DUE),
        output_field=models.CharField(),
    )


def opposite(condition: Q) -> Q:
    """Return NOT ``condition`` with each NOT at its smallest part, and what needs no other table asked
    first."""
    if not condition.children:  # says nothing, which is true of every row
        return Q(pk__in=[])
    if condition.negated:
        return Q(*condition.children, _connector=condition.connector)
    parts = [opposite(child) if isinstance(child, Q) else ~Q(child) for child in condition.children]
    parts.sort(key=_asks_elsewhere)
    return reduce(and_ if condition.connector == Q.OR else or_, parts, Q())


def _asks_elsewhere(condition: Q) -> bool:
    return any(
        _asks_elsewhere(part) if isinstance(part, Q) else isinstance(part, Exists)
        for part in condition.children
    )


def as_bool(condition: Q) -> Case:
    """Return ``condition`` as a value to annotate rows with."""
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def unneeded(group: Group, *, today: date) -> QuerySet[Any]:
    """Return the rows of which something is left that no purpose needs, held or not."""
    return group.model._base_manager.filter(group.pending(), opposite(needed(group, today=today)))


def stays(group: Group, *, today: date) -> Q:
    """Return the condition under which the group is not to be erased: nothing is left, or a purpose, a hold
    or a link keeps it."""
    reasons = opposite(group.pending()) | needed(group, today=today) | held(group, today=today)
    return reasons | blocked(group.model) if group.deletes_row else reasons


def row_stays(policy: Policy, *, today: date) -> Q:
    """Return the condition under which a row is not to be deleted for being empty."""
    terms = {
        (purpose, term): group.scope_for(purpose)
        for group in policy.groups
        for purpose, term in group.keep.items()
    }
    something_left = reduce(or_, (group.pending() for group in policy.groups))
    still_needed = reduce(or_, (term.needed(scope, today) for (_purpose, term), scope in terms.items()))
    return something_left | still_needed | blocked(policy.model)


def blocked(model: type[models.Model]) -> Q:
    """Return the condition under which another row refers to this one and keeps it from being deleted."""
    referring = (
        Q(Exists(relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})))
        for relation in links_to(model)
        if relation.on_delete is models.PROTECT
    )
    return reduce(or_, referring, Q(pk__in=[]))


def links_to(model: type[models.Model]) -> list[Any]:
    """Return the foreign keys of other rows to ``model``, those without a name backwards (``"+"``) among
    them."""
    return [
        f
        for f in model._meta.get_fields(include_hidden=True)
        if f.auto_created and not f.concrete and (f.one_to_many or f.one_to_one)
    ]

"""From rule to SQL: the only file that knows the shape of the question "may this go?".

needed  = OR over the purposes of what each term says
held    = a hold on the subject and group, or a restriction in force
pending = something is left to erase
due     = pending and neither needed nor held
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Value, When

from privacy.declare import Group, Purpose
from privacy.models import Choice, Hold
from privacy.pending import pending
from privacy.terms import Scope, in_force, objection_q


class State(models.TextChoices):
    """What is so of one group of one row."""

    EMPTY = "empty"
    KEPT = "kept"
    HELD = "held"
    DUE = "due"


def needed(group: Group, *, today: date, purposes: Iterable[Purpose] | None = None) -> Q:
    """Return the condition under which any of ``purposes`` (default: all of the group's) needs it on ``today``."""
    chosen = group.keep if purposes is None else [p for p in purposes if p in group.keep]
    return reduce(or_, (group.keep[p].needed(Scope(group, p), today) for p in chosen), Q(pk__in=[]))


def held(group: Group, *, today: date) -> Q:
    """Return the condition under which a hold or a restriction stands in the way of erasing the group.

    A restriction (GDPR art. 18) does not lengthen what only the law kept: at the law's end that goes.
    """
    if group.policy.subject is None:
        return Q(pk__in=[])
    subject = OuterRef(group.policy.subject)
    holds = Hold.objects.filter(subject=subject, covers__in=(group.label, ""), placed_on__lte=today)
    stands = Q(Exists(holds.filter(Q(released_on__isnull=True) | Q(released_on__gt=today))))
    if group.only_law_keeps_it:
        return stands
    restrictions = Choice.objects.filter(in_force(today), subject=subject, kind=Choice.Kind.RESTRICTION)
    return stands | Q(Exists(restrictions))


def wished(group: Group, *, today: date) -> Q:
    """Return whether the person's own choice made the group due: such rows never blow the fuse."""
    if group.policy.subject is None:
        return Q(pk__in=[])
    objections = reduce(or_, (objection_q(Scope(group, purpose)) for purpose in group.keep))
    choices = Choice.objects.filter(subject=OuterRef(group.policy.subject))
    said_no = choices.filter(objections | Q(kind=Choice.Kind.ERASURE)).filter(in_force(today))
    withdrawn = choices.filter(kind=Choice.Kind.CONSENT, ends__lte=today)
    return Q(Exists(said_no)) | Q(Exists(withdrawn))


def with_state(rows: QuerySet[Any], group: Group, *, today: date) -> QuerySet[Any]:
    """Annotate ``rows`` of the group's model with ``state``, one of ``State``."""
    stated: QuerySet[Any] = rows.annotate(
        state=Case(
            When(~pending(group), then=Value(State.EMPTY)),
            When(needed(group, today=today), then=Value(State.KEPT)),
            When(held(group, today=today), then=Value(State.HELD)),
            default=Value(State.DUE),
            output_field=models.CharField(),
        )
    )
    return stated


def as_bool(condition: Q) -> Case:
    """Return ``condition`` as a value to annotate rows with."""
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def unneeded(group: Group, *, today: date) -> QuerySet[Any]:
    """Return the rows of which something is left that no purpose needs, held or not."""
    rows: QuerySet[Any] = group.model._base_manager.filter(pending(group))
    return rows.exclude(needed(group, today=today))


def due(group: Group, *, today: date) -> QuerySet[Any]:
    """Return the rows whose group is to be erased now."""
    rows = unneeded(group, today=today).exclude(held(group, today=today))
    return rows.exclude(blocked(group.model)) if group.deletes_row else rows


def blocked(model: type[models.Model]) -> Q:
    """Return the condition under which another row refers to this one and keeps it from being deleted."""
    referring = (
        Q(Exists(relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})))
        for relation in links_to(model)
        if relation.on_delete is models.PROTECT
    )
    return reduce(or_, referring, Q(pk__in=[]))


def links_to(model: type[models.Model]) -> list[Any]:
    """Return the foreign keys of other rows to ``model``, those without a name backwards (``"+"``) among them."""
    return [f for f in model._meta.get_fields(include_hidden=True) if f.auto_created and not f.concrete and (f.one_to_many or f.one_to_one)]

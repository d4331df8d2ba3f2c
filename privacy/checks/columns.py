"""That erasers and paths fit the tables that they are declared for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from privacy.declarations.conditions import hops
from privacy.declarations.policies import Group, Policy
from privacy.declarations.registry import registry
from privacy.declarations.terms.base import Term
from privacy.declarations.terms.by_time import AsLongAs
from privacy.models import Subject
from privacy.retention.state import links_to


def check_erasers(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """E005: what an eraser writes breaks no column. E008: deleting a row drags nobody else's data along."""
    found: list[CheckMessage] = []
    for group in registry.groups:
        for name, eraser in group.erasers.items():
            fault = _eraser_fault(group, name, eraser)
            if fault:
                found.append(
                    Error(
                        f"{group.label}: {name} cannot be erased: {fault}.",
                        obj=group.model,
                        id="privacy.E005",
                    )
                )
        if group.deletes_row:
            found += [
                Error(
                    f"{group.label} deletes rows that {child._meta.label} needs.",
                    hint=(
                        "Blank the fields and set empty_goes, so that the row goes when nothing refers to it."
                    ),
                    obj=group.model,
                    id="privacy.E008",
                )
                for child in _dragged_along(group.model)
            ]
    return found


def check_paths(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """E006: subject and dates are where the policy says. E007: as_long_as keeps to to-one paths."""
    found: list[CheckMessage] = []
    for policy in registry.policies:
        fault = _subject_fault(policy) or _collected_fault(policy)
        if fault:
            found.append(Error(f"{policy.model._meta.label}: {fault}", obj=policy.model, id="privacy.E006"))
        for group in policy.groups:
            for term in group.keep.values():
                found += _path_faults(group, term)
    return found


def _eraser_fault(group: Group, name: str, eraser: Any) -> str | None:
    try:
        return str(fault) if (fault := eraser.fault(group.model._meta.get_field(name))) else None
    except FieldDoesNotExist:
        return None  # E001 says so already
    except TypeError:
        return "this eraser is for whole rows"


def _dragged_along(model: type[models.Model]) -> Iterator[type[models.Model]]:
    for relation in links_to(model):
        child: Any = relation.related_model
        policy = registry.policy_for(child)
        if relation.on_delete is models.PROTECT or (
            relation.on_delete is models.CASCADE and policy and policy.groups
        ):
            yield child


def _subject_fault(policy: Policy) -> str | None:
    if policy.subject is None:
        return None if policy.subject_because else "has no subject, and no reason for that (subject_because)."
    try:
        fields = hops(policy.model, policy.subject)
    except FieldDoesNotExist as error:
        return f"subject: {error}."
    to_one = all(f.many_to_one or f.one_to_one for f in fields)
    return (
        None
        if to_one and fields[-1].related_model is Subject
        else "subject does not lead to one privacy.Subject."
    )


def _collected_fault(policy: Policy) -> str | None:
    for name, path in (
        ("collected", policy.collected),
        ("active", policy.active),
        ("known_since", policy.known_since),
    ):
        try:
            fields = hops(policy.model, path) if path else []
        except FieldDoesNotExist as error:
            return f"{name}: {error}."
        if fields and not isinstance(fields[-1], models.DateField):
            return f"{name} does not lead to a date."
        if name == "collected" and any(getattr(f, "null", True) for f in fields):
            return "collected may be unknown (NULL), so no wish could be compared with it."
    return None


def _path_faults(group: Group, term: Term) -> Iterator[CheckMessage]:
    for part in term.parts():
        for path in part.paths() if len(part.parts()) == 1 else []:
            try:
                many = any(field.one_to_many or field.many_to_many for field in hops(group.model, path))
            except FieldDoesNotExist as error:
                yield Error(f"{group.label}: {error}.", obj=group.model, id="privacy.E007")
                continue
            if many and isinstance(part, AsLongAs):
                hint = "Say as_long_as_any(text, path, condition)."
                yield Error(
                    f"{group.label}: as_long_as crosses the to-many path {path}.",
                    hint=hint,
                    obj=group.model,
                    id="privacy.E007",
                )

"""That each field of each table is declared: the closed world."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error

from privacy.declarations.policies import Policy
from privacy.declarations.registry import registry


def check_fields(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """E001: each concrete field of each installed model is Personal, or Technical, or its model is
    impersonal."""
    found: list[CheckMessage] = []
    for model in apps.get_models():
        policy = registry.policy_for(model)
        if policy:
            found += _undeclared(policy)
        elif model._meta.label_lower not in registry.impersonal:
            hint = "Declare a Policy in the app's policy.py, or call impersonal() with a reason."
            found.append(
                Error(f"{model._meta.label} has no policy.", hint=hint, obj=model, id="privacy.E001")
            )
    return found


def _undeclared(policy: Policy) -> Iterator[CheckMessage]:
    declared = [name for group in policy.groups for name in group.fields] + [
        n for t in policy.technical for n in t.fields
    ]
    own = {field.name for field in policy.model._meta.concrete_fields}
    plain = {
        policy.model._meta.pk.name if policy.model._meta.pk else "",
        (policy.subject or "").split("__")[0],
    }
    for name in sorted(own - set(declared) - plain):
        hint = (
            f"Name it in a Personal(…) or, with a reason, in a Technical(…) of "
            f"{type(policy).__module__}.{type(policy).__name__}."
        )
        yield Error(
            f"{policy.model._meta.label}.{name} is not declared.",
            hint=hint,
            obj=policy.model,
            id="privacy.E001",
        )
    for name in sorted(set(declared) - own):
        yield Error(
            f"{policy.model._meta.label}.{name} is declared but is no field.",
            obj=policy.model,
            id="privacy.E001",
        )
    for name in sorted({name for name in declared if declared.count(name) > 1}):
        yield Error(
            f"{policy.model._meta.label}.{name} is declared twice.", obj=policy.model, id="privacy.E001"
        )

"""The register of everything declared: policies, their purposes, and tables that hold nobody's data.

Filled once at start-up from each app's ``policy.py`` (``autodiscover_modules``), read by everything else.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models

from privacy.declarations.purposes import Purpose, Words

if TYPE_CHECKING:
    from privacy.declarations.policies import Group, Policy

PolicyClass = TypeVar("PolicyClass", bound="type[Policy]")


class Registry:
    """Policies by model. ``_registry`` is what ``autodiscover_modules`` puts back when an app fails to
    load."""

    def __init__(self) -> None:
        self._registry: dict[type[models.Model], Policy] = {}
        self._impersonal: dict[str, Words] = {}

    def add(self, policy: Policy) -> None:
        """Register ``policy``; a second one for the same model is a mistake and raises ``ValueError``."""
        if policy.model in self._registry:
            raise ValueError(f"{policy.model._meta.label} already has a policy")
        self._registry[policy.model] = policy

    def add_impersonal(self, label: str, because: Words) -> None:
        """Say that the model ``label`` ("app.Model") holds nobody's data, and why."""
        self._impersonal[label.lower()] = because

    @property
    def policies(self) -> list[Policy]:
        """Return every policy, in the order of declaration."""
        return list(self._registry.values())

    @property
    def impersonal(self) -> dict[str, Words]:
        """Return the reason why a model holds nobody's data, by its lower-case label."""
        return dict(self._impersonal)

    @property
    def groups(self) -> list[Group]:
        """Return every group of every policy."""
        return [group for policy in self.policies for group in policy.groups]

    @property
    def purposes(self) -> dict[str, Purpose]:
        """Return every purpose that some group is kept for, by its slug."""
        return {purpose.slug: purpose for group in self.groups for purpose in group.keep}

    @property
    def used(self) -> list[Purpose]:
        """Return the purposes that are not switched off, in the order of declaration."""
        return [purpose for purpose in self.purposes.values() if purpose.is_used]

    def policy_for(self, model: type[Any]) -> Policy | None:
        """Return the policy that speaks for ``model``, or ``None``."""
        return self._registry.get(model)

    @property
    def silences(self) -> tuple[str, ...]:
        """Return the settings that say what becomes of a consent that nobody renewed, each once."""
        found = {
            setting
            for group in self.groups
            for term in group.keep.values()
            for part in term.parts()
            if (setting := getattr(part, "silence_setting", ""))
        }
        return tuple(sorted(found))

    def group(self, label: str) -> Group:
        """Return the group with that label; ``KeyError`` if there is none."""
        for group in self.groups:
            if group.label == label:
                return group
        raise KeyError(label)

    @contextmanager
    def temporarily(self, *policies: type[Policy]) -> Iterator[None]:
        """Let these policies speak for their models inside the block, then be as before (for tests)."""
        before = dict(self._registry)
        for policy in policies:
            self._registry[policy.model] = policy()
        try:
            yield
        finally:
            self._registry = before


registry = Registry()


def register(policy: PolicyClass) -> PolicyClass:
    """Let ``policy`` speak for its model, as ``@register`` above its class; return it unchanged."""
    registry.add(policy())
    return policy


def impersonal(*labels: str, because: Words) -> None:
    """Say that these models ("app.Model") hold nobody's data, and why."""
    for label in labels:
        registry.add_impersonal(label, because)

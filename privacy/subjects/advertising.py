"""Which purposes are advertising: those that are declared so, and those that an app brings later."""

from __future__ import annotations

from privacy.declarations.registry import registry

ADVERTISING_OF_OTHERS = frozenset({"newsletter", "client-mail"})
"""Advertising that an app brings, to which people may say no before it is there."""


def advertising_purposes() -> list[str]:
    """Return the slugs of all advertising, also where no app brings it yet."""
    declared = {slug for slug, purpose in registry.purposes.items() if purpose.advertises}
    return sorted(declared | set(ADVERTISING_OF_OTHERS))


def is_advertising(purpose: str) -> bool:
    """Return whether the slug ``purpose`` is advertising, also where no app brings it yet."""
    declared = registry.purposes.get(purpose)
    return declared.advertises if declared else purpose in ADVERTISING_OF_OTHERS

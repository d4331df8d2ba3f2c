"""Conditions that are built once, as long as policies and settings are the same."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

from django.conf import settings

from privacy.declarations.registry import registry

P = ParamSpec("P")
T = TypeVar("T")

MOST_KEPT = 512
"""Results: a few days of all of them, at some ten kilobytes each."""


def cached_by_policies(build: Callable[P, T]) -> Callable[P, T]:
    """Build once for the same arguments, as long as policies and the settings that terms read are the same.

    Building a rule's condition takes Django longer than the database takes to answer it.
    """

    @lru_cache(maxsize=MOST_KEPT)
    def under(_circumstances: tuple[Any, ...], *args: Any) -> T:
        return build(*args)  # type: ignore[call-arg]

    @wraps(build)
    def found(*args: P.args, **_none: P.kwargs) -> T:
        return under(_circumstances(), *args)

    return found


def _circumstances() -> tuple[Any, ...]:
    """Return everything besides the day that decides what a rule's condition is."""
    policies = tuple(registry.policies)
    silences = (getattr(settings, name) for name in _silences(policies))
    return (*policies, settings.VAT_NUMBER, *settings.FINANCIAL_YEAR_CLOSINGS, *silences)


@lru_cache(maxsize=8)
def _silences(_policies: tuple[Any, ...]) -> tuple[str, ...]:
    return registry.silences

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
"""Written questions: a few days of all of them, at some ten kilobytes each."""


def kept(write: Callable[P, T]) -> Callable[P, T]:
    """Keep what ``write`` returns for its arguments, as long as policies and settings are the same."""

    @lru_cache(maxsize=MOST_KEPT)
    def under(_circumstances: tuple[Any, ...], *args: Any) -> T:
        return write(*args)  # type: ignore[call-arg]

    @wraps(write)
    def found(*args: P.args, **_none: P.kwargs) -> T:
        return under(_circumstances(), *args)

    return found


def _circumstances() -> tuple[Any, ...]:
    """Return everything besides the day that decides how a rule is written."""
    return (*registry.policies, settings.VAT_NUMBER, *settings.FINANCIAL_YEAR_CLOSINGS)

"""The rights that are exercised here: each registers itself by ``@right``; all are found at the start."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from pkgutil import iter_modules
from typing import TypeVar

from django.core.exceptions import ImproperlyConfigured

from privacy import rights
from privacy.models import Request
from privacy.rights.base import Right

FIRST_DAY = date(2018, 5, 25)
"""From when the rights are there (GDPR art. 99): none was exercised before."""

AnyRight = TypeVar("AnyRight", bound=type[Right])

_RIGHTS: dict[str, Right] = {}


def right(declared: AnyRight) -> AnyRight:
    """Register the class of a right."""
    _RIGHTS[declared.kind] = declared()
    return declared


def find_rights() -> None:
    """Import the file of every right; ``ImproperlyConfigured`` if something can be asked that none of them
    grants."""
    for module in iter_modules(rights.__path__, f"{rights.__name__}."):
        import_module(module.name)
    lacking = set(Request.Kind.values) - set(_RIGHTS)
    if lacking:
        raise ImproperlyConfigured(f"no file in privacy/rights says what is done for {sorted(lacking)}")


def right_of(request: Request) -> Right:
    """Return the right that ``request`` exercises."""
    return _RIGHTS[request.kind]


def right_named(kind: str) -> Right:
    """Return the right with the slug ``kind``; raises ``KeyError`` if there is none."""
    return _RIGHTS[kind]


def is_right(kind: str) -> bool:
    """Return whether ``kind`` is the slug of a right."""
    return kind in _RIGHTS


def every_right() -> list[Right]:
    """Return all rights, in the order of the form."""
    return sorted(_RIGHTS.values(), key=lambda one: one.order)

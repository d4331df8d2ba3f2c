"""Every public address, found from the router: a new page is crawled without being named here."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation

LANGUAGES = ("nl", "fr", "en")
STAFF = ("admin/", "accounts/", "healthz/")
NOBODYS = {"reference": UUID(int=0)}
"""What stands in an address that is of nothing; for all else a token that nobody was sent."""
FOR_PROGRAMS = {"privacy_schema", "jobs_feed"}


def public_names() -> list[str]:
    """Return the name of each public page; staff pages and what programs read are no part of it."""
    public = [
        pattern for pattern in get_resolver().url_patterns if not str(pattern.pattern).startswith(STAFF)
    ]
    return sorted({name for pattern in public for name in _names(pattern)} - FOR_PROGRAMS)


def addresses() -> list[str]:
    """Return the address of each public page in each language; where one takes a token, one that nobody was
    sent."""
    found = []
    for language in LANGUAGES:
        with translation.override(language):
            for name in public_names():
                takes = get_resolver().reverse_dict.getlist(name)[0][0][0][1]
                found.append(reverse(name, args=[NOBODYS.get(each, "x" * 26) for each in takes]))
    return found


def rows() -> dict[str, int]:
    """Return how many rows each table holds."""
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def _names(pattern: URLPattern | URLResolver) -> Iterator[str]:
    if isinstance(pattern, URLPattern):
        if pattern.name:
            yield pattern.name
        return
    for each in pattern.url_patterns:
        yield from _names(each)

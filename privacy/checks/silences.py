"""That each setting which says what silence at a renewal means says one of the two things it can."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from privacy.declarations.registry import registry

SILENCES = ("review", "erase")


def check_silences(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """E019: what becomes of a consent that nobody renewed is known; a misspelt word would keep it."""
    return [
        Error(f"{name} is neither “review” nor “erase”.", hint="See docs/settings.md.", id="privacy.E019")
        for name in registry.silences
        if getattr(settings, name, None) not in SILENCES
    ]

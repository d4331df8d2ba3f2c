"""That people are told who answers for their data."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning


def check_enterprise_number(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """W016: the organisation says its enterprise number (Code of Economic Law XII.6), which tells it from
    another of the same name."""
    if settings.ORGANISATION_NUMBER:
        return []
    hint = "Say it in ORGANISATION_NUMBER: pages, letters and the notice show it (docs/settings.md)."
    return [Warning("Nobody is told our enterprise number.", hint=hint, id="privacy.W016")]

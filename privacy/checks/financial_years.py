"""That the days on which financial years close can be read, or the sweep would find out at night."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from privacy.declarations.financial_years import Closings


def check_financial_years(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """E017: the closings of financial years can be read; the message names the entry that cannot."""
    try:
        Closings.parse(settings.FINANCIAL_YEAR_CLOSINGS)
    except ValueError as error:
        hint = "See FINANCIAL_YEAR_CLOSINGS in docs/settings.md."
        return [Error(f"FINANCIAL_YEAR_CLOSINGS: {error}.", hint=hint, id="privacy.E017")]
    return []

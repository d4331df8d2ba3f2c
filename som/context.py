"""What every page may say about the organisation that runs this instance."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def organisation(request: HttpRequest) -> dict[str, Any]:
    """Return the organisation's own facts and its authority's from the settings; no query, so that an error
    page can show them."""
    return {
        "organisation": {
            "name": settings.ORGANISATION_NAME,
            "number": settings.ORGANISATION_NUMBER,
            "address": settings.ORGANISATION_ADDRESS,
            "email": settings.ORGANISATION_EMAIL,
        },
        "authority": settings.AUTHORITY,
    }

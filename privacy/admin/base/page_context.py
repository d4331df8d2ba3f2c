"""What the template of every page of staff needs besides its own facts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def build_page_context(model_admin: Any, request: HttpRequest, *, title: str) -> dict[str, Any]:
    """Return the context of a page of ``model_admin`` under ``title``: navigation, its table, that it may be
    seen."""
    return {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": title,
        "has_permission": True,
    }

"""The sidebar, and what stands on every page of the administration."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from privacy.admin.base.navigation import Section
from privacy.declarations.discovery import declared_by_apps
from privacy.models import Instance
from som.models import User

STAFF = Section(gettext_lazy("Staff"), 100, ((User, "badge"), (Group, "group")))


def list_sidebar(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the groups of the sidebar with the lists that ``request.user`` may see."""
    shown = admin.site._registry
    groups: list[dict[str, Any]] = [
        {"items": [{"title": _("Dashboard"), "icon": "dashboard", "link": reverse("admin:index")}]}
    ]
    for section in _sections():
        items = [
            {
                "title": getattr(shown[model], "list_title", "")
                or capfirst(shown[model].opts.verbose_name_plural),
                "icon": icon,
                "link": reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"),
            }
            for model, icon in section.lists
            if model in shown and shown[model].has_view_permission(request)
        ]
        if items:
            groups.append({"title": section.title, "separator": True, "items": items})
    return groups


@cache
def _sections() -> list[Section]:
    return sorted([*declared_by_apps("admin.navigation", "SECTIONS"), STAFF], key=lambda each: each.order)


def mark_demo(request: HttpRequest) -> list[str] | None:
    """Return the mark that the people shown are invented, on a demo."""
    return [_("Demo"), "warning"] if Instance.objects.filter(demo=True).exists() else None


def add_language_return(request: HttpRequest) -> dict[str, str]:
    """Return where the language form goes back to."""
    return {"redirect_to": request.path}


def style_account_pages(request: HttpRequest) -> dict[str, Any]:
    """Give the pages of signing in the colours and words that Unfold gives its own."""
    return admin.site.each_context(request) if request.path_info.startswith("/accounts/") else {}

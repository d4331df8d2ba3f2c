"""The sidebar, and what stands on every page of the administration."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from privacy.models import Instance

# Model and icon; a model without pages yet, or that somebody may not see, is left out.
SECTIONS = (
    (
        gettext_lazy("Relations"),
        (
            ("contacts.contact", "person"),
            ("contacts.company", "domain"),
            ("contacts.assignment", "work"),
            ("contacts.enquiry", "contact_support"),
            ("contacts.interaction", "forum"),
            ("contacts.invoice", "receipt_long"),
            ("contacts.importbatch", "upload_file"),
            ("contacts.tag", "label"),
        ),
    ),
    (
        gettext_lazy("Privacy"),
        (
            ("privacy.request", "shield_person"),
            ("privacy.task", "task_alt"),
            ("privacy.hold", "lock"),
            ("privacy.disclosure", "ios_share"),
            ("privacy.recipientnotification", "forward"),
            ("privacy.choice", "how_to_vote"),
            ("privacy.accesslog", "visibility"),
        ),
    ),
    (
        gettext_lazy("Evidence"),
        (
            ("privacy.sweeprun", "cleaning_services"),
            ("privacy.ledgerentry", "menu_book"),
            ("privacy.outboxmessage", "outbox"),
        ),
    ),
    (
        gettext_lazy("Staff"),
        (
            ("som.user", "badge"),
            ("auth.group", "group"),
        ),
    ),
)


def sidebar(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the groups of the sidebar with the lists that ``request.user`` may see."""
    shown = {model._meta.label_lower: model_admin for model, model_admin in admin.site._registry.items()}
    groups: list[dict[str, Any]] = [
        {"items": [{"title": _("Dashboard"), "icon": "dashboard", "link": reverse("admin:index")}]}
    ]
    for title, entries in SECTIONS:
        items = [
            {
                "title": capfirst(shown[label].opts.verbose_name_plural),
                "icon": icon,
                "link": reverse(f"admin:{label.replace('.', '_')}_changelist"),
            }
            for label, icon in entries
            if label in shown and shown[label].has_view_permission(request)
        ]
        if items:
            groups.append({"title": title, "separator": True, "items": items})
    return groups


def environment(request: HttpRequest) -> list[str] | None:
    """Return the mark that the people shown are invented, on a demo."""
    return [_("Demo"), "warning"] if Instance.objects.filter(demo=True).exists() else None


def on_every_page(request: HttpRequest) -> dict[str, str]:
    """Return where the language form goes back to."""
    return {"redirect_to": request.path}


def account_pages(request: HttpRequest) -> dict[str, Any]:
    """Give the pages of signing in the colours and words that Unfold gives its own."""
    return admin.site.each_context(request) if request.path_info.startswith("/accounts/") else {}

"""How Unfold shows the administration: its settings, read by ``som/settings.py``."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

# The public pages' green (static/public/public.css), in steps.
GREEN = {
    "50": "#effaf8",
    "100": "#d6f1ed",
    "200": "#afe3dc",
    "300": "#7fd6cb",
    "400": "#45b3a6",
    "500": "#1f968a",
    "600": "#0b5d56",
    "700": "#0a504a",
    "800": "#0a403c",
    "900": "#0a3532",
    "950": "#041f1d",
}

UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "SOM",
    "SITE_HEADER": "SOM",
    "SITE_SYMBOL": "handshake",
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("som/icon.svg")}
    ],
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_LANGUAGES": True,
    "SHOW_BACK_BUTTON": True,
    "LANGUAGES": {"action": reverse_lazy("staff_language")},
    "ENVIRONMENT": "som.staff.navigation.mark_demo",
    "DASHBOARD_CALLBACK": "som.dashboard.add_cards",
    "GLOBAL_CALLBACK": "som.staff.navigation.add_language_return",
    "STYLES": [lambda request: static("som/staff.css"), lambda request: static("staff/pages.css")],
    "SCRIPTS": [lambda request: static("staff/keys.js"), lambda request: static("staff/form_errors.js")],
    # Unfold's own grey is too pale on a grey ground.
    "COLORS": {"primary": GREEN, "font": {"subtle-light": "var(--color-base-600)"}},
    "BORDER_RADIUS": "6px",
    # Its history would keep people's names in the browser.
    "COMMAND": {"search_models": True, "show_history": False},
    "SIDEBAR": {
        "show_search": True,
        "command_search": True,
        "show_all_applications": False,
        "navigation": "som.staff.navigation.list_sidebar",
    },
    "ACCOUNT": {
        "navigation": [
            {"title": _("Change password"), "link": reverse_lazy("account_change_password")},
            {"title": _("E-mail addresses"), "link": reverse_lazy("account_email")},
            {"title": _("Second factor"), "link": reverse_lazy("mfa_index")},
        ]
    },
}

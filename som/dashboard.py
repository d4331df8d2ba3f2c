"""The first page of the administration: the cards of the apps, each for whoever may see it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from privacy.admin.base.dashboard import Card
from privacy.declarations.discovery import declared_by_apps


def add_cards(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Return ``context`` with the title of the page and, as ``cards``, the template and the content of each
    card that ``request.user`` may see."""
    declared: list[Card] = sorted(declared_by_apps("admin.dashboard", "CARDS"), key=lambda card: card.order)
    shown = [card for card in declared if any(map(request.user.has_perm, card.permissions))]
    today = timezone.localdate()
    cards = [(card.template, card.content(request, today)) for card in shown]
    return {**context, "title": _("What waits"), "cards": cards}

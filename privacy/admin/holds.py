"""Legal holds in the administration."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from privacy.admin import hold_pages
from privacy.admin.base.about_subject import AboutSomebodyAdmin
from privacy.admin.base.urgency import light
from privacy.models import Hold
from privacy.wording.words import cited, label_words


@admin.register(Hold)
class HoldAdmin(AboutSomebodyAdmin):
    """A hold is placed from the page of a person; here they are looked at again and released."""

    list_display = ("number", "about", "what", "law_cited", "review", "placed", "released")
    list_filter = (("released_on", admin.EmptyFieldListFilter), ("review_on", admin.DateFieldListFilter))
    list_display_links = ("number",)
    ordering = ("review_on", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Hold]:
        """Leave out those of the program's own: they end with the request that they are for."""
        return super().get_queryset(request).filter(request=None)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("privacy.add_hold"))

    def has_change_permission(self, request: HttpRequest, obj: Hold | None = None) -> bool:
        return bool(request.user.has_perm("privacy.change_hold"))

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        return hold_pages.place(self, request)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        hold = self.get_object(request, object_id)
        if hold is None or not self.has_view_permission(request, hold):
            raise Http404
        return hold_pages.show(self, request, hold)

    @admin.display(description=_("hold"), ordering="pk")
    def number(self, hold: Hold) -> str:
        """Return the number, which its page and the ledger have too."""
        return gettext("Hold %(number)d") % {"number": hold.pk}

    @admin.display(description=_("what it covers"), ordering="covers")
    def what(self, hold: Hold) -> str:
        """Return what is held, in words."""
        return label_words(hold.covers) if hold.covers else gettext("everything")

    @admin.display(description=_("law"), ordering="law")
    def law_cited(self, hold: Hold) -> SafeString:
        """Return the law under the name that people know, on one line."""
        return format_html('<span class="sw-whole">{}</span>', cited(hold.law))

    @admin.display(description=_("look again"), ordering="review_on")
    def review(self, hold: Hold) -> SafeString:
        """Return how long until somebody looks again, in words and a colour; nothing for what is released."""
        if hold.released_on:
            return SafeString("–")
        badge = light(hold.review_on, today=timezone.localdate())
        return format_html('<span class="sw-badge sw-{}">{}</span>', badge.tone, badge.text)

    @admin.display(description=_("placed on"), ordering="placed_on")
    def placed(self, hold: Hold) -> date:
        """Return the day it was placed."""
        return hold.placed_on

    @admin.display(description=_("released on"), ordering="released_on")
    def released(self, hold: Hold) -> date | None:
        """Return the day it was released."""
        return hold.released_on

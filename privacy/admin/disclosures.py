"""What was given to others, and the changes that they are to hear of."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from privacy.admin import disclosure_pages
from privacy.admin.base.about_subject import AboutSomebodyAdmin
from privacy.models import Disclosure, RecipientNotification
from privacy.wording.words import cited, label_words


class GivenAdmin(AboutSomebodyAdmin):
    """Rows about groups of somebody's data."""

    @admin.display(description=_("which data"))
    def which(self, row: Any) -> str:
        """Return the groups in words."""
        return "; ".join(label_words(label) for label in row.labels)


@admin.register(Disclosure)
class DisclosureAdmin(GivenAdmin):
    """Written down from the page of a person, and never changed."""

    list_display = ("number", "about", "name", "which", "given_on")
    list_display_links = ("number",)
    list_filter = (("given_on", admin.DateFieldListFilter),)
    ordering = ("-given_on", "-pk")
    fields = ("name", "which", "given_on", "reason", "law_cited")
    readonly_fields = ("which", "law_cited")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("privacy.add_disclosure"))

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        return disclosure_pages.give(self, request)

    @admin.display(description=_("number"), ordering="pk")
    def number(self, disclosure: Disclosure) -> str:
        """Return the number, which the ledger has too."""
        return gettext("Disclosure %(number)d") % {"number": disclosure.pk}

    @admin.display(description=_("law"))
    def law_cited(self, disclosure: Disclosure) -> str:
        """Return the law under the name that people know."""
        return cited(disclosure.law)


@admin.register(RecipientNotification)
class ForwardingAdmin(GivenAdmin):
    """Opened by a correction, an erasure or a restriction; settled here."""

    list_display = ("number", "about", "name", "what", "state", "opened_on")
    list_display_links = ("number",)
    list_filter = ("state", "what")
    ordering = ("settled_on", "opened_on", "pk")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.has_perm("privacy.change_recipientnotification"))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        forwarding = self.get_object(request, object_id)
        if forwarding is None or not self.has_view_permission(request, forwarding):
            raise Http404
        return disclosure_pages.settle(self, request, forwarding)

    @admin.display(description=_("number"), ordering="pk")
    def number(self, forwarding: RecipientNotification) -> str:
        """Return the number, which the ledger has too."""
        return gettext("Change %(number)d") % {"number": forwarding.pk}

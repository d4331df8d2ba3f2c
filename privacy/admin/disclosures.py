"""What was given to others, and the changes that they are to hear of."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from privacy.admin import disclosure_pages
from privacy.admin.personal import ReadOnlyAdmin
from privacy.models import Disclosure, Forwarding
from privacy.titles import people_of
from privacy.words import cited, label_words


class GivenAdmin(ReadOnlyAdmin):
    """Rows about somebody and about groups of their data."""

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        shown = super().get_changelist_instance(request)
        people = people_of([row.subject for row in shown.result_list], user=request.user, today=timezone.localdate())
        for row in shown.result_list:
            row.people = people[row.subject_id]
        return shown

    def shown_with(self, request: HttpRequest) -> list[Any]:
        return ["subject"]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show the list without a way to add: it begins on the page of whom it is about."""
        shown: HttpResponse = super().changelist_view(request, {**(extra_context or {}), "has_add_permission": False})
        return shown

    @admin.display(description=_("about"))
    def about(self, row: Any) -> SafeString:
        """Return whom it is about, as far as the reader may see them."""
        return format_html_join(", ", '<a class="sw-link" href="{1}">{0}</a>', getattr(row, "people", [])) or SafeString("–")

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


@admin.register(Forwarding)
class ForwardingAdmin(GivenAdmin):
    """Opened by a correction, an erasure or a restriction; settled here."""

    list_display = ("number", "about", "name", "what", "state", "opened_on")
    list_display_links = ("number",)
    list_filter = ("state", "what")
    ordering = ("settled_on", "opened_on", "pk")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.has_perm("privacy.change_forwarding"))

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        forwarding = self.get_object(request, object_id)
        if forwarding is None or not self.has_view_permission(request, forwarding):
            raise Http404
        return disclosure_pages.settle(self, request, forwarding)

    @admin.display(description=_("number"), ordering="pk")
    def number(self, forwarding: Forwarding) -> str:
        """Return the number, which the ledger has too."""
        return gettext("Change %(number)d") % {"number": forwarding.pk}

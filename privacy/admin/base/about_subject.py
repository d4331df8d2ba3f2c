"""Lists of rows about a data subject: whom each is about, as far as the reader may see them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from privacy.admin.base.links import format_links
from privacy.admin.base.personal import ReadOnlyAdmin
from privacy.staff_access.titles import people_of


class AboutSubjectAdmin(ReadOnlyAdmin):
    """Rows with a ``subject``; one is added from the page of that person or organisation."""

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        shown = super().get_changelist_instance(request)
        people = people_of(
            [row.subject for row in shown.result_list], user=request.user, today=timezone.localdate()
        )
        for row in shown.result_list:
            row.people = people[row.subject_id]
        return shown

    def shown_with(self, request: HttpRequest) -> list[Any]:
        return ["subject"]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Return the list without a button to add: that is on the page of whom the row is about."""
        shown: HttpResponse = super().changelist_view(
            request, {**(extra_context or {}), "has_add_permission": False}
        )
        return shown

    @admin.display(description=_("about"))
    def about(self, row: Any) -> SafeString:
        """Return the people that the row is about and that the reader may see, as links; a dash for none."""
        return format_links(getattr(row, "people", [])) or SafeString("–")

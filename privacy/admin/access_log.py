"""The access log: who of staff read whose data, when and for which purpose."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from privacy.admin.base.personal import ReadOnlyAdmin
from privacy.models import AccessLog
from privacy.wording.words import purpose_words


class AccessLogAdmin(ReadOnlyAdmin):
    """The access log, read only. Reading it is not logged: the log would log itself."""

    list_display = ("at", "user_name", "used_for", "what")
    list_filter = ("purpose", ("at", admin.DateFieldListFilter))
    list_select_related = ("user",)
    ordering = ("-at",)

    @admin.display(description=_("member of staff"))
    def user_name(self, reading: AccessLog) -> str:
        """Return the user name of who read; "" if the account is gone."""
        return (reading.user.username or "") if reading.user else ""

    @admin.display(description=_("purpose"), ordering="purpose")
    def used_for(self, reading: AccessLog) -> str:
        """Return the purpose of the reading in words."""
        return purpose_words(reading.purpose)

    def note_reading(self, request: HttpRequest, row: AccessLog) -> None:
        """Log nothing."""

"""What people chose, read only; and holds, which staff place, look at again and release with a reason."""

from __future__ import annotations

from django.contrib import admin

from privacy.admin.base.personal import ReadOnlyAdmin
from privacy.models import Choice


@admin.register(Choice)
class ChoiceAdmin(ReadOnlyAdmin):
    list_display = ("id", "kind", "purpose", "starts", "ends", "source")
    list_filter = ("kind", "purpose")

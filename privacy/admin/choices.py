"""Choices of data subjects (consent, objection, restriction, erasure), read only."""

from __future__ import annotations

from privacy.admin.base.personal import ReadOnlyAdmin


class ChoiceAdmin(ReadOnlyAdmin):
    list_display = ("id", "kind", "purpose", "starts", "ends", "source")
    list_filter = ("kind", "purpose")

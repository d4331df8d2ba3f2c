"""Evidence of erasure, read only: runs of the sweep with their counts, and the ledger."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from privacy.admin.base.inlines import RowsInline
from privacy.admin.base.personal import ReadOnlyAdmin
from privacy.models import SweepLine
from privacy.wording.words import label_words


class SweepLineInline(RowsInline):
    model = SweepLine
    extra = 0
    can_delete = False
    fields = readonly_fields = ("data", "due", "erased", "held", "fuse")

    @admin.display(description=_("data"))
    def data(self, line: SweepLine) -> str:
        """Return the group of data that the line counts, in words."""
        return label_words(line.label)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class SweepRunAdmin(ReadOnlyAdmin):
    list_display = ("id", "as_of", "started_at", "finished_at")
    inlines = (SweepLineInline,)


class LedgerEntryAdmin(ReadOnlyAdmin):
    list_display = ("id", "at", "kind")
    list_filter = ("kind",)

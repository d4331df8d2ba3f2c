"""Runs of the sweep, and the ledger."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from privacy.admin.base.inlines import RowsInline
from privacy.admin.base.personal import ReadOnlyAdmin
from privacy.models import LedgerEntry, SweepLine, SweepRun
from privacy.wording.words import label_words


class RunLineInline(RowsInline):
    model = SweepLine
    extra = 0
    can_delete = False
    fields = readonly_fields = ("data", "due", "erased", "held", "fuse")

    @admin.display(description=_("data"))
    def data(self, line: SweepLine) -> str:
        """Return in words which data the line is about."""
        return label_words(line.label)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(SweepRun)
class RunAdmin(ReadOnlyAdmin):
    list_display = ("id", "as_of", "started_at", "finished_at")
    inlines = (RunLineInline,)


@admin.register(LedgerEntry)
class LedgerEntryAdmin(ReadOnlyAdmin):
    list_display = ("id", "at", "kind")
    list_filter = ("kind",)

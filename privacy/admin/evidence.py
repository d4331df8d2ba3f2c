"""Runs of the sweep, the ledger, and the tasks that wait for a person."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from privacy.admin.inlines import RowsInline
from privacy.admin.personal import PersonalAdmin, ReadOnlyAdmin
from privacy.models import LedgerEntry, Run, RunLine, Task


class RunLineInline(RowsInline):
    model = RunLine
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Run)
class RunAdmin(ReadOnlyAdmin):
    list_display = ("id", "as_of", "started_at", "finished_at")
    inlines = (RunLineInline,)


@admin.register(LedgerEntry)
class LedgerEntryAdmin(ReadOnlyAdmin):
    list_display = ("id", "at", "kind")
    list_filter = ("kind",)


@admin.register(Task)
class TaskAdmin(PersonalAdmin):
    """Tasks are made by the program; a person takes them up and says when they are done."""

    list_display = ("id", "kind", "label", "due_on", "owner", "done_on")
    list_filter = ("kind", ("done_on", admin.EmptyFieldListFilter))
    readonly_fields = ("kind", "subject", "label", "row", "due_on")
    ordering = ("due_on",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

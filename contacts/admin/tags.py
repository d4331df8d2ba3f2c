"""The tags that staff group contacts by."""

from __future__ import annotations

from unfold.admin import ModelAdmin


class TagAdmin(ModelAdmin):
    list_display = ("name",)
    search_fields = ("name",)

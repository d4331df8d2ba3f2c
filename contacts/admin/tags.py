"""The tags that staff group contacts by."""

from __future__ import annotations

from unfold.admin import ModelAdmin

from privacy.admin.base.prefilled import PrefilledForm
from privacy.admin.base.saved_message import SavedMessage


class TagAdmin(SavedMessage, PrefilledForm, ModelAdmin):
    list_display = ("name",)
    search_fields = ("name",)

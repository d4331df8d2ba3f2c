"""Rows in a table on the page of what they belong to."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from unfold.admin import TabularInline


class RowsInline(TabularInline):
    """Each field says its name to who cannot see it; in a table only the heading shows it."""

    extra = 0

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        for field in formset.form.base_fields.values():
            field.widget.attrs.setdefault("aria-label", str(field.label))
        return formset

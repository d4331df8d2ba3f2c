"""Rows in a table on the page of what they belong to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import HttpRequest
from unfold.admin import TabularInline


class BlankRow(forms.BaseForm):
    """A row that nobody touched is blank, whatever a browser sends for it.

    A list of choices without an empty one shows its first, and that is sent. So a new row begins with it: it
    counts as filled in only where something else than what stood there comes back.
    """

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        initial = super().get_initial_for_field(field, field_name)
        return preset(field, initial) if self.empty_permitted else initial


class RowsInline(TabularInline):
    """Each field says its name to who cannot see it; in a table only the heading shows it. A blank row is
    none."""

    extra = 0

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        form = kwargs.pop("form", self.form)
        formset = super().get_formset(request, obj, form=type(form.__name__, (BlankRow, form), {}), **kwargs)
        for field in formset.form.base_fields.values():
            field.widget.attrs.setdefault("aria-label", str(field.label))
        return formset


def preset(field: forms.Field, initial: Any) -> Any:
    """Return what a browser shows and sends for ``field`` untouched: ``initial``, or the first choice of a
    list without that one."""
    widget = getattr(field.widget, "widget", field.widget)  # Django wraps the list of a related field
    if not isinstance(field, forms.ChoiceField) or not isinstance(widget, forms.Select):
        return initial
    if widget.allow_multiple_selected:
        return initial
    first = next(_values(widget.choices), "")
    shown = "" if initial is None else str(getattr(initial, "value", initial))
    return initial if first in ("", shown) or shown in _values(widget.choices) else first


def _values(choices: Any) -> Iterator[str]:
    """Return the values of ``choices``, those in groups too, as they are sent."""
    for value, words in choices:
        if isinstance(words, list | tuple):
            yield from _values(words)
        else:
            yield "" if value is None else str(value)

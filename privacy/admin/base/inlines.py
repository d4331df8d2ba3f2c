"""Rows in a table on the page of the row that they belong to."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property
from unfold.admin import TabularInline

from privacy.admin.base.forms import NoPresetChoice, list_values


class RowForm(NoPresetChoice):
    """A new row in which nobody filled in anything is blank, and a blank row is never an error."""

    @cached_property
    def changed_data(self) -> list[str]:
        """Return the names of the fields that are filled in: in a new row spaces are nothing, nor are lists
        that stand at their first choice while what is required besides is missing."""
        changed = super().changed_data
        if not self.empty_permitted:
            return changed
        filled = [name for name in changed if not _is_empty(self[name].data)]
        if all(self._is_first_choice(name) for name in filled) and self._misses_required():
            return []
        return filled

    def _is_first_choice(self, name: str) -> bool:
        """Return whether the field is a list from which its first choice is sent."""
        first = next((value for value in list_values(self.fields[name]) if value), None)
        return first is not None and self[name].data == first

    def _misses_required(self) -> bool:
        """Return whether a field that has to be filled in is empty."""
        return any(field.required and _is_empty(self[name].data) for name, field in self.fields.items())


class RowsInline(TabularInline):
    """Each field says its name to who cannot see it; in a table only the heading shows it. A blank row is
    none."""

    extra = 0

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        form = kwargs.pop("form", self.form)
        formset = super().get_formset(request, obj, form=type(form.__name__, (RowForm, form), {}), **kwargs)
        for field in formset.form.base_fields.values():
            field.widget.attrs.setdefault("aria-label", str(field.label))
        return formset


def _is_empty(sent: Any) -> bool:
    """Return whether what was sent for a field, or each part of it, is nothing or only spaces."""
    if isinstance(sent, list | tuple):
        return all(_is_empty(part) for part in sent)
    return sent is None or (isinstance(sent, str) and not sent.strip())

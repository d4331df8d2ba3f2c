"""Forms of staff, in which nothing is chosen before somebody chooses, and a language goes by its name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class LanguagesByName(forms.BaseForm):
    """A list of languages has their names, in the reader's language; rows keep the codes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        languages = dict(settings.LANGUAGES)
        for field in self.fields.values():
            if (codes := list_values(field)) and {*codes} <= {*languages}:
                field.choices = [(code, languages[code]) for code in codes]  # type: ignore[attr-defined]


class NoPresetChoice(LanguagesByName):
    """A list of choices begins with an empty one, unless what it stands at is one of the others.

    A browser shows, and sends, the first choice of a list without an empty one. For a required field without
    a default that would be stored, although nobody chose it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            offered = list_values(field)
            if offered and _as_sent(self.get_initial_for_field(field, name)) not in offered:
                field.choices = [("", _("Select value")), *field.choices]  # type: ignore[attr-defined]


class StaffForm(NoPresetChoice, forms.Form):
    """A form with a page of its own."""


class StaffModelForm(NoPresetChoice, forms.ModelForm):
    """The form of a row."""


def list_values(field: forms.Field) -> list[str]:
    """Return what a list of which one is chosen can send; nothing where ``field`` is none, or lists rows of a
    table (Django gives such a list an empty choice of its own)."""
    if not isinstance(field, forms.ChoiceField) or isinstance(field, forms.ModelChoiceField):
        return []
    if not isinstance(field.widget, forms.Select) or field.widget.allow_multiple_selected:
        return []
    return list(_values(field.choices))


def _values(choices: Any) -> Iterator[str]:
    """Return the values of ``choices``, those in groups too, as they are sent."""
    for value, words in choices:
        if isinstance(words, list | tuple):
            yield from _values(words)
        else:
            yield _as_sent(value)


def _as_sent(value: Any) -> str:
    """Return ``value`` as a browser sends it."""
    return "" if value is None else str(getattr(value, "value", value))

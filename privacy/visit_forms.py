"""The forms of My data: each says one thing, and asks no more than that thing needs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class RestrictForm(forms.Form):
    """Why the data should be put aside; nobody need say."""

    details = forms.CharField(
        label=_("Why?"),
        required=False,
        max_length=2000,
        help_text=_("For instance: something is wrong, or you need the data yourself in a dispute. It helps us; you need not say it."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class CorrectForm(forms.Form):
    """What stands in some rows, to be written over, and room to say the rest. Nothing is changed by it: staff look."""

    details = forms.CharField(
        label=_("What else is wrong or missing?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: Any, *, rows: list[models.Model], columns: list[Any]) -> None:
        super().__init__(data)
        self.cells = {f"{column.name}-{row.pk}": (row, column) for row in rows for column in columns}
        for name, (row, column) in self.cells.items():
            self.fields[name] = column.formfield(required=False, initial=column.value_from_object(row))
        self.order_fields([*self.cells, "details"])

    def clean(self) -> dict[str, Any]:
        """Refuse a form in which nothing was changed or said."""
        data = super().clean() or {}
        if not self.errors and not self.changes and not data.get("details"):
            raise ValidationError(gettext("Change what is wrong, or write what it should be."))
        return data

    @property
    def changes(self) -> list[tuple[models.Model, Any, str]]:
        """Return row, field and new value of everything that was written over."""
        return [
            (row, column, self.cleaned_data[name])
            for name, (row, column) in self.cells.items()
            if name in self.cleaned_data and self.cleaned_data[name] != column.value_from_object(row)
        ]


class ForgetForm(forms.Form):
    """The word that somebody types who wants to be forgotten, and what they want to add."""

    word = forms.CharField(max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}))
    details = forms.CharField(
        label=_("Is there something we should know?"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["word"].label = gettext("Type “%(word)s”") % {"word": confirming_word()}

    def clean_word(self) -> str:
        """Refuse anything but the word, in capitals or not."""
        word = str(self.cleaned_data["word"]).strip()
        if word.casefold() != confirming_word().casefold():
            raise ValidationError(gettext("Type the word “%(word)s”, so that we know you mean it.") % {"word": confirming_word()})
        return word


def confirming_word() -> str:
    """Return the word that whoever wants to be forgotten types."""
    return gettext("forget")

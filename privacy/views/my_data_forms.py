"""The forms of My data: each says one thing, and asks no more than that thing needs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from privacy.declarations.purposes import Words
from privacy.rights.corrections import CorrectableField
from privacy.web.refusal import Refusal
from privacy.wording.words import confirmation_word, is_confirmation_word


class AskForm(forms.Form):
    """What somebody wants to say about what they ask; nobody need say anything."""

    details = forms.CharField(required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, data: Any, *, label: Words, hint: Words) -> None:
        super().__init__(data)
        self.fields["details"].label, self.fields["details"].help_text = str(label), str(hint)


class CorrectForm(forms.Form):
    """What stands in some rows, to be written over, and room to say the rest. Nothing is changed by it: staff
    look."""

    details = forms.CharField(
        label=_("What else is wrong or missing?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: Any, *, places: list[CorrectableField]) -> None:
        super().__init__(data)
        self.places = {f"{place.field}-{place.row.pk}": place for place in places}
        for name, place in self.places.items():
            column: Any = place.policy.model._meta.get_field(place.field)
            self.fields[name] = column.formfield(
                label=capfirst(place.words), required=not column.blank, initial=place.value
            )
        self.order_fields([*self.places, "details"])
        for field in self.fields.values():  # one of them at least: see clean()
            field.needed_for_some = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse what a field cannot say, and a form in which nothing was changed or said."""
        data = super().clean() or {}
        for name, place in self.places.items():
            if name in data and data[name] != place.value:
                try:
                    place.policy.spelled(place.row, place.field, data[name])
                except (Refusal, ValidationError) as error:
                    self.add_error(
                        name, error if isinstance(error, ValidationError) else capfirst(str(error))
                    )
        if not self.errors and not self.changes and not data.get("details"):
            raise ValidationError(gettext("Change what is wrong, or write what it should be."))
        return data

    @property
    def changes(self) -> dict[str, str]:
        """Return the new value of everything that was written over, by the whole name of its place."""
        return {
            place.full: self.cleaned_data[name]
            for name, place in self.places.items()
            if self.cleaned_data.get(name, "") != place.value
        }


class FinalForm(forms.Form):
    """The word that somebody types who wants to be forgotten, and what they want to add."""

    word = forms.CharField(
        max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"})
    )
    details = forms.CharField(
        label=_("Is there something we should know?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["word"].label = gettext("Type “%(word)s”") % {"word": confirmation_word()}

    def clean_word(self) -> str:
        """Refuse anything but the word, in capitals or not."""
        word = str(self.cleaned_data["word"]).strip()
        if not is_confirmation_word(word):
            raise ValidationError(
                gettext("Type the word “%(word)s”, so that we know you mean it.")
                % {"word": confirmation_word()}
            )
        return word

"""A field that people do not see and machines fill in: a form with it harms nobody and stops most of them."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class HoneypotForm(forms.Form):
    """A public form with the field ``website``, which its template hides until it was filled in."""

    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    trapped = False
    """Whether the field was filled in: then it is shown, for a browser may have done so for a person."""

    def clean_website(self) -> str:
        """Return nothing; ``ValidationError`` for a field that was filled in."""
        if self.cleaned_data["website"]:
            self.trapped = True
            raise ValidationError(_("This field is there to keep spam out. Leave it empty and send again."))
        return ""

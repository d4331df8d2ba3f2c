"""The fields of public forms that say who somebody is, each in its one spelling; errors say what to write."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from privacy.subjects.identifiers import normalise_email, spell_phone
from privacy.web.refusal import Refusal


class MailAddressField(forms.CharField):
    """An e-mail address, normalised."""

    def __init__(self, **options: Any) -> None:
        looks = {"autocomplete": "email", "spellcheck": "false", "autocapitalize": "none"}
        given: dict[str, Any] = {"max_length": 254, "widget": forms.EmailInput(attrs=looks)}
        super().__init__(**given | options)

    def clean(self, value: Any) -> str:
        """Return the address in its one spelling; "" where none is needed or given."""
        written = str(super().clean(value))
        try:
            return normalise_email(written) if written else ""
        except Refusal as error:
            raise ValidationError(_("Write an address like name@example.be.")) from error


class PhoneNumberField(forms.CharField):
    """A phone number, normalised, or one that only a person can read, as it is written; it may stay empty."""

    def __init__(self, **options: Any) -> None:
        looks = {"type": "tel", "autocomplete": "tel"}
        given: dict[str, Any] = {"max_length": 40, "required": False, "widget": forms.TextInput(attrs=looks)}
        super().__init__(**given | options)

    def clean(self, value: Any) -> str:
        """Return the number in its one spelling, or nothing."""
        written = str(super().clean(value))
        try:
            return spell_phone(written) if written else ""
        except Refusal as error:
            raise ValidationError(
                _("Write a number like 016 12 34 56 or +32 16 12 34 56, or leave it empty.")
            ) from error

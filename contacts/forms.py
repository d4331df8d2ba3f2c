"""The two public forms: a question and an assignment. Neither asks more than an answer needs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from contacts.public_enquiries import Enquirer
from privacy.subjects.identifiers import normalise_email, spell_phone
from privacy.web.honeypot import HoneypotForm
from privacy.web.refusal import Refusal

LONGEST = 5000
"""How many characters a question may have."""


class MultilineField(forms.CharField):
    """Text of several lines, each ended by one character: a browser sends a line break as two and counts it
    as one."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n").strip()


class AskingForm(HoneypotForm):
    """Who asks; ``notice`` carries, signed, which notice stood beside the form."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name, so that we know how to address you.")},
    )
    email = forms.CharField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("Only to answer you."),
        widget=forms.EmailInput(
            attrs={"autocomplete": "email", "spellcheck": "false", "autocapitalize": "none"}
        ),
        error_messages={"required": _("Write your e-mail address, so that we can answer.")},
    )
    phone = forms.CharField(
        label=_("Your phone number"),
        max_length=40,
        required=False,
        help_text=_("If you would rather be called."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    notice = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_name(self) -> str:
        """Return the name on one line."""
        return " ".join(self.cleaned_data["name"].split())

    def clean_email(self) -> str:
        """Return the address in its one spelling."""
        try:
            return normalise_email(self.cleaned_data["email"])
        except Refusal as error:
            raise ValidationError(_("Write an address like name@example.be.")) from error

    def clean_phone(self) -> str:
        """Return the number in its one spelling, one that only a person can read as written, or nothing."""
        written = self.cleaned_data["phone"]
        try:
            return spell_phone(written) if written else ""
        except Refusal as error:
            raise ValidationError(
                _("Write a number like 016 12 34 56 or +32 16 12 34 56, or leave it empty.")
            ) from error

    def asker(self, *, language: str) -> Enquirer:
        """Return who filled in this valid form."""
        facts = self.cleaned_data
        return Enquirer(
            name=facts["name"],
            email=facts["email"],
            language=language,
            phone=facts["phone"],
            organisation=facts.get("organisation", ""),
        )


class QuestionForm(AskingForm):
    """A question."""

    text = MultilineField(
        label=_("Your question"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": _("Write what you want to ask.")},
    )
    field_order = ("name", "email", "phone", "text")


class AssignmentForm(AskingForm):
    """Work somebody wants us to do."""

    organisation = forms.CharField(
        label=_("Your organisation"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    text = MultilineField(
        label=_("What is it about?"),
        max_length=LONGEST,
        help_text=_(
            "What you want us to do, for whom, and when. Tell no more about others than we need to know."
        ),
        widget=forms.Textarea(attrs={"rows": 9}),
        error_messages={"required": _("Write what you want us to do.")},
    )
    field_order = ("name", "email", "organisation", "phone", "text")

    def clean_organisation(self) -> str:
        """Return the name of the organisation on one line."""
        return " ".join(self.cleaned_data["organisation"].split())

"""The two public forms: a question and an assignment. Neither asks more than an answer needs."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from contacts.public_enquiries import Enquirer
from privacy.subjects.form_fields import MailAddressField, PhoneNumberField
from privacy.web.honeypot import HoneypotForm
from privacy.web.text_fields import LineField, MultilineField

LONGEST = 5000
"""How many characters a question may have."""


class AskingForm(HoneypotForm):
    """Who asks; ``notice`` carries, signed, which notice stood beside the form."""

    name = LineField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name, so that we know how to address you.")},
    )
    email = MailAddressField(
        label=_("Your e-mail address"),
        help_text=_("Only to answer you."),
        error_messages={"required": _("Write your e-mail address, so that we can answer.")},
    )
    phone = PhoneNumberField(label=_("Your phone number"), help_text=_("If you would rather be called."))
    notice = forms.CharField(required=False, widget=forms.HiddenInput)

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

    organisation = LineField(
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

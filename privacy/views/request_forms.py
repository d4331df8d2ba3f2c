"""The forms by which anybody exercises a right, and adds to a request that is being handled."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from privacy.models import Request
from privacy.rights.catalogue import BASES, RIGHTS, use_words, uses_to_choose
from privacy.subjects.identifiers import normalise_email
from privacy.web.honeypot import HoneypotForm
from privacy.web.refusal import Refusal

Kind = Request.Kind


class AddressForm(forms.Form):
    """The address by which we may know somebody."""

    email = forms.CharField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_(
            "The address that we may know you by. We mail a link there, so that nobody else can ask for "
            "your data."
        ),
        widget=forms.EmailInput(
            attrs={"autocomplete": "email", "spellcheck": "false", "autocapitalize": "none"}
        ),
    )

    def clean_email(self) -> str:
        """Return the address in its one spelling."""
        try:
            return normalise_email(self.cleaned_data["email"])
        except Refusal as error:
            raise ValidationError(_("Write an address like name@example.be.")) from error


class RequestForm(HoneypotForm, AddressForm):
    """Which right, and the address to answer to; nothing else is needed.

    An objection that names no use is one to all of them; so is a withdrawal.
    """

    field_order = ["kind", "objection", "withdrawal", "email", "details", "website", "begun"]
    kind = forms.ChoiceField(label=_("What do you want to do?"), widget=forms.RadioSelect)
    objection = forms.ChoiceField(
        label=_("What do you want us to stop?"), required=False, widget=forms.RadioSelect
    )
    withdrawal = forms.ChoiceField(
        label=_("Which consent do you take back?"), required=False, widget=forms.RadioSelect
    )
    details = forms.CharField(
        label=_("Is there something we should know?"),
        required=False,
        max_length=2000,
        help_text=_(
            "For instance when we were in touch, or what is wrong and what it should be. "
            "Send no copy of your identity card: we do not need it."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    begun = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["kind"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101
        choice.choices = [
            (
                kind,
                format_html(
                    "<span><strong>{}</strong><br>{}<br><small>{}</small></span>",
                    right.title,
                    right.meaning,
                    right.law,
                ),
            )
            for kind, right in RIGHTS.items()
        ]
        for kind in BASES:
            self._offer_uses(kind)

    def _offer_uses(self, kind: str) -> None:
        """Let the person say which use; where there is but one answer, nothing is asked."""
        listed = [(purpose.slug, capfirst(str(purpose.words))) for purpose in uses_to_choose(kind)]
        field = self.fields[kind]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [*listed, ("", capfirst(use_words(kind, "")))]
        field.initial = self.initial.get("purpose", "") if self.initial.get("kind") == kind else ""
        if not listed:
            del self.fields[kind]

    def clean(self) -> dict[str, Any]:
        """Ask for words where a right cannot do without them, and keep the use that belongs to the right."""
        data = super().clean() or self.cleaned_data
        if data.get("kind") == Kind.RECTIFICATION and "details" in data and not data["details"]:
            self.add_error("details", _("Write what is wrong, and what it should be."))
        data["purpose"] = data.get(data.get("kind", ""), "")
        return data


class MoreForm(forms.Form):
    """What a person adds to a request that is being handled."""

    text = forms.CharField(
        label=_("What do you want to add?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )

"""The form by which anybody exercises a right, and the little traps for machines that harm nobody."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from privacy.identifiers import normalise_email
from privacy.models import Request

Kind = Request.Kind
SALT = "privacy.request"
ANSWERS_FOR = timedelta(hours=12)
"""How long a page with somebody's answers may stay open before they are asked for again."""


@dataclass(frozen=True)
class Right:
    """A right in plain words, and its name in the law."""

    title: str | Promise
    meaning: str | Promise
    law: str | Promise


RIGHTS: dict[str, Right] = {
    Kind.ACCESS: Right(
        _("See my data"),
        _("You get everything we have about you, why we have it and until when, in a file that you can keep."),
        _("Right of access, GDPR article 15"),
    ),
    Kind.ERASURE: Right(
        _("Forget me"),
        _("We erase what we have about you. What a law makes us keep, such as an invoice, we name, with the day it goes."),
        _("Right to erasure, GDPR article 17"),
    ),
}
"""What can be asked through the form. The other rights are exercised by writing to us until they stand here."""


class AddressForm(forms.Form):
    """The address by which we may know somebody."""

    email = forms.CharField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("The address that we may know you by. We mail a link there, so that nobody else can ask for your data."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false", "autocapitalize": "none"}),
    )

    def clean_email(self) -> str:
        """Return the address in its one spelling."""
        try:
            return normalise_email(self.cleaned_data["email"])
        except ValueError as error:
            raise ValidationError(_("Write an address like name@example.be.")) from error


class RequestForm(AddressForm):
    """Which right, and the address to answer to; nothing else is needed."""

    field_order = ["kind", "email", "details", "website", "begun"]
    kind = forms.ChoiceField(label=_("What do you want to do?"), widget=forms.RadioSelect)
    details = forms.CharField(
        label=_("Is there something we should know?"),
        required=False,
        max_length=2000,
        help_text=_("For instance when we were in touch. Send no copy of your identity card: we do not need it."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    website = forms.CharField(
        label=_("Leave this field empty"), required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )
    begun = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["kind"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101
        choice.choices = [
            (kind, format_html("<span><strong>{}</strong><br>{}<br><small>{}</small></span>", right.title, right.meaning, right.law))
            for kind, right in RIGHTS.items()
        ]

    def clean_website(self) -> str:
        """Return nothing: only a machine, or a helpful browser, fills what people do not see."""
        if self.cleaned_data["website"]:
            self.trapped = True
            raise ValidationError(_("This field is a trap for machines. Leave it empty and send again."))
        return ""

    trapped = False


class MoreForm(forms.Form):
    """What a person adds to a request that is being handled."""

    text = forms.CharField(label=_("What do you want to add?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))


@dataclass(frozen=True)
class Answers:
    """What a person filled in, as it travels signed through the check page: it is stored nowhere before they agree."""

    kind: str
    email: str
    details: str
    begun: float
    again: bool = False

    def too_fast(self, *, now: datetime) -> bool:
        """Return whether nobody could have read the form by now. They look at their answers once more, and go on."""
        return not self.again and now.timestamp() - self.begun < settings.FORM_MINIMUM_SECONDS


def seal(answers: Answers) -> str:
    """Return ``answers`` signed, to be carried by a page."""
    return signing.dumps(astuple(answers), salt=SALT, compress=True)


def unseal(carried: str) -> Answers | None:
    """Return the answers that a page carried, or ``None`` if they are not as we signed them, or too old."""
    try:
        answers = Answers(*signing.loads(carried, salt=SALT, max_age=ANSWERS_FOR))
    except (signing.BadSignature, TypeError, ValueError):
        return None
    return answers if answers.kind in RIGHTS else None


def stamp(now: datetime) -> str:
    """Return the moment a form was shown, signed."""
    return signing.Signer(salt=SALT).sign(f"{now.timestamp():.1f}")


def stamped(carried: str, *, now: datetime) -> float:
    """Return when the form was shown; ``now`` for a stamp that is missing or not ours."""
    try:
        return min(float(signing.Signer(salt=SALT).unsign(carried)), now.timestamp())
    except (signing.BadSignature, ValueError):
        return now.timestamp()

"""The form by which somebody applies. It asks what the selection needs, and nothing else (CAO 38, art.
11)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from applicants.models import Keep, PositionCount
from applicants.public.document_fields import Arrived, DocumentField
from privacy.subjects.form_fields import MailAddressField, PhoneNumberField
from privacy.web.honeypot import HoneypotForm
from privacy.web.text_fields import LineField, MultilineField

LONGEST = 10_000
"""How many characters a typed letter may have."""
CHOICES = {"this": Keep.POSITION, "later": Keep.RESERVE}
"""What the form calls the two ways to be kept (stable: scripts fill it in), and what they are here."""
CHOICE_WORDS = {
    "this": (
        _("For this job only"),
        _("We delete all that you sent in the night after we close the selection."),
    ),
    "later": (
        _("For later jobs too"),
        _("We ask you every year whether you still want that. You can stop at any time."),
    ),
}


class ChoiceField(forms.ChoiceField):
    """How long we may keep it: two sentences, and nothing chosen beforehand (GDPR art. 4(11), 25(2))."""

    def __init__(self, **options: Any) -> None:
        given: dict[str, Any] = {
            "label": _("How long may we keep your application?"),
            "widget": forms.RadioSelect,
            "choices": _list_choices,
            "error_messages": {
                "required": _("Choose one of the two."),
                "invalid_choice": _("Choose one of the two."),
            },
        }
        super().__init__(**given | options)


def _list_choices() -> list[tuple[str, str]]:
    """Return the choices in the language of whoever reads the form."""
    return [
        (value, format_html("<span>{}<br><small>{}</small></span>", short, long))
        for value, (short, long) in CHOICE_WORDS.items()
    ]


def choice_wording(value: str) -> str:
    """Return the sentences of the choice ``value`` as the person read them: the evidence of a consent."""
    return " ".join(str(words) for words in CHOICE_WORDS[value])


class LetterForm(forms.Form):
    """A letter, typed; needed where none is sent as a file."""

    letter = MultilineField(
        label=_("Why do you want to do this?"),
        max_length=LONGEST,
        required=False,
        help_text=_("A few sentences are enough. Or send a letter as a file, below: we need one of the two."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["letter"].needed_for_some = True  # type: ignore[attr-defined]


class ApplyForm(HoneypotForm, LetterForm):
    """Who applies, with what, and how long we may keep it; ``notice`` carries, signed, which notice stood
    beside the form."""

    first_name = LineField(
        label=_("First name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"required": _("Write your first name.")},
    )
    last_name = LineField(
        label=_("Last name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
        error_messages={"required": _("Write your last name.")},
    )
    email = MailAddressField(
        label=_("Your e-mail address"),
        help_text=_("We mail you a link by which you can change or withdraw everything."),
        error_messages={"required": _("Write your e-mail address, so that we can answer.")},
    )
    phone = PhoneNumberField(label=_("Your phone number"), help_text=_("We call you about this job only."))
    cv = DocumentField(
        label=_("CV"),
        help_text=_("PDF, Word (.docx) or .odt, up to 10 MB. A photo is not needed."),
        error_messages={"required": _("Choose the file of your CV.")},
    )
    letter_file = DocumentField(
        label=_("Your letter as a file"), required=False, help_text=_("Only if you did not type it above.")
    )
    document = DocumentField(
        label=_("One more document"),
        required=False,
        help_text=_("Do you have several? You can add them one by one afterwards, by the link in our mail."),
    )
    choice = ChoiceField()
    seen = forms.ChoiceField(
        label=_("Where did you see this job?"),
        required=False,
        help_text=_("We count this, and do not keep it with your application."),
        choices=[("", _("choose, or leave it")), *PositionCount.Source.choices],
    )
    notice = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = (
        *("first_name", "last_name", "email", "phone", "cv", "letter", "letter_file", "document"),
        *("choice", "seen"),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a letter where there is none, typed or as a file."""
        data = super().clean() or self.cleaned_data
        asked = {"letter", "letter_file"}
        if not asked & set(self.errors) and not any(data.get(name) for name in asked):
            self.add_error("letter", _("Write why you want this job, or send a letter as a file."))
        return data

    @property
    def documents(self) -> list[tuple[str, Arrived]]:
        """Return the documents of this valid form, with the field of each."""
        found = ((name, self.cleaned_data[name]) for name in ("cv", "letter_file", "document"))
        return [(name, document) for name, document in found if document]

    @property
    def lost_files(self) -> bool:
        """Return whether files were chosen, which a browser does not show again."""
        return bool(self.errors and self.files)

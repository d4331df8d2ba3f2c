"""The forms of the page that an applicant comes back to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applicants.public.apply_forms import ChoiceField
from applicants.public.apply_forms import LetterForm as TypedLetter
from applicants.public.document_fields import DocumentField


class ChoiceForm(forms.Form):
    """How long we may keep the application; ``notice`` carries, signed, which notice was shown then."""

    choice = ChoiceField()
    notice = forms.CharField(required=False, widget=forms.HiddenInput)


class DocumentForm(forms.Form):
    """One more document, or another in the place of one."""

    document = DocumentField(
        label=_("Document"),
        help_text=_("PDF, Word (.docx) or .odt, up to 10 MB."),
        error_messages={"required": _("Choose a file.")},
    )


class LetterForm(TypedLetter):
    """The letter, typed anew."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["letter"].help_text = _("A few sentences are enough.")

"""A document in a public form: looked into while its sender waits, so that they hear at once what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from applicants.cleaning.judge import judge
from applicants.cleaning.reasons import say_reason
from applicants.cleaning.refused import Why
from privacy.web.uploads import TooLargeUpload

ACCEPTED = ".pdf,.docx,.odt"
"""What a browser offers to choose from; what a file really is, ``judge`` says."""


@dataclass(frozen=True)
class Arrived:
    """A document that can be taken: the file, its name as the sender has it, and its pages (0: not
    counted)."""

    file: UploadedFile[Any]
    name: str
    pages: int


class DocumentField(forms.FileField):
    """One document; its value is ``Arrived``, or ``None`` where none is needed or sent."""

    def __init__(self, **options: Any) -> None:
        messages = {
            "empty": _("This file is empty. Choose the file again."),
            "max_length": _("The name of this file is too long. Give it a shorter one."),
        }
        given: dict[str, Any] = {
            "widget": forms.FileInput(attrs={"accept": ACCEPTED}),
            "max_length": 200,
            "error_messages": messages | options.pop("error_messages", {}),
        }
        super().__init__(**given | options)

    def clean(self, data: Any, initial: Any = None) -> Arrived | None:
        """Return the document; ``ValidationError`` with what to do for one that we cannot take."""
        file = super().clean(data, initial)
        if not file:
            return None
        if isinstance(file, TooLargeUpload):
            raise ValidationError(say_reason(Why.TOO_LARGE), code=Why.TOO_LARGE)
        found = judge(file, name=file.name)
        if found.why:
            raise ValidationError(say_reason(found.why), code=found.why)
        return Arrived(file, file.name, found.pages)

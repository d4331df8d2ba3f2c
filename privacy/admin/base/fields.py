"""Form fields and parameters that several pages of staff share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest

from privacy.models import Subject
from privacy.subjects.lookup import subject_with_id


def make_day_field(label: Any) -> forms.DateField:
    """Return a form field for a day, which browsers show as a calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, localize=False)


def read_subject_from_query(request: HttpRequest) -> Subject | None:
    """Return the data subject whose number is in the address of the page; ``None`` for none."""
    return subject_with_id(request.GET.get("subject", ""))

"""What the forms of several pages have in common."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest

from privacy.models import Subject
from privacy.subjects.lookup import numbered


def day_field(label: Any) -> forms.DateField:
    """Return a field for a day, which browsers show as a calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, localize=False)


def subject_of_address(request: HttpRequest) -> Subject | None:
    """Return whom the address of a page names by number (``?subject=``); ``None`` for nobody."""
    return numbered(request.GET.get("subject", ""))

"""What staff fill in before and after they call or mail a person."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from contacts.models import ContactPoint
from contacts.outreach import Reason
from privacy.admin.base.forms import StaffForm


class ReachForm(StaffForm):
    """How, and about what that is open."""

    point = forms.ChoiceField(label=gettext_lazy("How"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(label=gettext_lazy("About what"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, points: list[ContactPoint], reasons: list[Reason], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "point", name_points(points))
        _choose_the_only(self, points)
        _choices(self, "reason", [(reason.key, reason.words) for reason in reasons])


class OfferForm(StaffForm):
    """Which number, and what is offered."""

    point = forms.ChoiceField(label=gettext_lazy("Which number"), widget=forms.RadioSelect)
    motive = forms.CharField(
        label=gettext_lazy("What you offer, and why it suits just this person"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, points: list[ContactPoint], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "point", name_points(points))
        _choose_the_only(self, points)


class SaidForm(StaffForm):
    """What was said."""

    note = forms.CharField(
        label=gettext_lazy("What was said"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    answers = forms.BooleanField(label=gettext_lazy("This answers their question: close it"), required=False)


class LookForm(StaffForm):
    """What the do-not-call list said, and when."""

    listed = forms.TypedChoiceField(
        label=gettext_lazy("What the list says"),
        choices=[
            ("no", gettext_lazy("The number is not on it")),
            ("yes", gettext_lazy("The number is on it")),
        ],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    checked_on = forms.DateField(
        label=gettext_lazy("Looked up on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        localize=False,
    )


def name_points(points: list[ContactPoint]) -> list[tuple[str, str]]:
    """Return for each point its number and words that do not tell the address; several of a kind are
    counted."""
    found = []
    for point in points:
        alike = [other for other in points if other.kind == point.kind]
        count = f" {alike.index(point) + 1}" if len(alike) > 1 else ""
        label = f" ({point.label})" if point.label else ""
        preferred = f" · {gettext('preferred')}" if point.preferred and count else ""
        found.append((str(point.pk), f"{point.get_kind_display()}{count}{label}{preferred}"))
    return found


def _choose_the_only(form: forms.Form, points: list[ContactPoint]) -> None:
    if len(points) == 1:
        form.initial["point"] = str(points[0].pk)


def _choices(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]

"""What staff fill in about an application."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from applicants.models import Evaluation
from applicants.selection.evaluations import MARKS
from privacy.admin.base.fields import make_day_field
from privacy.admin.base.forms import StaffForm


class EvaluationForm(StaffForm):
    """A mark for each criterion, why, and whether to go on: nothing is chosen beforehand."""

    remarks = forms.CharField(
        label=gettext_lazy("Why"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("The applicant can read this when they ask for their data."),
    )
    recommendation = forms.ChoiceField(
        label=gettext_lazy("What do you advise?"),
        choices=Evaluation.Recommendation.choices,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, criteria: list[str], own: Evaluation | None, **kwargs: Any) -> None:
        said = {each["criterion"]: each["score"] for each in (own.scores if own else [])}
        initial = {f"mark-{at}": said.get(what) for at, what in enumerate(criteria)}
        if own:
            initial |= {"remarks": own.remarks, "recommendation": own.recommendation}
        super().__init__(*args, initial=initial, **kwargs)
        self.criteria = criteria
        for at, what in enumerate(criteria):
            self.fields[f"mark-{at}"] = forms.TypedChoiceField(
                label=what,
                choices=[(mark, str(mark)) for mark in MARKS],
                coerce=int,
                widget=forms.RadioSelect,
            )

    @property
    def marks(self) -> dict[str, int]:
        """Return the mark for each criterion."""
        return {what: self.cleaned_data[f"mark-{at}"] for at, what in enumerate(self.criteria)}

    @property
    def mark_fields(self) -> list[forms.BoundField]:
        return [self[f"mark-{at}"] for at in range(len(self.criteria))]


class TagsForm(StaffForm):
    """Words of staff about somebody in the reserve."""

    tags = forms.CharField(
        label=gettext_lazy("Tags"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("A few words on what they are good at; they can read them."),
    )


class WhyNumberForm(StaffForm):
    """Why a number or address is needed."""

    reason = forms.ChoiceField(
        label=gettext_lazy("About what"),
        widget=forms.RadioSelect,
        choices=[
            ("talk", gettext_lazy("to plan, move or cancel the talk")),
            ("question", gettext_lazy("to ask something about the application")),
            ("answer", gettext_lazy("to answer a question of theirs")),
            ("decision", gettext_lazy("to tell what we decided")),
        ],
    )


class WhyReceivedForm(StaffForm):
    """Why the file as it was received is needed, and not the checked copy."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why do you need the file as it was received?"),
        choices=[
            ("no-copy", gettext_lazy("there is no checked copy")),
            ("copy-lacks", gettext_lazy("the checked copy lacks something")),
            ("dispute", gettext_lazy("there is a dispute about what was sent")),
        ],
    )


class TalkForm(StaffForm):
    """When, which is not past, and where, and a few words; ``starts_at`` is when it begins."""

    day = make_day_field(gettext_lazy("Day"))
    hour = forms.TimeField(label=gettext_lazy("Hour"), widget=forms.TimeInput(attrs={"type": "time"}))
    minutes = forms.IntegerField(
        label=gettext_lazy("How many minutes"), min_value=5, max_value=600, initial=60
    )
    place = forms.CharField(label=gettext_lazy("Place"), max_length=200)
    words = forms.CharField(
        label=gettext_lazy("A few words of your own (may stay empty)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if "day" in said and "hour" in said:
            said["starts_at"] = timezone.make_aware(datetime.combine(said["day"], said["hour"]))
            if said["starts_at"] <= timezone.now():
                today = said["day"] == timezone.localdate()
                words = gettext("This hour is past.") if today else gettext("This day is past.")
                self.add_error("hour" if today else "day", words)
        return said


class WordsForm(StaffForm):
    """A few words of one's own in a letter."""

    words = forms.CharField(
        label=gettext_lazy("A few words of your own (may stay empty)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class QuestionForm(StaffForm):
    """What we ask the applicant."""

    question = forms.CharField(
        label=gettext_lazy("Your question"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )


class LaterPositionForm(WordsForm):
    """Which position we write about to somebody in the reserve."""

    position = forms.ChoiceField(label=gettext_lazy("About which position"))

    def __init__(self, *args: Any, positions: list[tuple[str, str]], **kwargs: Any) -> None:
        self.base_fields["position"].choices = [("", gettext("Select value")), *positions]  # type: ignore[attr-defined]
        super().__init__(*args, **kwargs)

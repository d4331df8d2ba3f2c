"""Placing a hold on a person's data, and the page of one: looking at it again, and releasing it with a
reason."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, ngettext

from privacy.admin.base.fields import day_field, subject_of_address
from privacy.admin.base.urgency import light
from privacy.dates import Months
from privacy.models import Hold, Subject
from privacy.retention.explanation import explain
from privacy.retention.state import State
from privacy.rights import legal_holds as holds
from privacy.staff_access.titles import people_of
from privacy.wording.words import data_words

USUAL_LAW = "GDPR art. 17(3)(e)"
HALF_A_YEAR = Months(6)


class ReviewForm(forms.Form):
    """The day on which somebody looks again: to come, and within a year."""

    review_on = day_field(gettext_lazy("Look again on"))

    def clean_review_on(self) -> date:
        day: date = self.cleaned_data["review_on"]
        today = timezone.localdate()
        if not today < day <= today + holds.LONGEST:
            raise forms.ValidationError(gettext("Choose a day to come, within a year."))
        return day


class PlaceForm(ReviewForm):
    """What is held, why and by which law, and when somebody looks at it again."""

    everything = forms.BooleanField(label=gettext_lazy("Everything we keep about them"), required=False)
    labels = forms.MultipleChoiceField(
        label=gettext_lazy("Only these data"), required=False, widget=forms.CheckboxSelectMultiple, choices=[]
    )
    linked = forms.BooleanField(
        label=gettext_lazy("And the records they belong with, such as talks and invoices of an assignment"),
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    law = forms.CharField(label=gettext_lazy("Law"), max_length=200)
    field_order = ("everything", "labels", "linked", "reason", "law", "review_on")

    def __init__(self, *args: Any, labels: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["labels"].choices = labels  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("everything") and not data.get("labels") and "labels" not in self.errors:
            self.add_error("labels", gettext("Choose what is held, or that it is everything."))
        return data

    def held(self) -> list[str]:
        """Return the labels to hold, of data that are there; none means everything."""
        data, there = self.cleaned_data, dict(self.fields["labels"].choices)  # type: ignore[attr-defined]
        if data["everything"]:
            return []
        return (
            [label for label in holds.linked(data["labels"]) if label in there]
            if data["linked"]
            else list(data["labels"])
        )


class ReleaseForm(forms.Form):
    """Why the hold is over."""

    reason = forms.CharField(
        label=gettext_lazy("Why it is over"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


def place(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """Show the form for the person whose number stands in the address, or place what was posted."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    subject = subject_of_address(request)
    if subject is None:
        messages.info(request, gettext("Begin on the page of the person or organisation: under “Privacy”."))
        return redirect("admin:privacy_hold_changelist")
    today = timezone.localdate()
    initial = {"law": USUAL_LAW, "review_on": today + HALF_A_YEAR, "linked": True}
    form = PlaceForm(request.POST or None, labels=_labels(subject, today), initial=initial)
    people = people_of([subject], user=request.user, today=today)[subject.pk]
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        facts = {"reason": data["reason"], "law": data["law"], "review_on": data["review_on"]}
        placed = holds.place_each(subject, form.held(), on=today, by=request.user, **facts)  # type: ignore[arg-type]
        told = ngettext("A hold was placed.", "%(count)d holds were placed.", len(placed)) % {
            "count": len(placed)
        }
        messages.success(request, told)
        return redirect(people[0][1] if people else reverse("admin:privacy_hold_changelist"))
    context = _context(model_admin, request, gettext("Place a hold")) | {
        "form": form,
        "people": people,
        "longest": today + holds.LONGEST,
    }
    return TemplateResponse(request, "admin/privacy/hold/place.html", context)


def show(model_admin: Any, request: HttpRequest, hold: Hold) -> HttpResponse:
    """Show the hold, or do what was posted: leave it until another day, or release it."""
    do = request.POST.get("do")
    today = timezone.localdate()
    review = ReviewForm(request.POST if do == "review" else None, initial={"review_on": today + HALF_A_YEAR})
    release = ReleaseForm(request.POST if do == "release" else None)
    may_change = model_admin.has_change_permission(request, hold)
    if request.method == "POST" and may_change:
        if _act(request, hold, review, release):
            return redirect(request.path)
    elif request.method == "GET":
        model_admin.note_reading(request, hold)
    people = people_of([hold.subject], user=request.user, today=today)[hold.subject_id]
    shown = {
        "hold": hold,
        "people": people,
        "light": light(hold.review_on, today=today),
        "longest": today + holds.LONGEST,
    }
    context = _context(model_admin, request, gettext("Hold %(number)d") % {"number": hold.pk})
    forms_of = {"review": review, "release": release, "may_change": may_change and hold.released_on is None}
    return TemplateResponse(request, "admin/privacy/hold/page.html", context | shown | forms_of)


def _act(request: HttpRequest, hold: Hold, review: ReviewForm, release: ReleaseForm) -> bool:
    """Do what was posted; return whether the page is to be read anew. Says what happened or why not."""
    today, by = timezone.localdate(), request.user
    try:
        if review.is_bound and review.is_valid():
            holds.look_again(hold, review_on=review.cleaned_data["review_on"], on=today, by=by)  # type: ignore[arg-type]
            messages.success(request, gettext("The hold stays until you look at it again."))
            return True
        if release.is_bound and release.is_valid():
            holds.release(hold, on=today, reason=release.cleaned_data["reason"], by=by)  # type: ignore[arg-type]
            messages.success(request, gettext("The hold is released. What nothing else needs goes tonight."))
            return True
    except holds.AlreadyReleased as error:
        messages.warning(request, str(error))
        return True
    return False


def _labels(subject: Subject, today: date) -> list[tuple[str, str]]:
    """Return the groups of which there is something about ``subject``, those of the work itself first."""
    there = {
        one.group.label: data_words(one.group)
        for one in explain(subject, today=today)
        if one.state != State.EMPTY
    }
    return sorted(there.items(), key=lambda entry: entry[0].startswith("privacy."))


def _context(model_admin: Any, request: HttpRequest, title: str) -> dict[str, Any]:
    return {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": title,
        "has_permission": True,
    }

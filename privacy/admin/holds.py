"""Legal holds in the administration: placed from the page of a person, looked at again, released with a
reason."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from privacy.admin.base.about_subject import AboutSubjectAdmin
from privacy.admin.base.fields import make_day_field, read_subject_from_query
from privacy.admin.base.forms import StaffForm
from privacy.admin.base.page_context import build_page_context
from privacy.admin.base.urgency import format_badge, make_urgency_badge
from privacy.dates import Months
from privacy.models import Hold, Subject
from privacy.retention.explanation import explain
from privacy.retention.state import State
from privacy.rights import legal_holds
from privacy.staff_access.titles import people_of
from privacy.web.refusal import Refusal
from privacy.wording.words import citation_words, group_words, label_words

USUAL_LAW = "GDPR art. 17(3)(e)"
HALF_A_YEAR = Months(6)


class ReviewHoldForm(StaffForm):
    """The day of the next review of a hold: to come, and within a year."""

    review_on = make_day_field(_("Look again on"))

    def clean_review_on(self) -> date:
        day: date = self.cleaned_data["review_on"]
        today = timezone.localdate()
        if not today < day <= today + legal_holds.LONGEST:
            raise forms.ValidationError(gettext("Choose a day to come, within a year."))
        return day


class PlaceHoldForm(ReviewHoldForm):
    """A hold as staff place it: groups of data, reason, law and day of review."""

    everything = forms.BooleanField(label=_("Everything we keep about them"), required=False)
    labels = forms.MultipleChoiceField(
        label=_("Only these data"), required=False, widget=forms.CheckboxSelectMultiple, choices=[]
    )
    linked = forms.BooleanField(
        label=_("And the records they belong with, such as talks and invoices of an assignment"),
        required=False,
    )
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    law = forms.CharField(label=_("Law"), max_length=200)
    field_order = ("everything", "labels", "linked", "reason", "law", "review_on")

    def __init__(self, *args: Any, labels: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["labels"].choices = labels  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("law") == citation_words(USUAL_LAW):
            data["law"] = USUAL_LAW  # each reader is told it in their own language
        if not data.get("everything") and not data.get("labels") and "labels" not in self.errors:
            self.add_error("labels", gettext("Choose what is held, or that it is everything."))
        return data

    def labels_to_hold(self) -> list[str]:
        """Return the labels of the groups to hold, of those that are kept; none means everything."""
        data, there = self.cleaned_data, dict(self.fields["labels"].choices)  # type: ignore[attr-defined]
        if data["everything"]:
            return []
        return (
            [label for label in legal_holds.with_linked_groups(data["labels"]) if label in there]
            if data["linked"]
            else list(data["labels"])
        )


class ReleaseHoldForm(StaffForm):
    """Why a hold is released."""

    reason = forms.CharField(
        label=_("Why it is over"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class HoldAdmin(AboutSubjectAdmin):
    """Legal holds that staff placed, by the day of their review."""

    list_display = ("number", "about", "what", "law_cited", "review", "placed", "released")
    list_filter = (("released_on", admin.EmptyFieldListFilter), ("review_on", admin.DateFieldListFilter))
    list_display_links = ("number",)
    ordering = ("review_on", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Hold]:
        """Return the holds that staff placed: those that the program placed end with their request."""
        return super().get_queryset(request).filter(request=None)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("privacy.add_hold"))

    def has_change_permission(self, request: HttpRequest, obj: Hold | None = None) -> bool:
        return bool(request.user.has_perm("privacy.change_hold"))

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        return show_hold_form(self, request)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        hold = self.get_object(request, object_id)
        if hold is None or not self.has_view_permission(request, hold):
            raise Http404
        return show_hold(self, request, hold)

    @admin.display(description=_("hold"), ordering="pk")
    def number(self, hold: Hold) -> str:
        """Return the number, which its page and the ledger have too."""
        return gettext("Hold %(number)d") % {"number": hold.pk}

    @admin.display(description=_("what it covers"), ordering="covers")
    def what(self, hold: Hold) -> str:
        """Return the group of data that the hold covers, in words."""
        return label_words(hold.covers) if hold.covers else gettext("everything")

    @admin.display(description=_("law"), ordering="law")
    def law_cited(self, hold: Hold) -> SafeString:
        """Return the law under the name that people know, on one line."""
        return format_html('<span class="sw-whole">{}</span>', citation_words(hold.law))

    @admin.display(description=_("look again"), ordering="review_on")
    def review(self, hold: Hold) -> SafeString:
        """Return how long until somebody looks again, in words and a colour; nothing for what is released."""
        if hold.released_on:
            return SafeString("–")
        return format_badge(make_urgency_badge(hold.review_on, today=timezone.localdate()))

    @admin.display(description=_("placed on"), ordering="placed_on")
    def placed(self, hold: Hold) -> date:
        """Return the day it was placed."""
        return hold.placed_on

    @admin.display(description=_("released on"), ordering="released_on")
    def released(self, hold: Hold) -> date | None:
        """Return the day it was released."""
        return hold.released_on


def show_hold_form(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """Show the form for the data subject in the address of the page, or place the hold that was posted."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    subject = read_subject_from_query(request)
    if subject is None:
        messages.info(request, gettext("Begin on the page of the person or organisation: under “Privacy”."))
        return redirect("admin:privacy_hold_changelist")
    today = timezone.localdate()
    initial = {"law": citation_words(USUAL_LAW), "review_on": today + HALF_A_YEAR, "linked": True}
    form = PlaceHoldForm(request.POST or None, labels=_labels(subject, today), initial=initial)
    people = people_of([subject], user=request.user, today=today)[subject.pk]
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        facts = {"reason": data["reason"], "law": data["law"], "review_on": data["review_on"]}
        placed = legal_holds.place_holds(subject, form.labels_to_hold(), on=today, by=request.user, **facts)  # type: ignore[arg-type]
        told = ngettext("A hold was placed.", "%(count)d holds were placed.", len(placed)) % {
            "count": len(placed)
        }
        messages.success(request, told)
        return redirect(people[0][1] if people else reverse("admin:privacy_hold_changelist"))
    context = build_page_context(model_admin, request, title=gettext("Place a hold")) | {
        "form": form,
        "people": people,
        "longest": today + legal_holds.LONGEST,
    }
    return TemplateResponse(request, "admin/privacy/hold/place.html", context)


def show_hold(model_admin: Any, request: HttpRequest, hold: Hold) -> HttpResponse:
    """Show the hold, or do what was posted: set another day of review, or release it."""
    do = request.POST.get("do")
    today = timezone.localdate()
    review = ReviewHoldForm(
        request.POST if do == "review" else None, initial={"review_on": today + HALF_A_YEAR}
    )
    release = ReleaseHoldForm(request.POST if do == "release" else None)
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
        "light": make_urgency_badge(hold.review_on, today=today),
        "longest": today + legal_holds.LONGEST,
    }
    context = build_page_context(model_admin, request, title=gettext("Hold %(number)d") % {"number": hold.pk})
    forms_of = {"review": review, "release": release, "may_change": may_change and hold.released_on is None}
    return TemplateResponse(request, "admin/privacy/hold/page.html", context | shown | forms_of)


def _act(request: HttpRequest, hold: Hold, review: ReviewHoldForm, release: ReleaseHoldForm) -> bool:
    """Review or release the hold as was posted; return whether the page is to be read anew."""
    today, by = timezone.localdate(), request.user
    try:
        if review.is_bound and review.is_valid():
            legal_holds.postpone_review(hold, review_on=review.cleaned_data["review_on"], on=today, by=by)  # type: ignore[arg-type]
            messages.success(request, gettext("The hold stays until you look at it again."))
            return True
        if release.is_bound and release.is_valid():
            legal_holds.release_hold(hold, on=today, reason=release.cleaned_data["reason"], by=by)  # type: ignore[arg-type]
            messages.success(
                request, gettext("The hold is released. We erase tonight what we no longer need.")
            )
            return True
    except Refusal as error:
        messages.warning(request, str(error))
        return True
    return False


def _labels(subject: Subject, today: date) -> list[tuple[str, str]]:
    """Return label and words of the groups that are kept of ``subject``, those of the apps first."""
    there = {
        one.group.label: group_words(one.group)
        for one in explain(subject, today=today)
        if one.state != State.EMPTY
    }
    return sorted(there.items(), key=lambda entry: entry[0].startswith("privacy."))

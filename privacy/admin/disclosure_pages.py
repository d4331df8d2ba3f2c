"""Writing down that something about a person was given to others, and that those were told of a change."""

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
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy

from privacy.admin.base.fields import day_field, subject_of_address
from privacy.declarations.recipients import recipients
from privacy.models import RecipientNotification, Subject
from privacy.recipients import disclosures
from privacy.recipients import notifications as forwardings
from privacy.retention.explanation import explain
from privacy.retention.state import State
from privacy.rights import restriction as restrictions
from privacy.staff_access import visibility as access
from privacy.staff_access.titles import people_of
from privacy.wording.words import data_words


class GiveForm(forms.Form):
    """To whom, which data, when, why and by which law."""

    recipient = forms.ChoiceField(label=gettext_lazy("Who received it"), widget=forms.RadioSelect)
    name = forms.CharField(
        label=gettext_lazy("Their name, if it is not said above"), max_length=200, required=False
    )
    labels = forms.MultipleChoiceField(label=gettext_lazy("Which data"), widget=forms.CheckboxSelectMultiple)
    given_on = day_field(gettext_lazy("Given on"))
    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    law = forms.CharField(label=gettext_lazy("Law"), max_length=200)

    def __init__(self, *args: Any, labels: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["labels"].choices = labels  # type: ignore[attr-defined]
        by_hand = [recipient for recipient in recipients.here if recipient.by_hand]
        self.fields["recipient"].choices = [(one.slug, f"{capfirst(one.name)}: {one.why}") for one in by_hand]  # type: ignore[attr-defined]


class SettleForm(forms.Form):
    """Whether they were told, and how or why not."""

    state = forms.ChoiceField(
        label=gettext_lazy("What came of it"),
        widget=forms.RadioSelect,
        choices=[
            (state.value, state.label)
            for state in RecipientNotification.State
            if state != RecipientNotification.State.WAITING
        ],
    )
    reason = forms.CharField(
        label=gettext_lazy("How, or why not"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


def give(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """Show the form for the person whose number stands in the address, or write down what was posted."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    subject, today = subject_of_address(request), timezone.localdate()
    labels = _labels(subject, request, today) if subject else []
    if subject is None or not labels:
        messages.info(request, gettext("Begin on the page of the person or organisation: under “Privacy”."))
        return redirect("admin:privacy_disclosure_changelist")
    people = people_of([subject], user=request.user, today=today)[subject.pk]
    form = GiveForm(request.POST or None, labels=labels, initial={"given_on": today})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        facts = {"name": data["name"], "on": data["given_on"], "reason": data["reason"], "law": data["law"]}
        try:
            by: Any = request.user
            disclosures.give(subject, data["recipient"], data["labels"], today=today, by=by, **facts)
        except disclosures.Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, gettext("Written down. When these data change, you are asked to tell them.")
            )
            return redirect(people[0][1] if people else reverse("admin:privacy_disclosure_changelist"))
    context = _context(model_admin, request, gettext("Write down what others received")) | {
        "form": form,
        "people": people,
    }
    return TemplateResponse(
        request, "admin/privacy/disclosure/give.html", context, status=422 if form.is_bound else 200
    )


def settle(model_admin: Any, request: HttpRequest, forwarding: RecipientNotification) -> HttpResponse:
    """Show what is to be passed on, or write down what came of it."""
    today = timezone.localdate()
    waits = forwarding.state == RecipientNotification.State.WAITING and model_admin.has_change_permission(
        request, forwarding
    )
    form = SettleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and waits:
        if form.is_valid() and _settled(request, forwarding, form):
            return redirect(request.path)
    elif request.method == "POST":
        messages.warning(request, str(forwardings.Settled()))
        return redirect(request.path)
    else:
        model_admin.note_reading(request, forwarding)
    people = people_of([forwarding.subject], user=request.user, today=today)[forwarding.subject_id]
    context = _context(model_admin, request, gettext("Pass on to %(name)s") % {"name": forwarding.name})
    shown = {
        "forwarding": forwarding,
        "people": people,
        "known_as": forwardings.known_as(forwarding),
        "form": form,
        "waits": waits,
    }
    return TemplateResponse(
        request, "admin/privacy/forwarding/page.html", context | shown, status=422 if form.is_bound else 200
    )


def _settled(request: HttpRequest, forwarding: RecipientNotification, form: SettleForm) -> bool:
    """Write down what came of it; return whether the page is to be read anew."""
    data = form.cleaned_data
    try:
        by: Any = request.user
        forwardings.settle(forwarding, data["state"], reason=data["reason"], now=timezone.now(), by=by)
    except forwardings.Settled as error:
        messages.warning(request, str(error))
        return True
    except ValueError as error:
        form.add_error("reason", str(error))
        return False
    messages.success(request, gettext("Written down."))
    return True


def _labels(subject: Subject, request: HttpRequest, today: date) -> list[tuple[str, str]]:
    """Return the groups of which there is something about ``subject`` that the reader's work is about; of who
    is put aside, none for anybody but the privacy role."""
    mine, every = access.purposes_of(request.user), access.is_privacy_role(request.user)
    if not every and restrictions.of_person(subject):
        return []
    there = {one.group.label: one.group for one in explain(subject, today=today) if one.state != State.EMPTY}
    shown = {
        label: data_words(group)
        for label, group in there.items()
        if every or any(purpose in group.keep for purpose in mine)
    }
    return sorted(shown.items(), key=lambda entry: entry[0].startswith("privacy."))


def _context(model_admin: Any, request: HttpRequest, title: str) -> dict[str, Any]:
    return {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": title,
        "has_permission": True,
    }

"""What was given to others, and the changes of which they are notified (GDPR art. 15(1)(c), 19)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from privacy.admin.base.about_subject import AboutSubjectAdmin
from privacy.admin.base.fields import make_day_field, read_subject_from_query
from privacy.admin.base.forms import StaffForm
from privacy.admin.base.page_context import build_page_context
from privacy.declarations.recipients import recipients
from privacy.models import Disclosure, RecipientNotification, Subject
from privacy.recipients import disclosures, notifications
from privacy.retention.explanation import explain
from privacy.retention.state import State
from privacy.rights import restriction
from privacy.staff_access import visibility
from privacy.staff_access.other_files import known_to
from privacy.staff_access.titles import people_of
from privacy.web.refusal import Refusal
from privacy.wording.words import citation_words, group_words, label_words, list_words


class DisclosureForm(StaffForm):
    """A disclosure as staff record it: recipient, groups of data, day, reason and law."""

    recipient = forms.ChoiceField(label=_("Who received it"), widget=forms.RadioSelect)
    name = forms.CharField(label=_("Their name, if it is not said above"), max_length=200, required=False)
    labels = forms.MultipleChoiceField(label=_("Which data"), widget=forms.CheckboxSelectMultiple)
    given_on = make_day_field(_("Given on"))
    reason = forms.CharField(label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    law = forms.CharField(label=_("Law"), max_length=200)

    def __init__(self, *args: Any, labels: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["labels"].choices = labels  # type: ignore[attr-defined]
        by_hand = [recipient for recipient in recipients.here if recipient.by_hand]
        self.fields["recipient"].choices = [(one.slug, f"{capfirst(one.name)}: {one.why}") for one in by_hand]  # type: ignore[attr-defined]


class SettleNotificationForm(StaffForm):
    """How a notification of a recipient was settled: told, or why not."""

    state = forms.ChoiceField(
        label=_("What came of it"),
        widget=forms.RadioSelect,
        choices=[
            (state.value, state.label)
            for state in RecipientNotification.State
            if state != RecipientNotification.State.WAITING
        ],
    )
    reason = forms.CharField(
        label=_("How, or why not"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class AboutGroupsAdmin(AboutSubjectAdmin):
    """Rows about a data subject and groups of their data."""

    @admin.display(description=_("which data"))
    def which(self, row: Any) -> str:
        """Return the groups of data in words."""
        return list_words(label_words(label) for label in row.labels)


class DisclosureAdmin(AboutGroupsAdmin):
    """Disclosures (GDPR art. 15(1)(c)): recorded from the page of a person, never changed."""

    list_display = ("number", "about", "name", "which", "given_on")
    list_display_links = ("number",)
    list_filter = (("given_on", admin.DateFieldListFilter),)
    ordering = ("-given_on", "-pk")
    fields = ("name", "which", "given_on", "reason", "law_cited")
    readonly_fields = ("which", "law_cited")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("privacy.add_disclosure"))

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        return show_disclosure_form(self, request)

    @admin.display(description=_("number"), ordering="pk")
    def number(self, disclosure: Disclosure) -> str:
        """Return the number, which the ledger has too."""
        return gettext("Disclosure %(number)d") % {"number": disclosure.pk}

    @admin.display(description=_("law"))
    def law_cited(self, disclosure: Disclosure) -> str:
        """Return the law under the name that people know."""
        return citation_words(disclosure.law)


class RecipientNotificationAdmin(AboutGroupsAdmin):
    """Notifications (GDPR art. 19), opened by a rectification, an erasure or a restriction; settled here."""

    list_display = ("number", "about", "name", "what", "state", "opened_on")
    list_display_links = ("number",)
    list_filter = ("state", "what")
    ordering = ("settled_on", "opened_on", "pk")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.has_perm("privacy.change_recipientnotification"))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        notification = self.get_object(request, object_id)
        if notification is None or not self.has_view_permission(request, notification):
            raise Http404
        return show_notification(self, request, notification)

    @admin.display(description=_("number"), ordering="pk")
    def number(self, notification: RecipientNotification) -> str:
        """Return the number, which the ledger has too."""
        return gettext("Change %(number)d") % {"number": notification.pk}


def show_disclosure_form(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """Show the form for the data subject in the address of the page, or record what was posted."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    subject, today = read_subject_from_query(request), timezone.localdate()
    labels = _labels(subject, request, today) if subject else []
    if subject is None or not labels:
        messages.info(request, gettext("Begin on the page of the person or organisation: under “Privacy”."))
        return redirect("admin:privacy_disclosure_changelist")
    people = people_of([subject], user=request.user, today=today)[subject.pk]
    form = DisclosureForm(request.POST or None, labels=labels, initial={"given_on": today})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        facts = {"name": data["name"], "on": data["given_on"], "reason": data["reason"], "law": data["law"]}
        try:
            by: Any = request.user
            disclosures.record_disclosure(
                subject, data["recipient"], data["labels"], today=today, by=by, **facts
            )
        except disclosures.DisclosureRefused as error:
            form.add_error("name" if isinstance(error, disclosures.NameMissing) else None, str(error))
        else:
            messages.success(
                request, gettext("Written down. When these data change, you are asked to tell them.")
            )
            return redirect(people[0][1] if people else reverse("admin:privacy_disclosure_changelist"))
    context = build_page_context(model_admin, request, title=gettext("Write down what others received")) | {
        "form": form,
        "people": people,
    }
    return TemplateResponse(
        request, "admin/privacy/disclosure/give.html", context, status=422 if form.is_bound else 200
    )


def show_notification(
    model_admin: Any, request: HttpRequest, notification: RecipientNotification
) -> HttpResponse:
    """Show of what the recipient is to be notified, or record how that was settled."""
    today = timezone.localdate()
    waits = notification.state == RecipientNotification.State.WAITING and model_admin.has_change_permission(
        request, notification
    )
    form = SettleNotificationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and waits:
        if form.is_valid() and _settled(request, notification, form):
            return redirect(request.path)
    elif request.method == "POST":
        messages.warning(request, str(notifications.AlreadySettled()))
        return redirect(request.path)
    else:
        model_admin.note_reading(request, notification)
    people = people_of([notification.subject], user=request.user, today=today)[notification.subject_id]
    context = build_page_context(
        model_admin, request, title=gettext("Pass on to %(name)s") % {"name": notification.name}
    )
    shown = {
        "notification": notification,
        "people": people,
        "known_as": notifications.name_known_to_recipient(notification),
        "form": form,
        "waits": waits,
    }
    return TemplateResponse(
        request,
        "admin/privacy/recipientnotification/page.html",
        context | shown,
        status=422 if form.is_bound else 200,
    )


def _settled(request: HttpRequest, notification: RecipientNotification, form: SettleNotificationForm) -> bool:
    """Record how the notification was settled; return whether the page is to be read anew."""
    data = form.cleaned_data
    try:
        by: Any = request.user
        notifications.settle_notification(
            notification, data["state"], reason=data["reason"], now=timezone.now(), by=by
        )
    except notifications.AlreadySettled as error:
        messages.warning(request, str(error))
        return True
    except Refusal as error:
        form.add_error("reason", str(error))
        return False
    messages.success(request, gettext("Written down."))
    return True


def _labels(subject: Subject, request: HttpRequest, today: date) -> list[tuple[str, str]]:
    """Return label and words of the groups that are kept of ``subject`` for a purpose of the reader; of who
    restricted the use of their data, none for anybody but the privacy role."""
    mine, every = visibility.purposes_of(request.user), visibility.is_privacy_role(request.user)
    if not every and restriction.restriction_of_subject(subject):
        return []
    explained = known_to(explain(subject, today=today), user=request.user, today=today)
    there = {one.group.label: one.group for one in explained if one.state != State.EMPTY}
    shown = {
        label: group_words(group)
        for label, group in there.items()
        if every or any(purpose in group.keep for purpose in mine)
    }
    return sorted(shown.items(), key=lambda entry: entry[0].startswith("privacy."))

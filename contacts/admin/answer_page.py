"""Answering a question: what was asked, whether and where we may answer, and the answer itself.

The question is the reason for which the gate lets the address be seen; that it was shown is noted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext, gettext_lazy, override

from contacts import answering, outreach, timeline
from contacts.admin.outreach_forms import name_points
from contacts.admin.outreach_page import answer_erased, list_usable_points
from contacts.models import Company, Contact, ContactPoint, Enquiry
from contacts.public_enquiries import TITLE_LENGTH
from contacts.purposes import ENQUIRY
from contacts.register import ErasedMeanwhile
from contacts.unconfirmed import list_claimed_addresses, list_said
from privacy.admin.base.forms import StaffForm
from privacy.admin.base.page_context import build_page_context
from privacy.outreach.gate import NotAllowed
from privacy.outreach.permission import Permission, permission_words
from privacy.outreach.rules import Channel
from privacy.staff_access import visibility
from privacy.staff_access.titles import page_of, title_of

MAIL = "mail-"
"""A choice that begins so sends the answer to the point of that number."""
THEY = "they-"
"""A choice that begins so is a talk that they began."""
OURS = (
    (Channel.PHONE.value, gettext_lazy("I have told them by phone")),
    (Channel.EMAIL.value, gettext_lazy("I have e-mailed it from my own mail program")),
    (Channel.LETTER.value, gettext_lazy("I have posted it on paper")),
    (Channel.MEETING.value, gettext_lazy("I have told them in person")),
)
THEIRS = (
    (THEY + Channel.PHONE.value, gettext_lazy("They called us and heard it then")),
    (THEY + Channel.EMAIL.value, gettext_lazy("They wrote to us again and read it then")),
    (THEY + Channel.MEETING.value, gettext_lazy("They came by and heard it then")),
)


class AnswerForm(StaffForm):
    """What we answer, and how it reaches the person."""

    answer = forms.CharField(
        label=gettext_lazy("Your answer"), max_length=5000, widget=forms.Textarea(attrs={"rows": 8})
    )
    how = forms.ChoiceField(label=gettext_lazy("How they get it"), widget=forms.RadioSelect)


class WorkForm(StaffForm):
    """The assignment that comes of a question."""

    title = forms.CharField(label=gettext_lazy("Title of the assignment"), max_length=200)
    party = forms.ChoiceField(label=gettext_lazy("Client"), widget=forms.RadioSelect)


@dataclass(frozen=True)
class Ways:
    """How ``enquiry`` may be answered: what the gate says, the mailboxes it lets be seen, and the phone
    numbers, which stay hidden until a call is registered."""

    permission: Permission
    mailboxes: list[ContactPoint]
    phones: list[tuple[str, str]]

    @property
    def choices(self) -> list[tuple[str, Any]]:
        """Return the choices of ``AnswerForm.how``: where the gate says no, only what they begin."""
        if not self.permission.allowed:
            return list(THEIRS)
        send = [
            (f"{MAIL}{point.pk}", gettext("Send it to %(address)s") % {"address": point.value})
            for point in self.mailboxes
        ]
        return [*send, *OURS]

    @property
    def first(self) -> str:
        """Return the usual choice: the mailbox they prefer; "" without one."""
        return f"{MAIL}{self.mailboxes[0].pk}" if self.mailboxes else ""


def answer_page(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Show the question with the number ``pk`` and the ways to answer it, or do what was posted."""
    enquiry, today = _enquiry(model_admin, request, pk), timezone.localdate()
    if enquiry.answered_on:
        messages.info(request, gettext("This question was answered before."))
        return redirect("admin:contacts_enquiry_change", enquiry.pk)
    do = request.POST.get("do", "")
    ways = _ways(enquiry, request, today)
    form = AnswerForm(request.POST if do == "answer" else None, initial={"how": ways.first})
    form.fields["how"].choices = ways.choices  # type: ignore[attr-defined]
    work = _work_form(enquiry, request, do)
    try:
        if form.is_bound and form.is_valid():
            return _answered(request, enquiry, ways, form, today)
        if work.is_bound and work.is_valid():
            return _assigned(request, enquiry, work, today)
    except ErasedMeanwhile:
        return answer_erased(request)
    except NotAllowed as refused:
        (form if form.is_bound else work).add_error(None, permission_words(refused.permission))
        ways = _ways(enquiry, request, today)
        form.fields["how"].choices = ways.choices  # type: ignore[attr-defined]
    except answering.AnsweredMeanwhile as late:
        messages.error(request, str(late))
        return redirect("admin:contacts_enquiry_change", enquiry.pk)
    return _shown(model_admin, request, enquiry, ways, form=form, work=work)


def _shown(
    model_admin: Any, request: HttpRequest, enquiry: Enquiry, ways: Ways, **forms_shown: forms.Form
) -> HttpResponse:
    """Return the page, and note that the question and each address on it were read."""
    today = timezone.localdate()
    model_admin.note_reading(request, enquiry)
    for point in ways.mailboxes:
        visibility.log_reading(point, user=request.user, now=timezone.now(), today=today, purpose=ENQUIRY)
    name = title_of(enquiry.contact)
    context = {
        **build_page_context(model_admin, request, title=gettext("Answer %(name)s") % {"name": name}),
        "enquiry": enquiry,
        "from_form": enquiry.kind == Enquiry.Kind.ASSIGNMENT,
        "answer_by": answering.answer_by(enquiry),
        "late": answering.answer_by(enquiry) < today,
        "reason": answering.make_reason(enquiry),
        "ways": ways,
        **_frame_of_letter(enquiry),
        "back": page_of(enquiry.contact),
        "also_said": bool(list_said(enquiry) or list_claimed_addresses(enquiry.contact)),
        **forms_shown,
    }
    return TemplateResponse(request, "admin/contacts/enquiry/answer.html", context)


def _frame_of_letter(enquiry: Enquiry) -> dict[str, str]:
    """Return what a mailed answer says before and after what is typed, in the language of the letter."""
    with override(enquiry.contact.language):
        return {"greeting": gettext("Hello,"), "farewell": gettext("Kind regards,")}


def _enquiry(model_admin: Any, request: HttpRequest, pk: int) -> Enquiry:
    """Return the question; 404 for whom it is not there, 403 for who may not answer."""
    enquiry: Enquiry | None = model_admin.get_object(request, str(pk))
    if enquiry is None:
        raise Http404
    if not model_admin.has_change_permission(request, enquiry) or ENQUIRY not in visibility.purposes_of(
        request.user
    ):
        raise PermissionDenied
    contact = visibility.visible_to(
        Contact.objects.filter(pk=enquiry.contact_id), user=request.user, today=timezone.localdate()
    )
    seen = timeline.prefetch_company_and_tags(user=request.user, today=timezone.localdate())
    enquiry.contact = get_object_or_404(contact.select_related("subject").prefetch_related(*seen))
    return enquiry


def _ways(enquiry: Enquiry, request: HttpRequest, today: date) -> Ways:
    permission, reason = answering.may_answer(enquiry, on=today), answering.make_reason(enquiry)
    points = list_usable_points(enquiry.contact, user=request.user, today=today)
    may = [point for point in points if outreach.may_reach(point, reason, on=today).allowed]
    calls = request.user.has_perm("contacts.change_contact")
    return Ways(
        permission,
        [point for point in may if point.kind == ContactPoint.Kind.EMAIL],
        name_points([point for point in may if point.kind == ContactPoint.Kind.PHONE]) if calls else [],
    )


def _work_form(enquiry: Enquiry, request: HttpRequest, do: str) -> WorkForm:
    contact = enquiry.contact
    clients: list[Contact | Company] = [contact, *([contact.company] if contact.company else [])]
    title = Truncator(enquiry.question.strip().partition("\n")[0].strip()).chars(TITLE_LENGTH)
    form = WorkForm(
        request.POST if do == "assign" else None,
        initial={"title": title, "party": "" if contact.company else "contact"},
        auto_id="id_work_%s",
    )
    form.fields["party"].choices = [  # type: ignore[attr-defined]
        (client._meta.model_name, title_of(client)) for client in clients
    ]
    return form


def _answered(
    request: HttpRequest, enquiry: Enquiry, ways: Ways, form: AnswerForm, today: date
) -> HttpResponse:
    """Send or record the answer, and go back to the person."""
    text, how = form.cleaned_data["answer"], form.cleaned_data["how"]
    point = next((each for each in ways.mailboxes if how == f"{MAIL}{each.pk}"), None)
    if point:
        answering.send_answer(enquiry, point, text=text, on=today)
        messages.success(request, gettext("The answer is in the outbox, and the question is closed."))
    else:
        they = how.startswith(THEY)
        channel = how.removeprefix(THEY)
        answering.record_answer(enquiry, text=text, channel=channel, on=today, they_began=they)
        messages.success(request, gettext("The answer is kept, and the question is closed."))
    return redirect(page_of(enquiry.contact))


def _assigned(request: HttpRequest, enquiry: Enquiry, form: WorkForm, today: date) -> HttpResponse:
    """Make the assignment, and come back to the question, which still waits for its answer."""
    contact = enquiry.contact
    client = contact.company if form.cleaned_data["party"] == "company" and contact.company else contact
    answering.make_assignment(enquiry, client, title=form.cleaned_data["title"], on=today)
    messages.success(request, gettext("The assignment is made. Tell them so in your answer."))
    return redirect("admin:contacts_enquiry_answer", enquiry.pk)

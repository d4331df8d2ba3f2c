"""The page of one person: who they are, what happened, what is kept and why; and a line to note what was
said."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy

from contacts import outreach, register, timeline
from contacts.admin.outreach_forms import name_points
from contacts.admin.outreach_page import answer_erased, list_usable_points
from contacts.models import Contact, Interaction
from contacts.outreach import Reason
from contacts.purposes import ASSIGNMENT, CONTACT_PERSON, ENQUIRY
from privacy.admin.base.forms import StaffForm
from privacy.admin.subject_panel import build_subject_panel
from privacy.models import Task
from privacy.outreach import gate
from privacy.outreach.gate import NotAllowed
from privacy.outreach.permission import permission_words
from privacy.staff_access import visibility
from privacy.staff_access.badges import badges_for
from privacy.staff_access.titles import page_of, title_of


class NoteForm(StaffForm):
    """One line: what was said, how, and who began. Reaching somebody of our own accord needs a reason (P12,
    P14)."""

    THEY = "they"
    note = forms.CharField(
        label=gettext_lazy("Note"), max_length=2000, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    channel = forms.ChoiceField(label=gettext_lazy("How"), choices=Interaction.Channel.choices)
    began = forms.ChoiceField(label=gettext_lazy("Who began"))

    def __init__(self, *args: Any, reasons: list[Reason], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = [
            (reason.key, gettext("we, about %(reason)s") % {"reason": reason.words}) for reason in reasons
        ]
        self.fields["began"].choices = [("", "–"), (self.THEY, gettext("they")), *ours]  # type: ignore[attr-defined]


def contact_page(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Show the person with the number ``pk``, or keep the note that was posted; 404 for whom the reader may
    not see."""
    contact = model_admin.get_object(request, str(pk))
    if contact is None and request.method == "POST":
        return answer_erased(request)
    if contact is None or not model_admin.has_view_permission(request, contact):
        raise Http404
    reasons = outreach.list_open_reasons(contact.subject, user=request.user, today=timezone.localdate())
    form = NoteForm(request.POST or None, reasons=reasons)
    may_write = request.method == "POST" and model_admin.has_change_permission(request, contact)
    try:
        if may_write and form.is_valid() and _noted(contact, form, reasons):
            messages.success(request, gettext("The note was added."))
            return redirect(reverse("admin:contacts_contact_page", args=(contact.pk,)))
    except register.ErasedMeanwhile:
        return answer_erased(request)
    if request.method == "GET":
        model_admin.note_reading(request, contact)
    return TemplateResponse(
        request, "admin/contacts/contact/page.html", _context(model_admin, request, contact, form)
    )


def _noted(contact: Contact, form: NoteForm, reasons: list[Reason]) -> bool:
    """Keep a talk and return ``True``, or say in ``form`` why we may not have begun it."""
    data, today = form.cleaned_data, timezone.localdate()
    said = {"note": data["note"], "on": today, "channel": data["channel"]}
    if data["began"] == form.THEY:
        register.record_interaction(contact, **said, **_they_began(contact))
        return True
    reason = next(each for each in reasons if each.key == data["began"])
    try:
        outreach.record_own_outreach(contact, reason, **said)
    except NotAllowed as refused:
        form.add_error("began", permission_words(refused.permission))
        return False
    return True


def _they_began(contact: Contact) -> dict[str, Any]:
    """Return what a talk that the person began is about: the open assignment of theirs, or else the one that
    they are a contact person for, if there is one only."""
    found = gate.open_records(contact.subject, on=timezone.localdate())
    for purpose in (ASSIGNMENT, CONTACT_PERSON):
        work = [row for row, each in found if each is purpose]
        if len(work) == 1:
            return {"purpose": purpose.slug, "assignment": work[0]}
    return {"purpose": ENQUIRY.slug, "assignment": None}


def _context(model_admin: Any, request: HttpRequest, contact: Contact, form: NoteForm) -> dict[str, Any]:
    today = timezone.localdate()
    prefetch_related_objects([contact], *timeline.prefetch_company_and_tags(user=request.user, today=today))
    return {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": title_of(contact),
        "contact": contact,
        "hidden": model_admin._hidden(request, contact),
        "points": name_points(list_usable_points(contact, user=request.user, today=today)),
        "badges": badges_for([contact.subject_id], user=request.user, today=today)[contact.subject_id],
        "around": timeline.read_timeline(contact, user=request.user, today=today, whole="all" in request.GET),
        "panel": build_subject_panel(contact.subject, user=request.user, today=today),
        "refused": gate.subjects_refusing([contact.subject], ENQUIRY, on=today),
        "form": form,
        "tasks": _open_tasks(request, contact),
        "may_change": model_admin.has_change_permission(request, contact),
        "edit": reverse("admin:contacts_contact_change", args=(contact.pk,)),
        "has_permission": True,
    }


def _open_tasks(request: HttpRequest, contact: Contact) -> list[tuple[str, str]]:
    """Return words and page of each open task that is about ``contact``, also as the second of two people,
    and that the reader may see."""
    if not request.user.has_perm("privacy.view_task"):
        return []
    second = Q(kind=Task.Kind.DUPLICATE, label=Contact._meta.label_lower, row=contact.pk)
    tasks = Task.objects.filter(Q(subject=contact.subject) | second, done_on=None).order_by("due_on", "pk")
    seen = visibility.visible_to(tasks, user=request.user, today=timezone.localdate())
    return [(capfirst(task.get_kind_display()), page_of(task)) for task in seen]

"""The page of one person: who they are, what happened, what is kept and why; and a line to note what was said."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from contacts import queries, register
from contacts.models import Contact, ContactPoint, Interaction
from contacts.purposes import ASSIGNMENT, ENQUIRY
from privacy.access import visible_to
from privacy.admin.panel import panel_of
from privacy.badges import badges_for


class NoteForm(forms.Form):
    """One line: what was said, and how."""

    note = forms.CharField(label=gettext_lazy("Note"), max_length=2000, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    channel = forms.ChoiceField(label=gettext_lazy("How"), choices=Interaction.Channel.choices)


def contact_page(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Show the person with the number ``pk``, or keep the note that was posted; 404 for whom the reader may not see."""
    contact = model_admin.get_object(request, str(pk))
    if contact is None and request.method == "POST":
        return _erased(request)
    if contact is None or not model_admin.has_view_permission(request, contact):
        raise Http404
    form = NoteForm(request.POST or None)
    if request.method == "POST" and model_admin.has_change_permission(request, contact) and form.is_valid():
        try:
            _note(contact, form.cleaned_data)
        except register.Erased:
            return _erased(request)
        messages.success(request, gettext("The note was added."))
        return redirect(reverse("admin:contacts_contact_page", args=(contact.pk,)))
    if request.method == "GET":
        model_admin.note_reading(request, contact)
    return TemplateResponse(request, "admin/contacts/contact/page.html", _context(model_admin, request, contact, form))


def _erased(request: HttpRequest) -> HttpResponse:
    messages.error(request, str(register.Erased()))
    return redirect("admin:contacts_contact_changelist")


def _note(contact: Contact, data: dict[str, Any]) -> None:
    """Keep a talk; about the open assignment, if there is one only."""
    today = timezone.localdate()
    work = list(contact.assignments.filter(closed_on=None)[:2])
    assignment = work[0] if len(work) == 1 else None
    purpose = ASSIGNMENT if assignment else ENQUIRY
    register.note_talk(contact, note=data["note"], on=today, channel=data["channel"], purpose=purpose.slug, assignment=assignment)


def _context(model_admin: Any, request: HttpRequest, contact: Contact, form: NoteForm) -> dict[str, Any]:
    today = timezone.localdate()
    points = visible_to(ContactPoint.objects.filter(contact=contact), user=request.user, today=today)
    prefetch_related_objects([contact], *queries.company_and_tags(user=request.user, today=today))
    return {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": model_admin.search_title(contact),
        "contact": contact,
        "hidden": model_admin._hidden(request, contact),
        "points": points.order_by("kind", "-preferred", "value"),
        "badges": badges_for([contact.subject_id], today=today)[contact.subject_id],
        "around": queries.around(contact, user=request.user, today=today, whole="all" in request.GET),
        "panel": panel_of(contact.subject, today=today),
        "form": form,
        "may_change": model_admin.has_change_permission(request, contact),
        "edit": reverse("admin:contacts_contact_change", args=(contact.pk,)),
        "has_permission": True,
    }

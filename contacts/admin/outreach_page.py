"""Calling or mailing a person: why, the gate's answer, and only then the number or address; and what was
said.

Each of the three pages shows a number only after the gate said yes to the reason that was chosen, asks it
again each time, and notes the reading with that purpose.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from contacts import outreach
from contacts.admin.outreach_forms import LookForm, OfferForm, ReachForm, SaidForm, name_points
from contacts.models import Contact, ContactPoint, Interaction
from contacts.outreach import AN_OFFER, Reason
from contacts.register import ErasedMeanwhile
from privacy.locks import latched
from privacy.notice import source_letters
from privacy.outreach import do_not_call
from privacy.outreach.gate import NotAllowed
from privacy.outreach.permission import permission_words
from privacy.staff_access import visibility
from privacy.staff_access.titles import title_of
from privacy.subjects.duties_fulfilled import must_hear_of_source
from privacy.web.links import read_site
from privacy.web.refusal import Refusal


def list_usable_points(contact: Contact, *, user: Any, today: date) -> list[ContactPoint]:
    """Return the numbers and addresses of ``contact`` that ``user`` may use, those to use first before others
    of their kind."""
    rows = visibility.visible_to(ContactPoint.objects.filter(contact=contact), user=user, today=today)
    return list(rows.select_related("contact__subject").order_by("kind", "-preferred", "pk"))


def reach_page(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Ask how and why; register the talk and go on to the number, if the gate says yes."""
    contact, today = _contact(model_admin, request, pk), timezone.localdate()
    with latched():
        points = list_usable_points(contact, user=request.user, today=today)
        answers = outreach.ask_gate_per_reason(contact.subject, user=request.user, today=today)
        may = [reason for reason, answer in answers if answer.allowed]
        numbers = outreach.list_numbers_for_offer(contact, user=request.user, today=today)
        do = request.POST.get("do", "")
        form = ReachForm(request.POST if do == "reach" else None, points=points, reasons=may)
        offer = OfferForm(request.POST if do == "offer" else None, points=numbers, auto_id="id_offer_%s")
        answer = _told(request, contact, do) or _begun(request, points, may, form, offer, today)
    if answer:
        return answer
    facts = {
        "points": points,
        "form": form,
        "may": may,
        "refused": [(reason.words, permission) for reason, permission in answers if not permission.allowed],
        "untold": must_hear_of_source(contact.subject, on=today),
        "refusals": [] if answers else outreach.list_refusals(contact.subject, today=today),
        "offer": offer if numbers else None,
        "looks": [
            (name, number, _look(number, today))
            for (_pk, name), number in zip(name_points(numbers), numbers, strict=True)
        ],
    }
    return _answer(model_admin, request, contact, "reach.html", gettext("Call or mail %(name)s"), facts)


def _told(request: HttpRequest, contact: Contact, do: str) -> HttpResponse | None:
    """Tell the person where their data came from, by the letter or as staff did it themselves, if that was
    posted; return the way back here."""
    now = timezone.now()
    try:
        if do == "tell":
            source_letters.tell_now(contact.subject, now=now, site=read_site(request))
            messages.success(request, gettext("The letter is in the outbox. Once it has left, you may call."))
        elif do == "told":
            source_letters.record_told(contact.subject, now=now)
            messages.success(request, gettext("It is kept that they were told."))
        else:
            return None
    except source_letters.CannotInform as error:
        messages.warning(request, str(error))
    return redirect("admin:contacts_contact_reach", pk=contact.pk)


def _begun(
    request: HttpRequest,
    points: list[ContactPoint],
    may: list[Reason],
    form: ReachForm,
    offer: OfferForm,
    today: date,
) -> HttpResponse | None:
    """Begin what was posted, and return the way to its page; ``None`` if nothing was, or it may not be: that
    is said."""
    chosen: forms.Form = offer if offer.is_bound else form
    if not chosen.is_bound or not chosen.is_valid():
        return None
    data = chosen.cleaned_data
    point = next(each for each in points if str(each.pk) == data["point"])
    reason = AN_OFFER if offer.is_bound else next(each for each in may if each.key == data["reason"])
    try:
        talk = outreach.begin_outreach(point, reason, motive=data.get("motive", ""), on=today)
    except NotAllowed as refused:
        chosen.add_error("point", permission_words(refused.permission))
        return None
    return redirect("admin:contacts_contact_reached", pk=point.contact_id, point=point.pk, talk=talk.pk)


def reached_page(model_admin: Any, request: HttpRequest, pk: int, point: int, talk: int) -> HttpResponse:
    """Show the number or address for a talk that was begun today, as long as the gate says yes; keep what was
    said."""
    contact, today = _contact(model_admin, request, pk), timezone.localdate()
    way = _point(contact, point, request, today)
    begun = visibility.visible_to(
        Interaction.objects.filter(pk=talk, contact=contact), user=request.user, today=today
    ).first()
    if begun is None or begun.held_on != today or begun.channel != way.kind:
        raise Http404
    reason = outreach.read_reason(begun)
    if reason.purpose not in visibility.purposes_of(request.user):
        raise Http404
    form = SaidForm(request.POST or None, initial={"note": begun.note})
    if request.method == "POST" and form.is_valid():
        try:
            outreach.record_outcome(
                begun, form.cleaned_data["note"], on=today, answers=form.cleaned_data["answers"]
            )
        except ErasedMeanwhile:
            return answer_erased(request)
        messages.success(request, gettext("The note was added."))
        return redirect("admin:contacts_contact_page", pk=contact.pk)
    permission = outreach.may_reach(way, reason, on=today, besides=begun)
    if permission.allowed:
        visibility.log_reading(
            way, user=request.user, now=timezone.now(), today=today, purpose=reason.purpose
        )
    facts = {
        "point": way if permission.allowed else None,
        "permission": permission,
        "reason": reason.words,
        "may_close": bool(begun.enquiry and not begun.enquiry.answered_on),
        "form": form,
    }
    title = gettext("Call %(name)s") if way.kind == ContactPoint.Kind.PHONE else gettext("Mail %(name)s")
    return _answer(model_admin, request, contact, "reached.html", title, facts)


def look_up_page(model_admin: Any, request: HttpRequest, pk: int, point: int) -> HttpResponse:
    """Show a number to look it up in the do-not-call list, where nothing else stands in the way of an offer;
    keep what it said."""
    contact, today = _contact(model_admin, request, pk), timezone.localdate()
    number = next(
        (
            each
            for each in outreach.list_numbers_for_offer(contact, user=request.user, today=today)
            if each.pk == point
        ),
        None,
    )
    if number is None:
        raise Http404
    permission = outreach.may_reach(number, AN_OFFER, on=today)
    may_look = permission.allowed or permission.code in outreach.ONLY_THE_LIST
    form = LookForm(request.POST or None, initial={"checked_on": today})
    if request.method == "POST" and may_look and form.is_valid():
        try:
            by: Any = request.user
            do_not_call.record_check(contact.subject, number.value, **form.cleaned_data, today=today, by=by)
        except Refusal as error:
            form.add_error("checked_on", str(error))
        else:
            messages.success(request, gettext("What the list says is kept."))
            return redirect("admin:contacts_contact_reach", pk=contact.pk)
    if may_look:
        visibility.log_reading(
            number, user=request.user, now=timezone.now(), today=today, purpose=AN_OFFER.purpose
        )
    facts = {"number": number if may_look else None, "permission": permission, "form": form}
    return _answer(
        model_admin, request, contact, "look_up.html", gettext("Look up a number of %(name)s"), facts
    )


def answer_erased(request: HttpRequest) -> HttpResponse:
    """Say that the person is gone, and go back to the list."""
    messages.error(request, str(ErasedMeanwhile()))
    return redirect("admin:contacts_contact_changelist")


def _look(number: ContactPoint, today: date) -> Any:
    """Return what the list last said of ``number``."""
    return do_not_call.last_check_of(number.contact.subject, number.value, on=today)


def _contact(model_admin: Any, request: HttpRequest, pk: int) -> Contact:
    """Return the person; 404 for whom the reader may not see, 403 for who may only read."""
    contact = model_admin.get_object(request, str(pk))
    if contact is None:
        raise Http404
    if not model_admin.has_change_permission(request, contact):
        raise PermissionDenied
    found: Contact = contact
    return found


def _point(contact: Contact, pk: int, request: HttpRequest, today: date) -> ContactPoint:
    for point in list_usable_points(contact, user=request.user, today=today):
        if point.pk == pk:
            return point
    raise Http404


def _answer(
    model_admin: Any, request: HttpRequest, contact: Contact, template: str, title: str, facts: dict[str, Any]
) -> HttpResponse:
    name = title_of(contact)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": title % {"name": name},
        "name": name,
        "contact": contact,
        "back": reverse("admin:contacts_contact_page", args=(contact.pk,)),
        "has_permission": True,
    }
    return TemplateResponse(request, f"admin/contacts/contact/{template}", context | facts)

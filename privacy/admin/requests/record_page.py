"""Recording a request that came by phone, letter or mail: the clock runs from the day it came, whoever heard
it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from privacy.admin.base.fields import read_subject_from_query
from privacy.admin.base.page_context import build_page_context
from privacy.admin.requests.record_form import RecordForm
from privacy.locks import latched
from privacy.models import Choice, Request, Subject
from privacy.requests import clock, decisions, intake
from privacy.staff_access.titles import page_address, people_of, visible_addresses
from privacy.subjects.lookup import find_subjects, requester_is_verified
from privacy.web.links import read_site
from privacy.web.refusal import Refusal


def show_record_form(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """Show the form, or record the request that was posted, for the data subject in the address of the page
    if there is one."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    subject = read_subject_from_query(request)
    addresses = visible_addresses(subject, user=request.user, today=timezone.localdate()) if subject else []
    form = RecordForm(request.POST or None, initial=_initial(request, addresses))
    made = _record(request, form, subject) if request.method == "POST" and form.is_valid() else None
    if made:
        day = date_format(made.due_on, "DATE_FORMAT")
        messages.success(
            request,
            gettext("Recorded as %(reference)s. The answer is due on %(day)s.")
            % {"reference": made.reference, "day": day},
        )
        if not requester_is_verified(made):
            messages.warning(
                request,
                gettext(
                    "We do not know this address as one of the person. First check that the request really "
                    "comes from them."
                ),
            )
        seen = (
            model_admin.has_view_permission(request)
            and model_admin.get_queryset(request).filter(pk=made.pk).exists()
        )
        return redirect(page_address(Request, made.pk) if seen else reverse("admin:index"))
    context = {
        **build_page_context(model_admin, request, title=gettext("Record a request")),
        "form": form,
        "people": people_of([subject], user=request.user, today=timezone.localdate())[subject.pk]
        if subject
        else [],
        "addresses": addresses,
    }
    return TemplateResponse(request, "admin/privacy/request/record.html", context)


def _record(request: HttpRequest, form: RecordForm, subject: Subject | None) -> Request | None:
    """Return the request that was recorded; ``None`` if it could not be, and then ``form`` says why."""
    now, data = timezone.now(), form.cleaned_data
    found = find_subjects(data["person"]) if data["person"] else []
    named = (
        "kind",
        "purpose",
        "address",
        "postal",
        "channel",
        "received_at",
        "details",
        "language",
        "mandate",
    )
    try:
        with latched():
            made = intake.record_received_request(
                **{name: data[name] for name in named},
                now=now,
                subject=subject or (found[0] if len(found) == 1 else None),
                site=read_site(request),
                by=request.user,  # type: ignore[arg-type]
            )
            clock.move_receipt_forward(made, data["received_at"], now=now)
            decisions.carry_out_at_once(made, now=now, site=read_site(request))
    except Refusal as error:
        form.add_error(None, str(error))
        return None
    return made


def _initial(request: HttpRequest, addresses: list[str]) -> dict[str, Any]:
    kind = request.GET.get("kind", "")
    return {
        "kind": kind if kind in Request.Kind.values else Request.Kind.ACCESS,
        "received_on": timezone.localdate(),
        "channel": Choice.Channel.PHONE,
        "language": settings.LANGUAGE_CODE,
        "address": addresses[0] if len(addresses) == 1 else "",
    }

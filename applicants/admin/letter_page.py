"""Writing to one applicant: a form, the letter as it will be, and only then the button that sends it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from applicants.admin.application_forms import LaterPositionForm, QuestionForm, TalkForm, WordsForm
from applicants.admin.application_page import find_application, may_work_on
from applicants.first_look import is_blind, name_shown
from applicants.models import Application, Keep, Position
from applicants.models.positions import open_positions
from applicants.outreach import may_reach_about_selection, may_reach_from_reserve
from applicants.purposes import RESERVE
from applicants.selection import interviews, letters_to_applicants
from applicants.selection.letters_to_applicants import Draft
from privacy.admin.base.forms import StaffForm
from privacy.admin.base.page_context import build_page_context
from privacy.dates import day_of
from privacy.outreach.permission import permission_words
from privacy.outreach.rules import Channel
from privacy.staff_access import visibility
from privacy.web.refusal import Refusal

QUESTION, INVITATION, CANCELLATION, REFUSAL, LATER = (
    "question",
    "invitation",
    "cancellation",
    "refusal",
    "later-position",
)
TITLES = {
    QUESTION: gettext_lazy("Ask %(name)s something"),
    INVITATION: gettext_lazy("Invite %(name)s to a talk"),
    CANCELLATION: gettext_lazy("Cancel the talk with %(name)s"),
    REFUSAL: gettext_lazy("Refuse %(name)s politely"),
    LATER: gettext_lazy("Tell %(name)s of a later position"),
}
Make = Callable[[Application, dict[str, Any], datetime], Draft]


def letter_page(model_admin: Any, request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Show the form of a letter of that ``kind``, the letter once it is filled in, or send what was read."""
    application, now = find_application(model_admin, request, pk), timezone.now()
    if kind not in TITLES:
        raise Http404
    _require_right(model_admin, request, application, kind, now)
    back = redirect("admin:applicants_application_page", application.pk)
    if kind == CANCELLATION and interviews.find_planned(application) is None:
        return back
    form, draft = _form(request, application, kind), None
    if form.is_bound and form.is_valid():
        draft = _MAKES[kind](application, form.cleaned_data, now)
        if request.POST.get("do") == "send":
            try:
                by: Any = request.user
                letters_to_applicants.send(draft, seal=request.POST.get("seal", ""), by=by, now=now)
            except Refusal as refused:
                messages.error(request, str(refused))
            else:
                messages.success(request, gettext("The letter is in the outbox."))
                return back
    return _shown(model_admin, request, application, kind, form, draft)


def _shown(
    model_admin: Any,
    request: HttpRequest,
    application: Application,
    kind: str,
    form: StaffForm,
    draft: Draft | None,
) -> HttpResponse:
    today = timezone.localdate()
    may_reach = may_reach_from_reserve if kind == LATER else may_reach_about_selection
    permission = may_reach(application, channel=Channel.EMAIL, on=today)
    name = name_shown(application, blind=is_blind(application, user=request.user, today=today))
    context = {
        **build_page_context(model_admin, request, title=str(TITLES[kind]) % {"name": name}),
        "application": application,
        "position": application.position,
        "form": form,
        "kind": kind,
        "preview": draft.read() if draft else None,
        "seal": draft.seal if draft else "",
        "calendar": bool(draft and draft.context.get("calendar")),
        "permission": permission,
        "why_not": permission_words(permission),
        "has_address": bool(application.email),
    }
    return TemplateResponse(request, "admin/applicants/application/letter.html", context)


def _require_right(
    model_admin: Any, request: HttpRequest, application: Application, kind: str, now: datetime
) -> None:
    """Raise ``PermissionDenied`` for who may not write to the applicant about this."""
    today, user = day_of(now), request.user
    if kind == LATER:
        over = application.choice == Keep.RESERVE and not application.position.is_open(today)
        may = over and RESERVE in visibility.purposes_of(user)
    else:
        may = may_work_on(application, user=user, today=today)
    if not may or not model_admin.has_change_permission(request):
        raise PermissionDenied


def _form(request: HttpRequest, application: Application, kind: str) -> StaffForm:
    sent = request.POST if request.method == "POST" else None
    if kind == QUESTION:
        return QuestionForm(sent)
    if kind == INVITATION:
        return TalkForm(sent, initial=_said_before(application))
    if kind == LATER:
        user: Any = request.user
        mine = open_positions(timezone.localdate()).filter(hiring_group__in=[user.pk])
        return LaterPositionForm(sent, positions=[(str(each.pk), each.title()) for each in mine])
    return WordsForm(sent)


def _said_before(application: Application) -> dict[str, Any]:
    planned = interviews.find_planned(application)
    if planned is None:
        return {}
    starts = timezone.localtime(planned.starts_at)
    return {"day": starts.date(), "hour": starts.time(), "minutes": planned.minutes, "place": planned.place}


def _question(application: Application, said: dict[str, Any], now: datetime) -> Draft:
    return letters_to_applicants.draft_question(application, question=said["question"])


def _refusal(application: Application, said: dict[str, Any], now: datetime) -> Draft:
    return letters_to_applicants.draft_refusal(application, words=said["words"])


def _invitation(application: Application, said: dict[str, Any], now: datetime) -> Draft:
    when = {name: said[name] for name in ("starts_at", "minutes", "place")}
    talk = interviews.draft_interview(application, **when)
    return letters_to_applicants.draft_invitation(application, talk, words=said["words"], now=now)


def _cancellation(application: Application, said: dict[str, Any], now: datetime) -> Draft:
    planned = interviews.find_planned(application)
    assert planned is not None  # noqa: S101  (the page goes back without one)
    talk = interviews.draft_cancellation(planned, now=now)
    return letters_to_applicants.draft_cancellation(application, talk, words=said["words"], now=now)


def _later(application: Application, said: dict[str, Any], now: datetime) -> Draft:
    position = Position.objects.get(pk=said["position"])
    return letters_to_applicants.draft_later_position(application, position, words=said["words"])


_MAKES: dict[str, Make] = {
    QUESTION: _question,
    INVITATION: _invitation,
    CANCELLATION: _cancellation,
    REFUSAL: _refusal,
    LATER: _later,
}

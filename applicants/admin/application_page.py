"""The page of one application: what was sent beside what one thinks of it, and what becomes of it.

Who it is from is hidden until one's own evaluation is saved, where the position asks so; each act asks again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext

from applicants.admin.application_forms import EvaluationForm, TagsForm, WhyNumberForm, WhyReceivedForm
from applicants.admin.selection_page import list_applications, offered_stages, word_choice
from applicants.applications import take_out_application, withdraw_application
from applicants.documents import documents_of
from applicants.first_look import hide_names, is_blind, list_blind, name_shown
from applicants.models import Application, Keep, Stage
from applicants.outreach import may_reach_about_selection
from applicants.presence import require_present
from applicants.purposes import RESERVE, SELECTION
from applicants.seen_by import selects_for
from applicants.selection.evaluations import (
    average_mark,
    find_own_evaluation,
    list_criteria,
    list_evaluations_of_others,
    list_evaluators,
    save_evaluation,
)
from applicants.selection.interviews import find_planned
from applicants.selection.letters_to_applicants import record_heard
from applicants.stages import DECIDED, move_to_stage, was_told_no
from privacy.admin.base.page_context import build_page_context
from privacy.dates import day_of
from privacy.locks import latched
from privacy.outreach import gate
from privacy.outreach.permission import permission_words
from privacy.outreach.rules import Channel
from privacy.staff_access import visibility
from privacy.web.refusal import Refusal
from privacy.wording.words import confirmation_word, is_confirmation_word

Act = Callable[[HttpRequest, Application, datetime], str]


def find_application(model_admin: Any, request: HttpRequest, pk: int) -> Application:
    """Return the application; 404 for whom it is not there, whoever they are."""
    found: Application | None = model_admin.get_object(request, str(pk))
    if found is None:
        raise Http404
    return found


def may_work_on(application: Application, *, user: Any, today: date) -> bool:
    """Return whether ``user`` selects for this position, and the selection goes on."""
    return application.position.is_open(today) and selects_for(user, application.position)


def application_page(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Show the application, or do what was posted."""
    application, now = find_application(model_admin, request, pk), timezone.now()
    today = day_of(now)
    do = request.POST.get("do", "") if request.method == "POST" else ""
    own = find_own_evaluation(application, request.user)
    criteria = list_criteria(application.position)
    form = EvaluationForm(request.POST if do == "evaluate" else None, criteria=criteria, own=own)
    number = WhyNumberForm(request.POST if do == "show" else None)
    if do:
        if not model_admin.may_act(request, application, do, today):
            raise PermissionDenied
        if do in ACTS or (do == "evaluate" and form.is_valid()):
            return _do(request, application, do, form, now)
    shown = _numbers(request, application, number, now) if do == "show" and number.is_valid() else None
    return _shown(model_admin, request, application, form, number, shown)


def _do(
    request: HttpRequest, application: Application, do: str, form: EvaluationForm, now: datetime
) -> HttpResponse:
    """Do it and come back: here, or to the list where the application is over."""
    try:
        if do == "evaluate":
            save_evaluation(
                application,
                by=request.user,  # type: ignore[arg-type]
                marks=form.marks,
                remarks=form.cleaned_data["remarks"],
                recommendation=form.cleaned_data["recommendation"],
                now=now,
            )
            messages.success(request, gettext("Your evaluation is saved."))
        elif said := ACTS[do](request, application, now):
            messages.success(request, said)
    except Refusal as refused:
        messages.error(request, str(refused))
    if not Application.objects.filter(pk=application.pk, ended_on=None).exists():
        return redirect("admin:applicants_position_selection", application.position_id)
    return redirect(request.get_full_path())


def _move(request: HttpRequest, application: Application, now: datetime) -> str:
    to, was, by = request.POST.get("stage", ""), request.POST.get("was", ""), request.user
    if to not in DECIDED or to == application.stage:
        return ""
    if was != application.stage:
        messages.warning(request, gettext("A colleague changed a stage meanwhile. Look again."))
        return ""
    if was_told_no(application) and not request.POST.get("sure"):
        messages.warning(request, gettext("They were told no. Say first that you change it all the same."))
        return ""
    move_to_stage(application, to, by=by, now=now)  # type: ignore[arg-type]
    return gettext("The stage is saved.")


def _tag(request: HttpRequest, application: Application, now: datetime) -> str:
    form = TagsForm(request.POST)
    if not form.is_valid():
        return ""
    with latched():
        row = require_present(application)
        gate.require_use(row.subject, RESERVE, on=day_of(now))
        Application.objects.filter(pk=row.pk).update(tags=form.cleaned_data["tags"])
    return gettext("The tags are saved.")


def _withdraw(request: HttpRequest, application: Application, now: datetime) -> str:
    withdraw_application(application, now=now, by=request.user)  # type: ignore[arg-type]
    return gettext("The application is withdrawn. We delete it tonight.")


def _take_out(request: HttpRequest, application: Application, now: datetime) -> str:
    if not is_confirmation_word(request.POST.get("word", "")):
        messages.error(request, gettext("Type the word, so that nobody is let go of by accident."))
        return ""
    take_out_application(application, by=request.user, now=now)  # type: ignore[arg-type]
    return gettext("The application is taken out. We delete it tonight.")


def _heard(request: HttpRequest, application: Application, now: datetime) -> str:
    record_heard(application, on=day_of(now))
    return gettext("It is noted that they heard from us today.")


ACTS: dict[str, Act] = {
    "stage": _move,
    "tags": _tag,
    "withdraw": _withdraw,
    "take-out": _take_out,
    "heard": _heard,
}
OF_RESERVE = frozenset({"tags"})
"""What may be done for somebody in the reserve once the selection is over."""


def _numbers(
    request: HttpRequest, application: Application, form: WhyNumberForm, now: datetime
) -> dict[str, Any]:
    """Return number and address for the reason that was given, if the gate says yes; the reading is noted."""
    today = day_of(now)
    permission = may_reach_about_selection(application, channel=Channel.PHONE, on=today)
    if not permission.allowed:
        return {"why_not": permission_words(permission)}
    visibility.log_reading(
        application,
        user=request.user,
        now=now,
        today=today,
        purpose=SELECTION,
        reason=f"number-{form.cleaned_data['reason']}",
    )
    return {"phone": application.phone, "email": application.email}


def _neighbours(request: HttpRequest, application: Application, today: date) -> dict[str, Any]:
    """Return the application before and after this one, among those of the stage one looks at."""
    stage = request.GET.get("stage", "")
    position = application.position
    rows = list_applications(position, user=request.user, today=today, stage=stage)
    at = next((at for at, row in enumerate(rows) if row.pk == application.pk), None)
    if at is None:
        rows = list_applications(position, user=request.user, today=today)
        at = next((at for at, row in enumerate(rows) if row.pk == application.pk), None)
    if at is None:
        return {}
    blind = list_blind(rows, position, user=request.user, today=today)
    before, after = rows[at - 1] if at else None, rows[at + 1] if at + 1 < len(rows) else None
    named = {row.pk: name_shown(row, blind=row.pk in blind) for row in (before, after) if row}
    return {
        "before": (before.pk, named[before.pk]) if before else None,
        "after": (after.pk, named[after.pk]) if after else None,
        "place": at + 1,
        "many": len(rows),
        "query": f"?stage={stage}" if stage in Stage else "",
    }


def _shown(
    model_admin: Any,
    request: HttpRequest,
    application: Application,
    form: EvaluationForm,
    number: WhyNumberForm,
    shown: dict[str, Any] | None,
) -> HttpResponse:
    today, user = timezone.localdate(), request.user
    position = application.position
    blind = is_blind(application, user=user, today=today)
    group = selects_for(user, position)
    if request.method == "GET":
        model_admin.note_reading(request, application)
    permission = may_reach_about_selection(application, channel=Channel.EMAIL, on=today)
    letter = hide_names(application.letter, application) if blind else application.letter
    context = {
        **build_page_context(model_admin, request, title=name_shown(application, blind=blind)),
        "application": application,
        "told_no": was_told_no(application),
        "position": position,
        "blind": blind,
        "group": group,
        "open": position.is_open(today),
        "works": may_work_on(application, user=user, today=today)
        and model_admin.has_change_permission(request),
        "neighbours": _neighbours(request, application, today) if group else {},
        "choice": word_choice(application),
        "letter": letter,
        "documents": [] if blind else list(documents_of(application)),
        "hidden_documents": documents_of(application).count() if blind else 0,
        "form": form,
        "own": find_own_evaluation(application, user),
        "others": [(each, average_mark(each)) for each in list_evaluations_of_others(application, user)]
        if group
        else [],
        "evaluators": list_evaluators(application, besides=user) if group else [],
        "stages": offered_stages(application),
        "changes": application.stage_changes.select_related("by").order_by("-at", "-pk") if group else [],
        "talk": find_planned(application) if group else None,
        "permission": permission,
        "why_not": permission_words(permission),
        "number": number,
        "shown": shown,
        "received": WhyReceivedForm(),
        "reserve": application.choice == Keep.RESERVE and not position.is_open(today),
        "tags": TagsForm(initial={"tags": application.tags}),
        "word": confirmation_word(),
        "may_hold": user.has_perm("privacy.add_hold"),
    }
    return TemplateResponse(request, "admin/applicants/application/page.html", context)

"""The selection for a position: who applied, where each stands, and what becomes of these people.

Stages are a list to choose from, saved for everybody at once; each change is the decision of whoever saves
it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext, ngettext

from applicants.admin.position_state import word_state
from applicants.closing_preview import count_leaving
from applicants.consents import has_confirmed
from applicants.first_look import has_applications, list_blind, name_shown
from applicants.models import Application, Evaluation, HiringDossier, Keep, Position, Stage
from applicants.seen_by import selects_for
from applicants.selection.evaluations import average_mark
from applicants.selection.silence import list_unheard
from applicants.stages import DECIDED, move_to_stage, was_told_no
from privacy.admin.base.page_context import build_page_context
from privacy.dates import day_of
from privacy.locks import latched
from privacy.staff_access.badges import Badge
from privacy.staff_access.visibility import visible_to
from privacy.web.refusal import Refusal

A_PAGE = 50
"""Applicants on one page."""


@dataclass(frozen=True)
class Line:
    """One applicant on the list: what they are called, what they chose, the reader's own mark, and the stages
    that can be chosen."""

    application: Application
    name: str
    choice: Badge
    mark: str
    stages: list[tuple[str, str]]
    unheard: bool


def find_position(model_admin: Any, request: HttpRequest, pk: int) -> Position:
    """Return the position; 404 where it is not there, 403 for who is not in its hiring group."""
    position = model_admin.get_object(request, str(pk))
    if position is None:
        raise Http404
    if not selects_for(request.user, position):
        raise PermissionDenied
    found: Position = position
    return found


def list_applications(position: Position, *, user: Any, today: date, stage: str = "") -> list[Application]:
    """Return the applications for ``position`` that ``user`` sees, newest first; of one ``stage`` if one is
    named."""
    return _with_position(find_applications(position, user=user, today=today, stage=stage), position)


def find_applications(
    position: Position, *, user: Any, today: date, stage: str = ""
) -> QuerySet[Application]:
    """Return the same as rows to be asked for."""
    rows = visible_to(position.applications.filter(ended_on=None), user=user, today=today)
    return (rows.filter(stage=stage) if stage in Stage else rows).order_by("-applied_on", "-pk")


def _with_position(rows: Iterable[Application], position: Position) -> list[Application]:
    found = list(rows)
    for row in found:
        row.position = position
    return found


def selection_page(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Show who applied for the position, or save what was posted: the stages, or whether one looks blind."""
    position, now = find_position(model_admin, request, pk), timezone.now()
    if request.method == "POST":
        if not model_admin.has_change_permission(request, position):
            raise PermissionDenied
        if request.POST.get("do") == "sight":
            _switch_sight(request, position)
        else:
            _save_stages(request, position, now=now)
        return redirect(request.get_full_path())
    today = day_of(now)
    stage = request.GET.get("stage", "")
    found = find_applications(position, user=request.user, today=today, stage=stage)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = _with_position(page, position)
    context = {
        **build_page_context(model_admin, request, title=position.title()),
        "position": position,
        "state": word_state(position, today=today),
        "page": page,
        "lines": _lines(rows, position, request, today=today),
        "stage": stage if stage in Stage else "",
        "stages": _count_stages(position, request, today),
        "colleagues": [each.get_full_name() or each.get_username() for each in position.hiring_group.all()],
        "going": count_leaving(position, on=today) if position.is_open(today) else None,
        "dossiers": _dossiers(position, request, today),
        "may_change": model_admin.has_change_permission(request, position),
        "applied_to": has_applications(position),
        "is_open": position.is_open(today),
    }
    return TemplateResponse(request, "admin/applicants/position/selection.html", context)


def _lines(rows: list[Application], position: Position, request: HttpRequest, *, today: date) -> list[Line]:
    user: Any = request.user
    blind = list_blind(rows, position, user=user, today=today)
    keys = [row.pk for row in rows]
    own = {
        each.application_id: each
        for each in Evaluation.objects.filter(application__in=keys, evaluator__in=[user.pk])
    }
    unheard = set(list_unheard(today).filter(pk__in=keys).values_list("pk", flat=True))
    return [
        Line(
            row,
            name_shown(row, blind=row.pk in blind),
            word_choice(row),
            _word_mark(own.get(row.pk)),
            offered_stages(row),
            row.pk in unheard,
        )
        for row in rows
    ]


def word_choice(application: Application) -> Badge:
    """Return how long an applicant lets us keep their application, as a badge."""
    if not has_confirmed(application):
        return Badge(gettext("also later positions, not confirmed yet"), "warning")
    if application.choice == Keep.RESERVE:
        return Badge(gettext("also later positions"), "good")
    if application.choice == Keep.POSITION:
        return Badge(gettext("only this position"), "warning")
    return Badge(gettext("did not choose yet"), "danger")


def offered_stages(application: Application) -> list[tuple[str, str]]:
    """Return the stages that staff can choose for an application, with the one it stands at."""
    return [
        (str(value), str(label))
        for value, label in Stage.choices
        if value in DECIDED or value == application.stage
    ]


def _word_mark(evaluation: Evaluation | None) -> str:
    if evaluation is None:
        return gettext("not yet")
    mark = average_mark(evaluation)
    return gettext("%(mark)s of 5") % {"mark": localize(mark)} if mark else gettext("without a mark")


def _save_stages(request: HttpRequest, position: Position, *, now: datetime) -> None:
    """Move those whose stage was changed on the page; what a colleague changed meanwhile stays as it is."""
    by: Any = request.user
    moved, late, told = 0, 0, 0
    shown = [name.removeprefix("was-") for name in request.POST if name.startswith("was-")]
    rows = find_applications(position, user=by, today=day_of(now))
    for row in _with_position(rows.filter(pk__in=[key for key in shown if key.isdecimal()]), position):
        was, to = request.POST.get(f"was-{row.pk}", ""), request.POST.get(f"stage-{row.pk}", "")
        if to == was or to not in DECIDED:
            continue
        if was_told_no(row):
            told += 1
            continue
        try:
            with latched():
                if Application.objects.filter(pk=row.pk, stage=was).exists():
                    move_to_stage(row, to, by=by, now=now)
                    moved += 1
                else:
                    late += 1
        except Refusal as refused:
            messages.error(request, str(refused))
    if moved:
        words = ngettext("%(count)d stage was saved.", "%(count)d stages were saved.", moved)
        messages.success(request, words % {"count": moved})
    if told:
        messages.warning(request, gettext("Who was told no is moved on their own page only."))
    if late:
        messages.warning(request, gettext("A colleague changed a stage meanwhile. Look again."))


def _switch_sight(request: HttpRequest, position: Position) -> None:
    blind = request.POST.get("blind") == "on"
    if not blind and has_applications(position):
        messages.error(request, gettext("The first look stays blind: so it was when people applied."))
        return
    Position.objects.filter(pk=position.pk).update(blind_first_look=blind)
    messages.success(
        request,
        gettext("The first look is blind again.") if blind else gettext("The first look is no longer blind."),
    )


def _count_stages(position: Position, request: HttpRequest, today: date) -> list[tuple[str, str, int]]:
    """Return each stage with its name and how many stand there, "" for all of them."""
    rows = visible_to(position.applications.filter(ended_on=None), user=request.user, today=today)
    counted = rows.order_by().values("stage").annotate(many=Count("pk", distinct=True))
    many = {each["stage"]: each["many"] for each in counted}
    shown = [(str(value), str(label), many.get(value, 0)) for value, label in Stage.choices]
    return [("", gettext("All"), sum(many.values())), *shown]


def _dossiers(position: Position, request: HttpRequest, today: date) -> list[tuple[str, date]]:
    rows = visible_to(HiringDossier.objects.filter(position=position), user=request.user, today=today)
    return [
        (reverse("admin:applicants_position_dossier", args=(position.pk, row.pk)), row.made_on)
        for row in rows.order_by("pk")
    ]

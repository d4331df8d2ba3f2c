"""Refusing several people politely: each letter is read before it leaves, and who sends it decided so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from applicants.admin.selection_page import find_position, list_applications
from applicants.first_look import list_blind, name_shown
from applicants.models import Application, Stage
from applicants.outreach import may_reach_about_selection
from applicants.selection.letters_to_applicants import Draft, draft_refusal, send
from privacy.admin.base.page_context import build_page_context
from privacy.dates import day_of
from privacy.outreach.permission import permission_words
from privacy.outreach.rules import Channel
from privacy.web.refusal import Refusal

LONGEST = 2000
NEVER_REFUSED = (Stage.HIRED, Stage.WITHDRAWN)


@dataclass(frozen=True)
class Prepared:
    """A refusal to one person, to be read; ``why_not`` where it may not be sent."""

    application: Application
    name: str
    words: str
    title: str
    text: str
    seal: str
    why_not: str


def refusal_page(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Show the letter to each of those who were chosen, or send those that were read."""
    position, now = find_position(model_admin, request, pk), timezone.now()
    back = redirect("admin:applicants_position_selection", position.pk)
    if not model_admin.has_change_permission(request, position):
        raise PermissionDenied
    if request.method != "POST":
        return back
    today = day_of(now)
    picked = set(request.POST.getlist("pick"))
    every = list_applications(position, user=request.user, today=today)
    rows = [row for row in every if str(row.pk) in picked and row.stage not in NEVER_REFUSED]
    if not rows:
        messages.warning(request, gettext("Choose first who gets a refusal."))
        return back
    drafts = [draft_refusal(row, words=_words(request, row)) for row in rows]
    if request.POST.get("do") == "send":
        left = _send(request, drafts, now)
        if not left:
            return back
        drafts = left
    blind = list_blind(rows, position, user=request.user, today=today)
    context = {
        **build_page_context(model_admin, request, title=gettext("Refuse politely")),
        "position": position,
        "prepared": [_prepare(draft, blind=draft.application.pk in blind, today=today) for draft in drafts],
        "longest": LONGEST,
    }
    return TemplateResponse(request, "admin/applicants/position/refuse.html", context)


def _words(request: HttpRequest, row: Application) -> str:
    return request.POST.get(f"words-{row.pk}", "").strip()[:LONGEST]


def _prepare(draft: Draft, *, blind: bool, today: date) -> Prepared:
    row = draft.application
    permission = may_reach_about_selection(row, channel=Channel.EMAIL, on=today)
    why_not = "" if permission.allowed else permission_words(permission)
    if not row.email:
        why_not = gettext("We have no e-mail address of this person. Write to them on paper, or call.")
    title, text = draft.read()
    return Prepared(
        row, name_shown(row, blind=blind), draft.context["words"], title, text, draft.seal, why_not
    )


def _send(request: HttpRequest, drafts: list[Draft], now: Any) -> list[Draft]:
    """Send each letter that is as it was read; return those that are not, to be read again."""
    by: Any = request.user
    sent, left = 0, []
    for draft in drafts:
        try:
            send(draft, seal=request.POST.get(f"seal-{draft.application.pk}", ""), by=by, now=now)
        except Refusal as refused:
            messages.error(request, str(refused))
            left.append(draft)
        else:
            sent += 1
    if sent:
        words = ngettext("%(count)d refusal is in the outbox.", "%(count)d refusals are in the outbox.", sent)
        messages.success(request, words % {"count": sent})
    return left

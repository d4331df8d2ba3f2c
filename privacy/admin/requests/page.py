"""The page of one request: what would go, what stays and by which law, who else must act; then approve or
refuse. Each card of it is one dataclass and one template."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from privacy.admin.base.page_context import build_page_context
from privacy.admin.requests.acts import perform_act
from privacy.admin.requests.clock import build_clock_card, build_history_card
from privacy.admin.requests.decision import RefusalForm, build_approval_card, build_proposal_card
from privacy.admin.requests.draft import build_draft_card, build_letter_card
from privacy.admin.requests.person import build_person_card
from privacy.admin.requests.rectification import build_rectification_card, build_restriction_card
from privacy.models import Request
from privacy.requests import clock
from privacy.requests.deceased import may_be_about_deceased
from privacy.requests.postal_answers import unposted_letters
from privacy.requests.preview import preview_request
from privacy.requests.second_person import second_person_of
from privacy.rights.registered import right_of

State = Request.State

STATES: dict[str, Promise] = {
    State.UNCONFIRMED: gettext_lazy("not confirmed yet"),
    State.OPEN: gettext_lazy("waiting for a decision"),
    State.APPROVED: gettext_lazy("approved, answer on its way"),
    State.ANSWERED: gettext_lazy("answered"),
    State.REFUSED: gettext_lazy("refused"),
    State.CANCELLED: gettext_lazy("cancelled by the person"),
    State.EXPIRED: gettext_lazy("never confirmed"),
}
"""The states of a request in the words of staff."""


def state_words(asked: Request) -> str:
    """Return in which state ``asked`` is; an answer on paper is on its way only once somebody posts it."""
    if asked.state == State.APPROVED and asked.postal:
        return gettext("approved, the letter still has to be posted")
    return str(STATES[asked.state])


@dataclass(frozen=True)
class AskedCard:
    """What was asked: the use it is about, in words, and the day to aim for, if that is an earlier one."""

    use: str
    aim_for: date | None


def show_request(model_admin: Any, request: HttpRequest, asked: Request) -> HttpResponse:
    """Show the request, or do what was posted by somebody who may change requests."""
    refuses = request.POST.get("do") == "refuse"
    typed = request.POST.get("person", "") if request.POST.get("do") == "represent" else ""
    refusal = RefusalForm(request.POST if refuses else None, right=right_of(asked))
    if request.method == "POST" and request.user.has_perm("privacy.change_request"):
        # Who was looked for by name is shown on this page: it stands in no address.
        if (not refuses or refusal.is_valid()) and (perform_act(request, asked) or not typed):
            return redirect(request.path)
    else:
        model_admin.note_reading(request, asked)
    context = build_page_context(model_admin, request, title=f"{asked.reference}: {asked.get_kind_display()}")
    return TemplateResponse(
        request,
        "admin/privacy/request/page.html",
        context | _cards(request, asked, typed=typed) | {"refusal": refusal},
    )


def _cards(request: HttpRequest, asked: Request, *, typed: str) -> dict[str, Any]:
    """Return the cards of the page, by the name that their templates use."""
    today, now, user = timezone.localdate(), timezone.now(), request.user
    waits, may_change = asked.state == State.OPEN, user.has_perm("privacy.change_request")
    seen = preview_request(asked, today) if waits else None
    proposal = build_proposal_card(asked, seen, by=user)
    return {
        "asked": asked,
        "state": state_words(asked),
        "waits": waits,
        "may_say_died": waits and may_change and may_be_about_deceased(asked),
        "died": may_change and asked.subject is not None and asked.subject.deceased_on is not None,
        "unconfirmed": may_change and asked.state == State.UNCONFIRMED,
        "may_change": may_change,
        "may_decide": waits and may_change,
        "what": _asked_card(asked, waits=waits, today=today),
        "person": build_person_card(asked, seen, user=user, may_decide=waits and may_change, typed=typed),
        "rectification": build_rectification_card(asked, waits=waits),
        "restriction": build_restriction_card(asked, waits=waits),
        "seen": seen,
        "second": second_person_of(asked),
        "outcomes": asked.outcomes.order_by("result", "label"),
        "notifications": asked.notifications.order_by("pk"),
        "letter": build_letter_card(asked, seen, now=now),
        "draft": build_draft_card(asked, today=today),
        "clock": build_clock_card(asked, today=today),
        "proposal": proposal,
        "approval": build_approval_card(asked, seen, proposal, by=user) if seen else None,
        "sheets": unposted_letters(asked),
        "enclosure": right_of(asked).enclosure_text,
        "messages_sent": asked.messages.defer("payload").order_by("pk"),
        "history": build_history_card(asked),
    }


def _asked_card(asked: Request, *, waits: bool, today: date) -> AskedCard:
    target = clock.internal_target(asked, today=today) if waits else asked.due_on
    return AskedCard(
        use=right_of(asked).use_words(asked.purpose), aim_for=target if target != asked.due_on else None
    )

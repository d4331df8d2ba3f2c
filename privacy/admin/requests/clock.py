"""The time to answer on the page of a request: questions that suspend it, answers, extension; and its
history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from privacy.admin.requests.posted import Act, Posted
from privacy.models import ClockSuspension, Request, RequestStep
from privacy.requests import clock
from privacy.rights.registered import right_of
from privacy.staff_access.badges import Badge
from privacy.web.refusal import Refusal

STEPS: dict[str, Promise] = {
    "open": gettext_lazy("opened"),
    "approved": gettext_lazy("approved"),
    "answered": gettext_lazy("answered"),
    "refused": gettext_lazy("refused"),
    "cancelled": gettext_lazy("cancelled by the person"),
    "added": gettext_lazy("the person added something"),
    "lifting": gettext_lazy("wrote that the data are going to be used again"),
    "about": gettext_lazy("said who this is about"),
    "asked-identity": gettext_lazy("asked who asks"),
    "asked-clarification": gettext_lazy("asked what is meant"),
    "answer-identity": gettext_lazy("wrote down the answer: who asks"),
    "answer-clarification": gettext_lazy("wrote down the answer: what is meant"),
    "extended": gettext_lazy("took more time"),
    "came-before": gettext_lazy("the same reached us before, by another way"),
    "posted": gettext_lazy("posted a letter"),
    "passed-on": gettext_lazy("told who received the data, or wrote down why not"),
    "on-paper": gettext_lazy("wrote down that everything goes by post"),
    "prepared": gettext_lazy("prepared the answer"),
    "deceased": gettext_lazy("wrote down that the person has died"),
    "not-deceased": gettext_lazy("wrote down that the person has not died"),
    "expired": gettext_lazy("let go: never confirmed"),
    "link-again": gettext_lazy("mailed the link that confirms once more"),
    "proposed-approve": gettext_lazy("proposed to approve"),
    "proposed-refuse": gettext_lazy("proposed to refuse"),
    "second-asked": gettext_lazy("mailed a link to somebody who is to agree"),
    "second-agreed": gettext_lazy("somebody else agreed by the mailed link"),
    "second-declined": gettext_lazy("somebody else did not agree, by the mailed link"),
    "second-none": gettext_lazy("wrote down why there is no second person"),
}
"""The steps of ``privacy.models.RequestStep`` in the words of staff; one that is not here shows its slug."""

READ_STEP = "read"
"""The step that logs who opened the file of a request about nobody we know; others stand in the access
log."""


@dataclass(frozen=True)
class ClockCard:
    """How much time there still is, the questions that stop the clock, and whether it may be extended."""

    light: Badge | None
    stands_still_since: date | None
    questions: list[tuple[ClockSuspension, bool]]
    """Each question, and whether it stops the clock."""
    waiting_for: ClockSuspension | None
    would_stop: bool
    """Whether a question asked today stops the clock."""
    may_extend: bool
    extend_until: date
    """The last day to tell the person that it takes more time."""
    extended_to: date
    today: date


@dataclass(frozen=True)
class HistoryCard:
    """What happened to a request, each step in the words of staff."""

    steps: list[tuple[Promise | str, RequestStep]]
    readers: str
    """Who opened the file of a request about nobody we know, and how often."""


def build_clock_card(asked: Request, *, today: date) -> ClockCard:
    """Return what the page shows of the time to answer ``asked``."""
    found = clock.dates_of_request(asked, today=today)
    questions = list(asked.suspensions.order_by("asked_on", "pk"))
    return ClockCard(
        light=clock.time_left_badge(asked, today=today) if asked.closed_at is None else None,
        stands_still_since=clock.stands_still_since(asked),
        questions=[(question, clock.question_stops_clock(asked, question)) for question in questions],
        waiting_for=next((question for question in questions if question.answered_on is None), None),
        would_stop=clock.question_would_stop_clock(asked, today=today),
        may_extend=not right_of(asked).at_once and not asked.extended_on and today <= found.due,
        extend_until=found.due,
        extended_to=found.extended_conservative,
        today=timezone.localdate(),
    )


def build_history_card(asked: Request) -> HistoryCard:
    """Return what happened to ``asked`` so far, the oldest first."""
    steps = asked.steps.exclude(what=READ_STEP).select_related("by").order_by("pk")
    readers = asked.steps.filter(what=READ_STEP).order_by().values_list("by__username").annotate(Count("pk"))
    return HistoryCard(
        steps=[(STEPS.get(step.what, step.what), step) for step in steps],
        readers=", ".join(f"{name or '–'} ({times})" for name, times in readers),
    )


def _ask(posted: Posted) -> str:
    asked, kind = posted.request, posted.text("about")
    if kind not in ClockSuspension.Kind.values:
        raise Refusal(gettext("Say what the question is about."))
    words, doubt = posted.text("question"), posted.text("doubt")
    question = clock.ask_person(asked, kind, question=words, doubt=doubt, by=posted.by, now=posted.now)
    if clock.question_stops_clock(asked, question):
        return gettext("The question is on its way. The clock stands still until the answer.")
    return gettext(
        "The question is on its way. The clock runs on: it was asked later than three working days."
    )


def _record_answer(posted: Posted) -> str:
    try:
        on = parse_date(posted.text("answered_on"))
    except ValueError:
        on = None
    if on is None:
        raise Refusal(gettext("Write the day of the answer."))
    clock.record_answer_to_question(
        posted.request, how=posted.text("how"), on=on, by=posted.by, now=posted.now
    )
    return gettext("Written down. The clock runs.")


def _extend(posted: Posted) -> str:
    clock.extend_deadline(posted.request, reasons=posted.text("reasons"), by=posted.by, now=posted.now)
    return gettext("The person is told that we take more time, why, and where to complain.")


ACTS: dict[str, Act] = {"ask": _ask, "answered": _record_answer, "extend": _extend}

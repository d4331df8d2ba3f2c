"""The clock on the page of a request: questions to the person, their answers, more time, and who did what
when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from privacy.models import ClockSuspension, Request
from privacy.requests import clock

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
    "proposed-approve": gettext_lazy("proposed to approve"),
    "proposed-refuse": gettext_lazy("proposed to refuse"),
}
"""The steps of ``privacy.models.Step`` in the words of staff; one that is not here shows its slug."""

READ = "read"
"""The step of who opened the file of somebody we do not know; of others the access log tells."""

Posted = Mapping[str, str]


def act(do: str, posted: Posted, asked: Request, *, by: AbstractBaseUser, now: datetime) -> str:
    """Do what was posted, one of ``ACTS``, and return what to say of it. Raises as ``privacy.clock`` does."""
    return ACTS[do](posted, asked, by, now)


def facts(asked: Request, *, today: date) -> dict[str, Any]:
    """Return what the page shows of the clock and of the course of ``asked``."""
    found = clock.dates(asked, today=today)
    questions = list(asked.suspensions.order_by("asked_on", "pk"))
    return {
        "light": clock.light(asked, today=today) if asked.closed_at is None else None,
        "since": clock.stands_still_since(asked),
        "target": clock.target(asked, today=today),
        "questions": [(question, clock.counts(asked, question)) for question in questions],
        "waiting_for": next((question for question in questions if question.answered_on is None), None),
        "would_count": clock.would_count(asked, today=today),
        "may_extend": asked.kind not in clock.AT_ONCE and not asked.extended_on and today <= found.due,
        "extend_until": found.due,
        "extended_to": found.extended_conservative,
        "today": timezone.localdate(),
        "steps": [
            (STEPS.get(step.what, step.what), step)
            for step in asked.steps.exclude(what=READ).select_related("by").order_by("pk")
        ],
        "readers": list(
            asked.steps.filter(what=READ).order_by().values_list("by__username").annotate(Count("pk"))
        ),
    }


def _ask(posted: Posted, asked: Request, by: AbstractBaseUser, now: datetime) -> str:
    kind = posted.get("about", "")
    if kind not in ClockSuspension.Kind.values:
        raise ValueError(gettext("Say what the question is about."))
    question = clock.ask(
        asked, kind, question=posted.get("question", ""), doubt=posted.get("doubt", ""), by=by, now=now
    )
    if clock.counts(asked, question):
        return gettext("The question is on its way. The clock stands still until the answer.")
    return gettext(
        "The question is on its way. The clock runs on: it was asked later than three working days."
    )


def _answered(posted: Posted, asked: Request, by: AbstractBaseUser, now: datetime) -> str:
    try:
        on = parse_date(posted.get("answered_on", ""))
    except ValueError:
        on = None
    if on is None:
        raise ValueError(gettext("Write the day of the answer."))
    clock.answered(asked, how=posted.get("how", ""), on=on, by=by, now=now)
    return gettext("Written down. The clock runs.")


def _extend(posted: Posted, asked: Request, by: AbstractBaseUser, now: datetime) -> str:
    clock.extend(asked, reasons=posted.get("reasons", ""), by=by, now=now)
    return gettext("The person is told that we take more time, why, and where to complain.")


ACTS: dict[str, Callable[[Posted, Request, AbstractBaseUser, datetime], str]] = {
    "ask": _ask,
    "answered": _answered,
    "extend": _extend,
}

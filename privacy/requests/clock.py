"""The clock of one request: until when we may take, when it stands still, and how more time is asked for.

It runs from receipt, whatever happens in between (GDPR art. 12(3); LAW D-1…D-12; the calendar itself is in
``privacy/requests/deadline.py``). A question about who asks, or about what is meant, stops it only if it was
asked promptly; one about who asks only with a recorded reasonable doubt (art. 12(6)). More time is told with
reasons within the first month, or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from privacy.dates import DAY, day_of, last_working_day
from privacy.delivery import letters
from privacy.evidence.request_history import append_dated, record_step
from privacy.models import ClockSuspension, Request
from privacy.requests import answers
from privacy.requests.deadline import Deadline, Suspension, deadline, suspended_days
from privacy.requests.open_request import open_request
from privacy.requests.states import AlreadyDecided
from privacy.rights.registered import right_of
from privacy.staff_access.badges import Badge
from privacy.web.refusal import Refusal

Kind = ClockSuspension.Kind

HALF, NEARLY = 0.5, 0.8
"""Parts of the time after which the light is amber, and red (LAW D-11)."""


def dates_of_request(request: Request, *, today: date) -> Deadline:
    """Return the dates of ``request``; a question that is open on ``today`` counts as answered then."""
    return deadline(request.received_at, suspensions=_pauses(request, request.suspensions.all(), today))


def last_day_to_answer(request: Request, *, today: date) -> date:
    """Return the last day to answer: extended if that was told, by the reading that gives the earlier day
    (LAW D-7)."""
    found = dates_of_request(request, today=today)
    return found.extended_conservative if request.extended_on else found.due


def internal_target(request: Request, *, today: date) -> date:
    """Return the day that we aim for: the last working day within the raw time, before days off lengthen it
    (LAW D-11)."""
    return (
        last_working_day(last_day_to_answer(request, today=today))
        if request.extended_on
        else dates_of_request(request, today=today).internal_target
    )


def stands_still_since(request: Request) -> date | None:
    """Return the day of the open question that stopped the clock, or ``None`` if the clock runs."""
    waiting = [each for each in request.suspensions.all() if each.answered_on is None]
    return waiting[0].asked_on if waiting and question_stops_clock(request, waiting[0]) else None


def question_stops_clock(request: Request, question: ClockSuspension) -> bool:
    """Return whether ``question`` stops the clock: asked promptly, and with a recorded doubt if it is about
    who asks."""
    if question.kind == Kind.IDENTITY and not request.doubt:
        return False
    before = [each for each in request.suspensions.all() if question.pk is None or each.pk < question.pk]
    start, earlier = day_of(request.received_at), _pauses(request, before, question.asked_on)
    a_day = Suspension(question.asked_on, question.asked_on + DAY)
    return suspended_days(start, [*earlier, a_day]) > suspended_days(start, earlier)


def question_would_stop_clock(request: Request, *, today: date) -> bool:
    """Return whether a question asked ``today`` would stop the clock: it is prompt after receipt, or after
    the last answer."""
    kind = Kind.CLARIFICATION
    return question_stops_clock(
        request, ClockSuspension(request=request, kind=kind, asked_on=max(today, day_of(request.received_at)))
    )


def time_left_badge(request: Request, *, today: date) -> Badge:
    """Return how much time is left, in words and a tone that turns at half and at four fifths of it (LAW
    D-11)."""
    since = stands_still_since(request)
    if since:
        return Badge(
            _("stands still since %(day)s") % {"day": date_format(since, "SHORT_DATE_FORMAT")}, "info"
        )
    days = (request.due_on - today).days
    if days < 0:
        return Badge(ngettext("%(days)d day late", "%(days)d days late", -days) % {"days": -days}, "danger")
    if right_of(request).at_once and request.state != Request.State.APPROVED:
        return Badge(_("to be done at once"), "danger")
    if days == 0:
        return Badge(_("due today"), "danger")
    gone = part_of_time_gone(request, today=today)
    text = ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}
    return Badge(text, "danger" if gone >= NEARLY else "warning" if gone >= HALF else "good")


def part_of_time_gone(request: Request, *, today: date) -> float:
    """Return which part of our time is gone, from 0 on; days on which the clock stood still count for
    nothing."""
    start = day_of(request.received_at)
    paused = (dates_of_request(request, today=today).due_raw - deadline(start).due_raw).days
    return ((today - start).days - paused) / max(1, (request.due_on - start).days - paused)


def ask_person(
    request: Request, kind: str, *, question: str = "", doubt: str = "", by: AbstractBaseUser, now: datetime
) -> ClockSuspension:
    """Ask the person who they are (``kind`` identity) or what they mean (clarification), and write down that
    we did.

    Who they are is asked only on a reasonable ``doubt`` that is recorded here and not told. ``Refusal``
    without doubt or question, or while another question waits; ``AlreadyDecided`` once it was decided.
    """
    if kind == Kind.IDENTITY and not doubt.strip():
        raise Refusal(
            _("Write down the reason to doubt who asks: without one we may not ask (GDPR art. 12(6)).")
        )
    if kind == Kind.CLARIFICATION and not question.strip():
        raise Refusal(_("Write down what you want to know."))
    with open_request(request) as fresh:
        if fresh.suspensions.filter(answered_on=None).exists():
            raise Refusal(_("A question to this person waits for its answer already."))
        if doubt.strip():
            fresh.doubt = append_dated(fresh.doubt, doubt, now=now)
            fresh.save(update_fields=["doubt"])
        asked = ClockSuspension.objects.create(request=fresh, kind=kind, asked_on=day_of(now))
        record_step(fresh, f"asked-{kind}", now=now, by=by)
        facts = {
            "kind": fresh.kind,
            "reference": fresh.reference,
            "received_at": fresh.received_at.isoformat(),
        }
        letters.write_about_request(
            fresh,
            f"question-{kind}",
            facts | {"question": question.strip(), "stands_still": question_stops_clock(fresh, asked)},
        )
    return asked


def record_answer_to_question(
    request: Request, *, how: str, on: date, by: AbstractBaseUser, now: datetime
) -> None:
    """Write down that the open question was answered on that day, and ``how``; the clock runs on.

    ``Refusal`` without a word of how, for a day to come or before the question, and if none is open.
    """
    if not how.strip():
        raise Refusal(_("Write down how it was answered."))
    with open_request(request) as fresh:
        asked = fresh.suspensions.filter(answered_on=None).first()
        if asked is None:
            raise Refusal(_("No question to this person waits for an answer."))
        if not asked.asked_on <= on <= day_of(now):
            raise Refusal(_("The answer came on a day from the question until today."))
        asked.answered_on = on
        asked.save(update_fields=["answered_on"])
        field = "doubt" if asked.kind == Kind.IDENTITY else "details"
        setattr(fresh, field, append_dated(getattr(fresh, field), how, now=now))
        fresh.due_on = last_day_to_answer(fresh, today=day_of(now))
        fresh.save(update_fields=[field, "due_on"])
        record_step(
            fresh, f"answer-{asked.kind}", now=now, by=by, on=on.isoformat(), due_on=fresh.due_on.isoformat()
        )


def extend_deadline(request: Request, *, reasons: str, by: AbstractBaseUser, now: datetime) -> None:
    """Take up to two months more, and tell the person so with ``reasons`` and the ways to complain (art.
    12(3)).

    ``Refusal`` without reasons, a second time, for what is done at once, and when the first month is over;
    ``AlreadyDecided`` once it was decided.
    """
    if not reasons.strip():
        raise Refusal(_("More time needs reasons that the person can understand (GDPR art. 12(3))."))
    today = day_of(now)
    with open_request(request) as fresh:
        last = dates_of_request(fresh, today=today).due
        if right_of(fresh).at_once:  # art. 21(3) and 7(3); LAW D-12
            raise Refusal(_("This is done at once: no more time can be taken for it."))
        if fresh.extended_on:
            raise Refusal(_("More time was taken already; that can be done only once."))
        if today > last:
            day = date_format(last, "DATE_FORMAT")
            raise Refusal(
                _("More time had to be told by %(day)s, within the first month. Answer now.") % {"day": day}
            )
        fresh.extended_on, fresh.extension = today, reasons.strip()
        fresh.due_on = last_day_to_answer(fresh, today=today)
        fresh.save(update_fields=["extended_on", "extension", "due_on"])
        record_step(fresh, "extended", now=now, by=by, due_on=fresh.due_on.isoformat())
        letter = answers.extension_letter(fresh, fresh.extension, due_on=fresh.due_on)
        letters.write_about_request(fresh, letter.template, letter.context)


def move_receipt_forward(request: Request, received_at: datetime, *, now: datetime) -> None:
    """Let the clock run from ``received_at`` if that is earlier: the same was asked before, and reached us by
    another way.

    Does nothing once it was decided.
    """
    with suppress(AlreadyDecided), open_request(request) as fresh:
        if received_at >= fresh.received_at:
            return
        fresh.received_at = received_at
        fresh.due_on = last_day_to_answer(fresh, today=day_of(now))
        fresh.save(update_fields=["received_at", "due_on"])
        record_step(fresh, "came-before", now=now, due_on=fresh.due_on.isoformat())


def _pauses(request: Request, questions: Iterable[ClockSuspension], today: date) -> list[Suspension]:
    """Return those that may stop the clock, an open one until ``today``; whether they were prompt
    ``deadline.py`` says."""
    grounded = [each for each in questions if each.kind != Kind.IDENTITY or request.doubt]
    return [Suspension(each.asked_on, each.answered_on or max(today, each.asked_on)) for each in grounded]

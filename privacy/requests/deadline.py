"""When a request must be answered (GDPR art. 12(3); Regulation 1182/71; the ten Belgian public holidays).

The clock starts on the local day of receipt, which is not counted; the month ends on the day with the same
number, or on the last day of a shorter month; an end on a day off moves to the next working day. Days off in
between count.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils.translation import gettext_lazy

from privacy.dates import Months, day_of, last_working_day, next_working_day, working_days_between
from privacy.web.refusal import Refusal

PROMPT = 3
"""Working days within which a question about identity or scope must be asked to stop the clock."""


class Suspension(NamedTuple):
    """A question to the person that was needed before we could go on: the day we asked, the day they
    answered."""

    asked: date
    answered: date


@dataclass(frozen=True)
class Deadline:
    """The dates of one request. ``raw`` is before moving to a working day.

    ``due`` is the outer limit, ``internal_target`` the last working day not after the raw limit,
    ``extended_due`` the limit when extended (three months in all, from receipt), ``extended_conservative``
    the same under the reading that adds two months to the end of the first: the earlier one, which we plan
    on.
    """

    due_raw: date
    due: date
    internal_target: date
    extended_raw: date
    extended_due: date
    extended_conservative: date


def deadline(received: date | datetime, *, suspensions: Iterable[Suspension] = ()) -> Deadline:
    """Return the dates of a request received on a day, or at an instant (read as a day in Brussels).

    Each of ``suspensions`` that was asked promptly adds its days. ``Refusal`` for one that was answered
    before it was asked, or asked before the request came.
    """
    start = day_of(received)
    pause = timedelta(days=suspended_days(start, suspensions))
    month = start + Months(1)
    due_raw = month + pause
    extended_raw = start + Months(3) + pause
    return Deadline(
        due_raw=due_raw,
        due=next_working_day(due_raw),
        internal_target=last_working_day(due_raw),
        extended_raw=extended_raw,
        extended_due=next_working_day(extended_raw),
        extended_conservative=next_working_day(month + Months(2) + pause),
    )


def suspended_days(received: date, suspensions: Iterable[Suspension]) -> int:
    """Return how many days the clock stood still: from each prompt question to its answer, none counted
    twice.

    A question later than ``PROMPT`` working days after receipt, or after the answer before it, stops nothing.
    """
    total, since, counted_to = 0, received, received
    for asked, answered in sorted(suspensions):
        if answered < asked or asked < received:
            raise Refusal(
                gettext_lazy("A question is asked after the request came and before its answer: %(days)s.")
                % {"days": f"{asked} > {answered}"}
            )
        if working_days_between(since, asked) <= PROMPT:
            total += max(0, (answered - max(asked, counted_to)).days)
            counted_to = max(counted_to, answered)
        since = max(since, answered)
    return total

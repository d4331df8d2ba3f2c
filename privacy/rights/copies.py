"""What the two rights to a copy have in common (GDPR art. 15 and 20): it is made when it is fetched."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from django.utils.translation import gettext_lazy

from privacy.models import Request, RequestOutcome, Subject
from privacy.retention.explanation import explain
from privacy.retention.summary import lines_staying
from privacy.rights.base import AnswerLetter, Consequences, Right
from privacy.rights.grounds import Fact
from privacy.rights.outcomes import count_rows, record_outcomes

HARM_TO_OTHERS = (
    Fact(
        "harm",
        gettext_lazy("Who would be harmed, and how? Describe them without naming them."),
        gettext_lazy("Who would be harmed, and how"),
    ),
    Fact(
        "left_out",
        gettext_lazy("Why is it not enough to leave these people out of the copy?"),
        gettext_lazy("Why it is not enough to leave them out"),
    ),
)
"""What shows that a copy harms others (GDPR art. 15(4), 20(4)): usually they are left out of it instead."""


class CopyRight(Right):
    """A right that is answered with a copy: by a link that works for some days, or by post."""

    gives_copy: ClassVar[bool] = True

    def carry_out(self, request: Request, subject: Subject, *, today: date, now: datetime) -> Consequences:
        """Write down of what a copy is given; ``export/`` makes it whenever it is fetched."""
        explained = explain(subject, today=today)
        record_outcomes(request, count_rows(RequestOutcome.Result.GIVEN, explained))
        return Consequences(stays=lines_staying(explained))

    def answer(self, request: Request, done: Consequences) -> AnswerLetter:
        """Return the letter that brings the copy, its link still left out."""
        if request.postal:
            return AnswerLetter(self.answer_letter_on_paper, {})
        return AnswerLetter(self.answer_letter, {"link": ""})

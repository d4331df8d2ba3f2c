"""The right to data portability (GDPR art. 20): what the person provided, in a file for other programs.

What that is of one person says ``portable.py``. The letter tells what they cannot take along, on which basis
we keep it, and that the right of access gives that too.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.models import Request, RequestOutcome, Subject
from privacy.retention.explanation import explain
from privacy.retention.summary import lines_staying
from privacy.rights.base import AnswerLetter, Consequences, OwnAct
from privacy.rights.copies import HARM_TO_OTHERS, CopyRight
from privacy.rights.grounds import EVERY_REQUEST, Ground
from privacy.rights.outcomes import count_rows, record_outcomes
from privacy.rights.portable import split_portable
from privacy.rights.registered import right


@right
class Portability(CopyRight):
    """Take along what one gave us."""

    kind = Request.Kind.PORTABILITY
    article = 20
    order = 7
    title = _("Take my data with me")
    meaning = _("You get what you gave us yourself, in a file that other programs can read.")
    law = _("Right to data portability, GDPR article 20")
    card_title = _("Take my data with me")
    card_text = _("Get them in a file that other programs can read.")
    notice_text = _("Take your data with you in a file that other programs can read (art. 20).")
    on_approval = _(
        "The person gets a link to a file with what they gave us themselves. It works for seven days."
    )
    on_approval_by_post = _(
        "The person gets what they gave us themselves by post: print the letter, put the files of the zip on "
        "a data carrier, both of which you then find on this page, and post them."
    )
    own_act = OwnAct(
        "download",
        place=2,
        title=_("Take along what you gave us"),
        text=_("In a file that other programs can read, so that you can use it elsewhere."),
        button=_("Download to take along (zip)"),
        by_press=True,
    )
    copy_is_portable = True
    enclosure_text = _(
        "Put the files of the zip on a data carrier, with the letter. Then throw the zip away."
    )
    holds_data_while_open = "GDPR art. 20"
    grounds_for_refusal = (
        *EVERY_REQUEST,
        Ground("others", _("It would harm the rights of other people (GDPR art. 20(4))."), HARM_TO_OTHERS),
    )
    answer_letter = "answer-portability"
    answer_letter_on_paper = "answer-portability-paper"
    nothing_letter: ClassVar[str] = "answer-portability-none"

    def carry_out(self, request: Request, subject: Subject, *, today: date, now: datetime) -> Consequences:
        """Write down of what a copy is given."""
        found = split_portable(subject, today=today)
        record_outcomes(request, count_rows(RequestOutcome.Result.GIVEN, found.taken))
        return Consequences(stays=lines_staying(explain(subject, today=today)))

    def answer(self, request: Request, done: Consequences) -> AnswerLetter:
        """Return the letter that brings the copy, or says that there is nothing to take along; with what is
        not in it and why."""
        assert request.subject is not None  # noqa: S101  (whom we do not know gets another letter)
        found = split_portable(request.subject, today=timezone.localdate(), of_another=bool(request.mandate))
        if not found.taken:
            return AnswerLetter(self.nothing_letter, {"behind": found.behind})
        letter = super().answer(request, done)
        return AnswerLetter(letter.template, letter.context | {"behind": found.behind})

    def has_something_to_give(self, subject: Subject, *, today: date) -> bool:
        """Whether there is anything that the person may take along."""
        return bool(split_portable(subject, today=today).taken)

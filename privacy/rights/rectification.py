"""The right to rectification (GDPR art. 16): what is wrong is corrected, what is incomplete completed.

Staff accept or refuse field by field (``corrections.py``); the person may add a statement of their own. While
that is looked at the fields that are said to be wrong are left unused (art. 18(1)(a);
``subjects/contested.py``), until the letter that answers has left. All else is used as before.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from privacy.declarations.purposes import Words
from privacy.models import Correction, RecipientNotification, Request, RequestOutcome, Subject
from privacy.retention.explanation import Explained, explain
from privacy.retention.summary import lines_staying
from privacy.rights import corrections
from privacy.rights.base import Consequences, OwnAct, Right, notify, to_be_notified
from privacy.rights.grounds import EVERY_REQUEST, Fact, Ground
from privacy.rights.outcomes import record_outcomes
from privacy.rights.registered import right

Result = RequestOutcome.Result


@right
class Rectification(Right):
    """Have data corrected or completed."""

    kind = Request.Kind.RECTIFICATION
    article = 16
    order = 2
    title = gettext_lazy("Correct my data")
    meaning = gettext_lazy(
        "We correct what is wrong and add what is missing. While we check it, we do not use what you say is "
        "wrong."
    )
    law = gettext_lazy("Right to rectification, GDPR article 16")
    card_title = gettext_lazy("Something is wrong")
    card_text = gettext_lazy("Have a name, an address or anything else corrected or completed.")
    notice_text = gettext_lazy("Have what is wrong corrected (art. 16).")
    on_approval = gettext_lazy(
        "What was accepted is changed in the records. The old values stay in this file only, as evidence."
    )
    on_confirmation = gettext_lazy("While we check what you wrote, we do not use what you say is wrong.")
    own_act = OwnAct(
        "correct",
        done=gettext_lazy(
            "We received what should be corrected. A person looks at it; you see below how far it is."
        ),
    )
    needs_details = gettext_lazy("Write what is wrong, and what it should be.")
    grounds_for_refusal = (
        *EVERY_REQUEST,
        Ground(
            "accurate",
            gettext_lazy("We checked what you wrote: what we have is right (GDPR art. 16)."),
            (
                Fact(
                    "checked",
                    gettext_lazy("What did we compare it with, and when?"),
                    gettext_lazy("What we compared it with"),
                ),
            ),
        ),
    )
    corrects_fields = True
    holds_data_while_open = "GDPR art. 16"
    notifies_recipients = RecipientNotification.What.CORRECTED

    def preview(
        self, request: Request, subject: Subject, explained: list[Explained], *, today: date
    ) -> Consequences:
        """Everything stays; whoever received a group that is to be corrected is to hear of it."""
        accepted = request.corrections.filter(state=Correction.State.ACCEPTED)
        changed = {corrections.group_label(each) for each in accepted}
        return Consequences(stays=lines_staying(explained), processors=to_be_notified(subject, changed))

    def missing(self, request: Request) -> Words:
        """Staff look at every correction first."""
        if request.subject and corrections.has_undecided(request):
            return gettext_lazy(
                "Look at every correction first. Where nothing is corrected at all, refuse the request."
            )
        return ""

    def carry_out(self, request: Request, subject: Subject, *, today: date, now: datetime) -> Consequences:
        """Write what was accepted; raises ``Stale`` where the old value no longer stands."""
        corrected = corrections.carry_out_corrections(request, now=now)
        refused = corrections.current_corrections(request).filter(state=corrections.State.REFUSED)
        lines = [(Result.CORRECTED, each) for each in corrected] + [
            (Result.REFUSED, each) for each in refused
        ]
        rows = Counter((result, corrections.group_label(each)) for result, each in lines)
        record_outcomes(request, [(result, label, count) for (result, label), count in rows.items()])
        changed = {corrections.group_label(each) for each in corrected}
        told = notify(self, request, changed, on=today)
        return Consequences(stays=lines_staying(explain(subject, today=today)), processors=told)

    def drop(self, request: Request, *, now: datetime) -> None:
        """Let go of the corrections that were proposed."""
        corrections.drop_corrections(request, now=now)

    def sentences(self, request: Request) -> list[str]:
        """What was corrected, what was added, and that the check is over (art. 18(3))."""
        said = self._corrected(request)
        if request.supplement:
            said.append(_("We keep your own statement with your data."))
        if corrections.current_corrections(request).exists():
            said.append(_("While we checked this, we did not use what you said was wrong. That ends now."))
        return said

    def _corrected(self, request: Request) -> list[str]:
        states = (corrections.State.ACCEPTED, corrections.State.CORRECTED)
        right = [
            corrections.correction_words(each)
            for each in corrections.current_corrections(request)
            if each.state in states
        ]
        return [_("We corrected: %(what)s.") % {"what": ", ".join(dict.fromkeys(right))}] if right else []

    def sentences_of_another(self, request: Request) -> list[str]:
        """What was corrected, and that a statement is kept."""
        said = self._corrected(request)
        return [*said, _("We keep the statement with the data.")] if request.supplement else said

    def refused_in_part(self, request: Request) -> list[dict[str, Any]]:
        """What is not corrected, and why."""
        lines = corrections.current_corrections(request).filter(state=corrections.State.REFUSED)
        return [{"what": corrections.correction_words(each), "why": each.reason} for each in lines]

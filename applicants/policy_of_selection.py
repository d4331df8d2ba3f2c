"""What is kept of a selection beside what an applicant sent, why, and for how long."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applicants import models
from applicants.purposes import HIRING
from applicants.seen_by import OF_APPLICATION, evaluated_by, in_own_groups, kept_in_reserve
from applicants.terms import LINKS, OF_EVALUATION, OF_RESERVE
from privacy.declarations import (
    Days,
    DeleteRow,
    Personal,
    Policy,
    Provided,
    Technical,
    condition_of,
    for_period_after,
    register,
)

CLOSED = condition_of({"application__position__closed_on__isnull": False})


@register
class StageChangePolicy(Policy):
    model = models.StageChange
    told = _("What we decided about your application")
    subject = "application__subject"
    collected = "application__applied_on"
    foreseen = CLOSED
    decision = Personal("stage", erase=DeleteRow(), keep=OF_EVALUATION, provided=Provided.US)
    dates = Technical("at", because=_("when it was decided"))
    links = Technical("application", "by", because=LINKS)

    def seen_if(self, *, user: Any, today: date) -> Q:
        return in_own_groups(user, application=OF_APPLICATION)


@register
class EvaluationPolicy(Policy):
    model = models.Evaluation
    told = _("What we thought of your application")
    subject = "application__subject"
    collected = "application__applied_on"
    foreseen = CLOSED
    opinion = Personal(
        *("scores", "remarks", "recommendation"),
        erase=DeleteRow(),
        keep=OF_EVALUATION,
        provided=Provided.US,
    )
    dates = Technical("written_at", because=_("when it was written"))
    links = Technical("application", "evaluator", because=LINKS)

    def seen_if(self, *, user: Any, today: date) -> Q:
        return in_own_groups(user, application=OF_APPLICATION) & evaluated_by(user)

    def worded(self, field: str, value: Any) -> str:
        if field != "scores":
            return ""
        marks = [(each.get("criterion", ""), each.get("score", "")) for each in value or []]
        return "\n".join(gettext("%(what)s: %(mark)s of 5") % {"what": a, "mark": b} for a, b in marks)


@register
class InterviewPolicy(Policy):
    model = models.Interview
    told = _("Talks that we planned with you")
    subject = "application__subject"
    collected = "application__applied_on"
    foreseen = CLOSED
    talk = Personal("starts_at", "place", erase=DeleteRow(), keep=OF_EVALUATION, provided=Provided.US)
    course = Technical(
        *("minutes", "revision", "sent_at", "cancelled_at"), because=_("how the invitation was sent")
    )
    links = Technical("reference", "application", because=LINKS)

    def seen_if(self, *, user: Any, today: date) -> Q:
        return in_own_groups(user, application=OF_APPLICATION)


@register
class ReserveContactPolicy(Policy):
    model = models.ReserveContact
    told = _("When we contacted you about a later position")
    subject = "application__subject"
    collected = "application__applied_on"
    talk = Personal("note", erase=DeleteRow(), keep=OF_RESERVE, provided=Provided.US)
    course = Technical("channel", "held_on", because=_("how and when we contacted somebody"))
    links = Technical("application", "position", "by", because=LINKS)

    def seen_if(self, *, user: Any, today: date) -> Q:
        earlier = in_own_groups(user, application=OF_APPLICATION)
        return earlier | in_own_groups(user) | kept_in_reserve(today, application=OF_APPLICATION)


@register
class HiringDossierPolicy(Policy):
    model = models.HiringDossier
    told = _("What we hand over because you are hired")
    collected = "made_on"
    dossier = Personal(
        "file",
        erase=DeleteRow(),
        keep={HIRING: for_period_after("made_on", Days(28), text=_("four weeks after you were hired"))},
        provided=Provided.PERSON,
    )
    dates = Technical("made_on", because=_("when it was made"))
    links = Technical("position", "made_by", because=LINKS)

    def seen_if(self, *, user: Any, today: date) -> Q:
        return in_own_groups(user)

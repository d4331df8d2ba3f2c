"""What is kept of who people are to us and what they chose, and for how long."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from privacy import models
from privacy.declarations import (
    Days,
    DeleteRow,
    Months,
    Personal,
    Provided,
    Technical,
    Term,
    Years,
    as_long_as,
    for_period_after,
    indefinitely,
    register,
    while_known,
)
from privacy.policy.base import LINKS, OwnPolicy, record
from privacy.purposes import ADVERTISING_NO, SUPPRESSION
from privacy.staff_access.other_files import told_of
from privacy.subjects.suppression_list import NUMBER_LAPSES
from privacy.wording.words import citation_words, label_words

PROOF = _("until five years after your choice")
UNTIL_YES = _("until you say yes again yourself")
NUMBER_GOES = _("until two years after you said no, because the number may be somebody else’s by then")
RELEASED = _("until five years after this decision was lifted")


def _remembered(*, advertising: bool) -> Term:
    """Return how long a no is remembered: that of a mailbox until they say yes, that of a number while it is
    likely to be theirs."""
    mailbox = as_long_as(_("for an e-mail address"), {"kind": "email", "advertising": advertising})
    number = as_long_as(_("for a phone number"), {"kind": "phone", "advertising": advertising})
    return (mailbox & indefinitely(UNTIL_YES, review=Months(36))) | (
        number & for_period_after("since", NUMBER_LAPSES, text=NUMBER_GOES)
    )


@register
class SubjectPolicy(OwnPolicy):
    model = models.Subject
    subject = None
    subject_because = _("it is the number itself that others point to")
    number = Technical(
        *("kind", "deceased_on"),
        because=_("person or organisation, of a bare number, and that letters stop where somebody died"),
    )


@register
class IdentifierPolicy(OwnPolicy):
    model = models.Identifier
    told = _("Codes by which we recognise your addresses")
    address = record("kind", "digest", "claimed", "confirmed", keep=while_known())


@register
class SuppressionPolicy(OwnPolicy):
    model = models.Suppression
    subject = None
    subject_because = _(
        "it must outlive everything else about the person, and be found by their address only"
    )
    active = "since"
    told = _("That you said no")
    no = Personal(
        *("kind", "digest", "name", "purpose", "advertising", "since", "lifted_on"),
        erase=DeleteRow(),
        keep={ADVERTISING_NO: _remembered(advertising=True), SUPPRESSION: _remembered(advertising=False)},
    )


@register
class ChoicePolicy(OwnPolicy):
    model = models.Choice
    told = _("What you chose")
    asked = as_long_as(
        _("because you asked for something"), {"kind__in": ("erasure", "objection", "restriction")}
    ) & for_period_after("starts", Years(5), text=PROOF)
    gave_consent = as_long_as(_("because you gave a consent"), {"kind": "consent"})
    consented = gave_consent & for_period_after("ends", Years(5), text=PROOF)
    wish = record(
        *("kind", "purpose", "starts", "ends", "source", "wording", "recorded_at"),
        keep=while_known() | asked | consented,
        provided=Provided.PERSON,
        on_consent={"kind": "consent"},
        free_text=(),  # the wording is a sentence of ours
    )
    link = Technical("recorded_by", "notice", "request", "lifting", "lifts_on", because=LINKS)


@register
class HoldPolicy(OwnPolicy):
    model = models.Hold
    told = _("What we may not erase for now, and by which law")
    reasoning = ("reason", "release_reason")
    ground = record(
        *("covers", "reason", "law", "placed_on", "review_on", "released_on", "release_reason"),
        keep=(
            as_long_as(_("because one of us recorded this decision"), {"request__isnull": True})
            & for_period_after("released_on", Years(5), text=RELEASED)
        )
        | for_period_after("released_on", Days(1), text=_("as long as we are answering your request")),
    )
    link = Technical("placed_by", "request", because=LINKS)

    def worded(self, field: str, value: Any) -> str:
        if field == "covers":
            return label_words(value)
        return citation_words(value) if field == "law" else ""

    def has_reasoning(self, row: Any) -> bool:
        return row.request_id is None  # of the hold of an open request the program wrote the reason


@register
class TaskPolicy(OwnPolicy):
    model = models.Task
    work = Technical(
        *("kind", "label", "row", "owner", "due_on", "done_on"),
        because=_("work to be done, told in numbers only"),
    )

    def seen_if(self, *, user: Any, today: date) -> Q:
        return told_of(user, today=today)

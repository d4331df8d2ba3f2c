"""What the applicants' file keeps, why, and for how long."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applicants import models
from applicants.addresses import correct_address, normalise_address
from applicants.first_look import is_blind, name_shown
from applicants.links import build_receipt_link
from applicants.purposes import RESERVE, SELECTION
from applicants.seen_by import OF_APPLICATION, in_own_groups, kept_in_reserve
from applicants.terms import DOSSIER, LINKS, OF_DOCUMENT, SENT_AGAIN
from privacy.declarations import (
    About,
    Days,
    DeleteRow,
    Personal,
    Policy,
    Provided,
    Technical,
    condition_of,
    for_period_after,
    impersonal,
    open_on,
    register,
)

COURSE = _("dates and choices that decide how long we keep an application")
CLOSED = "position__closed_on__isnull"
SENT = ("first_name", "last_name", "phone", "letter", "wording", "fingerprint")


@register
class ApplicationPolicy(Policy):
    model = models.Application
    told = _("Your applications")
    about = (
        About(SELECTION, open=open_on("position__closed_on") & open_on("ended_on"), people=("subject",)),
    )
    collected = "applied_on"
    known_since = "applied_on"
    foreseen = condition_of({CLOSED: False})
    finds = ("email",)
    searched = ("first_name", "last_name", "email")
    names = ("first_name", "last_name")
    language = "language"
    empty_goes = True
    withheld = ("fingerprint",)
    corrects = ("first_name", "last_name", "email", "phone")
    dossier = Personal(
        *(*SENT, "email", "stage"),
        keep=DOSSIER,
        provided=dict.fromkeys((*SENT, "email"), Provided.PERSON) | {"stage": Provided.US},
        free_text=("letter",),
    )
    opinion = Personal("tags", keep={RESERVE: DOSSIER[RESERVE]}, provided=Provided.US)
    course = Technical(
        *("choice", "language", "origin", "applied_on", "confirmed_at", "ended_on", "heard_on"),
        "renewal_asked_on",
        because=COURSE,
        given=("choice", "language", "applied_on"),
    )
    links = Technical("reference", "position", "notice", "entered_by", because=LINKS)

    def title_for(self, row: models.Application, *, reader: Any) -> str:
        return name_shown(row, blind=is_blind(row, user=reader, today=timezone.localdate()))

    def seen_if(self, *, user: Any, today: date) -> Q:
        return in_own_groups(user) | kept_in_reserve(today)

    def own_page(self, row: Any) -> tuple[str, str] | None:
        if row.ended_on is not None or row.confirmed_at is None:
            return None  # who acts there by its link shows its mailbox: not for one that nobody showed yet
        page = build_receipt_link(row, now=timezone.now())
        return page, gettext("Look at it, change it, choose how long we keep it, or withdraw")

    def looked_for(self, row: Any) -> list[str]:
        return [
            row.full_name(),
            f"{row.last_name} {row.first_name}".strip(),
            row.email,
            row.phone,
            row.letter,
        ]

    def spelled(self, row: Any, field: str, value: str) -> str:
        return normalise_address(field, value) if field in ("email", "phone") else value

    def correct(self, row: int, field: str, old: str, new: str) -> bool:
        if field in ("email", "phone"):
            return correct_address(row, field, old, new)
        return super().correct(row, field, old, new)


@register
class ReplacementPolicy(Policy):
    model = models.Replacement
    told = _("What you sent again, and did not confirm yet")
    subject = "application__subject"
    collected = "application__applied_on"
    foreseen = condition_of({f"application__{CLOSED}": False})
    empty_goes = True
    withheld = ("fingerprint",)
    sent = Personal(
        *SENT,
        keep=SENT_AGAIN,
        provided=Provided.PERSON,
        free_text=("letter",),
    )
    course = Technical(
        *("choice", "language", "sent_on", "ended_on"), because=COURSE, given=("choice", "language")
    )
    links = Technical("application", "notice", because=LINKS)

    def seen_if(self, *, user: Any, today: date) -> Q:
        return in_own_groups(user, application=OF_APPLICATION)


@register
class DocumentPolicy(Policy):
    model = models.Document
    told = _("The documents that you sent")
    subject = "application__subject"
    collected = "application__applied_on"
    foreseen = condition_of({f"application__{CLOSED}": False})
    document = Personal(
        *("name", "file", "cleaned"),
        erase=DeleteRow(),
        keep=OF_DOCUMENT,
        provided=Provided.PERSON,
    )
    course = Technical(
        *("kind", "size", "pages", "left_out", "state", "why", "leased_until", "received_on", "ended_on"),
        because=_("what kind of file it is, and what became of it"),
        given=("kind",),
    )
    links = Technical("reference", "application", "replacement", because=LINKS)

    def seen_if(self, *, user: Any, today: date) -> Q:
        mine = in_own_groups(user, application=OF_APPLICATION)
        return mine | kept_in_reserve(today, application=OF_APPLICATION)


@register
class ArrivedFilePolicy(Policy):
    model = models.ArrivedFile
    told = _("Files of a form that we have not read in yet")
    subject = None
    subject_because = _("whose a form is, we look up when we read it in; then its files are theirs")
    waiting = Personal(
        "name",
        "file",
        erase=DeleteRow(),
        keep={
            SELECTION: for_period_after(
                "arrived_at", Days(7), text=_("at most a week, until we read in the form they came with")
            )
        },
        provided=Provided.PERSON,
    )
    course = Technical("kind", "pages", "arrived_at", because=_("what kind of file it is, and when it came"))

    def seen_if(self, *, user: Any, today: date) -> Q:
        return Q(pk__in=[])  # nobody of staff: whose it is, and for which position, is not looked up yet


impersonal("applicants.Position", because=_("what everybody can read, and which colleagues select"))
impersonal("applicants.PositionCount", because=_("counts of a selection, without anybody's name"))

from applicants import policy_of_selection as policy_of_selection  # noqa: E402  (told of last)

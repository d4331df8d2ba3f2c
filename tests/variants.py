"""Temporary policies on questions and talks, which say what our own do not: every term, alone and
combined."""

from __future__ import annotations

from contacts.models import Enquiry, Interaction
from contacts.purposes import ASSIGNMENT, BOOKKEEPING, ENQUIRY
from contacts.terms import part_of_work, working_together
from privacy.declarations import (
    Basis,
    Blank,
    Days,
    DeleteRow,
    Months,
    Never,
    Personal,
    Policy,
    Purpose,
    Replace,
    Years,
    as_long_as,
    as_long_as_any,
    for_period_after,
    indefinitely,
    open_on,
    until_objection,
    while_consent,
)

NEWSLETTER = Purpose("newsletter", Basis.CONSENT, "news")
RESERVE = Purpose("reserve", Basis.CONSENT, "later positions")

open_work = as_long_as("its work goes on", open_on("assignment__closed_on"), hears_wish=True)
any_work = as_long_as_any("any work goes on", "assignments", open_on("closed_on"), hears_wish=True)
any_role = as_long_as_any("any role goes on", "contact__roles__assignment", open_on("closed_on"))
unanswered = as_long_as("unanswered", {"answered_on__isnull": True})
from_the_web = as_long_as("asked on the web", {"enquiry__channel__in": ("web", "phone")}, hears_wish=True)


class AskedByConsent(Policy):
    model = Enquiry
    subject = "contact__subject"
    collected = "received_on"
    said = Personal(
        "question", "answer", erase=DeleteRow(), keep={NEWSLETTER: while_consent(renew=Months(12))}
    )


class AskedByRenewedConsent(Policy):
    model = Enquiry
    subject = "contact__subject"
    said = Personal(
        *("question", "answer"),
        keep={
            RESERVE: while_consent(renew=Months(12), silence="erase"),
            NEWSLETTER: while_consent(renew=Days(28), silence="erase")
            & for_period_after("received_on", Years(1), text="a year"),
        },
    )


class AskedAndUnanswered(Policy):
    model = Enquiry
    subject = "contact__subject"
    collected = "contact__collected_on"
    question = Personal("question", keep={ENQUIRY: unanswered & until_objection()}, erase=Replace("-"))
    answer = Personal(
        "answer",
        keep={ENQUIRY: for_period_after("answered_on", Months(1), text="a month"), BOOKKEEPING: unanswered},
    )


class AskedForEver(Policy):
    model = Enquiry
    subject = "contact__subject"
    question = Personal("question", keep={BOOKKEEPING: indefinitely("because")}, erase=Never())
    answer = Personal(
        "answer",
        keep={BOOKKEEPING: any_role | for_period_after("received_on", Months(24), text="two years")},
        erase=Blank(),
    )


class TalkOfOpenWork(Policy):
    model = Interaction
    subject = "contact__subject"
    collected = "held_on"
    said = Personal("note", erase=DeleteRow(), keep={ASSIGNMENT: open_work, ENQUIRY: any_work.via("contact")})


class TalkAboutQuestion(Policy):
    model = Interaction
    subject = "contact__subject"
    collected = "enquiry__received_on"
    said = Personal(
        "note",
        keep={
            ENQUIRY: until_objection()
            & for_period_after("received_on", Days(28), text="four weeks").via("enquiry"),
            RESERVE: while_consent() & from_the_web,
        },
    )


class TalkOfAnyWork(Policy):
    model = Interaction
    subject = "contact__subject"
    empty_goes = True
    said = Personal(
        "note",
        keep={
            ASSIGNMENT: ((working_together | part_of_work).via("contact") | open_work) & until_objection(),
            NEWSLETTER: while_consent(),
        },
    )


class TalkForTheLaw(Policy):
    model = Interaction
    subject = "contact__subject"
    said = Personal("note", keep={BOOKKEEPING: for_period_after("held_on", Months(1), text="a month")})


VARIANTS: dict[str, tuple[type[Policy], type[Policy]]] = {
    "consent": (AskedByConsent, TalkOfOpenWork),
    "renewal": (AskedByRenewedConsent, TalkAboutQuestion),
    "conditions": (AskedAndUnanswered, TalkOfAnyWork),
    "law": (AskedForEver, TalkForTheLaw),
}

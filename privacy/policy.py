"""What privacy itself keeps about people, and for how long."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from privacy import models
from privacy.declarations import (
    Days,
    DeleteRow,
    Months,
    Personal,
    Policy,
    Provided,
    Purpose,
    Technical,
    Term,
    Years,
    as_long_as,
    for_period_after,
    impersonal,
    indefinitely,
    register,
    until_objection,
    while_known,
)
from privacy.purposes import ADVERTISING_NO, OFFER, REQUESTS, SAFETY, SUPPRESSION
from privacy.subjects.suppression_list import NUMBER_LAPSES
from privacy.wording.words import citation_words, label_words

LINKS = _("links between records, without meaning of their own")
PROOF = _("five years, as proof of what you chose")
DECIDED = _("five years after it was decided, as proof of what was changed")
UNTIL_GONE = _("until nothing of it is left over; we look for it each night")
COURSE = _("days and slugs of the course of a request")
LEDGER = _("numbers, slugs and dates; the ledger names nobody and must stay whole")
UNTIL_YES = _("until you say yes again yourself")
NUMBER_GOES = _("two years after you said no, because the number may be somebody else’s by then")
RELEASED = _("five years after its release, as proof of the decision")


def record(*fields: str, keep: Term, purpose: Purpose = REQUESTS, **more: Any) -> Personal:
    """Return the fields of a record of ours, kept for one ``purpose``; it goes as a whole row."""
    return Personal(*fields, erase=DeleteRow(), keep={purpose: keep}, **more)


def _remembered(*, advertising: bool) -> Term:
    """Return how long a no is remembered: that of a mailbox until they say yes, that of a number while it is
    likely to be theirs."""
    mailbox = as_long_as(_("for an e-mail address"), {"kind": "email", "advertising": advertising})
    number = as_long_as(_("for a phone number"), {"kind": "phone", "advertising": advertising})
    return (mailbox & indefinitely(UNTIL_YES, review=Months(36))) | (
        number & for_period_after("since", NUMBER_LAPSES, text=NUMBER_GOES)
    )


class OwnPolicy(Policy):
    """Speaks for a table in which we record how people exercised their rights."""

    about_rights = True


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
            as_long_as(_("one of us placed it"), {"request__isnull": True})
            & for_period_after("released_on", Years(5), text=RELEASED)
        )
        | for_period_after("released_on", Days(1), text=_("while your request is answered")),
    )
    link = Technical("placed_by", "request", because=LINKS)

    def worded(self, field: str, value: Any) -> str:
        words = {"law": citation_words, "covers": label_words}.get(field)
        return words(value) if words else ""

    def has_reasoning(self, row: Any) -> bool:
        return row.request_id is None  # of the hold of an open request the program wrote the reason


@register
class TaskPolicy(OwnPolicy):
    model = models.Task
    work = Technical(
        *("kind", "label", "row", "owner", "due_on", "done_on"),
        because=_("work to be done, told in numbers only"),
    )


@register
class RequestPolicy(OwnPolicy):
    """The request file: a group of its own, closed to all but the privacy role."""

    model = models.Request
    told = _("Your requests and our answers")
    withheld = ("draft", "second")  # they name others: who was left out of the copy, who agreed to refuse
    reasoning = ("doubt", "proposal")
    file = record(
        *("address", "postal", "digest", "mandate", "details", "doubt", "supplement"),
        *("extension", "fingerprint", "proposal", "second", "ground", "draft", "answer"),
        keep=(
            as_long_as(_("because you made a request"), {"confirmed_at__isnull": False})
            & for_period_after("closed_at", Years(5), text=_("five years after your request was closed"))
        )
        | (
            as_long_as(_("because you did not confirm your request"), {"state": "unconfirmed"})
            & for_period_after(
                "received_at", Days(30), text=_("thirty days at most, so that one of us can look at it")
            )
        ),
    )
    course = Technical(
        *("reference", "kind", "purpose", "state", "channel", "language", "received_at", "due_on"),
        *("extended_on", "confirmed_at", "proposed_at", "decided_at", "closed_at"),
        because=_("the course of the request"),
    )
    link = Technical("parent", "proposed_by", "decided_by", because=LINKS)


@register
class CorrectionPolicy(OwnPolicy):
    """What stood there before, as proof; the wrong value is in no other table any more (GDPR art. 16 and
    5(2))."""

    model = models.Correction
    told = _("What had to be corrected")
    evidence = record(
        *("old", "new", "reason"),
        keep=for_period_after("decided_at", Years(5), text=DECIDED),
    )
    course = Technical(
        *("label", "row", "field", "state", "proposed_at", "decided_at"),
        because=_("which field it was, and the course of the correction"),
    )
    link = Technical("request", "decided_by", because=LINKS)


@register
class RestrictedUsePolicy(OwnPolicy):
    model = models.RestrictedUse
    told = _("What we did with your data although you had restricted their use")
    use = record(
        *("what", "ground", "reason", "at"),
        keep=for_period_after("at", Years(5), text=_("five years after it was done, as proof")),
    )
    link = Technical("recorded_by", because=LINKS)


@register
class DisclosurePolicy(OwnPolicy):
    """Whoever received data is named for as long as they can be told of a change (GDPR art. 15(1)(c), 19)."""

    model = models.Disclosure
    gift = record(
        *("name", "given_on", "reason", "law", "known_as"),
        keep=while_known()
        | for_period_after("given_on", Years(5), text=_("five years after it was given, as proof")),
    )
    which = Technical("recipient", "labels", "recorded_at", because=_("which data they were, in labels"))
    link = Technical("recorded_by", because=LINKS)


@register
class ForwardingPolicy(OwnPolicy):
    model = models.RecipientNotification
    passed = record(
        *("name", "reason"),
        keep=as_long_as(_("it is still to be passed on"), {"state": "waiting"})
        | for_period_after("settled_on", Years(5), text=_("five years after it was passed on, as proof")),
    )
    course = Technical(
        *("recipient", "what", "labels", "state", "opened_on", "settled_on"),
        because=_("the course of what is passed on"),
    )
    link = Technical("request", "settled_by", because=LINKS)


@register
class MessagePolicy(OwnPolicy):
    model = models.OutboxMessage
    told = _("Letters to you that wait, or that just left")
    withheld = ("payload",)  # one that waits has a link that opens their data to whoever holds it
    content = record(
        "payload",
        keep=as_long_as(_("as long as it waits to be sent"), {"state__in": ("waiting", "parked")})
        | for_period_after("settled_at", Days(30), text=_("thirty days, to see that it was sent")),
    )
    course = Technical(
        *("handler", "state", "attempts", "next_at", "leased_until", "leaving_at", "trouble", "made_at"),
        "settled_at",
        because=_("the course of the message"),
    )
    link = Technical("request", because=LINKS)


@register
class SearchPolicy(OwnPolicy):
    model = models.ErasureProbe
    subject = None
    subject_because = _(
        "it must not count as something we still keep about the person whom it proves to be gone"
    )
    sought = Personal("words", keep={REQUESTS: as_long_as(UNTIL_GONE, {"clean_on__isnull": True})})
    course = Technical(
        *("subject", "began_on", "searched_at", "clean_on", "found"),
        because=_("numbers and places, as proof of the search"),
    )


@register
class AccessLogPolicy(OwnPolicy):
    model = models.AccessLog
    told = _("When our staff looked at your data")
    reading = record(
        *("purpose", "what", "at"),
        keep=for_period_after("at", Years(5), text=_("five years after the reading")),
    )
    link = Technical("user", because=LINKS)


@register
class ToldPolicy(OwnPolicy):
    model = models.DutyFulfilled
    told = _("What we told you because the law asks it")
    duty = record("what", "at", keep=while_known())


@register
class CallCheckPolicy(OwnPolicy):
    model = models.DoNotCallCheck
    told = _("Whether your number is on the do-not-call list")
    collected = "checked_on"
    number = record(
        *("digest", "listed", "checked_on"),
        purpose=OFFER,
        keep=until_objection()
        & for_period_after("checked_on", Months(12), text=_("twelve months after we looked it up")),
    )
    link = Technical("checked_by", because=LINKS)


@register
class VisitPolicy(OwnPolicy):
    """A wish to be forgotten ends a visit at once (``privacy/my_data/visits.py``); its row goes with the next
    night."""

    model = models.MyDataVisit
    told = _("Your visits to My data")
    withheld = ("link", "session")
    key = record(
        *("address", "link", "session"),
        purpose=SAFETY,
        keep=for_period_after("ends_at", Days(1), text=_("a day after your visit to My data")),
    )
    course = Technical("language", "made_at", "opened_at", "ends_at", because=_("the course of the visit"))


@register
class RateLimitPolicy(OwnPolicy):
    model = models.RateLimit
    subject = None
    subject_because = _("a keyed digest of an address or network, for a day")
    a_day = for_period_after("window", Days(1), text=_("a day, to keep the forms usable"))
    count_of = record("key", "count", purpose=SAFETY, keep=a_day)
    time = Technical("window", because=_("when the counting began"))


impersonal("privacy.MailedLink", because=_("digests of random links"))
impersonal("privacy.ClockSuspension", "privacy.RequestStep", because=COURSE)
impersonal("privacy.RequestOutcome", because=_("labels and dates of what was decided"))
impersonal("privacy.NoticeVersion", because=_("a text that everybody can read"))
impersonal("privacy.LedgerEntry", because=LEDGER)
impersonal("privacy.SweepRun", "privacy.SweepLine", because=_("counts of what the sweep did"))
impersonal("privacy.ErasureTrace", because=_("numbers of rows that are gone, as evidence"))
impersonal("privacy.Latch", "privacy.Instance", because=_("about this installation"))
impersonal("privacy.FileToDelete", because=_("random file names, for the minute until the file is removed"))

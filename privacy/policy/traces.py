"""What is kept of the work itself: searches, readings, duties, visits and counts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from privacy import models
from privacy.declarations import (
    Days,
    Months,
    Personal,
    Technical,
    Years,
    as_long_as,
    for_period_after,
    impersonal,
    register,
    until_objection,
    while_known,
)
from privacy.policy.base import COURSE, LINKS, OwnPolicy, record
from privacy.purposes import OFFER, REQUESTS, SAFETY

UNTIL_GONE = _("until nothing of it is left over, for which we look each night")
LEDGER = _("numbers, slugs and dates; the ledger names nobody and must stay whole")


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
        keep=for_period_after("at", Years(5), text=_("until five years after the reading")),
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
        & for_period_after("checked_on", Months(12), text=_("until twelve months after we looked it up")),
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
        keep=for_period_after("ends_at", Days(1), text=_("until a day after your visit to My data")),
    )
    course = Technical("language", "made_at", "opened_at", "ends_at", because=_("the course of the visit"))


@register
class RateLimitPolicy(OwnPolicy):
    model = models.RateLimit
    subject = None
    subject_because = _("a keyed digest of an address or network, for a day")
    a_day = for_period_after("window", Days(1), text=_("one day, so that our forms are not abused"))
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
impersonal(
    "privacy.StoredFile", because=_("a random name and a key; whose file it is stands where it is named")
)
impersonal("privacy.FileToDelete", because=_("random file names, for the minute until the file is removed"))

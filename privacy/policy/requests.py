"""What is kept of requests and of what followed from them, and for how long."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from privacy import models
from privacy.declarations import (
    Days,
    Technical,
    Years,
    as_long_as,
    for_period_after,
    register,
    while_known,
)
from privacy.policy.base import LINKS, OwnPolicy, record

DECIDED = _("until five years after it was decided, as proof of what was changed")


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
            & for_period_after(
                "closed_at", Years(5), text=_("until five years after your request was closed")
            )
        )
        | (
            as_long_as(_("because you did not confirm your request"), {"state": "unconfirmed"})
            & for_period_after(
                "received_at",
                Days(30),
                text=_("until thirty days after it came, so that one of us can look at it"),
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
        keep=for_period_after("at", Years(5), text=_("until five years after it was done, as proof")),
    )
    link = Technical("recorded_by", because=LINKS)


@register
class DisclosurePolicy(OwnPolicy):
    """Whoever received data is named for as long as they can be told of a change (GDPR art. 15(1)(c), 19)."""

    model = models.Disclosure
    gift = record(
        *("name", "given_on", "reason", "law", "known_as"),
        keep=while_known()
        | for_period_after("given_on", Years(5), text=_("until five years after it was given, as proof")),
    )
    which = Technical("recipient", "labels", "recorded_at", because=_("which data they were, in labels"))
    link = Technical("recorded_by", because=LINKS)


@register
class ForwardingPolicy(OwnPolicy):
    model = models.RecipientNotification
    passed = record(
        *("name", "reason"),
        keep=as_long_as(_("as long as it is still to be passed on"), {"state": "waiting"})
        | for_period_after(
            "settled_on", Years(5), text=_("until five years after it was passed on, as proof")
        ),
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
        | for_period_after(
            "settled_at",
            Days(30),
            text=_("until thirty days after it was sent, so that we can see that it was"),
        ),
    )
    course = Technical(
        *("handler", "state", "attempts", "next_at", "leased_until", "leaving_at", "trouble", "made_at"),
        "settled_at",
        because=_("the course of the message"),
    )
    link = Technical("request", because=LINKS)

"""May we call, write or mail somebody? The decision from facts alone: no unless a rule says yes, and always
with its reason.

``privacy/outreach/gate.py`` gathers the facts. Sources: GDPR art. 18(2) and 21; WER VI.110-115 (calls) and
XII.13 with KB 4-4-2003 (mail); law of 30-7-2018 art. 7 (children); the periods of calls are our policy.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from privacy.dates import Days, Months
from privacy.outreach.permission import Permission

CHECK_COUNTS_FOR = Days(30)
"""How long a look at the do-not-call list counts: a check of 23 October still counts on 22 November."""
CALL_ONCE_IN = Months(12)
"""An offer is called about once in this time: from 22 November a year after one of 22 November."""
AGE_OF_CONSENT = 13
"""From this age a child consents by itself (Belgium; GDPR art. 8). We neither ask nor keep an age."""


class Channel(StrEnum):
    """How somebody is reached."""

    EMAIL = "email"
    PHONE = "phone"
    LETTER = "letter"
    MEETING = "meeting"


class Kind(StrEnum):
    """What a contact rests on: a duty of ours, something open between us, a consent; or it is advertising."""

    DUTY = "duty"
    RECORD = "record"
    CONSENT = "consent"
    ADVERTISING = "advertising"


class Consent(StrEnum):
    """What became of a consent to this very purpose. One that was never confirmed is no proof (XII.13)."""

    NONE = "none"
    PENDING = "pending"
    GIVEN = "given"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Check:
    """What the do-not-call list said of the number when last asked, and if it is on it: since when we
    know."""

    on: date
    listed: bool
    since: date | None = None


@dataclass(frozen=True)
class Sale:
    """How a client's address came to us (KB 4-4-2003 art. 1, 1°): each must be recorded as so."""

    directly: bool
    no_was_offered: bool


@dataclass(frozen=True)
class Offer:
    """What is offered: something like what the client had from us, something for an organisation; and the
    last offer call."""

    similar: bool = False
    for_organisation: bool = False
    last_call: date | None = None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All that decides. ``open_record`` is ``None`` where no record was named; ``untold`` is so of somebody
    whose data others gave us, who was not told, and whom this contact does not tell."""

    on: date
    channel: Channel
    kind: Kind
    restricted_on: date | None = None
    deceased: bool = False
    contested: bool = False
    objected: bool = False
    consent: Consent = Consent.NONE
    consent_on: date | None = None
    age: int | None = None
    open_record: bool | None = None
    untold: bool = False
    organisation: bool = False
    impersonal: bool = False
    sale: Sale | None = None
    offer: Offer | None = None
    check: Check | None = None
    offer_calls: bool = False


def decide_use(facts: Facts) -> Permission:
    """Return whether the person's data may be used at all, for instance for a new invoice."""
    return _refused(facts) or _yes("usable")


def decide_contact(facts: Facts) -> Permission:
    """Return whether ``facts`` allow the contact. To somebody who died nothing goes, no duty either."""
    if facts.deceased:
        return _no("deceased")
    if facts.kind is Kind.DUTY:
        return _yes("duty")
    found = _refused(facts) or BY_KIND[facts.kind](facts)
    return _no("not-told") if found.allowed and facts.untold else found


def _refused(facts: Facts) -> Permission | None:
    """Return what stands in the way of every kind of contact, if something does."""
    if facts.restricted_on and not consented_since_restriction(facts):
        return _no("restricted")
    if facts.contested:
        return _no("contested")
    if facts.objected:
        return _no("objected")
    if facts.kind is Kind.RECORD:
        return None
    if facts.consent is Consent.WITHDRAWN:
        return _no("withdrawn")
    if facts.consent is Consent.GIVEN and facts.age is not None and facts.age < AGE_OF_CONSENT:
        return _no("too-young")
    return None


def consented_since_restriction(facts: Facts) -> bool:
    """Return whether the restricted person consented, since then, to this very use (GDPR art. 18(2)); never
    to advertising."""
    if (
        facts.kind is Kind.ADVERTISING
        or facts.consent is not Consent.GIVEN
        or not facts.consent_on
        or not facts.restricted_on
    ):
        return False
    return facts.consent_on >= facts.restricted_on


def _about_a_record(facts: Facts) -> Permission:
    if facts.open_record is None:
        return _no("no-record")
    if not facts.open_record:
        return _no("closed")
    return _yes("open")


def _by_consent(facts: Facts) -> Permission:
    return _consented() if facts.consent is Consent.GIVEN else _without_consent(facts)


def _consented() -> Permission:
    return _yes("consent")


def _without_consent(facts: Facts) -> Permission:
    if facts.consent is Consent.PENDING:
        return _no("pending")
    if facts.consent is Consent.EXPIRED:
        return _no("expired")
    return _no("no-consent")


def _advertising(facts: Facts) -> Permission:
    by_channel = {Channel.EMAIL: _advertising_mail, Channel.PHONE: _offer_call}
    if facts.channel not in by_channel:
        return _no("no-channel")
    return by_channel[facts.channel](facts)


def _advertising_mail(facts: Facts) -> Permission:
    if facts.consent is Consent.GIVEN:
        return _consented()
    if facts.consent is Consent.NONE and facts.offer is not None:
        if facts.organisation and facts.impersonal and facts.offer.for_organisation:
            return _yes("impersonal")
        if (
            not facts.organisation
            and facts.sale
            and facts.sale.directly
            and facts.sale.no_was_offered
            and facts.offer.similar
        ):
            return _yes("own-client")
    return _without_consent(facts)


def _offer_call(facts: Facts) -> Permission:
    if not facts.offer_calls:
        return _no("switched-off")
    if facts.offer is None:
        return _no("unknown-last-call")
    if facts.offer.last_call and facts.offer.last_call + CALL_ONCE_IN > facts.on:
        return _no("called-lately")
    if facts.check is None:
        return _no("not-checked")
    if not facts.check.on <= facts.on <= facts.check.on + CHECK_COUNTS_FOR:
        return _no("old-check")
    if facts.check.listed and not _agreed_after_the_listing(facts, facts.check):
        return _no("listed")
    return _yes("offer-call")


def _agreed_after_the_listing(facts: Facts, check: Check) -> bool:
    if facts.consent is not Consent.GIVEN or facts.consent_on is None:
        return False
    return facts.consent_on >= (check.since or check.on)


BY_KIND: dict[Kind, Callable[[Facts], Permission]] = {
    Kind.RECORD: _about_a_record,
    Kind.CONSENT: _by_consent,
    Kind.ADVERTISING: _advertising,
}


def _yes(code: str) -> Permission:
    return Permission(True, code)


def _no(code: str) -> Permission:
    return Permission(False, code)

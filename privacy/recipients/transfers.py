"""What each recipient receives outside the European Economic Area, by which mechanism, and whether that holds
(GDPR art. 44-49)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from privacy.dates import DAY, Months
from privacy.declarations.countries import is_country_code
from privacy.declarations.recipients import Party, Recipient, recipients
from privacy.declarations.safeguards import read_conditions, read_mechanisms
from privacy.declarations.transfer_mechanisms import judge_transfer, known_end
from privacy.declarations.transfer_rules import Conditions, Validity, Verdict
from privacy.web.refusal import Refusal

END_IN_SIGHT = Months(6)
"""How long before a mechanism is known to end somebody looks for another."""


@dataclass(frozen=True)
class Transfer:
    """One mechanism for one recipient, and whether it holds; ``until`` is its last day, if that is known."""

    recipient: Recipient
    mechanism: str
    verdict: Verdict
    until: date | None = None

    @property
    def is_refused(self) -> bool:
        """Return whether nothing may go there: this instance does not start with it (E013)."""
        return self.verdict.validity == Validity.NO

    @property
    def needs_attention(self) -> bool:
        """Return whether somebody must complete it or look at it again; it does not stop the start."""
        return self.verdict.validity in (Validity.INCOMPLETE, Validity.REVIEW)


def find_transfers(*, on: date) -> list[Transfer]:
    """Return what each recipient that somebody is here receives on that day, a line for each mechanism that
    the settings name for it."""
    return [
        transfer
        for recipient in recipients.here
        if recipient.party
        for transfer in _transfers_of(recipient, recipient.party, on)
    ]


def _transfers_of(recipient: Recipient, party: Party, on: date) -> list[Transfer]:
    def only(validity: Validity, reason: str) -> list[Transfer]:
        return [Transfer(recipient, "", Verdict(validity, reason))]

    if not party.country:
        return only(Validity.INCOMPLETE, _("nobody said in which country it is"))
    if not is_country_code(party.country):
        reason = _("“%(country)s” is no country code of two letters (ISO 3166)")
        return only(Validity.NO, reason % {"country": party.country})
    try:
        conditions = read_conditions(party.conditions.split(","))
    except Refusal as error:
        return only(Validity.NO, str(error))
    named = read_mechanisms(party.safeguard) or ["" if party.safeguard.strip() else "NONE"]
    return [_judged(recipient, mechanism, party.country, on, conditions) for mechanism in named]


def _judged(recipient: Recipient, mechanism: str, country: str, on: date, conditions: Conditions) -> Transfer:
    # Whoever names a framework in the settings says that the importer is on its list, but not yet when that
    # was seen.
    stated = replace(conditions, listed=True)
    verdict = judge_transfer(mechanism, country=country, on=on, conditions=stated)
    if verdict.validity == Validity.YES and mechanism == "DPF_2023_1795" and not conditions.checked:
        reason = _("when the importer was looked up on the list is not recorded (checked=2026-05-01)")
        return Transfer(recipient, mechanism, Verdict(Validity.INCOMPLETE, reason))
    end = known_end(mechanism, country=country, on=on) if verdict.validity == Validity.YES else None
    if end and on + END_IN_SIGHT >= end:
        reason = _("its last day is %(day)s: look for another safeguard") % {"day": end - DAY}
        verdict = Verdict(Validity.REVIEW, reason)
    return Transfer(recipient, mechanism, verdict, until=end - DAY if end else None)

"""Whether data may go to somebody outside the European Economic Area (GDPR art. 44-49): a function of the
mechanism, the country of the importer, what is known of the transfer, and the day.

Mechanisms fall, sometimes from one day to the next (C-311/18), and hold for some countries only; what fell
stays in the table, so that its name is recognised and refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from privacy.declarations.adequacy import adequate_until, was_a_member
from privacy.declarations.countries import EEA, country_words
from privacy.declarations.purposes import Words
from privacy.declarations.transfer_rules import (
    OLD_CLAUSES_OVER,
    Conditions,
    Rule,
    Validity,
    Verdict,
    adequate_country,
    approved_rules,
    listed_importer,
    no,
    no_mechanism,
    old_clauses,
    specific_situation,
    standard_clauses,
)


@dataclass(frozen=True)
class Mechanism:
    """One ground of chapter V. It exists from ``starts`` (inclusive) to ``ends`` (exclusive), by ``source``
    and, once it ended, by ``ended_by``; ``only`` names the one country that it is about."""

    slug: str
    words: Words
    rule: Rule
    source: str
    starts: date = date.min
    ends: date | None = None
    ended_by: str = ""
    only: str = ""


def judge_transfer(mechanism: str, *, country: str, on: date, conditions: Conditions) -> Verdict:
    """Return whether ``mechanism`` carries a transfer to ``country`` (ISO 3166; ``XX``: any outside the EEA)
    on that day."""
    if country in EEA or was_a_member(country, on=on):
        return Verdict(
            Validity.NOT_A_TRANSFER, gettext("within the European Economic Area nothing more is needed")
        )
    known = MECHANISMS.get(mechanism)
    if known is None:
        return no(gettext("this is no mechanism of GDPR chapter V that we know"))
    if on < known.starts:
        return no(gettext("not yet adopted on that day (%(source)s)") % {"source": known.source})
    if known.ends and on >= known.ends:
        facts = {"day": known.ends, "source": known.ended_by}
        return no(gettext("no longer valid since %(day)s (%(source)s)") % facts)
    if known.only and country != known.only:
        facts = {"country": country_words(known.only), "source": known.source}
        return no(gettext("covers transfers to %(country)s only (%(source)s)") % facts)
    return known.rule(country, on, conditions)


def known_end(mechanism: str, *, country: str, on: date) -> date | None:
    """Return the first day on which a mechanism that holds on that day will no longer, if that is known."""
    return adequate_until(country, on=on) if mechanism == "ADEQUACY" else None


MECHANISMS: dict[str, Mechanism] = {
    each.slug: each
    for each in (
        Mechanism(
            "SAFE_HARBOUR_2000_520",
            _("Safe Harbour"),
            listed_importer("Decision 2000/520/EC"),
            source="Decision 2000/520/EC",
            starts=date(2000, 7, 26),
            ends=date(2015, 10, 6),
            ended_by="C-362/14",
            only="US",
        ),
        Mechanism(
            "PRIVACY_SHIELD_2016_1250",
            _("EU-US Privacy Shield"),
            listed_importer("Decision (EU) 2016/1250"),
            source="Decision (EU) 2016/1250",
            starts=date(2016, 7, 12),
            ends=date(2020, 7, 16),
            ended_by="C-311/18",
            only="US",
        ),
        Mechanism(
            "DPF_2023_1795",
            _("EU-US Data Privacy Framework"),
            listed_importer("Decision (EU) 2023/1795"),
            source="Decision (EU) 2023/1795",
            starts=date(2023, 7, 10),
            only="US",
        ),
        Mechanism(
            "SCC_OLD",
            _("standard contractual clauses of before 2021"),
            old_clauses,
            source="Decision 2001/497/EC",
            starts=date(2001, 9, 3),
            ends=OLD_CLAUSES_OVER,
            ended_by="Decision (EU) 2021/914 art. 4(4)",
        ),
        Mechanism(
            "SCC_2021_914",
            _("standard contractual clauses of 2021"),
            standard_clauses,
            source="Decision (EU) 2021/914",
            starts=date(2021, 6, 27),
        ),
        Mechanism("ADEQUACY", _("adequacy decision"), adequate_country, source="GDPR art. 45"),
        Mechanism(
            "BCR_P", _("binding corporate rules of a processor"), approved_rules, source="GDPR art. 47"
        ),
        Mechanism(
            "ART49_EXPLICIT_CONSENT", _("explicit consent"), specific_situation, source="GDPR art. 49(1)(a)"
        ),
        Mechanism("ART49_CONTRACT", _("contract"), specific_situation, source="GDPR art. 49(1)(b)"),
        Mechanism("ART49_LEGAL_CLAIMS", _("legal claims"), specific_situation, source="GDPR art. 49(1)(e)"),
        Mechanism("NONE", _("none"), no_mechanism, source="GDPR art. 44"),
    )
}

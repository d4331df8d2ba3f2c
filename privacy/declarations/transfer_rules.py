"""What the grounds of chapter V of the GDPR ask of one transfer on one day, each as a rule of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from privacy.dates import Months
from privacy.declarations.adequacy import is_adequate
from privacy.declarations.purposes import Words

LIST_CHECK = Months(12)
"""How long a look at the list of certified importers is relied on: they certify anew every year."""
OLD_CLAUSES_REPEALED, OLD_CLAUSES_OVER = date(2021, 9, 27), date(2022, 12, 28)
"""Decision (EU) 2021/914 art. 4(3)-(4): no new contracts from the first; existing ones until the day before
the second (Regulation 1182/71 art. 4(3): the last day counts)."""


class Validity(StrEnum):
    """Whether a mechanism carries a transfer on a day."""

    YES = "yes"
    REVIEW = "review"
    INCOMPLETE = "incomplete"
    NO = "no"
    NOT_A_TRANSFER = "not_a_transfer"

    @property
    def words(self) -> Words:
        """Return it in plain words."""
        return _VALIDITY_WORDS[self]


_VALIDITY_WORDS: dict[Validity, Words] = {
    Validity.YES: _("allowed"),
    Validity.REVIEW: _("to be looked at again"),
    Validity.INCOMPLETE: _("incomplete"),
    Validity.NO: _("not allowed"),
    Validity.NOT_A_TRANSFER: _("stays in the European Economic Area"),
}


@dataclass(frozen=True)
class Conditions:
    """What is known of one transfer.

    ``listed``      the importer is on the list of certified organisations; ``checked``: when that was seen
    ``module``      which module of the standard clauses was signed is recorded
    ``assessed``    the law of the country was assessed (clause 14 of the standard clauses)
    ``unchanged``   the processing is what it was when the contract was ``concluded``
    ``occasional``  the transfer is not repeated
    ``approved``    the approval of the binding corporate rules is recorded
    """

    listed: bool = False
    module: bool = False
    assessed: bool = False
    unchanged: bool = False
    occasional: bool = False
    approved: bool = False
    concluded: date | None = None
    checked: date | None = None


@dataclass(frozen=True)
class Verdict:
    """Whether a mechanism carries a transfer, and why."""

    validity: Validity
    reason: str


Rule = Callable[[str, date, Conditions], Verdict]
"""What a mechanism asks of a transfer to a country on a day on which the mechanism exists."""


def yes(source: str) -> Verdict:
    """Return that a transfer is allowed, by ``source``."""
    return Verdict(Validity.YES, source)


def no(reason: str) -> Verdict:
    """Return that a transfer is not allowed, and why."""
    return Verdict(Validity.NO, reason)


def incomplete(reason: str) -> Verdict:
    """Return that something of a transfer is not recorded."""
    return Verdict(Validity.INCOMPLETE, reason)


def listed_importer(source: str) -> Rule:
    """Return the rule of a framework, by ``source``, that covers the organisations on its list."""

    def rule(country: str, on: date, known: Conditions) -> Verdict:
        if not known.listed:
            return no(gettext("covers organisations on its list only (%(source)s)") % {"source": source})
        if known.checked and known.checked > on:
            return incomplete(gettext("the list was checked on a day that is still to come"))
        if known.checked and on >= known.checked + LIST_CHECK:
            return Verdict(Validity.REVIEW, gettext("the list was last checked more than twelve months ago"))
        return yes(source)

    return rule


def standard_clauses(country: str, on: date, known: Conditions) -> Verdict:
    """The clauses of 2021 need their module, and the assessment that clause 14 asks (C-311/18)."""
    if known.concluded and known.concluded > on:
        return no(gettext("the contract was not concluded yet on that day"))
    if not known.module:
        return incomplete(gettext("the module of the standard clauses is not recorded"))
    if not known.assessed:
        return incomplete(
            gettext("no assessment of the country's law is recorded (clause 14 of the clauses)")
        )
    return yes("Decision (EU) 2021/914")


def old_clauses(country: str, on: date, known: Conditions) -> Verdict:
    """The clauses of before hold for contracts of before their repeal, until the end of the grace."""
    if known.concluded and known.concluded > on:
        return no(gettext("the contract was not concluded yet on that day"))
    if on < OLD_CLAUSES_REPEALED:
        return yes("Decisions 2001/497/EC, 2004/915/EC, 2010/87/EU")
    if known.concluded is None:
        return incomplete(gettext("the day of the contract is not recorded (Decision (EU) 2021/914 art. 4)"))
    if known.concluded >= OLD_CLAUSES_REPEALED or not known.unchanged:
        return no(gettext("only for contracts before 27 September 2021 and unchanged processing"))
    return yes("Decision (EU) 2021/914 art. 4(4)")


def adequate_country(country: str, on: date, known: Conditions) -> Verdict:
    """A decision of the Commission covers the country."""
    if country == "US":
        return no(gettext("in the United States only listed organisations are covered (DPF_2023_1795)"))
    if not is_adequate(country, on=on):
        return no(gettext("no adequacy decision covers the country on that day (GDPR art. 45)"))
    return yes("GDPR art. 45")


def approved_rules(country: str, on: date, known: Conditions) -> Verdict:
    """An authority approved the rules of the group."""
    if not known.approved:
        return incomplete(gettext("the approval of the binding corporate rules is not recorded"))
    return yes("GDPR art. 46(2)(b), 47")


def specific_situation(country: str, on: date, known: Conditions) -> Verdict:
    """An exception does not carry what is repeated (EDPB guidelines 2/2018)."""
    if not known.occasional:
        return no(gettext("an exception is for specific situations, not for what is repeated (GDPR art. 49)"))
    return yes("GDPR art. 49(1)")


def no_mechanism(country: str, on: date, known: Conditions) -> Verdict:
    """Without a mechanism nothing leaves."""
    return no(gettext("outside the European Economic Area a mechanism is needed (GDPR art. 44)"))

"""How long, in words for people: the sentence, the rhythm of review and a computed example of each term."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from privacy.dates import Months, Period
from privacy.declarations.policies import Group
from privacy.declarations.purposes import Basis, Purpose
from privacy.declarations.registry import registry
from privacy.declarations.terms.base import Scope, Term
from privacy.declarations.terms.by_choice import WhileConsent
from privacy.declarations.terms.by_law import YearsAfterFinancialYear
from privacy.declarations.terms.by_time import ForPeriodAfter
from privacy.wording.rules import rule_lines
from privacy.wording.values import format_full_day
from privacy.wording.words import citation_words, list_words

EXAMPLE = date(2026, 3, 10)
"""The day that examples count from: fixed, so that the notice does not become another text every night."""


@dataclass(frozen=True)
class Duration:
    """How long a group is kept for a purpose, a line for each case, and who says so."""

    lines: tuple[str, ...]
    review: str
    example: str
    source: str


_ASKED_AGAIN = gettext_lazy("After %(period)s we ask you again.")
_ASKED_AGAIN_OR_GONE = gettext_lazy("After %(period)s we ask you again, and delete it if you do not answer.")


def retention_words(group: Group, purpose: Purpose) -> Duration:
    """Return how long ``purpose`` needs ``group``, in the active language."""
    term = group.keep[purpose]
    return Duration(
        lines=tuple(f"{capfirst(str(line))}." for line in rule_lines(term)),
        review=_review(term),
        example=_example(term, group.scope_for(purpose)),
        source=_source(term, purpose),
    )


def _review(term: Term) -> str:
    """Return how often it is looked at again, and by whom; empty where that is not needed."""
    for part in term.parts():
        if part.review:
            return _("Every %(period)s a person looks whether it is still needed.") % {
                "period": _period(part.review)
            }
        if isinstance(part, WhileConsent) and part.renew:
            words = _ASKED_AGAIN_OR_GONE if part.silence == "erase" else _ASKED_AGAIN
            return words % {"period": _period(part.renew)}
    return ""


def _source(term: Term, purpose: Purpose) -> str:
    """Return whose the term is: a law's where one counts the years, and otherwise our own, which never poses
    as law."""
    books = [part for part in term.parts() if isinstance(part, YearsAfterFinancialYear)]
    if books:
        laws = [
            regime.law for regime in books[0].regimes if settings.VAT_NUMBER or not regime.needs_vat_number
        ]
        return _("The law sets this term: %(laws)s.") % {"laws": citation_words(list_words(laws))}
    if purpose.basis is Basis.LEGAL_OBLIGATION:
        return own_term_words()
    return _("This term is our own choice, not the law's.")


def law_names_term(purpose: Purpose) -> bool:
    """Return whether a law counts how long each group is kept for ``purpose``."""
    terms = [group.keep[purpose] for group in registry.groups if purpose in group.keep]
    return all(any(isinstance(part, YearsAfterFinancialYear) for part in term.parts()) for term in terms)


def own_term_words() -> str:
    """Return the sentence about a term that is ours, of something that a law asks for."""
    return _("The law asks for this, but not for how long: the term is our own choice.")


def _period(period: Period) -> str:
    return length_words(months=period.months) if period.months else length_words(days=period.days)


def length_words(*, months: int = 0, days: int = 0, hours: int = 0) -> str:
    """Return a length of time, given in one of these units, in words; whole years as such."""
    if months and months % 12 == 0:
        return ngettext("%(count)d year", "%(count)d years", months // 12) % {"count": months // 12}
    if months:
        return ngettext("%(count)d month", "%(count)d months", months) % {"count": months}
    if days:
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}


def _example(term: Term, scope: Scope) -> str:
    """Return what the part of ``term`` that counts from a date comes to for ``EXAMPLE``; empty where none
    does, and for less than a month, which needs no example."""
    counting = [part for part in term.parts() if isinstance(part, ForPeriodAfter | YearsAfterFinancialYear)]
    if not counting:
        return ""
    row = SimpleNamespace()
    for path in counting[0].paths():
        *parents, last = path.split("__")
        at = row
        for name in parents:
            if not hasattr(at, name):
                setattr(at, name, SimpleNamespace())
            at = getattr(at, name)
        setattr(at, last, EXAMPLE)
    gone = counting[0].ends(scope, row, ())
    if gone is None or gone < EXAMPLE + Months(1):
        return ""
    return _("For example: counted from %(day)s it is kept through %(last)s.") % {
        "day": format_full_day(EXAMPLE),
        "last": format_full_day(gone - timedelta(days=1)),
    }

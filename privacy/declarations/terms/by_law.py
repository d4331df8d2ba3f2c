"""The term of the books: the law's years after the closing of a document's financial year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, Self

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from privacy.declarations.conditions import value_at
from privacy.declarations.financial_years import Closings, Regime
from privacy.declarations.purposes import Words
from privacy.declarations.terms.base import NEVER_NEEDED, Scope, Term
from privacy.models import Choice


@dataclass(frozen=True)
class YearsAfterFinancialYear(Term):
    """Until every regime that applies has run out, the latest one last; an undated document is kept."""

    field: str
    regimes: tuple[Regime, ...]
    chargeable: str
    text: Words
    prefix: str = ""
    bounded = True

    def needed(self, scope: Scope, today: date) -> Q:
        closings = Closings.parse(settings.FINANCIAL_YEAR_CLOSINGS)
        asked = [
            self._still_asks(regime, regime.cutoff(today, closings=closings))
            for regime in self._in_question()
        ]
        return reduce(or_, asked, Q(**{f"{self.prefix}{self.field}__isnull": True}))

    def ends(self, scope: Scope, row: Any, choices: Iterable[Choice]) -> date | None:
        if value_at(row, f"{self.prefix}{self.field}") is None:
            return None
        return max((day for day, _law in self._ends_by_law(row)), default=NEVER_NEEDED)

    def law(self, row: Any) -> str | None:
        ends = self._ends_by_law(row)
        return max(ends, key=lambda end: end[0])[1] if ends else None

    def _ends_by_law(self, row: Any) -> list[tuple[date, str]]:
        """Return for each regime that applies to a dated ``row`` the first day it lets go, and its
        provision."""
        issued = value_at(row, f"{self.prefix}{self.field}")
        if issued is None:
            return []
        chargeable = value_at(row, f"{self.prefix}{self.chargeable}")
        closings, has_vat = Closings.parse(settings.FINANCIAL_YEAR_CLOSINGS), bool(settings.VAT_NUMBER)
        applying = [r for r in self.regimes if r.applies(chargeable_on=chargeable, has_vat_number=has_vat)]
        return [(regime.ends(issued, closings=closings), regime.law) for regime in applying]

    def words(self) -> list[Words]:
        return [self.text]

    def via(self, path: str) -> Self:
        return replace(self, prefix=f"{path}__{self.prefix}")

    def paths(self) -> list[str]:
        return [f"{self.prefix}{self.field}", f"{self.prefix}{self.chargeable}"]

    def _in_question(self) -> list[Regime]:
        return [regime for regime in self.regimes if settings.VAT_NUMBER or not regime.needs_vat_number]

    def _still_asks(self, regime: Regime, cutoff: date | None) -> Q:
        chargeable = f"{self.prefix}{self.chargeable}"
        condition = Q(**{f"{self.prefix}{self.field}__gt": cutoff}) if cutoff else ~Q(pk__in=[])
        unknown = Q(**{f"{chargeable}__isnull": True})
        if regime.chargeable_from:
            condition &= Q(**{f"{chargeable}__gte": regime.chargeable_from}) | unknown
        if regime.chargeable_to:
            condition &= Q(**{f"{chargeable}__lt": regime.chargeable_to}) | unknown
        return condition


def years_after_financial_year(
    field: str,
    *,
    regimes: Sequence[Regime],
    chargeable: str = "chargeable_on",
    text: Words = _("as long as the law tells us to keep our books"),
) -> Term:
    """Return the term *until the law's years after the closing of the financial year of* ``field`` *have
    passed*.

    ``chargeable`` names the date that decides which regime applies; where it is unknown each of them does.
    """
    return YearsAfterFinancialYear(field, tuple(regimes), chargeable, text)

"""Countries outside the European Economic Area that the European Commission found to protect data as we do
(GDPR art. 45), and from when to when.

The United States are not among them: their decision covers listed organisations only (``DPF_2023_1795``).
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Adequate(NamedTuple):
    """From the day of the decision to the first day on which it no longer holds, if that is known."""

    starts: date
    ends: date | None = None


DECISIONS: dict[str, Adequate] = {
    "CH": Adequate(date(2000, 7, 26)),  # 2000/518/EC
    "CA": Adequate(date(2001, 12, 20)),  # 2002/2/EC: organisations under the federal act (PIPEDA)
    "AR": Adequate(date(2003, 6, 30)),  # 2003/490/EC
    "GG": Adequate(date(2003, 11, 21)),  # 2003/821/EC
    "IM": Adequate(date(2004, 4, 28)),  # 2004/411/EC
    "JE": Adequate(date(2008, 5, 8)),  # 2008/393/EC
    "FO": Adequate(date(2010, 3, 5)),  # 2010/146/EU
    "AD": Adequate(date(2010, 10, 19)),  # 2010/625/EU
    "IL": Adequate(date(2011, 1, 31)),  # 2011/61/EU
    "UY": Adequate(date(2012, 8, 21)),  # 2012/484/EU
    "NZ": Adequate(date(2012, 12, 19)),  # 2013/65/EU
    "JP": Adequate(date(2019, 1, 23)),  # (EU) 2019/419
    "GB": Adequate(date(2021, 6, 28), date(2031, 12, 28)),  # (EU) 2021/1772, renewed on 19 December 2025
    "KR": Adequate(date(2021, 12, 17)),  # (EU) 2022/254
    "BR": Adequate(date(2026, 1, 31)),  # end of January 2026; the day itself is not verified, so its last
}

MEMBERS_UNTIL = {"GB": date(2021, 6, 28)}
"""Who was treated as a member until that day: the United Kingdom, by the withdrawal agreement and the bridge
of the Trade and Cooperation Agreement (art. FINPROV.10A)."""


def is_adequate(country: str, *, on: date) -> bool:
    """Return whether a decision covers ``country`` (ISO 3166) on that day."""
    decision = DECISIONS.get(country)
    return decision is not None and decision.starts <= on and not (decision.ends and on >= decision.ends)


def adequate_until(country: str, *, on: date) -> date | None:
    """Return the first day on which a decision that covers ``country`` on that day will no longer, if
    known."""
    return DECISIONS[country].ends if is_adequate(country, on=on) else None


def was_a_member(country: str, *, on: date) -> bool:
    """Return whether ``country``, no longer in the European Economic Area, was treated as within it then."""
    return country in MEMBERS_UNTIL and on < MEMBERS_UNTIL[country]

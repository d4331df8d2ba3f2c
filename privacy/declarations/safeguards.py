"""Reading what the settings say of a transfer: the safeguard as people are told it, and its conditions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from privacy.declarations.transfer_mechanisms import MECHANISMS
from privacy.declarations.transfer_rules import Conditions
from privacy.web.refusal import Refusal

FLAGS = ("listed", "module", "assessed", "unchanged", "occasional", "approved")
DAYS = ("concluded", "checked")

_SPELLINGS = {
    "SAFE_HARBOUR_2000_520": r"safe[\s_-]*harbou?r|2000/520",
    "PRIVACY_SHIELD_2016_1250": r"privacy[\s_-]*s(hield|child)|bouclier|2016/1250",
    "DPF_2023_1795": r"data privacy framework|\bdpf|2023/1795",
    "SCC_OLD": r"\bscc_old|2001/497|2004/915|2010/87",
    "SCC_2021_914": r"2021/914|\bsccs?\b|\bscc_2021|standard ((contractual|data protection) )?clauses"
    r"|(standaard|model)(contract)?bepalingen|clauses (contractuelles )?types",
    "ADEQUACY": r"\badequacy|adequaatheid|adéquation|passend beschermingsniveau",
    "BCR_P": r"\bbcr|binding corporate rules|bindende bedrijfsvoorschriften"
    r"|règles d.entreprise contraignantes",
    **{slug: rf"\b{slug}\b" for slug in MECHANISMS if slug.startswith("ART49_")},
}
"""How people write a mechanism, besides its name in the table."""
_GENERAL = {
    "SCC_2021_914": {"SCC_OLD"},
    "ADEQUACY": {"DPF_2023_1795", "PRIVACY_SHIELD_2016_1250", "SAFE_HARBOUR_2000_520"},
}
"""A word that only says more of another one that stands there: *the adequacy decision on the Data Privacy
Framework* is one mechanism."""


def read_mechanisms(safeguard: str) -> list[str]:
    """Return the mechanisms that ``safeguard`` names, in the order of the table; none where it names none
    that we know."""
    if safeguard.strip().upper() == "NONE":
        return ["NONE"]
    named = {slug for slug, spelling in _SPELLINGS.items() if re.search(spelling, safeguard, re.IGNORECASE)}
    named -= {slug for slug, others in _GENERAL.items() if others & named}
    return [slug for slug in MECHANISMS if slug in named]


def read_conditions(entries: Iterable[str]) -> Conditions:
    """Return the conditions that ``entries`` say: ``module``, or with more about it, ``module=2``; days as
    ``checked=2026-05-01``, which also says that the importer is on the list. ``Refusal`` names an entry
    that cannot be read."""
    found: dict[str, Any] = {}
    for entry in filter(None, (raw.strip() for raw in entries)):
        name, mark, value = entry.partition("=")
        if name in DAYS:
            found[name] = _day(value, entry)
        elif name in FLAGS and (value or not mark):
            found[name] = True
        else:
            names = ", ".join((*FLAGS, *(f"{day}=2026-05-01" for day in DAYS)))
            raise Refusal(_("“%(entry)s” is none of: %(names)s") % {"entry": entry, "names": names})
    return Conditions(**{"listed": "checked" in found, **found})


def _day(value: str, entry: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise Refusal(_("“%(entry)s” has no date like 2026-05-01") % {"entry": entry}) from error

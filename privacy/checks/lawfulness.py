"""That each purpose keeps to its legal basis, and each term has an end or a review."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.checks import CheckMessage, Error, Warning

from privacy.dates import Months
from privacy.declarations.policies import Group
from privacy.declarations.purposes import Basis, Purpose
from privacy.declarations.registry import registry
from privacy.declarations.terms.base import AllOf, Term
from privacy.declarations.terms.by_choice import WhileConsent
from privacy.declarations.terms.by_time import ForPeriodAfter, Indefinitely
from privacy.rights.portable import asks_to_be_said

SHORTEST_MONTH = date(2026, 2, 1)


def check_legal_bases(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """E002, E003, E004: each legal basis hears what the law says it must hear, and has its grounds written
    down."""
    found: list[CheckMessage] = []
    for group in registry.groups:
        for purpose, term in group.keep.items():
            fault = _fault_in_law(purpose, term, group)
            if fault:
                number, message = fault
                found.append(Error(f"{group.label}: {message}", obj=group.model, id=f"privacy.{number}"))
    return found


def check_provenance(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """E012: what is kept on consent or contract says who provided it, or nobody could take along what is
    theirs (GDPR art. 20)."""
    hint = "Say provided=Provided.PERSON, .OBSERVED or .US, or field by field."
    silent = [group for group in registry.groups if asks_to_be_said(group)]
    return [
        Error(f"{group.label} does not say who provided it.", hint=hint, obj=group.model, id="privacy.E012")
        for group in silent
    ]


def check_reviews(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """W011: what has no known end is looked at by a human now and then, or says why it lasts."""
    found: list[CheckMessage] = []
    for group in registry.groups:
        for purpose, term in group.keep.items():
            parts = term.parts()
            endless = parts[0].endless
            if endless and not any(part.review or isinstance(part, Indefinitely) for part in parts):
                found.append(
                    Warning(
                        f"{group.label}: kept for {purpose.slug} with no end and no review.",
                        obj=group.model,
                        id="privacy.W011",
                    )
                )
            if any(part.review for part in parts) and not group.policy.active:
                found.append(
                    Warning(
                        f"{group.label}: a review has no date to count from (active).",
                        obj=group.model,
                        id="privacy.W011",
                    )
                )
    return found


def _fault_in_law(purpose: Purpose, term: Term, group: Group) -> tuple[str, str] | None:
    parts = term.parts()
    listens = any(part.listens for part in parts)
    if purpose.basis is Basis.CONSENT and not any(isinstance(part, WhileConsent) for part in parts):
        return "E002", f"{purpose.slug} rests on consent but does not ask for one (while_consent)."
    interest = purpose.basis is Basis.LEGITIMATE_INTEREST
    hears = interest and not purpose.keeps_a_no
    if hears and group.policy.subject is None and not _is_brief(term):
        return (
            "E003",
            f"{purpose.slug} cannot hear anybody: the policy has no subject, and no period of a month at "
            f"most.",
        )
    if hears and group.policy.subject is not None and not listens:
        return (
            "E003",
            f"{purpose.slug} rests on a legitimate interest but hears no objection (until_objection).",
        )
    if interest and purpose.assessment is None:
        return "E003", f"{purpose.slug} rests on a legitimate interest that nobody has assessed in writing."
    if purpose.basis is Basis.LEGAL_OBLIGATION and listens:
        return "E004", f"{purpose.slug} is a legal obligation, which no wish ends."
    if purpose.basis is Basis.LEGAL_OBLIGATION and not purpose.law:
        return "E004", f"{purpose.slug} is a legal obligation but names no law."
    return None


def _is_brief(term: Term) -> bool:
    """Return whether the term is over before an objection must be answered (GDPR art. 12(3)): data in which
    nobody is looked up hear nobody's no, and go sooner than it could be acted on."""
    if isinstance(term, AllOf):
        return any(_is_brief(each) for each in term.terms)
    return isinstance(term, ForPeriodAfter) and SHORTEST_MONTH + term.period <= SHORTEST_MONTH + Months(1)

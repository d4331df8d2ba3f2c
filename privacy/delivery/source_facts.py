"""What a person is told of data that somebody else gave us: who, which they are and what for (GDPR art. 14).

It goes in a letter of its own, or below the first letter that we send them, whatever that is about.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from privacy.declarations.letters import letters
from privacy.declarations.policies import Policy
from privacy.models import DutyFulfilled, Subject
from privacy.retention.explanation import explain
from privacy.retention.state import State
from privacy.subjects.duties_fulfilled import list_untold, policies_from_others
from privacy.subjects.lookup import find_holders
from privacy.wording.words import filled_words


def may_carry_source(template: str, *, to: str | None, subject: Subject) -> bool:
    """Return whether the letter ``template`` to the mailbox ``to`` can tell of the source below it: not one
    that tells it anyway, and only where nobody else is known at that mailbox.

    ``None`` is on paper: to a person by name, but who asks is settled only once they are answered."""
    if letters.named(template).tells == DutyFulfilled.What.ORIGIN:
        return False
    return template.startswith("answer-") if to is None else find_holders(to) == [subject]


def facts_to_carry(
    template: str, *, to: str | None, language: str, subject: Subject | None, on: date
) -> dict[str, Any] | None:
    """Return what the letter ``template`` must tell below it of where the data of ``subject`` came from, in
    ``language``; ``None`` if nothing. ``to`` is its mailbox, or ``None`` on paper."""
    if subject is None:
        return None
    for policy in policies_from_others():
        row = list_untold(policy, on=on).filter(**{str(policy.subject): subject}).first()
        if row is not None and may_carry_source(template, to=to, subject=subject):
            with translation.override(language):
                return describe_source(row, policy, subject, on=on)
    return None


def describe_source(
    row: Any, policy: Policy, subject: Subject, *, on: date, site: str = ""
) -> dict[str, Any]:
    """Return who gave us ``row``, which data of ``subject`` we keep and what for, in the active language."""
    kept = [one for one in explain(subject, today=on) if one.state in (State.KEPT, State.HELD)]
    own = [one for one in kept if not one.group.label.startswith("privacy.")]
    purposes = {reason.purpose for one in own for reason in one.reasons}
    return {
        "source": str(getattr(row, str(policy.origin))),
        "data": filled_words((one.group, one.row) for one in own),
        "uses": sorted(f"{purpose.words} ({purpose.basis.words})" for purpose in purposes),
        "link": urljoin(site or settings.SITE_URL, reverse("notice")),
    }

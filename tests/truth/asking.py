"""The questions of the truth table: whether a purpose needs a row on a day, and in which state a group of it
is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from contacts.models import Enquiry
from privacy.declarations.erasers import DeleteRow
from privacy.declarations.policies import Group, Personal, Policy
from privacy.declarations.purposes import Basis, Purpose
from privacy.declarations.registry import registry
from privacy.declarations.terms.base import Term
from privacy.models import Subject
from privacy.retention.state import needed, state_of
from privacy.subjects import choices

DAY = timedelta(days=1)
NEWS = Purpose("news", Basis.CONSENT, "news")
SAID = "contacts.enquiry.said"


@dataclass(frozen=True)
class Said:
    """What the person chose: the kind of choice, from which day, and for which purpose."""

    kind: str
    on: date
    purpose: str = NEWS.slug

    def record(self, subject: Subject) -> None:
        if self.kind == "erasure":
            choices.record_erasure_wish(subject, on=self.on, source="web")
        elif self.kind == "restriction":
            choices.record_restriction(subject, on=self.on, source="web")
        elif self.kind == "withdrawal":
            choices.record_withdrawal(subject, self.purpose, on=self.on)
        elif self.kind == "objection":
            choices.record_objection(subject, self.purpose, on=self.on, source="web")
        else:
            facts: dict[str, Any] = {"source": "web", "wording": "Yes, mail me", "own_act": True}
            choices.record_consent(subject, self.purpose, on=self.on, **facts)


def kept_by(term: Term, purpose: Purpose = NEWS) -> type[Policy]:
    """Return a policy under which questions are kept by ``term``."""

    class Kept(Policy):
        model = Enquiry
        subject = "contact__subject"
        collected = "received_on"
        said = Personal("question", "answer", erase=DeleteRow(), keep={purpose: term})

    return Kept


def is_needed(row: Any, group: Group, today: date) -> bool:
    return group.model._base_manager.filter(needed(group, today=today), pk=row.pk).exists()


def state(row: Any, label: str, today: date) -> str:
    """Return the state of that group of ``row``, as the database says it."""
    group = registry.group(label)
    states = group.model._base_manager.filter(pk=row.pk).values_list(state_of(group, today=today), flat=True)
    return str(states[0])

"""Why do you still have this about me? The answer, group by group and row by row, from the same rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, QuerySet

from privacy.declarations.conditions import hops
from privacy.declarations.policies import Group, Policy
from privacy.declarations.purposes import Basis, Purpose, Words
from privacy.declarations.terms.base import NEVER_NEEDED
from privacy.models import Choice, Hold, Subject
from privacy.retention.cached_conditions import cached_by_policies
from privacy.retention.state import State, as_bool, held, needed
from privacy.retention.tables_of_subject import policies_about
from privacy.wording.durations import own_term_words
from privacy.wording.rules import rule_for_row


@dataclass(frozen=True)
class Reason:
    """One purpose for which a group of a row is still needed, by which law if it is the law that asks.

    ``text`` says how long, in the language of whoever reads it; ``until`` is the last day kept, if it is
    known. ``own_term`` is whether that law asks for it but leaves the term to us.
    """

    purpose: Purpose
    text: Words
    law: str | None
    until: date | None
    own_term: bool = False

    @property
    def term_source(self) -> str:
        """Return, where a law asks for it but names no term, that how long is our own choice; else
        nothing."""
        return own_term_words() if self.own_term else ""


@dataclass(frozen=True)
class Explained:
    """Why one group of one row is kept, held or due: its state, the purposes that need it (that of
    the longest term first), and the legal holds and restrictions on it."""

    group: Group
    row: Any
    state: str
    reasons: list[Reason]
    held_by: list[Hold | Choice]

    @property
    def holds(self) -> list[Hold]:
        """Return the legal holds, without the restrictions."""
        return [each for each in self.held_by if isinstance(each, Hold)]

    @property
    def held_by_number(self) -> list[str]:
        """Return each hold and restriction by its number, such as ``hold 12``."""
        return [f"{'hold' if isinstance(each, Hold) else 'restriction'} {each.pk}" for each in self.held_by]


def explain(subject: Subject, *, today: date) -> list[Explained]:
    """Return every group of every row about ``subject``, the empty ones too: a fixed number of queries a
    policy that has such a row."""
    choices = list(Choice.objects.filter(subject=subject))
    holds = list(Hold.objects.filter(subject=subject, placed_on__lte=today).exclude(released_on__lte=today))
    return [
        explained
        for policy in policies_about(subject.pk)
        for explained in _explain_rows(policy, subject, choices, holds, today)
    ]


def _explain_rows(
    policy: Policy, subject: Subject, choices: list[Choice], holds: list[Hold], today: date
) -> Iterator[Explained]:
    for row in _rows(policy, today).filter(**{str(policy.subject): subject}):
        for group in policy.groups:
            needed = [p for at, p in enumerate(group.keep) if getattr(row, f"_{group.name}_{at}")]
            state = _state(group, row, needed)
            found = [_reason(group, p, row, choices, today) for p in needed] if state == State.KEPT else []
            reasons = sorted(found, key=lambda reason: reason.until or date.max, reverse=True)
            held_by = _held_by(group, choices, holds, today) if state == State.HELD else []
            yield Explained(group=group, row=row, state=state, reasons=reasons, held_by=held_by)


@cached_by_policies
def _rows(policy: Policy, today: date) -> QuerySet[Any]:
    """Return the rows with, for each group, whether something is left, whether each purpose needs it, and
    whether it is held."""
    marks: dict[str, Case] = {}
    for group in policy.groups:
        marks[f"_{group.name}_pending"] = as_bool(group.pending())
        marks[f"_{group.name}_held"] = as_bool(held(group, today=today))
        for at, purpose in enumerate(group.keep):
            marks[f"_{group.name}_{at}"] = as_bool(needed(group, today=today, purposes=[purpose]))
    rows: QuerySet[Any] = policy.model._base_manager.annotate(**marks).order_by("pk")
    straight, many = _to_fetch(policy)
    return (rows.select_related(*straight) if straight else rows).prefetch_related(*many)


def _state(group: Group, row: Any, needed: list[Purpose]) -> State:
    """Return the state of the group, as ``state_of`` does in SQL, where each need would be asked twice."""
    if not getattr(row, f"_{group.name}_pending"):
        return State.EMPTY
    if needed:
        return State.KEPT
    return State.HELD if getattr(row, f"_{group.name}_held") else State.DUE


def _reason(group: Group, purpose: Purpose, row: Any, choices: list[Choice], today: date) -> Reason:
    term, scope = group.keep[purpose], group.scope_for(purpose)
    gone = term.ends(scope, row, choices)
    until = gone - timedelta(days=1) if gone not in (None, NEVER_NEEDED) else None
    rule = rule_for_row(term, scope, row, choices, today=today)
    named = term.law(row)
    own_term = purpose.basis is Basis.LEGAL_OBLIGATION and not named
    return Reason(purpose, rule, named or purpose.law, until, own_term)


def _held_by(
    group: Group, choices: Iterable[Choice], holds: Iterable[Hold], today: date
) -> list[Hold | Choice]:
    found = [hold for hold in holds if hold.covers in (group.label, "")]
    restricted = [
        c
        for c in choices
        if c.kind == Choice.Kind.RESTRICTION and c.starts <= today and (c.ends is None or c.ends > today)
    ]
    return [*found, *(restricted if not group.only_law_keeps_it else [])]


def _to_fetch(policy: Policy) -> tuple[list[str], list[str]]:
    """Return the to-one paths to join and the to-many paths to prefetch, so that ``ends`` asks nothing
    more."""
    paths = [path for group in policy.groups for term in group.keep.values() for path in term.paths()]
    paths += [path for path in (policy.subject, policy.collected) if path]
    straight, many = set(), set()
    for path in paths:
        names, fields = path.split("__"), hops(policy.model, path)
        relations = [name for name, field in zip(names, fields, strict=True) if field.is_relation]
        if any(field.one_to_many for field in fields):
            many.add("__".join(relations))
        elif relations:
            straight.add("__".join(relations))
    return sorted(straight), sorted(many)


def as_json(subject: Subject, explained: Iterable[Explained]) -> dict[str, Any]:
    """Return the explanation as the document that ``privacy_explain --json`` prints."""
    return {
        "id": str(subject.pk),
        "groups": [
            {
                "label": e.group.label,
                "row": str(e.row.pk) if not isinstance(e.row.pk, int) else e.row.pk,
                "fields": list(e.group.fields),
                "state": str(e.state),
                "reasons": [
                    {
                        "purpose": r.purpose.slug,
                        "basis": str(r.purpose.basis),
                        "law": r.law,
                        "text": str(r.text),
                        "until": r.until.isoformat() if r.until else None,
                    }
                    for r in e.reasons
                ],
                "held_by": e.held_by_number,
            }
            for e in explained
        ],
    }


def kept_by_label(explained: Iterable[Explained]) -> list[dict[str, Any]]:
    """Return what is kept, one entry for each label and purpose, with the latest last day (``None``: not
    known)."""
    latest: dict[tuple[str, str], dict[str, Any]] = {}
    for e in explained:
        for r in e.reasons:
            entry = {
                "label": e.group.label,
                "purpose": r.purpose.slug,
                "law": r.law,
                "until": r.until and r.until.isoformat(),
            }
            before = latest.setdefault((e.group.label, r.purpose.slug), entry)
            if before["until"] is not None and (entry["until"] is None or entry["until"] > before["until"]):
                latest[(e.group.label, r.purpose.slug)] = entry
    return list(latest.values())

"""The search that proves an erasure: after it, somebody independent of the rules looks for the person
everywhere.

Nobody can be sure of an erasure from the rules that did it. Therefore a few words that were the person's
(what found them, their name, the beginning of what they wrote) are kept, encrypted, and looked for each night
in everything we have. What stands where it may (in data that are kept, or about somebody else) is counted;
anything more keeps a task before a person, and the request open or one that follows it. The words go on the
night that finds nothing left over.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.apps import apps

from privacy.dates import day_of
from privacy.declarations.registry import registry
from privacy.evidence import ledger
from privacy.locks import latched
from privacy.models import ErasureProbe, Request, Subject, Task
from privacy.proof.search import Hit, search_everything
from privacy.requests import closing
from privacy.retention.state import State, state_of
from privacy.rights.search_words import spellings

BATCH = 200

KEPT, OTHERS, MIRRORED, SEEN, LEFT = "kept", "others", "mirrored", "seen", "left"
"""Whose what was found is: in data that are kept; about somebody else; in a file or index while the same
words stand lawfully in a row; what a person looked at and left; and what is left over."""


@dataclass
class VerificationOutcome:
    """What one night found: how many erasures were searched for, how many are proved, and what is left
    over."""

    searched: int = 0
    clean: int = 0
    left: list[dict[str, Any]] = field(default_factory=list)


def verify_erasures(*, now: datetime) -> VerificationOutcome:
    """Search for everybody whose erasure is not proved yet, in one pass over everything; return what came of
    it."""
    outcome = VerificationOutcome()
    waiting = list(ErasureProbe.objects.filter(clean_on=None).order_by("pk")[:BATCH])
    sought = [
        (at, form)
        for at, search in enumerate(waiting)
        for word in json.loads(search.words or "[]")
        for form in spellings(word)
    ]
    hits = set(search_everything({number: form for number, (_at, form) in enumerate(sought)}))
    whose = _Whose(day_of(now))
    for at, search in enumerate(waiting):
        mine = [hit for hit in hits if sought[hit.word][0] == at]
        _conclude(search, whose.sort(search, mine), outcome, now=now)
    return outcome


class _Whose:
    """Says of each hit whose it is; asks each group of each table once for all hits of a search."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._tables = {model._meta.db_table: model for model in apps.get_models()}

    def sort(self, search: ErasureProbe, hits: Iterable[Hit]) -> Counter[tuple[str, str, str]]:
        """Return how often something stands where: by place, whose it is, and its row."""
        found: dict[Hit, str] = {}
        for (table, column), some in _by_column(hits).items():
            found |= self._in_rows(search, table, column, some)
        lawful = {
            hit.word
            for hit, whose in found.items()
            if whose in (KEPT, OTHERS) and not self._is_about_rights(hit)
        }
        told: Counter[tuple[str, str, str]] = Counter()
        for hit, whose in found.items():
            told[
                self._place(hit), MIRRORED if not whose and hit.word in lawful else whose or LEFT, hit.row
            ] += 1
        return told

    def _in_rows(self, search: ErasureProbe, table: str, column: str, hits: list[Hit]) -> dict[Hit, str]:
        """Return whose the rows of ``hits`` are; "" where no policy says so."""
        model = self._tables.get(table)
        group = next((g for g in registry.groups if g.model is model and column in _columns(g)), None)
        if model is None or group is None:
            return dict.fromkeys(hits, "")
        path = group.policy.subject
        rows = model._base_manager.filter(pk__in={hit.row for hit in hits}).annotate(
            _state=state_of(group, today=self._today)
        )
        states = {
            key: (person, state) for key, state, person in rows.values_list("pk", "_state", path or "pk")
        }
        keys = {hit: model._meta.pk.to_python(hit.row) for hit in hits}
        return {
            hit: self._whose(search, *states[key], known=bool(path))
            for hit, key in keys.items()
            if key in states
        }

    @staticmethod
    def _whose(search: ErasureProbe, person: Any, state: str, *, known: bool) -> str:
        if known and person not in (None, search.subject):
            return OTHERS
        return KEPT if state in (State.KEPT, State.HELD) else LEFT

    def _is_about_rights(self, hit: Hit) -> bool:
        """Return whether it stands in a request's file or in a letter, which are encrypted and have no
        copy."""
        model = self._tables.get(hit.table)
        policy = registry.policy_for(model) if model else None
        return bool(policy and policy.about_rights)

    def _place(self, hit: Hit) -> str:
        """Return where it is, as a task may tell it."""
        model = self._tables.get(hit.table)
        name = model._meta.label_lower if model else hit.table
        return f"{name}.{hit.column}"[:100]


def _by_column(hits: Iterable[Hit]) -> dict[tuple[str, str], list[Hit]]:
    found: dict[tuple[str, str], list[Hit]] = {}
    for hit in hits:
        found.setdefault((hit.table, hit.column), []).append(hit)
    return found


def _columns(group: Any) -> set[str]:
    return {group.model._meta.get_field(name).column for name in group.fields}


def _conclude(
    search: ErasureProbe, told: Counter[tuple[str, str, str]], outcome: VerificationOutcome, *, now: datetime
) -> None:
    """Write down what was found: prove the erasure, or put before a person what is left over."""
    today = day_of(now)
    with latched():
        settled = set(_tasks(search).exclude(done_on=None).values_list("label", "row"))
        left = {(where, _number(row)) for where, whose, row in told if whose == LEFT} - settled
        counts: Counter[tuple[str, str]] = Counter()
        for (where, whose, row), _forms in told.items():
            counts[where, SEEN if whose == LEFT and (where, _number(row)) in settled else whose] += 1
        search.found = [
            {"where": where, "whose": whose, "rows": rows} for (where, whose), rows in sorted(counts.items())
        ]
        search.searched_at = now
        if not left:
            search.words, search.clean_on = None, today
            _tasks(search).filter(done_on=None).update(done_on=today)
        search.save()
        for where, number in sorted(left):
            person = Subject.objects.filter(pk=search.subject).first()
            facts = {
                "kind": Task.Kind.LEFTOVER,
                "subject": person,
                "label": where,
                "row": number,
                "done_on": None,
            }
            Task.objects.get_or_create(**facts, defaults={"due_on": today})
        if left:
            _keep_open(search, now=now)
        ledger.append_entry("searched", search=search.pk, subject=str(search.subject), left=len(left))
    outcome.searched += 1
    outcome.clean += not left
    outcome.left += [
        {"subject": str(search.subject), "where": where, "row": number} for where, number in sorted(left)
    ]


def _keep_open(search: ErasureProbe, *, now: datetime) -> None:
    """Let the request go on: an open one waits for its tasks (``requests.close_answered``), a closed one is
    followed."""
    asked = (
        Request.objects.filter(subject=search.subject, kind=Request.Kind.ERASURE)
        .order_by("received_at", "pk")
        .last()
    )
    if asked and asked.state in (Request.State.ANSWERED, Request.State.REFUSED):
        closing.open_follow_up(asked, now=now)


def _tasks(search: ErasureProbe) -> Any:
    return Task.objects.filter(kind=Task.Kind.LEFTOVER, subject=search.subject, label__gt="")


def _number(row: str) -> int:
    return int(row) if row.isdecimal() else 0

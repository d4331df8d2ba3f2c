"""What closing a position does, before anybody closes it: whom it lets go, and when.

The days are those of the policy itself, read with the position closed: nothing here knows the terms.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core import signing
from django.db.models import Case, Count, Q, Value, When

from applicants.models import Application, Position, Stage
from applicants.purposes import RESERVE, SELECTION
from applicants.terms import not_chosen, not_confirmed
from privacy.declarations.registry import registry
from privacy.models import Choice, Hold
from privacy.retention import state

SIGNER = signing.Signer(salt="applicants.closing")
DOSSIER = "applicants.application.dossier"


@dataclass(frozen=True)
class Leaving:
    """What becomes of one application: the first day on which nothing keeps it (``None``: while the consent
    stands), and whether a hold or a restriction keeps it for the time being."""

    application: Application
    gone_on: date | None
    held: bool = False

    @property
    def is_hired(self) -> bool:
        return self.application.stage == Stage.HIRED


@dataclass(frozen=True)
class ClosingPreview:
    """What closing ``position`` on a day does to each of its applications that was not ended."""

    position: Position
    on: date
    lines: tuple[Leaving, ...]

    @property
    def handed_over(self) -> list[Leaving]:
        """Those who are hired: their dossier is handed over, and they leave tonight."""
        return [each for each in self.lines if each.is_hired]

    @property
    def tonight(self) -> list[Leaving]:
        """Those whom the next sweep takes, besides the hired."""
        return [each for each in self._others if each.gone_on and each.gone_on <= self.on and not each.held]

    @property
    def later(self) -> list[Leaving]:
        """Those who leave on a day to come: they did not choose, or did not confirm, yet."""
        return [each for each in self._others if each.gone_on and each.gone_on > self.on and not each.held]

    @property
    def reserve(self) -> list[Leaving]:
        """Those who stay as long as their consent stands."""
        return [each for each in self._others if each.gone_on is None and not each.held]

    @property
    def held(self) -> list[Leaving]:
        """Those of whom a hold or a restriction keeps everything for the time being."""
        return [each for each in self._others if each.held]

    @property
    def undecided(self) -> list[Leaving]:
        """Those about whom nobody decided: they would never hear from us."""
        decided = (Stage.OFFER, Stage.HIRED, Stage.NOT_SELECTED, Stage.WITHDRAWN)
        return [each for each in self.lines if each.application.stage not in decided]

    @property
    def offered(self) -> list[Leaving]:
        """Those to whom the position is offered: the offer still stands."""
        return [each for each in self.lines if each.application.stage == Stage.OFFER]

    @property
    def fingerprint(self) -> str:
        """Return a digest of all of it: whatever changes, it changes."""
        lines = [
            [each.application.pk, each.application.stage, str(each.gone_on), each.held] for each in self.lines
        ]
        facts = [self.position.pk, str(self.position.closed_on), self.on.isoformat(), lines]
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()

    @property
    def seal(self) -> str:
        """Return the fingerprint, signed: the page carries it, and ``close_position`` takes it."""
        return SIGNER.sign(self.fingerprint)

    def is_sealed_by(self, seal: str) -> bool:
        """Return whether ``seal`` is that of this very preview."""
        try:
            return SIGNER.unsign(seal) == self.fingerprint
        except signing.BadSignature:
            return False

    @property
    def _others(self) -> list[Leaving]:
        return [each for each in self.lines if not each.is_hired]


def preview_closing(position: Position, *, on: date) -> ClosingPreview:
    """Return what closing ``position`` on ``on`` does; writes nothing. Five statements, however many
    applied."""
    closed = copy(position)
    closed.closed_on = on
    rows = list(Application.objects.filter(position=position, ended_on=None).order_by("pk"))
    choices, held = _choices_of(rows), _held(rows, on)
    lines = []
    for row in rows:
        row.position = closed
        hired = row.stage == Stage.HIRED
        gone = on if hired else _gone_on(row, choices[row.subject_id])
        lines.append(Leaving(row, gone, held=row.subject_id in held and not hired))
    for row in rows:
        row.position = position
    return ClosingPreview(position, on, tuple(lines))


def count_leaving(position: Position, *, on: date) -> dict[str, int]:
    """Return how many would leave in the night after closing ``position`` on ``on`` (``tonight``), how many
    ``later`` since they did not choose or confirm, how many stay in the ``reserve`` and how many are
    ``held``; in one statement."""
    group = registry.group(DOSSIER)
    waiting = not_chosen().q("", on) | not_confirmed().q("", on)
    fate = Case(
        When(stage=Stage.HIRED, then=Value("tonight")),
        When(state.held(group, today=on), then=Value("held")),
        When(state.needed(group, today=on, purposes=[RESERVE]), then=Value("reserve")),
        When(waiting & state.needed(group, today=on, purposes=[SELECTION]), then=Value("later")),
        default=Value("tonight"),
    )
    rows = Application.objects.filter(position=position, ended_on=None).annotate(fate=fate)
    counted = {each["fate"]: each["many"] for each in rows.values("fate").annotate(many=Count("pk"))}
    return dict.fromkeys(("tonight", "later", "reserve", "held"), 0) | counted


def _gone_on(row: Application, choices: list[Choice]) -> date | None:
    """Return the first day on which no purpose keeps the dossier of ``row``."""
    group = registry.group(DOSSIER)
    days = [term.ends(group.scope_for(purpose), row, choices) for purpose, term in group.keep.items()]
    return None if None in days else max(day for day in days if day)


def _choices_of(rows: Iterable[Application]) -> dict[Any, list[Choice]]:
    found: dict[Any, list[Choice]] = defaultdict(list)
    for choice in Choice.objects.filter(subject__in=[row.subject_id for row in rows]):
        found[choice.subject_id].append(choice)
    return found


def _held(rows: Iterable[Application], on: date) -> set[Any]:
    """Return the subjects of whom a hold or a restriction keeps the dossier on that day."""
    subjects = [row.subject_id for row in rows]
    unreleased = Q(released_on__isnull=True) | Q(released_on__gt=on)
    holds = Hold.objects.filter(unreleased, subject__in=subjects, covers__in=("", DOSSIER), placed_on__lte=on)
    standing = Choice.objects.filter(subject__in=subjects, kind=Choice.Kind.RESTRICTION, starts__lte=on)
    restrictions = standing.filter(Q(ends__isnull=True) | Q(ends__gt=on))
    return {*holds.values_list("subject", flat=True), *restrictions.values_list("subject", flat=True)}

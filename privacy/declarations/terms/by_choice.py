"""Terms that the person ends: until they object, while they consent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from privacy.dates import Period, day_of
from privacy.declarations.conditions import hops, value_at
from privacy.declarations.purposes import Words
from privacy.declarations.terms.base import NEVER_NEEDED, Scope, Term
from privacy.models import Choice
from privacy.models.choices import in_force

Kind = Choice.Kind


@dataclass(frozen=True)
class UntilObjection(Term):
    """Until the person objects to the purpose or asks to be forgotten; a human reviews it after
    ``review``."""

    text: Words
    review: Period | None = None
    unless: Words | None = None
    listens = True
    endless = True

    def needed(self, scope: Scope, today: date) -> Q:
        return ~chosen(scope, today, objection_q(scope) | erasure_q(scope))

    def ends(self, scope: Scope, row: Any, choices: Iterable[Choice]) -> date | None:
        return _first_start(c for c in choices if objects(c, scope) or wishes_gone(c, scope, row))

    def words(self) -> list[Words]:
        return [self.text]

    def exception(self) -> Words | None:
        return self.unless


@dataclass(frozen=True)
class WhileConsent(Term):
    """While a consent for this purpose stands; asked again after ``renew``.

    Silence at the renewal date puts it before a person, or with ``silence="erase"`` ends the need that day;
    ``silence_setting`` names the setting that says which of the two, where it is not the policy.
    """

    text: Words
    renew: Period | None = None
    declared_silence: str = "review"
    silence_setting: str = ""
    listens = True

    @property
    def silence(self) -> str:
        """What happens at the renewal date if nobody answers: "review" or "erase"."""
        return str(getattr(settings, self.silence_setting)) if self.silence_setting else self.declared_silence

    def needed(self, scope: Scope, today: date) -> Q:
        ended = Choice.objects.filter(
            objection_q(scope) | Q(kind=Kind.ERASURE),
            in_force(today),
            subject=OuterRef("subject"),
            starts__gte=OuterRef("starts"),
        )
        given = Choice.objects.filter(
            in_force(today), ~Exists(ended), kind=Kind.CONSENT, purpose=scope.purpose.slug
        )
        if self.renew and self.silence == "erase":
            given = given.filter(starts__gt=self.renew.cutoff(today))
        return Q(Exists(given.filter(subject=OuterRef(scope.subject)))) if scope.subject else Q(pk__in=[])

    def ends(self, scope: Scope, row: Any, choices: Iterable[Choice]) -> date | None:
        choices = list(choices)
        days = [
            self._consent_ends(c, scope, choices)
            for c in choices
            if c.kind == Kind.CONSENT and c.purpose == scope.purpose.slug
        ]
        return None if None in days else max((day for day in days if day), default=NEVER_NEEDED)

    def _consent_ends(self, consent: Choice, scope: Scope, choices: list[Choice]) -> date | None:
        days = [
            c.starts
            for c in choices
            if c.starts >= consent.starts and c.ends is None and (objects(c, scope) or c.kind == Kind.ERASURE)
        ]
        if consent.ends:
            days.append(consent.ends)
        if self.renew and self.silence == "erase":
            days.append(consent.starts + self.renew)
        return min(days, default=None)

    def words(self) -> list[Words]:
        return [self.text]


def objection_q(scope: Scope) -> Q:
    """Return the choices that object to the purpose, by name or to everything."""
    return Q(kind=Kind.OBJECTION, purpose__in=(scope.purpose.slug, ""))


def erasure_q(scope: Scope) -> Q:
    """Return the wishes to be forgotten that cover the row: all, or those made since it was collected (on a
    known day)."""
    wish = Q(kind=Kind.ERASURE)
    if scope.collected is None:
        return wish
    if any(getattr(field, "null", False) for field in hops(scope.model, scope.collected)):
        return wish & Q(starts__gte=Coalesce(OuterRef(scope.collected), F("starts")))
    return wish & Q(starts__gte=OuterRef(scope.collected))


def chosen(scope: Scope, today: date, which: Q) -> Q:
    """Return that the person made a choice of that kind which counts on ``today``."""
    if scope.subject is None:
        return Q(pk__in=[])
    return Q(Exists(Choice.objects.filter(which, in_force(today), subject=OuterRef(scope.subject))))


def objects(choice: Choice, scope: Scope) -> bool:
    """Return whether ``choice`` objects to the purpose, by name or to everything."""
    return choice.kind == Kind.OBJECTION and choice.purpose in (scope.purpose.slug, "")


def wishes_gone(choice: Choice, scope: Scope, row: Any) -> bool:
    """Return whether ``choice`` is a wish to be forgotten that covers ``row``."""
    if choice.kind != Kind.ERASURE:
        return False
    collected = value_at(row, scope.collected) if scope.collected else None
    return collected is None or choice.starts >= day_of(collected)


def wish_day(scope: Scope, row: Any, choices: Iterable[Choice]) -> date | None:
    """Return the first day of a wish in force that covers ``row``, if there is one."""
    return _first_start(c for c in choices if wishes_gone(c, scope, row))


def _first_start(choices: Iterable[Choice]) -> date | None:
    return min((choice.starts for choice in choices if choice.ends is None), default=None)

"""How long: the terms of the policy language.

A term answers twice, and both answers must agree for every row and day (``tests/oracle.py``): to the database with
``needed``, a condition under which a purpose still needs the row's data, and to a person with ``ends``, the first
day on which it no longer does. Needs only ever end: once not needed, a row stays so until a fact changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.conditions import Condition, condition_of, hops, value_at
from privacy.models import Choice
from privacy.periods import Period

if TYPE_CHECKING:
    from privacy.declare import Group, Purpose, Words

NEVER_NEEDED = date.min
Kind = Choice.Kind


@dataclass(frozen=True)
class Scope:
    """Where a term is read: for one purpose of one group."""

    group: Group
    purpose: Purpose

    @property
    def subject(self) -> str | None:
        """Return the path to the data subject."""
        return self.group.policy.subject

    @property
    def collected(self) -> str | None:
        """Return the path to the date on which the data were collected."""
        return self.group.policy.collected


class Term:
    """One way of saying how long. Terms combine with ``|`` (longest) and ``&`` (shortest)."""

    listens = False  # whether the person's objection or wish ends it
    endless = False  # whether nothing but the person, or nothing at all, ever ends it
    bounded = False  # whether time, or the closing of something, ends it
    review: Period | None = None

    def needed(self, scope: Scope, today: date) -> Q:
        """Return the condition under which the data are needed on ``today``."""
        raise TypeError(type(self).__name__)

    def ends(self, scope: Scope, row: Any, choices: Iterable[Choice]) -> date | None:
        """Return the first day on which ``row`` is no longer needed, given its subject's ``choices``.

        ``None`` when no such day is known; ``NEVER_NEEDED`` when it is not needed at all.
        """
        raise TypeError(type(self).__name__)

    def words(self) -> list[Words]:
        """Return the term in words, a phrase for each part."""
        raise TypeError(type(self).__name__)

    def because(self, scope: Scope, row: Any, choices: Iterable[Choice], *, today: date) -> list[Words]:
        """Return the words of those parts that keep ``row`` on ``today``, when the term does."""
        return self.words()

    def law(self, row: Any) -> str | None:
        """Return the provision that keeps ``row`` longest, where the term knows better than its purpose."""
        return None

    def via(self, path: str) -> Term:
        """Return the same term for a row from which ``path`` leads to the one it speaks of."""
        return self

    def parts(self) -> list[Term]:
        """Return this term and those it is made of."""
        return [self]

    def paths(self) -> list[str]:
        """Return the paths to fields that the term looks at, so that they can be checked and fetched."""
        return []

    def __or__(self, other: Term) -> Term:
        return AnyOf((self, other))

    def __and__(self, other: Term) -> Term:
        return AllOf((self, other))


@dataclass(frozen=True)
class _Several(Term):
    terms: tuple[Term, ...]

    def words(self) -> list[Words]:
        return [word for term in self.terms for word in term.words()]

    def law(self, row: Any) -> str | None:
        return next((law for law in (term.law(row) for term in self.terms) if law), None)

    def via(self, path: str) -> Self:
        return replace(self, terms=tuple(term.via(path) for term in self.terms))

    def parts(self) -> list[Term]:
        return [self, *(part for term in self.terms for part in term.parts())]

    def paths(self) -> list[str]:
        return [path for term in self.terms for path in term.paths()]


class AnyOf(_Several):
    """Needed while any of its terms says so."""

    @property
    def endless(self) -> bool:  # type: ignore[override]
        return any(term.endless for term in self.terms)

    @property
    def bounded(self) -> bool:  # type: ignore[override]
        return all(term.bounded for term in self.terms)

    def needed(self, scope: Scope, today: date) -> Q:
        return self.terms[0].needed(scope, today) | self.terms[1].needed(scope, today)

    def ends(self, scope: Scope, row: Any, choices: Iterable[Choice]) -> date | None:
        days = [term.ends(scope, row, choices) for term in self.terms]
        return None if None in days else max(day for day in days if day)

    def because(self, scope: Scope, row: Any, choices: Iterable[Choice], *, today: date) -> list[Words]:
        ends = [(term, term.ends(scope, row, choices)) for term in self.terms]
        holding = [term for term, day in ends if day is None or day > today]
        return [words for term in holding for words in term.because(scope, row, choices, today=today)]


class AllOf(_Several):
    """Needed while all of its terms say so."""

    @property
    def endless(self) -> bool:  # type: ignore[override]
        return any(term.endless for term in self.terms) and not any(term.bounded for term in self.terms)

    @property
    def bounded(self) -> bool:  # type: ignore[override]
        return any(term.bounded for term in self.terms)

    def needed(self, scope: Scope, today: date) -> Q:
        return self.terms[0].needed(scope, today) & self.terms[1].needed(scope, today)

    def ends(self, scope: Scope, row: Any, choices: Iterable[Choice]) -> date | None:
        days = [day for day in (term.ends(scope, row, choices) for term in self.terms) if day is not None]
        return min(days) if days else None

    def because(self, scope: Scope, row: Any, choices: Iterable[Choice], *, today: date) -> list[Words]:
        return [words for term in self.terms for words in term.because(scope, row, choices, today=today)]


@dataclass(frozen=True)
class UntilObjection(Term):
    """Until the person objects to the purpose or asks to be forgotten; a human reviews it after ``review``."""

    text: Words
    review: Period | None = None
    listens = True
    endless = True

    def needed(self, scope: Scope, today: date) -> Q:
        return ~_chosen(scope, today, objection_q(scope) | _erasure_q(scope))

    def ends(self, scope: Scope, row: Any, choices: Iterable[Choice]) -> date | None:
        return _first_start(c for c in choices if _objects(c, scope) or _wishes_gone(c, scope, row))

    def words(self) -> list[Words]:
        return [self.text]


@dataclass(frozen=True)
class WhileConsent(Term):
    """While a consent for this purpose stands; asked again after ``renew``.

    Silence at the renewal date puts it before a person, or with ``silence="erase"`` ends the need that day.
    """

    text: Words
    renew: Period | None = None
    silence: str = "review"
    listens = True

    def needed(self, scope: Scope, today: date) -> Q:
        ended = Choice.objects.filter(
            objection_q(scope) | Q(kind=Kind.ERASURE), in_force(today), subject=OuterRef("subject"), starts__gte=OuterRef("starts")
        )
        given = Choice.objects.filter(in_force(today), ~Exists(ended), kind=Kind.CONSENT, purpose=scope.purpose.slug)
        if self.renew and self.silence == "erase":
            given = given.filter(starts__gt=self.renew.cutoff(today))
        return Q(Exists(given.filter(subject=OuterRef(scope.subject)))) if scope.subject else Q(pk__in=[])

    def ends(self, scope: Scope, row: Any, choices: Iterable[Choice]) -> date | None:
        choices = list(choices)
        days = [self._consent_ends(c, scope, choices) for c in choices if c.kind == Kind.CONSENT and c.purpose == scope.purpose.slug]
        return None if None in days else max((day for day in days if day), default=NEVER_NEEDED)

    def _consent_ends(self, consent: Choice, scope: Scope, choices: list[Choice]) -> date | None:
        days = [
            c.starts for c in choices if c.starts >= consent.starts and c.ends is None and (_objects(c, scope) or c.kind == Kind.ERASURE)
        ]
        if consent.ends:
            days.append(consent.ends)
        if self.renew and self.silence == "erase":
            days.append(consent.starts + self.renew)
        return min(days, default=None)

    def words(self) -> list[Words]:
        return [self.text]


@dataclass(frozen=True)
class AsLongAs(Term):
    """While the row, or a row it points to, is so."""

    text: Words
    condition: Condition
    hears_wish: bool = False
    prefix: str = ""

    @property
    def listens(self) -> bool:  # type: ignore[override]
        return self.hears_wish

    @property
    def bounded(self) -> bool:  # type: ignore[override]
        return self.condition.closes

    def needed(self, scope: Scope, today: date) -> Q:
        so = self.condition.q(self.prefix, today)
        return so & ~_chosen(scope, today, _erasure_q(scope)) if self.hears_wish else so

    def ends(self, scope: Scope, row: Any, choices: Iterable[Choice]) -> date | None:
        start = value_at(row, self.prefix[:-2]) if self.prefix else row
        so = self.condition.first_day_gone(start) if start is not None else NEVER_NEEDED
        return _earliest(so, _wish_day(scope, row, choices)) if self.hears_wish else so

    def words(self) -> list[Words]:
        return [self.text]

    def via(self, path: str) -> Self:
        return replace(self, prefix=f"{path}__{self.prefix}")

    def paths(self) -> list[str]:
        return [f"{self.prefix}{path}" for path in self.condition.paths()]


@dataclass(frozen=True)
class AsLongAsAny(Term):
    """While any row along a to-many path is so."""

    text: Words
    path: str
    condition: Condition
    hears_wish: bool = False
    prefix: str = ""

    @property
    def listens(self) -> bool:  # type: ignore[override]
        return self.hears_wish

    @property
    def bounded(self) -> bool:  # type: ignore[override]
        return self.condition.closes

    def needed(self, scope: Scope, today: date) -> Q:
        before, back, after = self._split(scope.group.model)
        rows = back.related_model.objects.filter(**{back.field.name: OuterRef(f"{before}pk")})
        so = Q(Exists(rows.filter(self.condition.q(after, today))))
        return so & ~_chosen(scope, today, _erasure_q(scope)) if self.hears_wish else so

    def ends(self, scope: Scope, row: Any, choices: Iterable[Choice]) -> date | None:
        days = [self.condition.first_day_gone(found) for found in _rows_along(row, f"{self.prefix}{self.path}")]
        so = None if None in days else max((day for day in days if day), default=NEVER_NEEDED)
        return _earliest(so, _wish_day(scope, row, choices)) if self.hears_wish else so

    def words(self) -> list[Words]:
        return [self.text]

    def via(self, path: str) -> Self:
        return replace(self, prefix=f"{path}__{self.prefix}")

    def paths(self) -> list[str]:
        return [f"{self.prefix}{self.path}__{path}" for path in self.condition.paths()]

    def _split(self, model: type[models.Model]) -> tuple[str, Any, str]:
        """Return the to-one part of the path, its first to-many relation, and the rest."""
        names = f"{self.prefix}{self.path}".split("__")
        for at, field in enumerate(hops(model, "__".join(names))):
            if field.one_to_many:
                before, after = names[:at], names[at + 1 :]
                return "".join(f"{n}__" for n in before), field, "".join(f"{n}__" for n in after)
        raise ValueError(f"{self.path} is not a to-many path; use as_long_as")


@dataclass(frozen=True)
class ForPeriodAfter(Term):
    """Until ``period`` after a date; an unknown date keeps (when a rule cannot decide, the data stay)."""

    field: str
    period: Period
    text: Words
    prefix: str = ""
    bounded = True

    def needed(self, scope: Scope, today: date) -> Q:
        path = f"{self.prefix}{self.field}"
        return Q(**{f"{path}__isnull": True}) | dated_after(scope.group.model, path, self.period.cutoff(today))

    def ends(self, scope: Scope, row: Any, choices: Iterable[Choice]) -> date | None:
        day = _as_day(value_at(row, f"{self.prefix}{self.field}"))
        return day + self.period if day else None

    def words(self) -> list[Words]:
        return [self.text]

    def via(self, path: str) -> Self:
        return replace(self, prefix=f"{path}__{self.prefix}")

    def paths(self) -> list[str]:
        return [f"{self.prefix}{self.field}"]


@dataclass(frozen=True)
class Indefinitely(Term):
    """Always; the reason is printed in the notice."""

    because: Words
    endless = True

    def needed(self, scope: Scope, today: date) -> Q:
        return ~Q(pk__in=[])

    def ends(self, scope: Scope, row: Any, choices: Iterable[Choice]) -> date | None:
        return None

    def words(self) -> list[Words]:
        return [self.because]


def until_objection(*, text: Words = _("until you object or ask to be forgotten"), review: Period | None = None) -> Term:
    """Return the term *until the person objects to this purpose or asks to be forgotten*."""
    return UntilObjection(text, review)


def while_consent(*, text: Words = _("while your consent stands"), renew: Period | None = None, silence: str = "review") -> Term:
    """Return the term *while a consent for this purpose stands*."""
    return WhileConsent(text, renew, silence)


def as_long_as(text: Words, condition: Condition | Mapping[str, Any], *, hears_wish: bool = False) -> Term:
    """Return the term *while the row, or a row it points to, is so* (to-one paths only)."""
    return AsLongAs(text, condition_of(condition), hears_wish)


def as_long_as_any(text: Words, path: str, condition: Condition | Mapping[str, Any], *, hears_wish: bool = False) -> Term:
    """Return the term *while any row along the to-many* ``path`` *is so*."""
    return AsLongAsAny(text, path, condition_of(condition), hears_wish)


def for_period_after(field: str, period: Period, *, text: Words) -> Term:
    """Return the term *until* ``period`` *after the date* ``field``."""
    return ForPeriodAfter(field, period, text)


def indefinitely(because: Words) -> Term:
    """Return the term *always*, with its reason."""
    return Indefinitely(because)


# --- what the person chose ------------------------------------------------------------------------------


def in_force(today: date) -> Q:
    """Return the condition under which a choice counts on ``today``."""
    return Q(starts__lte=today) & (Q(ends__isnull=True) | Q(ends__gt=today))


def objection_q(scope: Scope) -> Q:
    """Return the choices that object to the purpose, by name or to everything."""
    return Q(kind=Kind.OBJECTION, purpose__in=(scope.purpose.slug, ""))


def _erasure_q(scope: Scope) -> Q:
    """Return the wishes to be forgotten that cover the row: all, or those made since it was collected (on a known day)."""
    wish = Q(kind=Kind.ERASURE)
    if scope.collected is None:
        return wish
    if any(getattr(field, "null", False) for field in hops(scope.group.model, scope.collected)):
        return wish & Q(starts__gte=Coalesce(OuterRef(scope.collected), F("starts")))
    return wish & Q(starts__gte=OuterRef(scope.collected))


def _chosen(scope: Scope, today: date, which: Q) -> Q:
    if scope.subject is None:
        return Q(pk__in=[])
    return Q(Exists(Choice.objects.filter(which, in_force(today), subject=OuterRef(scope.subject))))


def _objects(choice: Choice, scope: Scope) -> bool:
    return choice.kind == Kind.OBJECTION and choice.purpose in (scope.purpose.slug, "")


def _wishes_gone(choice: Choice, scope: Scope, row: Any) -> bool:
    if choice.kind != Kind.ERASURE:
        return False
    collected = _as_day(value_at(row, scope.collected)) if scope.collected else None
    return collected is None or choice.starts >= collected


def _wish_day(scope: Scope, row: Any, choices: Iterable[Choice]) -> date | None:
    return _first_start(c for c in choices if _wishes_gone(c, scope, row))


def _first_start(choices: Iterable[Choice]) -> date | None:
    return min((choice.starts for choice in choices if choice.ends is None), default=None)


# --- small things ---------------------------------------------------------------------------------------


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)


def _as_day(value: date | datetime | None) -> date | None:
    return timezone.localdate(value) if isinstance(value, datetime) else value


def dated_after(model: type[models.Model], path: str, cutoff: date) -> Q:
    """Return that the date or moment at ``path`` lies on a later (local) day than ``cutoff``."""
    if not isinstance(hops(model, path)[-1], models.DateTimeField):
        return Q(**{f"{path}__gt": cutoff})
    return Q(**{f"{path}__gte": timezone.make_aware(datetime.combine(cutoff + timedelta(days=1), time.min))})


def _rows_along(row: Any, path: str) -> list[Any]:
    rows = [row]
    for name in path.split("__"):
        reached: list[Any] = []
        for one in rows:
            found: Any = getattr(one, name, None)
            reached += found.all() if hasattr(found, "all") else [found] if found is not None else []
        rows = reached
    return rows

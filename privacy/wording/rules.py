"""How long, in sentences for people: the rule of a term for everybody, and what it comes to for one row.

A term is told in one sentence; where it differs from case to case, each case has a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce
from itertools import product
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from privacy.declarations.purposes import Words
from privacy.declarations.terms.base import AllOf, AnyOf, Scope, Term
from privacy.declarations.terms.by_time import AsLongAs, AsLongAsAny, ForPeriodAfter
from privacy.models import Choice

_EITHER = _("{one}, or {other}")
_OR_LATER = _("{one} or, if that is later, {other}")
_AND_ANYHOW = _("{one}, and in any case {other}")
_BUT_ONLY = _("{one}, but only {other}")
_ANY_DAY = date(2001, 1, 1)


def rule_lines(term: Term) -> list[Words]:
    """Return ``term`` as everybody is told it: a sentence, or one for each case that it distinguishes. They
    are put into words when they are read."""
    if _is_condition(term):
        return _once(term.words())
    if isinstance(term, AnyOf):
        cases = _flat(term, AnyOf)
        lines = _once(line for case in cases for line in rule_lines(case))
        return lines if any(map(_says_for_whom, cases)) else [_join(_OR_LATER, lines)]
    if isinstance(term, AllOf):
        conditions, ends, exceptions = _parted(term)
        return [
            _listed([*said[: len(conditions)], _join(_BUT_ONLY, _once(said[len(conditions) :])), *exceptions])
            for said in product(*map(rule_lines, [*conditions, *ends]))
        ]
    return term.words()


def rule_for_row(term: Term, scope: Scope, row: Any, choices: Iterable[Choice], *, today: date) -> Words:
    """Return in one sentence how long ``term`` keeps ``row``, which it does on ``today``: that of the case
    that is so, the longest first. It is put into words when it is read, for staff and the person may read it
    in two languages."""
    choices = list(choices)
    if isinstance(term, AnyOf) and not _is_condition(term):
        return _join(
            _AND_ANYHOW,
            _once(
                rule_for_row(case, scope, row, choices, today=today)
                for case in _cases_of(term, scope, row, choices, today=today)
            ),
        )
    if isinstance(term, AllOf):
        _conditions, ends, exceptions = _parted(term)
        told = _once(rule_for_row(end, scope, row, choices, today=today) for end in ends)
        return _listed([_join(_BUT_ONLY, told), *exceptions])
    return _join(_EITHER, _once(term.words()))


def _cases_of(term: AnyOf, scope: Scope, row: Any, choices: list[Choice], *, today: date) -> list[Term]:
    """Return the terms of ``term`` that keep ``row``: first the longest of those that count from a day, then
    those that end on no day that is known."""
    ends = [(case, case.ends(scope, row, choices)) for case in _flat(term, AnyOf)]
    holding = [(case, day) for case, day in ends if day is None or day > today] or ends
    counted = [
        (day or date.max, _days_counted(case), case) for case, day in holding if day or _days_counted(case)
    ]
    open_ended = [case for case, day in holding if not day and not _days_counted(case)]
    return [*(case for *_length, case in sorted(counted, key=lambda one: one[:2])[-1:]), *open_ended]


def _parted(term: AllOf) -> tuple[list[Term], list[Term], list[Words]]:
    """Return for whom ``term`` is, what ends it, and what may end it sooner, in words. Something always
    ends it: where nothing else does, an exception or a condition does."""
    parts = _flat(term, AllOf)
    conditions = [part for part in parts if _is_condition(part)]
    ends = [part for part in parts if not _is_condition(part) and not part.exception()]
    sooner = [part for part in parts if part.exception()]
    if not ends and sooner:
        ends, sooner = sooner[:1], sooner[1:]
    if not ends:
        ends, conditions = conditions[-1:], conditions[:-1]
    return conditions, ends, [words for part in sooner if (words := part.exception())]


def _is_condition(term: Term) -> bool:
    """Return whether ``term`` only says for whom, not until when: a fact that time does not end."""
    if isinstance(term, AnyOf):
        return all(map(_is_condition, term.terms))
    return isinstance(term, AsLongAs | AsLongAsAny) and not term.bounded


def _says_for_whom(term: Term) -> bool:
    """Return whether ``term`` is the case of some only, and not of everybody."""
    return isinstance(term, AllOf) and any(map(_is_condition, _flat(term, AllOf)))


def _days_counted(term: Term) -> int:
    """Return about how many days ``term`` counts at most from a day; 0 if it counts from none."""
    periods = [part.period for part in term.parts() if isinstance(part, ForPeriodAfter)]
    return max(((_ANY_DAY + period - _ANY_DAY).days for period in periods), default=0)


def _flat(term: Term, kind: type[AllOf] | type[AnyOf]) -> list[Term]:
    """Return what ``term`` joins, however it was bracketed."""
    return [part for t in term.terms for part in _flat(t, kind)] if isinstance(term, kind) else [term]


def _once(words: Iterable[Words]) -> list[Words]:
    """Return each of ``words`` once, however often it is said."""
    return list({str(each): each for each in words}.values())


def _join(how: Any, words: list[Words]) -> Words:
    return reduce(lambda one, other: format_lazy(how, one=one, other=other), words)


def _listed(words: list[Words]) -> Words:
    return _join("{one}, {other}", words)

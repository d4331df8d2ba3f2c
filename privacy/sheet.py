"""What My data shows a person: all that we keep about them and why, from the same explanation that staff see.

Free texts of staff may name others; what is shown here is what the download shows (``privacy/redaction.py``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from privacy.compile import State
from privacy.declare import Basis, Policy
from privacy.explain import Explained, explain
from privacy.models import Hold, Subject
from privacy.notice_text import cited, data_words
from privacy.words_of import day, has_words, value_of

OWN_APP = "privacy"
"""The app whose rows are about rights, not about the person: told in sum."""


@dataclass(frozen=True)
class Why:
    """One reason to keep something: the purpose, its ground in law, and until when."""

    purpose: str
    basis: str
    until: str


@dataclass(frozen=True)
class Fact:
    """A field in words and its value."""

    term: str
    value: str


@dataclass
class Entry:
    """One record: its facts, why we have it, and what else is so of it (held, put aside, about to go)."""

    facts: list[Fact]
    why: list[Why] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass
class Part:
    """Everything of one kind; ``about`` is the label of its model, ``correctable`` whether it can be put right here."""

    about: str
    title: str
    entries: list[Entry]
    correctable: bool


@dataclass(frozen=True)
class Sheet:
    """The page: what is about the person, what we keep to honour their rights, and the uses they may object to."""

    parts: list[Part]
    upkeep: list[Entry]
    uses: list[tuple[str, str]]


def sheet_of(subject: Subject, *, today: date) -> Sheet:
    """Return everything we keep about ``subject``, in the active language; a fixed number of queries a policy."""
    explained = [one for one in explain(subject, today=today) if one.state != State.EMPTY]
    laws = dict(Hold.objects.filter(subject=subject).values_list("pk", "law"))
    about = [one for one in explained if one.group.model._meta.app_label != OWN_APP]
    parts = [_part(policy, list(ones), laws) for policy, ones in groupby(about, key=lambda one: one.group.policy)]
    upkeep = [one for one in explained if one.group.model._meta.app_label == OWN_APP]
    return Sheet(parts, _in_sum(upkeep, laws), _uses(explained))


def correctable(policy: Policy) -> list[Any]:
    """Return the fields that a person can correct themselves: words and numbers, not documents or links."""
    fields = [policy.model._meta.get_field(name) for group in policy.groups for name in group.fields]
    texts = [f for f in fields if isinstance(f, models.CharField | models.TextField) and not isinstance(f, models.SlugField)]
    return [f for f in texts if has_words(f) and f.editable and not f.choices]


def _part(policy: Policy, explained: list[Explained], laws: dict[int, str]) -> Part:
    rows = [list(ones) for _row, ones in groupby(explained, key=lambda one: one.row.pk)]
    entries = [_entry(policy, ones, laws) for ones in rows]
    title = str(policy.told) or capfirst(str(policy.model._meta.verbose_name_plural))
    return Part(policy.label, title, entries, bool(correctable(policy)))


def _entry(policy: Policy, ones: list[Explained], laws: dict[int, str]) -> Entry:
    personal = [name for one in ones for name in one.group.fields]
    technical = [name for each in policy.technical for name in each.fields]
    fields: list[Any] = [policy.model._meta.get_field(name) for name in personal + technical]
    facts = [Fact(capfirst(str(f.verbose_name)), value_of(ones[0].row, f)) for f in fields if has_words(f)]
    return Entry([fact for fact in facts if fact.value], _why(ones), _notes(ones, laws))


def _in_sum(explained: Iterable[Explained], laws: dict[int, str]) -> list[Entry]:
    """Return one entry for each group: what it is, why, and until when the last of it stays."""
    ones = sorted(explained, key=lambda one: one.group.label)
    return [_summed(list(same), laws) for _label, same in groupby(ones, key=lambda one: one.group.label)]


def _summed(same: list[Explained], laws: dict[int, str]) -> Entry:
    return Entry([Fact(data_words(same[0].group), str(len(same)))], _why(same[-1:]), _notes(same, laws))


def _why(ones: Iterable[Explained]) -> list[Why]:
    found = [
        Why(
            capfirst(str(reason.purpose.words)),
            f"{reason.purpose.basis.words} ({cited(reason.law or reason.purpose.basis.article)})",
            _until(reason.until, reason.text),
        )
        for one in ones
        for reason in one.reasons
    ]
    return list(dict.fromkeys(found))


def _until(last: date | None, text: str) -> str:
    if last is None:
        return text
    return _("through %(day)s: %(why)s") % {"day": day(last), "why": text}


def _notes(ones: Iterable[Explained], laws: dict[int, str]) -> list[str]:
    found: list[str] = []
    for one in ones:
        if one.state == State.DUE:
            found.append(_("Nothing needs this any more: it goes in the coming night."))
        for held in one.held_by:
            kind, _space, number = held.partition(" ")
            if kind == "hold":
                found.append(_("We must keep this for now, because of a dispute or a duty (%(law)s).") % {"law": cited(laws[int(number)])})
            else:
                found.append(_("Put aside at your wish: we keep it and use it for nothing."))
    return list(dict.fromkeys(found))


def _uses(explained: Iterable[Explained]) -> list[tuple[str, str]]:
    """Return slug and words of the uses of these data that an objection ends."""
    found = {
        reason.purpose.slug: capfirst(str(reason.purpose.words))
        for one in explained
        for reason in one.reasons
        if reason.purpose.basis is Basis.LEGITIMATE_INTEREST and any(part.listens for part in one.group.keep[reason.purpose].parts())
    }
    return list(found.items())

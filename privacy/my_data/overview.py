"""What My data shows a person: all that we keep about them and why, from the same explanation that staff see.

Texts may speak of others: what is shown here is what the download gives (``privacy/export/dossier.py``), with
others left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from privacy.declarations.policies import Policy
from privacy.declarations.purposes import Basis
from privacy.declarations.registry import registry
from privacy.export.dossier import Dossier, fields_given, gather_dossier
from privacy.models import Choice, Subject
from privacy.models.choices import in_force
from privacy.recipients.received import Receipt
from privacy.retention.explanation import Explained
from privacy.retention.state import State
from privacy.wording.holds import HeldWords, held_words
from privacy.wording.values import format_full_day, has_words, value_words
from privacy.wording.words import citation_words, title_of_part


@dataclass(frozen=True)
class Why:
    """One reason to keep something: the purpose, its ground in law, the last day if that is known, and the
    rule behind it."""

    purpose: str
    basis: str
    until: str
    rule: str


@dataclass(frozen=True)
class Fact:
    """A field in words and its value."""

    term: str
    value: str


@dataclass
class Entry:
    """One record: its facts, why we have it, who else sees it by name, what else is so of it (held, put
    aside, about to go), and the address of a page about it alone, with the words of the link there."""

    facts: list[Fact]
    why: list[Why] = field(default_factory=list)
    sees: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    page: tuple[str, str] | None = None


@dataclass
class Part:
    """Everything of one kind; ``about`` is the label of its model, ``left_out`` whether others are left out
    of it."""

    about: str
    title: str
    entries: list[Entry]
    left_out: bool


@dataclass(frozen=True)
class Overview:
    """The page: what is about the person, what we keep to honour their rights, and the uses they may object
    to."""

    parts: list[Part]
    upkeep: list[Entry]
    uses: list[tuple[str, str]]
    origins: list[str]


def overview_of(subject: Subject, *, today: date) -> Overview:
    """Return everything we keep about ``subject``, in the active language; a fixed number of queries a
    policy."""
    dossier = gather_dossier(subject, today=today)
    explained = [one for one in dossier.explained if one.state != State.EMPTY]
    about = [one for one in explained if one.group.policy.about_people]
    parts = [
        _part(policy, list(ones), dossier)
        for policy, ones in groupby(about, key=lambda one: one.group.policy)
    ]
    upkeep = [one for one in explained if not one.group.policy.about_people]
    uses = dict(_uses(explained)) | dict(_may_come(subject, today=today)) if explained else {}
    return Overview(parts, _in_sum(upkeep, dossier.receipts), list(uses.items()), dossier.origins)


def _part(policy: Policy, explained: list[Explained], dossier: Dossier) -> Part:
    texts = {row["id"]: row for row in dossier.tables[policy.label] if "id" in row}
    rows = [list(ones) for _row, ones in groupby(explained, key=lambda one: one.row.pk)]
    entries = [_entry(policy, ones, texts.get(ones[0].row.pk, {}), dossier.receipts) for ones in rows]
    shown = [entry for entry in entries if entry.facts] or [_summed(explained, dossier.receipts)]
    return Part(policy.label, title_of_part(policy), shown, bool(dossier.redacted.get(policy.label)))


def _entry(
    policy: Policy,
    ones: list[Explained],
    texts: dict[str, Any],
    receipts: list[Receipt],
) -> Entry:
    """Return one row in words; ``texts`` are its values with others left out."""
    free = {name for one in ones for name in one.group.free_text}
    names = [name for one in ones for name in one.group.fields] + [
        name for each in policy.technical for name in each.fields
    ]
    fields: list[Any] = [policy.model._meta.get_field(name) for name in names if name in fields_given(policy)]
    facts = [
        Fact(
            capfirst(str(f.verbose_name)),
            texts.get(f.name) or "" if f.name in free else value_words(ones[0].row, f),
        )
        for f in fields
        if has_words(f)
    ]
    told = [fact for fact in facts if fact.value]
    page = policy.own_page(ones[0].row)
    return Entry(told, _why(ones), _sees(ones, receipts), _notes(ones), page)


def _in_sum(explained: Iterable[Explained], receipts: list[Receipt]) -> list[Entry]:
    """Return one entry for each group: what it is, why, and until when the last of it stays."""
    ones = sorted(explained, key=lambda one: one.group.label)
    return [_summed(list(same), receipts) for _label, same in groupby(ones, key=lambda one: one.group.label)]


def _summed(same: list[Explained], receipts: list[Receipt]) -> Entry:
    """Return one entry for many rows, with how many there are and the reasons of the newest."""
    fact = Fact(title_of_part(same[0].group.policy), str(len({one.row.pk for one in same})))
    return Entry([fact], _why(same[-1:]), _sees(same, receipts), _notes(same))


def _why(ones: Iterable[Explained]) -> list[Why]:
    found = [
        Why(
            capfirst(str(reason.purpose.words)),
            f"{reason.purpose.basis.words} ({citation_words(reason.law or reason.purpose.basis.article)})",
            format_full_day(reason.until) if reason.until else "",
            f"{reason.text}. {reason.term_source}".rstrip(),
        )
        for one in ones
        for reason in one.reasons
    ]
    return list(dict.fromkeys(found))


def _sees(ones: Iterable[Explained], receipts: list[Receipt]) -> list[str]:
    """Return by name who else receives one of these groups, and what for (GDPR art. 15(1)(c))."""
    labels = {one.group.label for one in ones}
    return list(dict.fromkeys(_who_and_why(each) for each in receipts if labels & set(each.labels)))


def _who_and_why(receipt: Receipt) -> str:
    days = (
        ", ".join(format_full_day(each) for each in receipt.dates)
        if receipt.recipient is None or receipt.recipient.by_hand
        else ""
    )
    return " ".join(part for part in (capfirst(receipt.name), f"({receipt.why})", days) if part)


def _notes(ones: Iterable[Explained]) -> list[str]:
    found: list[str] = []
    for one in ones:
        if one.state == State.DUE:
            found.append(_("Nothing needs this any more: it goes in the coming night."))
        found += [_held_sentence(held_words(held)) for held in one.held_by]
    return list(dict.fromkeys(found))


def _held_sentence(held: HeldWords) -> str:
    until = f"{_(':')} {held.until}" if held.until else ""
    return f"{capfirst(str(held.why))}{until} ({citation_words(held.law)})."


def _uses(explained: Iterable[Explained]) -> list[tuple[str, str]]:
    """Return slug and words of the uses of these data that an objection ends."""
    found = {
        reason.purpose.slug: str(reason.purpose.words)
        for one in explained
        for reason in one.reasons
        if reason.purpose.basis is Basis.LEGITIMATE_INTEREST
        and any(part.listens for part in one.group.keep[reason.purpose].parts())
    }
    return list(found.items())


def _may_come(subject: Subject, *, today: date) -> list[tuple[str, str]]:
    """Return slug and words of the advertising that one may say no to before it comes, and did not (GDPR art.
    21(2))."""
    may_come = [
        purpose
        for purpose in registry.used
        if purpose.advertises and purpose.basis is Basis.LEGITIMATE_INTEREST
    ]
    if not may_come:
        return []
    noes = Choice.objects.filter(
        in_force(today), subject=subject, kind__in=(Choice.Kind.OBJECTION, Choice.Kind.ERASURE)
    )
    said = set(noes.values_list("purpose", flat=True))
    return [(purpose.slug, str(purpose.words)) for purpose in may_come if not said & {purpose.slug, ""}]

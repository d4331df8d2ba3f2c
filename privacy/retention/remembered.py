"""What is remembered of somebody's no: which code, what for, and until when (GDPR art. 15(1)(a) and (d)).

It is found by an address only, and outlives everything else about the person; so it is told where nothing
else is left as well.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from privacy.declarations.purposes import Purpose, Words
from privacy.declarations.registry import registry
from privacy.declarations.terms.base import NEVER_NEEDED
from privacy.models import Identifier, Subject, Suppression
from privacy.subjects.identifiers import keyed_digests, normalise_email
from privacy.subjects.names import names_of_subject
from privacy.subjects.suppression_list import digests_of_subject, noes_among
from privacy.wording.rules import rule_for_row
from privacy.wording.values import format_full_day
from privacy.wording.words import citation_words, list_words, purpose_words

LABEL = "privacy.suppression.no"


@dataclass(frozen=True)
class RememberedNo:
    """One no that is remembered: of an address of which ``kind``, to which use (``about``, a slug; "" is
    everything), for which ``purpose`` of ours, from when (and ``lifted_on`` until when it counted), how long,
    and its last day, if that is known."""

    kind: str
    about: str
    purpose: Purpose
    since: date
    lifted_on: date | None
    term: Words
    until: date | None

    def as_json(self) -> dict[str, Any]:
        """Return it as ``privacy_explain --json`` and the copy of a person tell it."""
        return {
            "kind": self.kind,
            "purpose": self.purpose.slug,
            "about": self.about,
            "since": self.since.isoformat(),
            "lifted_on": self.lifted_on.isoformat() if self.lifted_on else None,
            "until": self.until.isoformat() if self.until else None,
            "basis": str(self.purpose.basis),
            "law": self.purpose.law,
            "text": self.term_words(),
        }

    def code_words(self) -> str:
        """Return which code it is, in the active language."""
        if self.kind == Identifier.Kind.PHONE:
            return _("a code of your phone number, with a code of your name")
        return _("a code of your e-mail address")

    def about_words(self) -> str:
        """Return what was said no to, in words."""
        return purpose_words(self.about) if self.about else _("everything")

    def basis_words(self) -> str:
        """Return why it is kept and what allows it, in words."""
        where = list_words(
            citation_words(law) for law in (self.purpose.basis.article, self.purpose.law) if law
        )
        return f"{self.purpose.words}: {self.purpose.basis.words} ({where})"

    def term_words(self) -> str:
        """Return how long, in words."""
        return str(self.term)

    def sentence(self) -> str:
        """Return all of it as a letter says it."""
        facts = {
            "code": self.code_words(),
            "day": format_full_day(self.since),
            "about": self.about_words(),
            "why": self.basis_words(),
            "term": self.term_words(),
        }
        if self.lifted_on:
            facts["lifted"] = format_full_day(self.lifted_on)
            return (
                _(
                    "We keep %(code)s: on %(day)s you said no to “%(about)s”, and on %(lifted)s yes again. "
                    "Why: %(why)s. How long: %(term)s."
                )
                % facts
            )
        return (
            _(
                "We keep %(code)s, because on %(day)s you said no to “%(about)s”. Why: %(why)s. "
                "How long: %(term)s."
            )
            % facts
        )


def remembered_at(address: str, *, today: date) -> list[RememberedNo]:
    """Return what is remembered on ``today`` of an e-mail address; ``Refusal`` if it is none."""
    return _explained(keyed_digests(normalise_email(address)), names=(), today=today)


def remembered_of_subject(subject: Subject, *, today: date) -> list[RememberedNo]:
    """Return what is remembered on ``today`` of the addresses of ``subject``; of a number that others have
    too, only what goes with their name."""
    return _explained(digests_of_subject(subject), names=names_of_subject(subject), today=today)


def _explained(among: Iterable[str], *, names: Collection[str], today: date) -> list[RememberedNo]:
    return [told for no in noes_among(among, names=names, on=today) for told in _why(no, today=today)]


def _why(no: Suppression, *, today: date) -> list[RememberedNo]:
    """Return for which purpose the declaration keeps ``no``, and how long."""
    group, found = registry.group(LABEL), []
    for purpose, term in group.keep.items():
        scope = group.scope_for(purpose)
        gone = term.ends(scope, no, ())
        if gone == NEVER_NEEDED:
            continue
        rule = rule_for_row(term, scope, no, (), today=today)
        until = gone - timedelta(days=1) if gone else None
        found.append(RememberedNo(no.kind, no.purpose, purpose, no.since, no.lifted_on, rule, until))
    return found

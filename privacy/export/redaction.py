"""Other people stay out of a person's copy (GDPR art. 15(4) and 20(4)): in free text they are left out, and
that is said.

Every mail address and phone number goes but the person's own and ours; so do the names of everybody we know.
A first name alone goes where it tells who is meant: of colleagues, of those who share their work or their
mailbox, of staff. Staff see it beforehand, mark what the program did not know, and let stand what it took for
a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any

import phonenumbers
from django.conf import settings
from django.utils.translation import gettext as _

from privacy.declarations.registry import registry
from privacy.models import Identifier, Subject
from privacy.subjects.identifiers import keyed_digests, normalise_email
from privacy.web.refusal import Refusal

WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
MAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+")
"""An address; begun only where a word begins, so that a long word is looked at once, not from each letter."""
LONGEST_NAME = 4
"""Words of a family name such as “Van den Eynde - De Smet”."""
AT_ONCE = 10_000
"""How many names are looked up in one statement; databases take some 30,000."""

Span = tuple[int, int]


@dataclass(frozen=True)
class Marks:
    """What staff say of a copy: words that go as well (``also``), and words that may stand (``stand``)."""

    also: tuple[str, ...] = ()
    stand: tuple[str, ...] = ()


NO_MARKS = Marks()


class Redaction:
    """Redacts other people from free texts about ``subject``.

    ``texts`` are all those that it will be called with. A fixed number of statements, whoever else is known.
    """

    def __init__(self, subject: Subject, texts: Iterable[str], *, marks: Marks = NO_MARKS) -> None:
        self.subject = subject
        plain = [_composed(text) for text in texts]
        self.own_names, self.own_reach = _own(subject)
        self.own_reach |= {normalise_email(address) for address in _ours()}
        self.stand = {word.casefold() for word in marks.stand}
        self.known_numbers = self._known(plain)
        self.pattern = _either(
            [*self._names(plain), *(f"(?i:{_spaced(word)})" for word in marks.also if word.strip())]
        )

    def __call__(self, text: str) -> tuple[str, int]:
        """Return ``text`` without others, and how often somebody was left out."""
        whole = _composed(text)
        spans = _joined(
            sorted(span for span in self._found(whole) if whole[slice(*span)].casefold() not in self.stand)
        )
        for start, end in reversed(spans):
            whole = f"{whole[:start]}{_('[left out]')}{whole[end:]}"
        return (whole, len(spans)) if spans else (text, 0)

    def _found(self, text: str) -> Iterator[Span]:
        for match in MAIL.finditer(text):
            if not self._is_own(match[0].rstrip("."), normalise_email):
                yield match.span()
        for number in _numbers(text):
            if not self._is_own(_e164(number), str) and (
                phonenumbers.is_valid_number(number.number) or _e164(number) in self.known_numbers
            ):
                yield number.start, number.end
        if self.pattern:
            yield from (match.span() for match in self.pattern.finditer(text))

    def _is_own(self, written: str, normalise: Any) -> bool:
        try:
            value = normalise(written)
        except Refusal:
            return False
        return value in self.own_reach or bool(self.own_reach & set(keyed_digests(value)))

    def _known(self, texts: list[str]) -> set[str]:
        """Return the phone numbers in ``texts`` that others are found by: some of these are valid nowhere."""
        by_digest = {
            digest: _e164(found)
            for text in texts
            for found in _numbers(text)
            for digest in keyed_digests(_e164(found))
        }
        kind = Identifier.Kind.PHONE
        known = (
            Identifier.objects.filter(kind=kind, digest__in=by_digest)
            .exclude(subject=self.subject)
            .values_list("digest", flat=True)
        )
        return {by_digest[digest] for digest in known}

    def _names(self, texts: list[str]) -> Iterator[str]:
        """Return patterns of the names of others that may stand in ``texts``."""
        phrases = sorted({phrase for text in texts for phrase in _phrases(text)})
        for policy in registry.policies:
            if not policy.names or not policy.subject:
                continue
            rows = policy.model._base_manager.exclude(**{policy.subject: self.subject})
            near = policy.neighbours(self.subject)
            sharing = (
                Identifier.objects.filter(digest__in=self.own_reach)
                .exclude(subject=self.subject)
                .values("subject")
            )
            # Asked one after the other: with OR between them PostgreSQL would walk through everybody.
            for beside in (rows.filter(**{f"{policy.subject}__in": sharing}), near):
                for names in beside.values_list(*policy.names).distinct() if beside is not None else ():
                    yield from self._ways_to_say(names, first_alone=True)
            for at in range(0, len(phrases), AT_ONCE):
                some = phrases[at : at + AT_ONCE]
                for names in (
                    rows.filter(**{f"{policy.names[-1]}__in": some}).values_list(*policy.names).distinct()
                ):
                    yield from self._ways_to_say(names, first_alone=False)

    def _ways_to_say(self, names: tuple[str, ...], *, first_alone: bool) -> Iterator[str]:
        """Return patterns for a name in full, in both orders, and for the parts that are not the person's own
        too."""
        parts = [_composed(part.strip()) for part in names if part and part.strip()]
        if not parts or " ".join(parts).casefold() in self.own_names:
            return
        if len(parts) > 1:
            yield f"(?i:{_spaced(' '.join(parts))}|{_spaced(' '.join(reversed(parts)))})"
        alone = parts if first_alone else parts[-1:]
        for part in alone:
            if part.casefold() not in self.own_names and len(part) > 1:
                yield f"{_spaced(part)}|{_spaced(part.upper())}|{_spaced(part[0].upper() + part[1:])}"


def _own(subject: Subject) -> tuple[set[str], set[str]]:
    """Return the names of ``subject``, whole and in parts, without case; and addresses, numbers and their
    digests."""
    names: set[str] = set()
    reach = set(Identifier.objects.filter(subject=subject).values_list("digest", flat=True))
    for policy in registry.policies:
        rows = policy.rows_of(subject)
        if policy.names:
            for parts in rows.values_list(*policy.names):
                said = [_composed(part.strip()).casefold() for part in parts if part]
                names |= {" ".join(said), *said, *(word for part in said for word in part.split())}
        for field in policy.finds:
            reach |= {value for value in rows.values_list(field, flat=True) if value}
    return names - {""}, reach


def _ours() -> set[str]:
    """Return the addresses of the organisation itself, which are nobody's."""
    return {settings.ORGANISATION_EMAIL, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]} - {""}


def _phrases(text: str) -> Iterator[str]:
    """Return what could be a family name: up to four words in a row that end in one with a capital."""
    words = [(found[0], found.start(), found.end()) for found in WORD.finditer(text)]
    for last, (word, _start, _end) in enumerate(words):
        if not any(char.isupper() for char in word):
            continue
        said = word
        for before in range(last, max(last - LONGEST_NAME, -1), -1):
            if before < last:
                if text[words[before][2] : words[before + 1][1]].strip():
                    break
                said = f"{words[before][0]} {said}"
            yield from {
                said,
                said[0].upper() + said[1:],
                said[0].lower() + said[1:],
                said.title() if said.isupper() else said,
            }


def _numbers(text: str) -> Iterator[Any]:
    return iter(phonenumbers.PhoneNumberMatcher(text, "BE", phonenumbers.Leniency.POSSIBLE))


def _e164(found: Any) -> str:
    return str(phonenumbers.format_number(found.number, phonenumbers.PhoneNumberFormat.E164))


def _either(patterns: list[str]) -> re.Pattern[str] | None:
    """Return one pattern for whole words that match any of ``patterns``, the longest first."""
    if not patterns:
        return None
    longest_first = sorted(dict.fromkeys(patterns), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)")


def _spaced(words: str) -> str:
    return r"\s+".join(re.escape(word) for word in words.split())


def _joined(spans: list[Span]) -> list[Span]:
    """Return ``spans`` with those that overlap made one."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)

"""The memory of a no, by the address of whoever said it: it outlives them, and only their own yes lifts it.

A yes to one purpose lifts the no to that purpose, also where it was a no to everything; the rest of that no
stands. A mailbox is somebody's: a no binds whoever uses it. A number may be a switchboard's: a no binds those
of the same name, and goes after ``NUMBER_LAPSES``; a no to advertising binds the number.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from privacy.dates import Months
from privacy.declarations.registry import registry
from privacy.evidence import ledger
from privacy.models import Identifier, Subject, Suppression
from privacy.subjects.advertising import is_advertising
from privacy.subjects.identifiers import EMAIL, PHONE, keyed_digests, normalise_email, normalise_phone
from privacy.subjects.names import digests_of_each, name_digests, names_in
from privacy.subjects.readings import Readings, every_reading, read_every_email
from privacy.web.refusal import Refusal

EVERYTHING = ""
"""The purpose of a no to all of them."""
NUMBER_LAPSES = Months(24)
"""How long a number is remembered: somebody else may have it by then."""


class Suppressed(Refusal):
    """Somebody else would bring back, or say yes for, a person who said no. The reason is the same for all
    (it tells nothing)."""

    def __init__(self) -> None:
        super().__init__(_("not permitted"))


@dataclass(slots=True)
class RememberedNoes:
    """The noes to everything that stand for some addresses: digests of mailboxes, and of numbers with the
    digests of the names that go with each ("" for an unknown one)."""

    mailboxes: set[str] = field(default_factory=set)
    numbers: dict[str, set[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.mailboxes or self.numbers)

    def bar(
        self,
        *,
        mailboxes: Iterable[str],
        numbers: Iterable[str],
        name: str,
        stored: Iterable[Collection[str]] | None,
    ) -> bool:
        """Return whether somebody who said no would come back with a row of that ``name``.

        ``mailboxes`` and ``numbers`` are the digests of all that its cells may be read as, ``stored`` the
        digests of each address that would be stored. A mailbox bars the row; a number does with the same
        name, or where the row has no other address (never, without ``stored``).
        """
        if not self.mailboxes.isdisjoint(mailboxes):
            return True
        said_no = [number for number in numbers if number in self.numbers]
        if any(self.is_name_of(number, name) for number in said_no):
            return True
        others = (self.numbers.keys().isdisjoint(digests) for digests in stored or () if digests)
        return bool(said_no) and stored is not None and not any(others)

    def is_name_of(self, number: str, name: str) -> bool:
        """Return whether ``name`` is that of somebody who said no with that ``number`` (a digest)."""
        return not self.numbers[number].isdisjoint(digests_of_each(number, name))


def remembered_noes(mailboxes: Iterable[str], numbers: Iterable[str], *, on: date) -> RememberedNoes:
    """Return the noes to everything that stand on that day for these digests; in one statement."""
    mine, theirs = set(mailboxes), set(numbers)
    found = RememberedNoes()
    for each in _standing(Suppression.objects.filter(digest__in=mine | theirs, purpose=EVERYTHING), on=on):
        if each.digest in mine:
            found.mailboxes.add(each.digest)
        else:
            found.numbers.setdefault(each.digest, set()).add(each.name)
    return found


def is_row_suppressed(
    values: Iterable[str], *, name: str, others: Iterable[str] | None = (), on: date | None = None
) -> bool:
    """Return whether a person of that ``name`` with these addresses and numbers, and the ``others`` that they
    have already, is somebody who asked to be forgotten (``RememberedNoes.bar``).

    The values may be written in any way, and are compared in every reading that they allow. Without
    ``others`` (``None``) a number by itself bars nobody of another name, as for an organisation.
    """
    mailboxes: list[str] = []
    numbers: list[str] = []
    stored = [keyed_digests(value) for value in others or ()]
    for value in values:
        read = readings_of(value)
        emails = read.emails | read_every_email(value)
        mailboxes += [digest for address in emails for digest in keyed_digests(address)]
        numbers += [digest for number in read.phones for digest in keyed_digests(number)]
        stored.append(keyed_digests(value))
    known = remembered_noes(mailboxes, [*numbers, *chain(*stored)], on=on or timezone.localdate())
    return known.bar(
        mailboxes=mailboxes, numbers=numbers, name=name, stored=None if others is None else stored
    )


def readings_of(value: str) -> Readings:
    """Return every address and number that ``value`` allows: one in its own spelling is itself and nothing
    else, for what is remembered of it may be somebody else's."""
    with suppress(Refusal):
        if "@" in value and normalise_email(value) == value:
            return Readings(frozenset({value}), frozenset())
    with suppress(Refusal):
        if value.startswith("+") and normalise_phone(value, region="") == value:
            return Readings(frozenset(), frozenset({value}))
    return every_reading(value)


def is_suppressed(
    address: str, *, purpose: str = EVERYTHING, names: Collection[str] = (), on: date | None = None
) -> bool:
    """Return whether whoever has ``address`` (normalised) asked to be forgotten, or said no to ``purpose``.

    ``names`` are those of the person who is meant; without one, anybody with that address.
    """
    among = keyed_digests(address)
    return bool(suppressions_in_force(among, purpose=purpose, names=names, on=on))


def suppressions_in_force(
    among: Iterable[str], *, purpose: str, names: Collection[str] = (), on: date | None = None
) -> list[date]:
    """Return since when each no to ``purpose`` by one of these digests stands, and that was not lifted; in
    one statement. ``names`` as for ``is_suppressed``."""
    found = list(Suppression.objects.filter(digest__in=list(among), purpose__in={purpose, EVERYTHING}))
    lifted = {(each.digest, each.name) for each in found if each.lifted_on}
    return [
        each.since
        for each in _standing(found, on=on or timezone.localdate())
        if (each.digest, each.name) not in lifted and _binds(each, names)
    ]


def noes_among(among: Iterable[str], *, names: Collection[str], on: date) -> list[Suppression]:
    """Return all that is remembered on that day of these digests, the oldest first, lifted or not; beside a
    number only what is of whoever has one of these ``names``, or where there is none of anybody."""
    found = Suppression.objects.filter(digest__in=list(among)).order_by("since", "purpose", "pk")
    return [
        each for each in found if not _lapsed(each, on=on) and (not names or _is_of(each, each.kind, names))
    ]


def _standing(found: Iterable[Suppression], *, on: date) -> list[Suppression]:
    return [each for each in found if not each.lifted_on and not _lapsed(each, on=on)]


def _lapsed(no: Suppression, *, on: date) -> bool:
    return no.kind == PHONE and no.since + NUMBER_LAPSES <= on


def lapsed_since(*, on: date) -> date:
    """Return the last day of which a no with a number has lapsed on ``on``."""
    return NUMBER_LAPSES.cutoff(on)


def _binds(no: Suppression, names: Collection[str]) -> bool:
    """Return whether ``no`` is one of the people with these ``names``; where nobody is named, anybody's."""
    if no.kind != PHONE or no.advertising or not no.name or not names:
        return True
    return any(no.name in digests_of_each(no.digest, name) for name in names)


def digests_of_subject(subject: Subject) -> set[str]:
    """Return the digests of every address that leads to ``subject``, under every key."""
    found = set(Identifier.objects.filter(subject=subject).values_list("digest", flat=True))
    return found.union(*(keyed_digests(address) for _kind, address in _addresses_kept(subject)))


def addresses_to_remember(subject: Subject) -> dict[str, set[str]]:
    """Return by their kind one digest of every address of ``subject``: also of those that are kept as they
    were written, in every reading that they allow."""
    found: dict[str, set[str]] = {}
    for kind, digest in Identifier.objects.filter(subject=subject).values_list("kind", "digest"):
        found.setdefault(kind, set()).add(digest)
    for kind, address in _addresses_kept(subject):
        digests = keyed_digests(address)
        if found.setdefault(kind, set()).isdisjoint(digests):
            found[kind].add(digests[0])
    return found


def _addresses_kept(subject: Subject) -> Iterator[tuple[str, str]]:
    for policy in registry.policies:
        for name in policy.finds:
            values = policy.rows_of(subject).exclude(**{name: ""}).values_list(name, flat=True)
            for read in map(readings_of, values):
                yield from ((EMAIL, address) for address in read.emails)
                yield from ((PHONE, number) for number in read.phones)


def add_suppressions(
    among: Iterable[str], *, purpose: str, on: date, kind: str = EMAIL, names: Collection[str] = ()
) -> None:
    """Remember a no to ``purpose`` by each of these digests, of addresses of that ``kind``. Said again it is
    one no, and a yes in between counts no more.

    ``names`` are those of whoever says it; they go with a number only, as a code, and a number said again is
    remembered from then.
    """
    wanted = sorted(set(among))
    every = {} if purpose == EVERYTHING else {"purpose": purpose}
    found = list(Suppression.objects.filter(digest__in=wanted, **every).order_by("digest", "purpose", "name"))
    for each in found:
        if _is_of(each, kind, names) and (each.lifted_on or (kind == PHONE and each.since < on)):
            Suppression.objects.filter(pk=each.pk).update(lifted_on=None, since=on)
            _note(each.digest, each.purpose, on=on, name=each.name)
    for digest in wanted:
        known = {each.name for each in found if each.digest == digest and each.purpose == purpose}
        for name in _new_names(digest, kind, names, known):
            Suppression.objects.create(
                kind=kind,
                digest=digest,
                name=name,
                purpose=purpose,
                advertising=is_advertising(purpose),
                since=on,
            )
            _note(digest, purpose, on=on, name=name)


def _is_of(no: Suppression, kind: str, names: Collection[str]) -> bool:
    """Return whether ``no`` is one of whoever has these ``names``."""
    if kind != PHONE or not no.name:
        return True
    return any(no.name in digests_of_each(no.digest, name) for name in names)


def _new_names(digest: str, kind: str, names: Collection[str], known: set[str]) -> list[str]:
    """Return the codes of names that are to be remembered with ``digest`` and are not; "" is without one."""
    each = [one for name in names for one in names_in(name)] if kind == PHONE else []
    codes = [name_digests(digest, name) for name in each]
    if not any(codes):
        return [] if known else [""]
    return list(dict.fromkeys(code[0] for code in codes if code and known.isdisjoint(code)))


def lift_suppressions(among: Iterable[str], *, purpose: str, on: date, names: Collection[str] = ()) -> None:
    """Note the yes to ``purpose`` of those of these digests that said no to it, or to everything; beside a
    number, of whoever has one of these ``names``."""
    noes = Suppression.objects.filter(
        Q(purpose=purpose) | Q(purpose=EVERYTHING), digest__in=list(among), lifted_on=None
    )
    for no in sorted(noes, key=lambda no: (no.digest, no.since, no.name)):
        if not _is_of(no, no.kind, names):
            continue
        lifted, new = Suppression.objects.get_or_create(
            digest=no.digest,
            purpose=purpose,
            name=no.name,
            defaults={
                "kind": no.kind,
                "advertising": is_advertising(purpose),
                "since": no.since,
                "lifted_on": on,
            },
        )
        if new or not lifted.lifted_on:
            Suppression.objects.filter(pk=lifted.pk).update(lifted_on=on)
            facts = {"name": no.name} if no.name else {}
            ledger.append_entry(
                "suppression-lifted", digest=no.digest, purpose=purpose, on=on.isoformat(), **facts
            )


def _note(digest: str, purpose: str, *, on: date, name: str) -> None:
    facts = {"name": name} if name else {}
    ledger.append_entry("suppression", digest=digest, purpose=purpose, since=on.isoformat(), **facts)

"""Who an entry of an address book is: somebody we know, somebody new, or somebody we may not store.

Everything a chunk needs is asked at once, in a number of statements that does not depend on its size; people
made by the chunk itself join the directory, so that two cards of one person meet here too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection

from contacts.importing.companies import Organisation
from contacts.importing.entries import EMAIL, PHONE, Entry, EntryAddress
from contacts.importing.rows import read_uuid, select_rows
from contacts.models import Contact, ContactPoint
from privacy.models import Choice, Identifier, Suppression
from privacy.subjects.compared_names import are_same_name, is_one_of_several, is_same_order, may_be_one_person
from privacy.subjects.identifiers import is_mobile
from privacy.subjects.suppression_list import RememberedNoes, lapsed_since

RESTRICTED = Choice.Kind.RESTRICTION.value
BARRING = (RESTRICTED, Choice.Kind.ERASURE.value)


@dataclass(slots=True, eq=False)
class Person:
    """A contact as the chunk sees it. ``pk`` is None until it is stored; ``age`` orders the oldest first."""

    subject: UUID
    age: int
    first_name: str
    last_name: str
    address: tuple[str, str, str, str]
    language: str = "nl"
    pk: int | None = None
    company_pk: int | None = None
    company: Organisation | None = None
    batch_pk: int | None = None
    reaches: set[tuple[str, str]] = field(default_factory=set)
    digests: set[str] = field(default_factory=set)
    preferred: set[str] = field(default_factory=set)
    barred: bool = False
    changed: bool = False

    @property
    def name(self) -> tuple[str, str]:
        return self.first_name, self.last_name


@dataclass(slots=True)
class Match:
    """Who an entry is: ``person`` if known, ``barred`` if it may not be stored, ``others`` of another name at
    the same e-mail address, ``ambiguous`` if several people could be meant."""

    person: Person | None
    barred: bool = False
    others: list[Person] = field(default_factory=list)
    alike: list[Person] = field(default_factory=list)
    ambiguous: bool = False


class Directory:
    """The people, and the no's, that the addresses of a chunk lead to."""

    def __init__(self) -> None:
        self._by_reach: dict[tuple[str, str], list[Person]] = {}
        self._by_digest: dict[str, list[Person]] = {}
        self._noes = RememberedNoes()

    def add(self, person: Person, reaches: Iterable[EntryAddress]) -> None:
        """Let ``person`` be found by ``reaches`` from now on."""
        for reach in reaches:
            people = self._by_reach.setdefault((reach.kind, reach.value), [])
            if person not in people:
                people.append(person)

    def match(self, entry: Entry) -> Match:
        """Return who ``entry`` is."""
        if self.refuses(entry):
            return Match(None, barred=True)
        name = (entry.first_name, entry.last_name)
        by_mail: list[Person] = []
        by_phone: list[Person] = []
        for reach in entry.reaches:
            self._collect(reach, by_mail if reach.kind == EMAIL else by_phone)
        if not by_mail and not by_phone:
            return Match(None)
        others = sorted(by_mail, key=lambda person: person.age)
        fitting = [person for person in others if may_be_one_person(person.name, name)]
        if fitting:
            others = []
        else:
            # Somebody erased has no name left: the number alone does not say that it is them.
            named = [person for person in by_phone if any(person.name) or not person.barred]
            fitting = [person for person in named if may_be_one_person(person.name, name)]
        part = [person for person in (*by_mail, *by_phone) if is_one_of_several(person.name, name)]
        if any(person.barred for person in (*fitting, *part)):
            return Match(None, barred=True)
        if not by_mail or others:
            alike = [person for person in fitting if self._may_be_relative(person, entry)]
            if alike:
                return Match(None, others=others, alike=sorted(alike, key=lambda person: person.age))
            turned = [person for person in fitting if self._is_other_order(person, entry)]
            if turned and len(turned) == len(fitting):
                return Match(None, others=others, alike=sorted(turned, key=lambda person: person.age))
            fitting = [person for person in fitting if person not in turned]
        if not fitting:
            return Match(None, others=others, alike=[each for each in part if each not in others])
        exact = [person for person in fitting if are_same_name(person.name, name)]
        if len(exact) == 1 or len(fitting) == 1:
            return Match((exact or fitting)[0], others=others)
        return Match(min(exact or fitting, key=lambda person: person.age), others=others, ambiguous=True)

    def _may_be_relative(self, person: Person, entry: Entry) -> bool:
        """Tell whether ``entry``, found by a number alone, brings a mailbox that may be another person's.

        A father and son have one name and one landline. A mobile number is one person's, and so is what
        brings no mailbox, for it gives nobody another's.
        """
        shared = _shared_numbers(person, entry)
        return any(reach.kind == EMAIL for reach in entry.reaches) and not any(map(is_mobile, shared))

    def _is_other_order(self, person: Person, entry: Entry) -> bool:
        """Tell whether ``entry`` has the words of the person's name in another order and no more than a
        landline in common: Thomas Jan may live with Jan Thomas."""
        name = (entry.first_name, entry.last_name)
        return (
            are_same_name(person.name, name)
            and not is_same_order(person.name, name)
            and not any(is_mobile(number) for number in _shared_numbers(person, entry))
        )

    def refuses(self, entry: Entry) -> bool:
        """Tell whether ``entry`` would bring back somebody who said no (``RememberedNoes.bar``), in any way
        that its cells may be read. A number alone does not bar an organisation, which has its name."""
        if not self._noes:
            return False
        found = (*entry.reaches, *entry.unstored)
        return self._noes.bar(
            mailboxes=(digest for each in found if each.kind == EMAIL for digest in each.digests),
            numbers=(digest for each in found if each.kind == PHONE for digest in each.digests),
            name=entry.name,
            stored=None if entry.organisation else [reach.digests for reach in entry.reaches],
        )

    def numbers_of_noes(self, entry: Entry) -> list[EntryAddress]:
        """Return the numbers of ``entry`` with which somebody said no, where it has no other address."""
        said_no = [
            reach for reach in entry.reaches if not self._noes.numbers.keys().isdisjoint(reach.digests)
        ]
        return said_no if all(reach in said_no for reach in entry.reaches if reach.digests) else []

    def _collect(self, reach: EntryAddress, people: list[Person]) -> None:
        found = self._by_reach.get((reach.kind, reach.value), ())
        people.extend(person for person in found if person not in people)
        if self._by_digest:
            for digest in reach.digests:
                people.extend(person for person in self._by_digest.get(digest, ()) if person not in people)

    @classmethod
    def of(cls, entries: Iterable[Entry], *, today: dt.date, lock: bool) -> Directory:
        """Return the directory of everyone the addresses of ``entries`` lead to; ``lock`` their rows until
        the commit."""
        directory = cls()
        reaches = [reach for entry in entries for reach in (*entry.reaches, *entry.unstored)]
        digests = {digest for reach in reaches for digest in reach.digests}
        directory._noes = _noes(reaches, digests, today=today)
        named = select_rows(
            f"SELECT i.kind, i.digest, i.subject_id, c.id FROM {Identifier._meta.db_table} i "  # noqa: S608
            f"LEFT JOIN {Contact._meta.db_table} c ON c.subject_id = i.subject_id WHERE i.digest {{among}}",
            digests,
        )
        numbers = {pk for _kind, _digest, _subject, pk in named if pk is not None}
        values = {reach.value for reach in reaches}
        numbers.update(
            pk
            for (pk,) in select_rows(
                f"SELECT contact_id FROM {ContactPoint._meta.db_table} WHERE value {{among}}",  # noqa: S608
                values,
            )
        )
        people = _people(numbers, lock=lock)
        nobodies = {subject for _kind, _digest, subject, pk in named if pk is None}
        barred = _barred(
            {read_uuid(s) for s in nobodies} | {person.subject for person in people.values()}, today=today
        )
        for person in people.values():
            person.barred = person.subject in barred
            for reach_key in person.reaches:
                directory._by_reach.setdefault(reach_key, []).append(person)
        for kind, digest, subject, pk in named:
            if pk in people:
                directory._by_digest.setdefault(digest, []).append(people[pk])
            elif kind == EMAIL and read_uuid(subject) in barred:
                directory._noes.mailboxes.add(digest)
            elif RESTRICTED in barred.get(read_uuid(subject), ()):
                directory._noes.numbers.setdefault(digest, set()).add("")
        return directory


def _shared_numbers(person: Person, entry: Entry) -> list[str]:
    """Return the numbers of ``entry`` that ``person`` has as well."""
    return [
        reach.value
        for reach in entry.reaches
        if reach.kind == PHONE
        and ((PHONE, reach.value) in person.reaches or not person.digests.isdisjoint(reach.digests))
    ]


def _people(numbers: set[int], *, lock: bool) -> dict[int, Person]:
    """Return the contacts with those primary keys, with their addresses and digests, the oldest first."""
    if not numbers:
        return {}
    # On SQLite the transaction holds the only write lock from its start.
    locking = " FOR UPDATE" if lock and connection.vendor == "postgresql" else ""
    rows = select_rows(
        "SELECT id, subject_id, first_name, last_name, street, postcode, city, country, company_id, batch_id "  # noqa: S608
        f"FROM {Contact._meta.db_table} WHERE id {{among}} ORDER BY id{locking}",
        numbers,
    )
    people = {
        pk: Person(
            read_uuid(subject),
            rank_by_age(pk),
            first,
            last,
            (street, postcode, city, country),
            pk=pk,
            company_pk=company,
            batch_pk=batch,
        )
        for pk, subject, first, last, street, postcode, city, country, company, batch in rows
    }
    points = (
        f"SELECT contact_id, kind, value, preferred FROM {ContactPoint._meta.db_table} WHERE "  # noqa: S608
        f"contact_id {{among}}"
    )
    for pk, kind, value, preferred in select_rows(points, people):
        people[pk].reaches.add((kind, value))
        if preferred:
            people[pk].preferred.add(kind)
    subjects: dict[UUID, list[Person]] = {}
    for person in people.values():
        subjects.setdefault(person.subject, []).append(person)
    for subject, digest in select_rows(
        f"SELECT subject_id, digest FROM {Identifier._meta.db_table} WHERE subject_id {{among}}",  # noqa: S608
        subjects,
    ):
        for person in subjects[read_uuid(subject)]:
            person.digests.add(digest)
    return people


def _noes(reaches: list[EntryAddress], digests: set[str], *, today: dt.date) -> RememberedNoes:
    """Return the noes to everything that stand for the addresses of a chunk."""
    noes = RememberedNoes()
    found = select_rows(
        f"SELECT digest, kind, name, since FROM {Suppression._meta.db_table} "  # noqa: S608
        f"WHERE digest {{among}} AND purpose = '' AND lifted_on IS NULL",
        digests,
    )
    if not found:
        return noes
    numbers = {digest for reach in reaches if reach.kind == PHONE for digest in reach.digests}
    lapsed = lapsed_since(on=today).isoformat()
    for digest, kind, name, since in found:
        if digest not in numbers:
            noes.mailboxes.add(digest)
        elif kind != PHONE or str(since) > lapsed:
            noes.numbers.setdefault(digest, set()).add(name)
    return noes


def _barred(subjects: set[UUID], *, today: dt.date) -> dict[UUID, set[str]]:
    """Return those of ``subjects`` who asked to be forgotten, or whose data may not be used, in force
    ``today``, and which of both."""
    if not subjects:
        return {}
    sql = (
        f"SELECT DISTINCT c.subject_id, c.kind FROM {Choice._meta.db_table} c "  # noqa: S608
        "WHERE c.subject_id {among} AND c.kind IN (%s, %s) AND c.starts <= %s AND (c.ends IS NULL OR "
        "c.ends > %s)"
    )
    found: dict[UUID, set[str]] = {}
    for subject, kind in select_rows(sql, subjects, *BARRING, today, today):
        found.setdefault(read_uuid(subject), set()).add(kind)
    return found


def rank_by_age(pk: int) -> int:
    """Return a number that orders primary keys by age; a rehearsal's count down from zero and are the
    youngest."""
    return pk if pk > 0 else 2**62 - pk

"""One chunk of an address book becoming rows, in the transaction of whoever calls."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from contacts.importing.batch_tasks import ask_about_doubles, ask_about_mailboxes
from contacts.importing.companies import Organisation, Organisations
from contacts.importing.entries import Entry, EntryAddress, unreachable
from contacts.importing.matching import Directory, Match, Person, rank_by_age
from contacts.importing.noes import No
from contacts.importing.record_noes import (
    record_noes_of_people,
    remember_noes_of_mailboxes,
    sentence_about_no,
)
from contacts.importing.report import REFUSED, SKIPPED, WARNING, Remark
from contacts.importing.rows import RowWriter
from contacts.models import Company, Contact, ContactPoint, FilledValue
from contacts.models.people import Origin
from contacts.telling import open_task_to_tell_all
from privacy.models import Identifier, Subject
from privacy.subjects.compared_names import are_same_name

NAMED = ("first_name", "last_name", "company_id", "street", "postcode", "city", "country")


@dataclass(slots=True)
class Chunk:
    """What the entries of one chunk change. ``decide`` fills it in, ``write`` stores it.

    ``completed`` holds the lines of those we know already, ``organisations`` those of no person."""

    batch_pk: int
    today: dt.date
    source: str
    created: int = 0
    updated: int = 0
    remarks: list[Remark] = field(default_factory=list)
    completed: list[int] = field(default_factory=list)
    organisations: set[int] = field(default_factory=set)
    _new: list[Person] = field(default_factory=list)
    _changed: list[Person] = field(default_factory=list)
    _points: list[tuple[Person, EntryAddress, bool]] = field(default_factory=list)
    _identifiers: list[tuple[uuid.UUID, str, str]] = field(default_factory=list)
    _filled: list[tuple[Person, str]] = field(default_factory=list)
    _doubles: list[tuple[Person, Person]] = field(default_factory=list)
    _organisations: list[Organisation] = field(default_factory=list)
    _noes: list[tuple[Person, list[No]]] = field(default_factory=list)
    _noes_of_organisations: list[Entry] = field(default_factory=list)
    _numbers: Iterator[uuid.UUID] = field(default_factory=lambda: iter(()))

    def decide(self, entries: list[Entry], *, lock: bool) -> None:
        """Find out who each of ``entries`` is and what it adds; nothing is written yet."""
        directory = Directory.of(entries, today=self.today, lock=lock)
        organisations = Organisations(entries)
        self._organisations = organisations.new
        # As random as any, but handed out in ascending order: six indexes grow at neighbouring places of
        # their trees.
        self._numbers = iter(sorted((uuid.uuid4() for _entry in entries), key=lambda number: number.int))
        for entry in entries:
            if not entry.reaches_somebody and not directory.refuses(entry):
                self.remarks.append(unreachable(entry.line))
                continue
            if entry.organisation:
                self._organisation(entry, directory, organisations)
                continue
            match = directory.match(entry)
            if match.barred:
                self.remarks.append(Remark(entry.line, REFUSED, _("not permitted")))
                continue
            if match.person is None:
                person = self._create(entry, organisations)
            else:
                person = match.person
                self.completed.append(entry.line)
                self._complete(person, entry, organisations)
            added = self._reach(person, entry)
            directory.add(person, added)
            self._warn(entry, match, person, added)
            if entry.noes:
                self._noes.append((person, entry.noes))
                self._tell_noes(entry)

    def _organisation(self, entry: Entry, directory: Directory, organisations: Organisations) -> None:
        if directory.refuses(entry):
            self.remarks.append(Remark(entry.line, REFUSED, _("not permitted")))
            return
        if barred := directory.numbers_of_noes(entry):
            entry.reaches = [reach for reach in entry.reaches if reach not in barred]
            self.remarks.append(
                Remark(entry.line, WARNING, _("a phone number is not permitted and has been left out"))
            )
        self.organisations.add(entry.line)
        if not organisations.described(entry):
            sentence = _("the organisation is known: another address or number of it has been left out")
            self.remarks.append(Remark(entry.line, WARNING, sentence))
        if entry.noes:
            self._noes_of_organisations.append(entry)
            self._tell_noes(entry)
        self.remarks.append(
            Remark(entry.line, SKIPPED, _("an organisation, not a person: kept as a company"))
        )

    def _create(self, entry: Entry, organisations: Organisations) -> Person:
        self.created += 1
        person = Person(
            next(self._numbers),
            2**63 + self.created,
            entry.first_name,
            entry.last_name,
            entry.address,
            entry.language,
        )
        person.batch_pk = self.batch_pk
        if entry.company:
            person.company = organisations.named(entry.company)
        self._new.append(person)
        return person

    def _complete(self, person: Person, entry: Entry, organisations: Organisations) -> None:
        """Fill what is blank of ``person``; what is there stays, whatever the entry says."""
        self.updated += 1
        if not are_same_name(person.name, (entry.first_name, entry.last_name)):
            if entry.first_name and not person.first_name:
                person.first_name = entry.first_name
                self._fill(person, "first_name")
            if entry.last_name and not person.last_name:
                person.last_name = entry.last_name
                self._fill(person, "last_name")
        if entry.company and person.company_pk is None and person.company is None:
            person.company = organisations.named(entry.company)
            self._fill(person, "company")
        if any(entry.address) and not any(person.address):
            person.address = entry.address
            self._fill(person, "address")

    def _fill(self, person: Person, what: str) -> None:
        if person.pk is None:
            return
        if not person.changed:
            person.changed = True
            self._changed.append(person)
        if person.batch_pk != self.batch_pk:
            self._filled.append((person, what))

    def _reach(self, person: Person, entry: Entry) -> list[EntryAddress]:
        """Give ``person`` the addresses of ``entry`` that are new to them; return those."""
        added = [reach for reach in entry.reaches if (reach.kind, reach.value) not in person.reaches]
        for reach in added:
            person.reaches.add((reach.kind, reach.value))
            self._points.append((person, reach, reach.kind not in person.preferred))
            person.preferred.add(reach.kind)
        for reach in entry.reaches:
            if reach.digests and person.digests.isdisjoint(reach.digests):
                person.digests.add(reach.digests[0])
                self._identifiers.append((person.subject, reach.kind, reach.digests[0]))
        return added

    def _warn(self, entry: Entry, match: Match, person: Person, added: list[EntryAddress]) -> None:
        if match.ambiguous:
            self.remarks.append(
                Remark(entry.line, WARNING, _("several people could be meant: the oldest has been completed"))
            )
        if match.others and added:
            self.remarks.append(
                Remark(entry.line, WARNING, _("another person is known at this e-mail address: see the task"))
            )
            self._doubles.append((person, match.others[0]))
        if match.alike:
            self.remarks.append(
                Remark(entry.line, WARNING, _("somebody of this name has this phone number: see the task"))
            )
            self._doubles.append((person, match.alike[0]))

    def _tell_noes(self, entry: Entry) -> None:
        told = dict.fromkeys(sentence_about_no(no) for no in entry.noes)
        self.remarks.extend(Remark(entry.line, WARNING, sentence) for sentence in told)

    def record_noes(self) -> None:
        """Record what people said no to, once they are stored. The caller holds the latch."""
        as_written = {id(person) for person, reach, _first in self._points if not reach.digests}
        new = {id(person) for person in self._new} - as_written
        record_noes_of_people(
            self._noes, new=new, identifiers=self._identifiers, source=self.source, on=self.today
        )
        for entry in self._noes_of_organisations:
            remember_noes_of_mailboxes(entry, on=self.today)

    def write(self, rows: RowWriter) -> None:
        """Store what was decided, in a constant number of statements."""
        subjects = [(person.subject, Subject.Kind.PERSON.value) for person in self._new]
        subjects += [
            (organisation.subject, Subject.Kind.ORGANISATION.value) for organisation in self._organisations
        ]
        rows.insert(Subject, ("id", "kind"), subjects)
        self._write_companies(rows)
        self._write_contacts(rows)
        points = [
            (person.pk, reach.kind, reach.value, reach.label, first, self.batch_pk)
            for person, reach, first in self._points
        ]
        rows.insert(ContactPoint, ("contact_id", "kind", "value", "label", "preferred", "batch_id"), points)
        rows.insert(Identifier, ("subject_id", "kind", "digest"), self._identifiers)
        rows.insert(
            FilledValue,
            ("batch_id", "contact_id", "field"),
            [(self.batch_pk, person.pk, what) for person, what in self._filled],
        )
        new = {id(person) for person in self._new}
        if new and not rows.rehearsal:  # it would move a sequence, and nobody would read it
            open_task_to_tell_all(self.batch_pk, on=self.today)
        doubles = [(person, other, id(person) in new) for person, other in self._doubles]
        ask_about_doubles(rows, doubles, on=self.today)
        ask_about_mailboxes(rows, self._organisations, on=self.today)

    def _write_companies(self, rows: RowWriter) -> None:
        for organisation, pk in zip(
            self._organisations, rows.numbers(Company, len(self._organisations)), strict=True
        ):
            organisation.pk = pk
        rows.insert(
            Company,
            (
                "id",
                "subject_id",
                "name",
                "email",
                "phone",
                "street",
                "postcode",
                "city",
                "country",
                "collected_on",
                "batch_id",
            ),
            [
                (o.pk, o.subject, o.name, o.email, o.phone, *o.address, self.today, self.batch_pk)
                for o in self._organisations
            ],
        )

    def _write_contacts(self, rows: RowWriter) -> None:
        for person, pk in zip(self._new, rows.numbers(Contact, len(self._new)), strict=True):
            person.pk, person.age = pk, rank_by_age(pk)
        for person in (*self._new, *self._changed):
            if person.company is not None:
                person.company_pk = person.company.pk
        # Nobody became a client today, and nobody was heard.
        made = (self.today, Origin.IMPORT.value, self.source, self.batch_pk)
        rows.insert(
            Contact,
            (
                "id",
                "subject_id",
                "language",
                *NAMED,
                "collected_on",
                "origin",
                "source",
                "batch_id",
            ),
            [
                (p.pk, p.subject, p.language, p.first_name, p.last_name, p.company_pk, *p.address, *made)
                for p in self._new
            ],
        )
        rows.update(
            Contact,
            NAMED,
            [(p.first_name, p.last_name, p.company_pk, *p.address, p.pk) for p in self._changed],
        )

"""What people said no to elsewhere, remembered here: for its purpose, with the address book as its source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from contacts.importing.entries import Entry
from contacts.importing.matching import Person
from contacts.importing.noes import NEWSLETTER, No
from privacy.models import Choice, Subject
from privacy.purposes import OFFER
from privacy.subjects import choices
from privacy.subjects.many_objections import CHUNK, Objection, record_objections_of_new_subjects
from privacy.subjects.suppression_list import EVERYTHING


def sentence_about_no(no: No) -> str:
    """Return what whoever imports is told of ``no``; nothing of what else its cell says."""
    if no.deceased:
        return _("%(heading)s: deceased: nobody contacts this person any more") % {"heading": no.heading}
    words = {NEWSLETTER: _("newsletters"), OFFER.slug: _("offers"), EVERYTHING: _("everything")}
    what = ", ".join(words[purpose] for purpose in no.purposes)
    return _("%(heading)s: a no, remembered for: %(purposes)s") % {"heading": no.heading, "purposes": what}


def record_noes_of_people(
    said: Iterable[tuple[Person, list[No]]],
    *,
    new: set[int],
    identifiers: Iterable[tuple[UUID, str, str]],
    source: str,
    on: dt.date,
) -> None:
    """Record what people said no to in the address book ``source``; of those whose ``id`` is in ``new``, with
    nothing but these ``identifiers``, all at once. Who has died is marked so besides."""
    noes: dict[int, tuple[Person, list[No]]] = {}
    for person, theirs in said:
        noes.setdefault(id(person), (person, []))[1].extend(theirs)
    dead = [person.subject for person, theirs in noes.values() if any(no.deceased for no in theirs)]
    for start in range(0, len(dead), CHUNK):
        Subject.objects.filter(pk__in=dead[start : start + CHUNK], deceased_on=None).update(deceased_on=on)
    addresses: dict[UUID, list[tuple[str, str]]] = {}
    for subject, kind, digest in identifiers if noes else ():
        addresses.setdefault(subject, []).append((kind, digest))
    many: list[Objection] = []
    for key, (person, theirs) in noes.items():
        if key in new:
            name, known = " ".join(person.name).strip(), addresses.get(person.subject, [])
            many += objections(person.subject, name, known, theirs, source=source)
        else:
            record_noes(person.subject, theirs, source=source, on=on)
    if many:
        record_objections_of_new_subjects(many, on=on, source=Choice.Source.IMPORT)


def record_noes(subject: UUID, noes: Iterable[No], *, source: str, on: dt.date) -> None:
    """Record for ``subject`` each of ``noes`` of the address book ``source``, once for each purpose."""
    person = Subject.objects.get(pk=subject)
    for purpose, no in _by_purpose(noes).items():
        choices.record_objection(
            person, purpose, on=on, source=Choice.Source.IMPORT, wording=_wording(source, no)
        )


def objections(
    subject: UUID, name: str, addresses: Iterable[tuple[str, str]], noes: Iterable[No], *, source: str
) -> list[Objection]:
    """Return the same for somebody new, whose ``addresses`` are pairs of kind and digest, to be recorded with
    those of others."""
    pairs = tuple(addresses)
    return [
        Objection(subject, purpose, _wording(source, no), name, pairs)
        for purpose, no in _by_purpose(noes).items()
    ]


def _wording(source: str, no: No) -> str:
    return f"{source} – {no.heading}: {no.written}"


def remember_noes_of_mailboxes(entry: Entry, *, on: dt.date) -> None:
    """Remember the noes of an organisation's ``entry`` by each of its addresses and numbers."""
    for purpose in _by_purpose(entry.noes):
        for reach in entry.reaches:
            if reach.digests:
                choices.suppress_address(reach.value, purpose, on=on)


def _by_purpose(noes: Iterable[No]) -> dict[str, No]:
    found: dict[str, No] = {}
    for no in noes:
        for purpose in no.purposes:
            found.setdefault(purpose, no)
    return found

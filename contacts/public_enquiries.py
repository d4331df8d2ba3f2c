"""Somebody asks us something through a public form: a person, where they came from, and what they asked, as
one act.

Who that is, is decided by their address and name. A known address with a name that fits is the same person;
with another name it is somebody else at the same mailbox, and staff are asked to look. Whoever asked to be
forgotten and now comes back by their own act is a new person to us: the address moves to them, and nothing of
before comes back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.text import Truncator

from contacts import register
from contacts.importing.names import are_same_name, may_be_one_person
from contacts.importing.person_name import split_full_name
from contacts.models import Assignment, Company, Contact, ContactPoint
from contacts.models.people import Origin
from privacy.locks import latched
from privacy.models import Choice, Identifier, Task
from privacy.models.choices import in_force
from privacy.subjects.identifiers import keyed_digests

EMAIL, PHONE = ContactPoint.Kind.EMAIL, ContactPoint.Kind.PHONE
TITLE = 80
"""How many characters of the first line of what somebody wrote become the title of their assignment."""
LOOK_WITHIN = timedelta(days=30)
"""How long staff have to say whether two people at one address are the same."""


Admitted = Callable[[], bool]
"""Whether one more form is taken in; each question is counted, in the same transaction as the rest or not at
all."""


class TooManyForms(Exception):
    """The rate limit of the network that a form came from is reached; nothing was stored."""


def admit_everybody() -> bool:
    """Return ``True``: no rate limit."""
    return True


@dataclass(frozen=True)
class Enquirer:
    """Who fills in a form: the name in one piece; ``email`` and ``phone`` normalised; what is not given is
    empty."""

    name: str
    email: str
    language: str
    phone: str = ""
    organisation: str = ""


def receive_question(
    asker: Enquirer, *, question: str, notice: int | None, today: date, admitted: Admitted = admit_everybody
) -> int:
    """Store a question, with the primary key of the ``notice`` that was shown; return that of the contact.
    The same question by the same person on the same day is stored once.

    Raises ``TooManyForms`` if ``admitted``, asked in the same transaction, says no.
    """
    with _admitted_alone(admitted):
        contact, is_new = _person(asker, origin=Origin.QUESTION, notice=notice, today=today)
        if is_new or not contact.enquiries.filter(received_on=today, question=question).exists():
            register.receive_enquiry(contact, question=question, on=today, channel=Choice.Channel.WEB)
        return contact.pk


def receive_assignment(
    asker: Enquirer, *, about: str, notice: int | None, today: date, admitted: Admitted = admit_everybody
) -> Assignment:
    """Return a new assignment, with what it is about stored as a question; otherwise as
    ``receive_question``."""
    with _admitted_alone(admitted):
        return _assign(asker, about=about, notice=notice, today=today)


@contextmanager
def _admitted_alone(admitted: Admitted) -> Iterator[None]:
    """Run the block in a transaction that holds the latch; ``TooMany`` if ``admitted`` says no."""
    with transaction.atomic():
        # Always before the latch: two who wait for each other in turn would wait for ever.
        if not admitted():
            raise TooManyForms
        with latched():
            yield


def _assign(asker: Enquirer, *, about: str, notice: int | None, today: date) -> Assignment:
    contact, is_new = _person(asker, origin=Origin.ASSIGNMENT, notice=notice, today=today)
    title = Truncator(about.strip().splitlines()[0]).chars(TITLE)
    text = _for_organisation(contact, asker, about, today=today)
    if not is_new and contact.enquiries.filter(received_on=today, question=text).exists():
        before = contact.assignments.filter(opened_on=today, title=title).first()
        if before:
            return before
    work = register.open_assignment(contact, title=title, on=today, own_act=True)
    register.receive_enquiry(contact, question=text, on=today, channel=Choice.Channel.WEB, assignment=work)
    return work


def _person(asker: Enquirer, *, origin: Origin, notice: int | None, today: date) -> tuple[Contact, bool]:
    """Return who asks, and whether they are new to us."""
    name = split_full_name(asker.name)
    present, gone = _at(asker.email, name, today=today)
    fitting = [contact for contact in present if may_be_one_person(_name(contact), name)]
    if fitting:
        exact = [contact for contact in fitting if are_same_name(_name(contact), name)]
        return _welcome((exact or fitting)[0], asker, name=name, notice=notice), False
    _let_go(gone, asker)
    first_name, last_name = name
    contact = register.add_contact(
        origin=origin,
        on=today,
        emails=[asker.email],
        phones=[asker.phone] if asker.phone else [],
        first_name=first_name,
        last_name=last_name,
        language=asker.language,
        notice_id=notice,
    )
    for other in present:
        label = Contact._meta.label_lower
        Task.objects.create(
            kind=Task.Kind.DUPLICATE,
            subject_id=contact.subject_id,
            label=label,
            row=other.pk,
            due_on=today + LOOK_WITHIN,
        )
    return contact, True


def _at(address: str, name: tuple[str, str], *, today: date) -> tuple[list[Contact], set[UUID]]:
    """Return the contacts at an e-mail address, oldest first, but for those who asked to be forgotten; and
    the subjects of these, unless what is still kept shows that they are somebody else."""
    subjects = set(
        Identifier.objects.filter(kind=EMAIL, digest__in=keyed_digests(address)).values_list(
            "subject_id", flat=True
        )
    )
    points = ContactPoint.objects.filter(kind=EMAIL, value=address).values("contact")
    contacts = list(
        Contact.objects.select_related("company")
        .filter(Q(pk__in=points) | Q(subject__in=subjects))
        .order_by("pk")
    )
    everybody = subjects | {contact.subject_id for contact in contacts}
    if not everybody:
        return [], set()
    wishes = Choice.objects.filter(in_force(today), kind=Choice.Kind.ERASURE, subject__in=everybody)
    gone = set(wishes.values_list("subject_id", flat=True))
    others = {contact.subject_id for contact in contacts if not may_be_one_person(_name(contact), name)}
    return [contact for contact in contacts if contact.subject_id not in gone], gone - others


def _welcome(contact: Contact, asker: Enquirer, *, name: tuple[str, str], notice: int | None) -> Contact:
    """Add to somebody we know what they told now and we had not; return them."""
    if not any(_name(contact)):
        contact.first_name, contact.last_name = name
    if notice:
        contact.notice_id = notice
    contact.save(update_fields=["first_name", "last_name", "notice"])
    register.add_contact_point(contact, EMAIL, asker.email)
    if asker.phone:
        register.add_contact_point(contact, PHONE, asker.phone)
    return contact


def _let_go(gone: set[UUID], asker: Enquirer) -> None:
    """Let the addresses of ``asker`` no longer find those who asked to be forgotten: they go to the new
    person."""
    for kind, address in ((EMAIL, asker.email), (PHONE, asker.phone)):
        if gone and address:
            Identifier.objects.filter(kind=kind, digest__in=keyed_digests(address), subject__in=gone).delete()


def _for_organisation(contact: Contact, asker: Enquirer, about: str, *, today: date) -> str:
    """Remember for which organisation ``contact`` asks, and return the text with it where they stand for
    another."""
    if not asker.organisation:
        return about
    if contact.company is None:
        contact.company = _company(asker.organisation, today=today)
        contact.save(update_fields=["company"])
    elif contact.company.name.casefold() != asker.organisation.casefold():
        return f"{asker.organisation}\n\n{about}"
    return about


def _company(name: str, *, today: date) -> Company:
    """Return the organisation of that name, or a new one; one that asked to be forgotten is not found
    again."""
    wishes = Choice.objects.filter(in_force(today), kind=Choice.Kind.ERASURE).values("subject")
    known = (
        Company.objects.alias(folded=Lower("name"))
        .filter(folded=name.lower())
        .exclude(subject__in=wishes)
        .order_by("pk")
        .first()
    )
    return known or register.add_company(name=name, on=today)


def _name(contact: Contact) -> tuple[str, str]:
    return contact.first_name, contact.last_name

"""Somebody asks us something through a public form: a person, where they came from, and what they asked, as
one act.

Who that is, is decided by their address and name. A known address with a name that fits is the same person;
with another name it is somebody else at the same mailbox, and staff are asked to look. Whoever asked to be
forgotten and now comes back by their own act is a new person to us, and nothing of before comes back.

Nobody has shown who fills in a form. What it says of somebody we know stays with the question until staff
confirm it: an assignment too opens no work of theirs. The address of a new person is one that a form claimed,
which takes nothing from whoever has it (``privacy.subjects.lookup.find_holders``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.text import Truncator

from contacts import register
from contacts.models import Company, Contact, ContactPoint, Enquiry
from contacts.models.people import Origin
from contacts.purposes import ENQUIRY
from privacy.locks import latched
from privacy.models import Choice, Identifier, Task
from privacy.models.choices import in_force
from privacy.subjects.compared_names import are_same_name, may_be_one_person
from privacy.subjects.identifiers import keyed_digests
from privacy.subjects.written_names import split_full_name

EMAIL, PHONE = ContactPoint.Kind.EMAIL, ContactPoint.Kind.PHONE
TITLE_LENGTH = 80
"""How many characters of what somebody wrote become the title of their assignment."""
LOOK_WITHIN = timedelta(days=30)
"""How long staff have to say whether two people at one address are the same."""


@dataclass(frozen=True)
class Enquirer:
    """Who fills in a form: the name in one piece; ``email`` and ``phone`` normalised; what is not given is
    empty."""

    name: str
    email: str
    language: str
    phone: str = ""
    organisation: str = ""


def receive_question(asker: Enquirer, *, question: str, notice: int | None, today: date) -> int:
    """Store a question, with the primary key of the ``notice`` that was shown; return that of the contact.
    The same question by the same person on the same day is stored once."""
    with latched():
        contact, said = _person(asker, origin=Origin.QUESTION, notice=notice, today=today)
        if not _asked_before(contact, question, said, today=today):
            register.receive_enquiry(
                contact, question=question, on=today, channel=Choice.Channel.WEB, said=said
            )
        return contact.pk


def receive_assignment(asker: Enquirer, *, about: str, notice: int | None, today: date) -> int:
    """Store what an assignment is about as a question, otherwise as ``receive_question``; that of somebody
    new opens work, that of somebody we know waits until staff make it an assignment."""
    with latched():
        contact, said = _person(asker, origin=Origin.ASSIGNMENT, notice=notice, today=today)
        if _asked_before(contact, about, said, today=today):
            return contact.pk
        work = None
        if said is None:
            title = Truncator(about.strip().splitlines()[0]).chars(TITLE_LENGTH)
            work = register.open_assignment(contact, title=title, on=today)
        register.receive_enquiry(
            contact,
            question=about,
            on=today,
            channel=Choice.Channel.WEB,
            kind=Enquiry.Kind.ASSIGNMENT,
            assignment=work,
            said=said,
        )
        return contact.pk


def _asked_before(contact: Contact, text: str, said: dict[str, str] | None, *, today: date) -> bool:
    return contact.enquiries.filter(received_on=today, question=text, **(said or {})).exists()


def _person(
    asker: Enquirer, *, origin: Origin, notice: int | None, today: date
) -> tuple[Contact, dict[str, str] | None]:
    """Return who asks, and what the form says of them that we did not know and nobody confirmed; ``None`` of
    somebody new.

    Whoever objected to our answering questions is not taken for who asks: it would be gone in the night.
    """
    name = split_full_name(asker.name)
    present = _at(asker.email, today=today)
    no = Q(kind=Choice.Kind.OBJECTION, purpose__in=(ENQUIRY.slug, ""))
    there = [contact.subject_id for contact in present]
    said_no = Choice.objects.filter(no, in_force(today), subject__in=there)
    objecting = set(said_no.values_list("subject", flat=True))
    fitting = [
        contact
        for contact in present
        if contact.subject_id not in objecting and may_be_one_person(_name(contact), name)
    ]
    if fitting:
        exact = [contact for contact in fitting if are_same_name(_name(contact), name)]
        contact = (exact or fitting)[0]
        return contact, _unknown_of(contact, asker, name)
    first_name, last_name = name
    contact = register.add_contact(
        origin=origin,
        on=today,
        emails=[asker.email],
        phones=[asker.phone] if asker.phone else [],
        claimed=True,
        first_name=first_name,
        last_name=last_name,
        language=asker.language,
        notice_id=notice,
        company=find_or_add_company(asker.organisation, today=today) if asker.organisation else None,
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
    return contact, None


def _unknown_of(contact: Contact, asker: Enquirer, name: tuple[str, str]) -> dict[str, str]:
    """Return what ``asker`` says of ``contact`` that their record does not say, by the fields of a
    question; "" for the rest."""
    points = set(contact.points.values_list("kind", "value"))
    company = contact.company.name if contact.company else ""
    same_company = company.casefold() == asker.organisation.casefold()
    return {
        "said_name": "" if are_same_name(_name(contact), name) else asker.name,
        "said_email": "" if (EMAIL.value, asker.email) in points else asker.email,
        "said_phone": "" if (PHONE.value, asker.phone) in points else asker.phone,
        "said_organisation": "" if same_company else asker.organisation,
    }


def _at(address: str, *, today: date) -> list[Contact]:
    """Return the contacts at an e-mail address, oldest first, but for those who asked to be forgotten."""
    codes = Identifier.objects.filter(kind=EMAIL, digest__in=keyed_digests(address)).values("subject")
    points = ContactPoint.objects.filter(kind=EMAIL, value=address).values("contact")
    wishes = Choice.objects.filter(in_force(today), kind=Choice.Kind.ERASURE).values("subject")
    return list(
        Contact.objects.select_related("company")
        .filter(Q(pk__in=points) | Q(subject__in=codes))
        .exclude(subject__in=wishes)
        .order_by("pk")
    )


def find_or_add_company(name: str, *, today: date) -> Company:
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

"""What happens in the client register: somebody becomes known, asks, talks, gives us work, and work ends.

Whatever makes data be needed longer takes the latch first, so that the sweep cannot erase them in between.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.models import Assignment, Company, Contact, ContactPoint, Enquiry, Interaction
from contacts.models.people import OWN_ACTS, Origin
from contacts.purposes import ASSIGNMENT
from privacy.locks import latched
from privacy.models import Subject
from privacy.outreach import gate
from privacy.subjects.identifiers import normalise
from privacy.subjects.lookup import forget_address, remember
from privacy.subjects.suppression_list import NotPermitted, said_no
from privacy.web.refusal import Refusal


class Erased(Refusal):
    """The person or organisation was erased since it was read."""

    def __init__(self) -> None:
        super().__init__(_("This person was erased while the page was open. Nothing was saved."))


def add_contact(
    *,
    origin: Origin,
    on: date,
    emails: Iterable[str] = (),
    phones: Iterable[str] = (),
    source: str = "",
    **fields: object,
) -> Contact:
    """Make a new person with their own subject; ``Refusal`` for an address that is none.

    ``source`` says who gave us the data where ``origin`` is not the person's own act (GDPR art. 14); such
    data about somebody who asked to be forgotten are refused with ``NotPermitted``.
    """
    with latched():
        subject = Subject.objects.create()
        contact = Contact.objects.create(
            subject=subject,
            origin=origin,
            source=source,
            collected_on=on,
            last_activity_on=on,
            **fields,
        )
        for kind, values in ((ContactPoint.Kind.EMAIL, emails), (ContactPoint.Kind.PHONE, phones)):
            for at, value in enumerate(values):
                add_point(contact, kind, value, preferred=at == 0)
    return contact


def add_point(
    contact: Contact, kind: str, value: str, *, label: str = "", preferred: bool = False
) -> ContactPoint:
    """Let ``contact`` be reached at ``value`` and be found by it.

    ``Refusal`` if it is no such address, ``NotPermitted`` if others than its owner add it after a no.
    """
    address = normalise(kind, value)
    if contact.origin not in OWN_ACTS and said_no(address):
        raise NotPermitted
    point, _created = ContactPoint.objects.get_or_create(
        contact=contact, kind=kind, value=address, defaults={"label": label, "preferred": preferred}
    )
    remember(contact.subject, address, kind=kind)
    return point


def permitted(kind: str, value: str) -> str:
    """Return the address or number in its one spelling; ``Refusal`` for none, ``NotPermitted`` after its
    owner's no."""
    address = normalise(kind, value)
    if said_no(address):
        raise NotPermitted
    return address


def correct_point(number: int, old: str, new: str) -> bool:
    """Let the point with that number say ``new``, already normalised, where it says ``old``; return whether
    it did.

    The person is found by the new one from now on, and by the old one no more: it may be somebody else's.
    """
    with latched():
        if not ContactPoint.objects.filter(pk=number, value=old).update(value=new, verified_at=None):
            return False
        point = ContactPoint.objects.select_related("contact__subject").get(pk=number)
        subject = point.contact.subject
        remember(subject, new, kind=point.kind)
        if not ContactPoint.objects.filter(contact__subject=subject, kind=point.kind, value=old).exists():
            forget_address(subject, old, kind=point.kind)
        return True


def add_company(*, name: str, on: date, **fields: object) -> Company:
    """Make a new organisation with its own subject."""
    subject = Subject.objects.create(kind=Subject.Kind.ORGANISATION)
    return Company.objects.create(subject=subject, name=name, collected_on=on, last_activity_on=on, **fields)


def receive_enquiry(contact: Contact, *, question: str, on: date, channel: str) -> Enquiry:
    """Keep a question; asking is a sign of life."""
    with latched():
        heard_from(contact, on=on)
        return Enquiry.objects.create(contact=contact, question=question, received_on=on, channel=channel)


def note_talk(
    contact: Contact,
    *,
    note: str,
    on: date,
    channel: str,
    purpose: str,
    assignment: Assignment | None = None,
    enquiry: Enquiry | None = None,
) -> Interaction:
    """Keep what was said; talking is a sign of life. ``Erased`` if the sweep was first."""
    facts = {"channel": channel, "purpose": purpose, "assignment": assignment, "enquiry": enquiry}
    with latched():
        require_present(contact)
        heard_from(contact, on=on)
        return Interaction.objects.create(contact=contact, note=note, held_on=on, **facts)


def open_assignment(client: Contact | Company, *, title: str, on: date, own_act: bool = False) -> Assignment:
    """Start work for a client, who from now on is in the client file.

    ``gate.NotAllowed`` for a client who restricted the use of their data, unless it is their ``own_act``
    (GDPR art. 18(2)); ``Erased`` if the sweep was first.
    """
    with latched():
        require_present(client)
        if not own_act:
            gate.require_use(client.subject, ASSIGNMENT, on=max(on, timezone.localdate()))
        heard_from(client, on=on)
        enter_client_file(client, on=on)
        party = {"contact": client} if isinstance(client, Contact) else {"company": client}
        return Assignment.objects.create(subject=client.subject, title=title, opened_on=on, **party)


def close_assignment(assignment: Assignment, *, on: date) -> None:
    """End the work: from ``on`` it is no longer open, and a wish that waited for that is heard."""
    with latched():
        assignment.closed_on = on
        assignment.save(update_fields=["closed_on"])
        heard_from(assignment.contact or assignment.company, on=on)


def require_present(party: Contact | Company) -> None:
    """Raise ``Erased`` if ``party`` is gone, or its name is since it was read. The caller holds the latch.

    The sweep takes the name first and the empty row later: nothing new is written for somebody without a
    name.
    """
    known = type(party)._base_manager.filter(pk=party.pk).first()
    if known is None or (_named(party) and not _named(known)):
        raise Erased


def _named(party: Contact | Company) -> str:
    return party.full_name() if isinstance(party, Contact) else party.name


def enter_client_file(client: Contact | Company, *, on: date) -> None:
    """Remember since when a person is a client; a company is one by its assignments."""
    if isinstance(client, Contact) and client.client_since is None:
        client.client_since = on
        client.save(update_fields=["client_since"])


def heard_from(party: Contact | Company | None, *, on: date) -> None:
    """Move the last activity forward, never back."""
    if party and (party.last_activity_on is None or party.last_activity_on < on):
        party.last_activity_on = on
        party.save(update_fields=["last_activity_on"])

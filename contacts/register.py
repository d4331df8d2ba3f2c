"""What happens in the client register: somebody becomes known, asks, talks, gives us work, and work ends.

Whatever makes data be needed longer takes the latch first, so that the sweep cannot erase them in between.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.models import Assignment, Company, Contact, ContactPoint, Enquiry, Interaction
from contacts.models.people import OWN_ACTS, Origin
from contacts.purposes import ASSIGNMENT
from contacts.telling import open_task_to_tell
from privacy.locks import latched
from privacy.models import Subject, Task
from privacy.outreach import gate
from privacy.subjects.identifiers import normalise
from privacy.subjects.lookup import add_identifier, remove_identifier
from privacy.subjects.suppression_list import Suppressed, is_row_suppressed
from privacy.web.refusal import Refusal


class ErasedMeanwhile(Refusal):
    """The person or organisation was erased since it was read; the message is a sentence for staff."""

    def __init__(self) -> None:
        super().__init__(_("This person was erased while the page was open. Nothing was saved."))


def add_contact(
    *,
    origin: Origin,
    on: date,
    emails: Iterable[str] = (),
    phones: Iterable[str] = (),
    source: str = "",
    claimed: bool = False,
    **fields: object,
) -> Contact:
    """Return a new contact with a subject of its own and these addresses; the first of each kind is
    preferred. Only the person's own act counts as an activity.

    Raises ``Refusal`` for an address that is none.

    ``source`` says who gave us the data where ``origin`` is not the person's own act (GDPR art. 14), of which
    a task to tell them is opened; such data about somebody who asked to be forgotten are refused with
    ``Suppressed``. ``claimed``: only a public form said that the addresses are theirs.
    """
    mails = [normalise(ContactPoint.Kind.EMAIL, value) for value in emails]
    numbers = [normalise(ContactPoint.Kind.PHONE, value) for value in phones]
    with latched():
        active = on if origin in OWN_ACTS else None
        contact = Contact(origin=origin, source=source, collected_on=on, last_activity_on=active, **fields)
        if origin not in OWN_ACTS and is_row_suppressed([*mails, *numbers], name=contact.full_name()):
            raise Suppressed
        contact.subject = Subject.objects.create()
        contact.save()
        for kind, values in ((ContactPoint.Kind.EMAIL, mails), (ContactPoint.Kind.PHONE, numbers)):
            for at, value in enumerate(values):
                _keep_point(
                    contact,
                    kind,
                    value,
                    preferred=at == 0,
                    claimed=claimed,
                    confirmed=origin != Origin.IMPORT,
                )
        open_task_to_tell(contact, on=on)
    return contact


def add_contact_point(
    contact: Contact, kind: str, value: str, *, label: str = "", preferred: bool = False
) -> ContactPoint:
    """Return the contact point of ``contact`` for ``value``, normalised, made if there is none; by that
    address the person is found from now on.

    Raises ``Refusal`` if it is no such address, ``Suppressed`` if others than its owner add it after a no.
    """
    address = normalise(kind, value)
    if contact.origin not in OWN_ACTS:
        require_permitted(contact, address)
    return _keep_point(contact, kind, address, label=label, preferred=preferred)


def _keep_point(
    contact: Contact,
    kind: str,
    address: str,
    *,
    label: str = "",
    preferred: bool = False,
    claimed: bool = False,
    confirmed: bool = True,
) -> ContactPoint:
    point, _created = ContactPoint.objects.get_or_create(
        contact=contact, kind=kind, value=address, defaults={"label": label, "preferred": preferred}
    )
    add_identifier(contact.subject, address, kind=kind, claimed=claimed, confirmed=confirmed)
    return point


def require_permitted(contact: Contact, value: str, *, besides: Iterable[str] | None = None) -> None:
    """Raise ``Suppressed`` if ``contact`` would be somebody who said no with ``value``, an address or number
    in any spelling, beside those that they have or ``besides``."""
    if besides is None:
        besides = contact.points.values_list("value", flat=True) if contact.pk else ()
    if is_row_suppressed([value], name=contact.full_name(), others=set(besides) - {value}):
        raise Suppressed


def normalise_permitted(point: ContactPoint, value: str) -> str:
    """Return the address or number that ``point`` should have, normalised.

    Raises ``Refusal`` if it is none, ``Suppressed`` if its owner is on the suppression list.
    """
    address = normalise(point.kind, value)
    others = point.contact.points.exclude(pk=point.pk).values_list("value", flat=True)
    require_permitted(point.contact, address, besides=others)
    return address


def require_no_forgotten_mailbox(text: str) -> None:
    """Raise ``Suppressed`` if ``text``, such as a street or a label, may be read as the mailbox of somebody
    who asked to be forgotten."""
    if text and is_row_suppressed([text], name="", others=None):
        raise Suppressed


def require_permitted_at_company(company: str, value: str) -> None:
    """Raise ``Suppressed`` if ``value`` may be read as the mailbox of somebody who asked to be forgotten, or
    as the number of somebody who did and is called as the ``company`` is."""
    if value and is_row_suppressed([value], name=company, others=None):
        raise Suppressed


def correct_contact_point(number: int, old: str, new: str) -> bool:
    """Replace ``old`` by ``new``, already normalised, in the contact point with that primary key; return
    whether it held ``old``.

    The person is found by the new address from now on, and by the old one no more: it may be somebody else's.
    Raises ``Suppressed`` if whose it is asked to be forgotten since it was proposed.
    """
    with latched():
        found = ContactPoint.objects.select_related("contact").filter(pk=number, value=old).first()
        if found:
            others = found.contact.points.exclude(pk=number).values_list("value", flat=True)
            require_permitted(found.contact, new, besides=others)
        if not ContactPoint.objects.filter(pk=number, value=old).update(value=new, verified_at=None):
            return False
        point = ContactPoint.objects.select_related("contact__subject").get(pk=number)
        subject = point.contact.subject
        add_identifier(subject, new, kind=point.kind)
        if not ContactPoint.objects.filter(contact__subject=subject, kind=point.kind, value=old).exists():
            remove_identifier(subject, old, kind=point.kind)
        return True


def add_company(*, name: str, on: date, **fields: object) -> Company:
    """Return a new organisation with a subject of its own."""
    subject = Subject.objects.create(kind=Subject.Kind.ORGANISATION)
    return Company.objects.create(subject=subject, name=name, collected_on=on, last_activity_on=on, **fields)


def receive_enquiry(
    contact: Contact,
    *,
    question: str,
    on: date,
    channel: str,
    kind: Enquiry.Kind = Enquiry.Kind.QUESTION,
    assignment: Assignment | None = None,
    said: Mapping[str, str] | None = None,
) -> Enquiry:
    """Store a question that ``contact`` asked on ``on``, which is their last activity then; return it.

    ``assignment`` is the work that was opened for it; ``said`` what a form told of somebody we knew and
    nobody confirmed, by the names of the fields of the question: then it is no activity of theirs either.
    """
    facts = {"kind": kind, "assignment": assignment, "received_on": on, "channel": channel}
    with latched():
        if said is None:
            record_activity(contact, on=on)
        return Enquiry.objects.create(contact=contact, question=question, **facts, **(said or {}))


def close_question(enquiry: Enquiry, *, text: str, on: date) -> None:
    """Store ``text`` as the answer to ``enquiry``, which waits no longer; nor does a task about it."""
    with latched():
        enquiry.answer, enquiry.answered_on = text, on
        enquiry.save(update_fields=["answer", "answered_on"])
        tasks = Task.objects.filter(label=Enquiry._meta.label_lower, row=enquiry.pk, done_on=None)
        tasks.update(done_on=on)


def record_interaction(
    contact: Contact,
    *,
    note: str,
    on: date,
    channel: str,
    purpose: str,
    assignment: Assignment | None = None,
    enquiry: Enquiry | None = None,
) -> Interaction:
    """Store what was said on ``on``, which is the last activity of ``contact`` then; return it.

    Raises ``ErasedMeanwhile`` if the sweep was first.
    """
    facts = {"channel": channel, "purpose": purpose, "assignment": assignment, "enquiry": enquiry}
    with latched():
        require_present(contact)
        record_activity(contact, on=on)
        return Interaction.objects.create(contact=contact, note=note, held_on=on, **facts)


def open_assignment(client: Contact | Company, *, title: str, on: date) -> Assignment:
    """Return a new assignment of ``client``, who from now on is in the client file.

    Raises ``gate.NotAllowed`` for a client who restricted the use of their data (GDPR art. 18(2));
    ``ErasedMeanwhile`` if the sweep was first.
    """
    with latched():
        require_present(client)
        gate.require_use(client.subject, ASSIGNMENT, on=max(on, timezone.localdate()))
        record_activity(client, on=on)
        enter_client_file(client, on=on)
        party = {"contact": client} if isinstance(client, Contact) else {"company": client}
        return Assignment.objects.create(subject=client.subject, title=title, opened_on=on, **party)


def close_assignment(assignment: Assignment, *, on: date) -> None:
    """End the work: from ``on`` no purpose of an open assignment keeps data, so that an objection or a
    request for erasure that waited for it takes effect."""
    with latched():
        assignment.closed_on = on
        assignment.save(update_fields=["closed_on"])
        record_activity(assignment.contact or assignment.company, on=on)


def require_present(party: Contact | Company) -> None:
    """Raise ``ErasedMeanwhile`` if ``party`` is gone, or its name is since it was read. The caller holds the
    latch.

    The sweep takes the name first and the empty row later: nothing new is written for somebody without a
    name.
    """
    known = type(party)._base_manager.filter(pk=party.pk).first()
    if known is None or (_named(party) and not _named(known)):
        raise ErasedMeanwhile


def _named(party: Contact | Company) -> str:
    return party.full_name() if isinstance(party, Contact) else party.name


def enter_client_file(client: Contact | Company, *, on: date) -> None:
    """Store since when a person is a client, if that is not known yet; a company is one by its
    assignments."""
    if isinstance(client, Contact) and client.client_since is None:
        client.client_since = on
        client.save(update_fields=["client_since"])


def record_activity(party: Contact | Company | None, *, on: date) -> None:
    """Set the last activity of ``party`` to ``on``, unless it is later already."""
    if party and (party.last_activity_on is None or party.last_activity_on < on):
        party.last_activity_on = on
        party.save(update_fields=["last_activity_on"])

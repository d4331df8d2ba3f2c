"""People of whom somebody else told us, and what staff may do before they heard so."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from contacts import register
from contacts.importing.card import Card
from contacts.models import Contact
from contacts.models.people import Origin
from contacts.purposes import ENQUIRY
from privacy.delivery import outbox_worker
from privacy.models import Task
from privacy.outreach import gate
from privacy.outreach.rules import Channel
from tests.importing.known import put
from tests.staff.browsing import signed_in
from tests.staff.people import staff
from tests.staff.sending import opened


def imported(
    days: int = 30, *, language: str = "nl", emails: tuple[str, ...] = ("ria@example.org",)
) -> tuple[Contact, Task]:
    """Somebody from an address book, and the task to tell them within that many days."""
    today = timezone.localdate()
    contact = register.add_contact(
        origin=Origin.IMPORT,
        on=today,
        emails=emails,
        source="adresboek van Els",
        last_name="Maes",
        language=language,
        client_since=today,
    )
    Task.objects.filter(subject=contact.subject).update(due_on=today + timedelta(days=days))
    return contact, Task.objects.get(subject=contact.subject)


def drain() -> int:
    return outbox_worker.drain_outbox(now=timezone.now() + timedelta(seconds=1))


def file_of(*emails: str) -> Task:
    """Bring in a file with a person for each of these addresses; return the task it leaves."""
    cards = [Card(2 + at, last_name=f"Maes{at}") for at, _email in enumerate(emails)]
    for card, email in zip(cards, emails, strict=True):
        card.emails = [(email, "")] if email else []
        card.phones = [(f"+3247123456{card.line}", "")]
    put(*cards, source="adresboek van Els", today=timezone.localdate())
    return Task.objects.get(kind=Task.Kind.INFORM, done_on=None)


def entered() -> Contact:
    """Somebody whom staff entered by the form, with a colleague of theirs as the source."""
    form = opened(signed_in(staff("Client work")), reverse("admin:contacts_contact_add"), holding="last_name")
    filled = {"first_name": "Ria", "last_name": "Maes", "source": "haar collega Sofie"}
    filled |= {"points-0-kind": "email", "points-0-value": "ria@example.org"}
    filled |= {"reason": "question", "reason_text": "Kan dat ook in juni?"}
    answer = form.send(signed_in(staff("Client work")), press="_save", **filled)
    assert answer.status_code == 302
    return Contact.objects.get(last_name="Maes")


def may_call(contact: Contact, channel: Channel = Channel.PHONE, **more: Any) -> str:
    found = gate.may_contact(
        contact.subject,
        channel=channel,
        purpose=ENQUIRY,
        on=timezone.localdate(),
        about=contact.enquiries.get(),
        **more,
    )
    return "yes" if found.allowed else found.code

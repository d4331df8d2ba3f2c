"""The cast: the same invented people in every test, so that everyone knows who may expect what.

Amina is a client for whom work goes on; Pieter's work is done and invoiced on 10 March 2026; Louise's is done
without an invoice; Noor only asked a question. Brecht keeps the books.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from contacts import invoices, register
from contacts.models import Assignment, Company, Contact, Enquiry, Interaction, Invoice
from contacts.models.people import Origin
from privacy.models import Choice, DutyFulfilled, Subject
from som.models import User

TODAY = date(2026, 11, 22)


class StaffFactory(DjangoModelFactory[User]):
    """A member of staff."""

    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"staff{n}")
    is_staff = True


class ContactFactory(DjangoModelFactory[Contact]):
    """A person who asked something, made through the register as the program makes them."""

    class Meta:
        model = Contact

    first_name = "Robin"
    last_name = factory.Sequence(lambda n: f"Peeters{n}")
    origin = Origin.QUESTION
    on = TODAY - timedelta(days=30)
    emails = factory.Sequence(lambda n: [f"robin{n}@example.org"])

    @classmethod
    def _create(cls, model_class: type[Contact], *args: object, **kwargs: object) -> Contact:
        return register.add_contact(**kwargs)  # type: ignore[arg-type]


def amina() -> Contact:
    """A client with an open assignment."""
    contact = _client("Amina", "Verhaegen", "amina@example.be", "+3216550101", since=date(2026, 5, 1))
    assignment = register.open_assignment(contact, title="Taalcoaching", on=date(2026, 5, 1))
    _talk(contact, date(2026, 10, 2), assignment=assignment)
    return contact


def pieter() -> Contact:
    """A client whose work is done and was invoiced on 10 March 2026; he asked a question first."""
    contact = _client("Pieter", "Claessens", "pieter@example.be", "+3216550102", since=date(2026, 1, 5))
    register.receive_enquiry(
        contact, question="Geven jullie workshops?", on=date(2025, 12, 18), channel=Choice.Channel.WEB
    )
    assignment = register.open_assignment(contact, title="Workshop lezen", on=date(2026, 1, 5))
    _talk(contact, date(2026, 1, 20))
    register.close_assignment(assignment, on=date(2026, 3, 6))
    invoice(assignment, on=date(2026, 3, 10))
    return contact


def louise() -> Contact:
    """A client whose work is done and was never invoiced."""
    contact = _client(
        "Louise", "Dumont", "louise@example.be", "+3225550103", since=date(2025, 1, 15), language="fr"
    )
    assignment = register.open_assignment(contact, title="Conseil", on=date(2025, 1, 15))
    register.close_assignment(assignment, on=date(2025, 9, 1))
    return contact


def noor() -> Contact:
    """Somebody who only asked a question."""
    on = date(2026, 10, 23)
    contact = register.add_contact(
        origin=Origin.QUESTION, on=on, emails=["noor@example.org"], first_name="Noor", last_name="Hendrickx"
    )
    register.receive_enquiry(contact, question="Mag ik eens langskomen?", on=on, channel=Choice.Channel.WEB)
    return contact


def brecht() -> User:
    """The bookkeeper."""
    return StaffFactory.create(
        username="brecht", first_name="Brecht", last_name="Wouters", email="brecht@example.be"
    )


def school() -> Company:
    """An organisation with its own wishes."""
    return register.add_company(
        name="Basisschool De Brug", on=date(2026, 1, 5), email="info@debrug.example.be", city="Leuven"
    )


def invoice(assignment: Assignment, *, on: date) -> Invoice:
    """An invoice issued for that work."""
    return invoices.issue_invoice(
        invoices.draft_invoice(assignment, lines=[{"text": "Workshop", "quantity": "2", "price": "450.00"}]),
        on=on,
    )


def enquiry_of(contact: Contact) -> Enquiry:
    """The first question of a person."""
    return contact.enquiries.get()


def told_of_the_lifting(subject: Subject, *, on: date) -> None:
    """The letter of art. 18(3) left the house on that day."""
    DutyFulfilled.objects.create(
        subject=subject,
        what=DutyFulfilled.What.LIFTING,
        at=timezone.make_aware(datetime.combine(on, time(9))),
    )


def _client(first: str, last: str, email: str, phone: str, *, since: date, language: str = "nl") -> Contact:
    return register.add_contact(
        origin=Origin.ASSIGNMENT,
        on=since,
        emails=[email],
        phones=[phone],
        first_name=first,
        last_name=last,
        language=language,
        street="Voorbeeldstraat 12",
        postcode="3000",
        city="Leuven",
    )


def _talk(contact: Contact, on: date, *, assignment: Assignment | None = None) -> None:
    register.record_interaction(
        contact,
        note="Planning besproken.",
        on=on,
        channel=Interaction.Channel.PHONE,
        purpose="assignment",
        assignment=assignment,
    )

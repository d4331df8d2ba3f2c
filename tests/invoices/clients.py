"""Invented clients with work to bill."""

from __future__ import annotations

from datetime import date
from typing import Any

from factory.declarations import SubFactory
from factory.django import DjangoModelFactory

from contacts.invoices import draft_invoice
from contacts.models import Assignment, Company, Contact, Invoice
from privacy.models import Subject

LINES = [
    {"text": "Workshop", "quantity": "1.5", "price": "100.01"},
    {"text": "Travel", "quantity": "3", "price": "0.415"},
]


class SubjectFactory(DjangoModelFactory[Subject]):
    class Meta:
        model = Subject


class ContactFactory(DjangoModelFactory[Contact]):
    class Meta:
        model = Contact

    subject = SubFactory(SubjectFactory)
    first_name = "Zoé"
    last_name = "Łukasiewicz"
    street = "Invented street 1"
    postcode = "3000"
    city = "Leuven"
    origin = "assignment"
    collected_on = date(2026, 1, 5)


class CompanyFactory(DjangoModelFactory[Company]):
    class Meta:
        model = Company

    subject = SubFactory(SubjectFactory)
    name = "Invented School vzw"
    number = "0123.456.749"
    street = "Example lane 2"
    postcode = "3010"
    city = "Kessel-Lo"
    collected_on = date(2026, 1, 5)


def a_person(**given: Any) -> Contact:
    """Return a contact, of their own subject."""
    return ContactFactory.create(**given)


def a_school(**given: Any) -> Company:
    """Return a company, of its own subject."""
    return CompanyFactory.create(**given)


def work_for(client: Contact | Company) -> Assignment:
    """Return an open assignment of ``client``."""
    party: dict[str, Any] = {"contact": client} if isinstance(client, Contact) else {"company": client}
    return Assignment.objects.create(
        subject=client.subject, title="Invented work", opened_on=date(2026, 1, 5), **party
    )


def draft_for(client: Contact | Company) -> Invoice:
    """Return a draft invoice for ``client``."""
    return draft_invoice(work_for(client), lines=LINES)

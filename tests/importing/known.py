"""People who are in the register before an import begins, and rows of address books; all of them invented."""

from __future__ import annotations

import datetime as dt
from typing import Any

from factory.declarations import SubFactory
from factory.django import DjangoModelFactory
from factory.helpers import post_generation

from contacts.importing.card import Card, Unreadable
from contacts.importing.report import Report
from contacts.importing.store import store
from contacts.models import Contact, ContactPoint
from contacts.models.people import Origin
from privacy import identifiers
from privacy.models import Identifier, Subject

TODAY = dt.date(2026, 3, 10)
EARLIER = dt.date(2025, 1, 31)


class SubjectFactory(DjangoModelFactory[Subject]):
    class Meta:
        model = Subject


class ContactFactory(DjangoModelFactory[Contact]):
    """A contact who once asked us something; ``emails`` and ``phones`` are normalised values."""

    class Meta:
        model = Contact
        skip_postgeneration_save = True

    subject = SubFactory(SubjectFactory)
    first_name = "Jan"
    last_name = "Peeters"
    origin = Origin.QUESTION
    collected_on = EARLIER
    last_activity_on = EARLIER

    @post_generation
    def emails(self, create: bool, extracted: list[str] | None, **_more: Any) -> None:
        _reach(self, ContactPoint.Kind.EMAIL, extracted or [])

    @post_generation
    def phones(self, create: bool, extracted: list[str] | None, **_more: Any) -> None:
        _reach(self, ContactPoint.Kind.PHONE, extracted or [])


def _reach(contact: Any, kind: str, values: list[str]) -> None:
    for place, value in enumerate(values):
        ContactPoint.objects.create(contact=contact, kind=kind, value=value, preferred=place == 0)
        Identifier.objects.create(subject=contact.subject, kind=kind, digest=identifiers.digest(value))


def card(line: int = 2, email: str = "", phone: str = "", **values: Any) -> Card:
    """Return a card with at most one address of each kind."""
    made = Card(line, **values)
    made.emails = [(email, "")] if email else []
    made.phones = [(phone, "")] if phone else []
    return made


def put(*items: Card | Unreadable, mark: str = "a" * 64, **options: Any) -> Report:
    """Store ``items`` as the address book with that fingerprint."""
    return store(items, mark=mark, form="som", today=options.pop("today", TODAY), **options)

"""People who are in the register before an import begins, and rows of address books; all of them invented."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.apps import apps
from factory.declarations import SubFactory
from factory.django import DjangoModelFactory
from factory.helpers import post_generation

from contacts.importing.card import Card, UnreadableRow
from contacts.importing.report import ImportReport
from contacts.importing.store import store_address_book
from contacts.models import Contact, ContactPoint
from contacts.models.people import Origin
from privacy.models import Identifier, Subject
from privacy.subjects import identifiers

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
        Identifier.objects.create(subject=contact.subject, kind=kind, digest=identifiers.keyed_digest(value))


def card(line: int = 2, email: str = "", phone: str = "", **values: Any) -> Card:
    """Return a card with at most one address of each kind."""
    made = Card(line, **values)
    made.emails = [(email, "")] if email else []
    made.phones = [(phone, "")] if phone else []
    return made


def put(*items: Card | UnreadableRow, mark: str = "a" * 64, **options: Any) -> ImportReport:
    """Store ``items`` as the address book with that fingerprint."""
    return store_address_book(items, mark=mark, form="som", today=options.pop("today", TODAY), **options)


def everything() -> dict[str, list[dict[str, Any]]]:
    """Return every row of the project's tables, without keys that differ from one run to the next."""
    return {
        model._meta.label: sorted(
            (
                {k: v for k, v in row.items() if k not in ("id", "started_at", "finished_at")}
                for row in model._base_manager.values()
            ),
            key=repr,
        )
        for model in apps.get_models()
        if model._meta.app_label in ("contacts", "privacy")
    }


def numbers() -> dict[str, int]:
    return {label: len(rows) for label, rows in everything().items()}


def values(contact: Contact) -> set[str]:
    return set(contact.points.values_list("value", flat=True))

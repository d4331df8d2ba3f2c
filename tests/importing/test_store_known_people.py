"""Storing rows about people whom we know: completed, never doubled, nothing overwritten."""

from __future__ import annotations

from typing import Any

import pytest

from contacts.models import Contact, ContactPoint, FilledValue
from privacy.models import Identifier, Task
from tests.importing.known import (
    EARLIER,
    ContactFactory,
    card,
    numbers,
    put,
    values,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("Zoë", "D'Hondt"),
        ("zoe", "d hondt"),
        ("Z.", "D'Hondt"),
        ("Zoë Marie", "D’Hondt"),
        ("", "D'Hondt"),
        ("", ""),
        ("Zoë", ""),
    ],
)
def test_a_known_person_is_completed_and_never_doubled(first: str, last: str) -> None:
    known = ContactFactory.create(first_name="Zoë", last_name="D'Hondt", emails=["zoe@example.org"])
    report = put(
        card(
            email="ZOE@example.org",
            phone="016 20 30 40",
            first_name=first,
            last_name=last,
            street="Dorp 1",
            city="Herent",
        )
    )

    assert (report.created, report.updated) == (0, 1)
    contact = Contact.objects.get()
    assert contact == known
    assert (contact.first_name, contact.last_name, contact.street, contact.city) == (
        "Zoë",
        "D'Hondt",
        "Dorp 1",
        "Herent",
    )
    assert values(contact) == {"zoe@example.org", "+3216203040"}
    assert (contact.origin, contact.source, contact.collected_on, contact.client_since) == (
        "question",
        "",
        EARLIER,
        None,
    )
    assert not Task.objects.exists()


def test_a_known_person_is_known_by_a_phone_number_as_well() -> None:
    known = ContactFactory.create(emails=["jan@example.org"], phones=["+32471234567"])
    report = put(
        card(email="jan.peeters@example.be", phone="0471/23.45.67", first_name="Jan", last_name="Peeters")
    )
    assert (report.created, report.updated) == (0, 1)
    assert values(known) == {"jan@example.org", "jan.peeters@example.be", "+32471234567"}
    assert known.points.filter(preferred=True).count() == 2


def test_a_known_person_is_known_by_the_digest_alone_under_an_old_key(settings: Any) -> None:
    settings.DIGEST_KEYS = ["old:" + "11" * 32]
    known = ContactFactory.create(emails=["jan@example.org"])
    ContactPoint.objects.all().delete()
    settings.DIGEST_KEYS = ["new:" + "22" * 32, "old:" + "11" * 32]

    put(card(email="jan@example.org", first_name="Jan", last_name="Peeters"))
    assert Contact.objects.get() == known
    assert values(known) == {"jan@example.org"}
    assert Identifier.objects.count() == 1


def test_what_is_there_is_overwritten_neither_by_blanks_nor_by_other_values() -> None:
    ours = {
        "first_name": "Jan",
        "last_name": "Peeters",
        "street": "Dorp 1",
        "postcode": "",
        "city": "Herent",
        "language": "fr",
    }
    known = ContactFactory.create(emails=["jan@example.org"], **ours)
    put(
        card(2, email="jan@example.org"),
        card(
            3,
            email="jan@example.org",
            first_name="J.",
            last_name="PEETERS",
            street="Ander 2",
            postcode="3000",
            city="Leuven",
            language="en",
        ),
    )
    known.refresh_from_db()
    assert {name: getattr(known, name) for name in ours} == ours
    assert not FilledValue.objects.exists()


def test_what_was_blank_is_filled_and_remembered_without_the_value() -> None:
    known = ContactFactory.create(first_name="", last_name="", emails=["jan@example.org"])
    put(
        card(
            email="jan@example.org",
            first_name="Jan",
            last_name="Peeters",
            company="De Linde",
            street="Dorp 1",
        )
    )
    known.refresh_from_db()
    assert (known.full_name(), known.street) == ("Jan Peeters", "Dorp 1")
    assert known.company is not None
    assert set(FilledValue.objects.values_list("contact", "field")) == {
        (known.pk, f) for f in ("first_name", "last_name", "company", "address")
    }


def test_the_same_file_twice_changes_nothing_the_second_time() -> None:
    rows = [
        card(2, email="a@example.org", phone="016 20 30 40", first_name="An", company="De Linde"),
        card(3, email="b@example.org", phone="x"),
    ]
    put(*rows)
    before = numbers()
    report = put(*rows)
    assert (report.created, report.updated) == (0, 2)
    after = numbers()
    assert {label for label in after if after[label] != before[label]} == {
        "contacts.ImportBatch",
        "contacts.ImportRemark",
    }


@pytest.mark.parametrize("size", [1, 2, 100])
def test_two_cards_of_one_person_in_one_file_are_one_contact(size: int) -> None:
    report = put(
        card(2, email="an@example.org", first_name="An"),
        card(3, email="an@example.org", phone="0471234567", first_name="An", last_name="Claes"),
        card(4, phone="0032471234567", first_name="an", last_name="CLAES", city="Leuven"),
        size=size,
    )
    assert (report.created, report.updated) == (1, 2)
    contact = Contact.objects.get()
    assert (contact.full_name(), contact.city) == ("An Claes", "Leuven")
    assert Identifier.objects.count() == ContactPoint.objects.count() == 2
    assert Task.objects.count() == 1
    assert not FilledValue.objects.exists()

"""Storing an address book: nobody doubled, nothing overwritten, no "no" forgotten, nothing lost when cut
off."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from contacts.importing.card import Card, UnreadableRow
from contacts.importing.store import NothingReadable
from contacts.models import Company, Contact, ContactPoint, FilledValue
from privacy.models import Identifier, Subject, Task
from privacy.subjects import identifiers
from tests.importing.known import (
    EARLIER,
    TODAY,
    ContactFactory,
    SubjectFactory,
    card,
    everything,
    numbers,
    put,
    values,
)

pytestmark = pytest.mark.django_db


# --- Somebody new -------------------------------------------------------------------------------------


def test_a_new_person_comes_with_addresses_a_company_an_origin_and_a_source() -> None:
    new = card(
        email="Els.Maes@Example.org",
        phone="0471 23 45 67",
        first_name="Els",
        last_name="Maes",
        company="School De Linde",
        city="Leuven",
    )
    report = put(new, source="the former secretary")

    assert (report.read, report.created, report.updated, report.remarks) == (1, 1, 0, [])
    contact = Contact.objects.get()
    assert (contact.first_name, contact.last_name, contact.city, contact.language) == (
        "Els",
        "Maes",
        "Leuven",
        "nl",
    )
    assert (contact.origin, contact.source, contact.collected_on, contact.client_since) == (
        "import",
        "the former secretary",
        TODAY,
        TODAY,
    )
    assert contact.last_activity_on == TODAY
    assert list(contact.points.order_by("kind").values_list("kind", "value", "preferred")) == [
        ("email", "els.maes@example.org", True),
        ("phone", "+32471234567", True),
    ]
    company = Company.objects.get()
    assert contact.company == company
    assert (company.name, company.subject.kind) == ("School De Linde", Subject.Kind.ORGANISATION)
    assert company.subject != contact.subject


def test_a_new_person_is_found_by_each_of_their_addresses() -> None:
    put(card(email="els.maes@example.org", phone="0471 23 45 67"))
    subject = Contact.objects.get().subject
    for value in ("els.maes@example.org", "+32471234567"):
        assert Identifier.objects.get(digest=identifiers.digest(value)).subject == subject


def test_a_new_person_is_to_be_told_within_a_month_where_their_data_came_from() -> None:
    put(card(email="els@example.org"), today=dt.date(2026, 1, 31))
    task = Task.objects.get()
    assert (task.kind, task.subject, task.due_on) == (
        Task.Kind.INFORM,
        Contact.objects.get().subject,
        dt.date(2026, 2, 28),
    )


def test_without_a_given_source_the_format_of_the_file_is_the_source() -> None:
    put(card(email="els@example.org"), source="  ")
    assert "som" in Contact.objects.get().source


def test_only_the_first_address_of_each_kind_is_preferred() -> None:
    several = Card(
        2,
        first_name="Els",
        emails=[("a@example.org", "work"), ("b@example.org", "home"), ("A@example.org", "")],
    )
    put(several)
    assert list(ContactPoint.objects.order_by("pk").values_list("value", "label", "preferred")) == [
        ("a@example.org", "work", True),
        ("b@example.org", "home", False),
    ]


@pytest.mark.parametrize(("written", "kept"), [("fr", "fr"), ("en", "en"), ("de", "nl"), ("", "nl")])
def test_a_language_we_do_not_write_becomes_dutch(written: str, kept: str) -> None:
    put(card(email="els@example.org", language=written))
    assert Contact.objects.get().language == kept


# --- Somebody known -----------------------------------------------------------------------------------


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


# --- Rows that are not what one hopes -----------------------------------------------------------------


def test_bad_rows_are_named_and_the_others_imported() -> None:
    report = put(
        card(2, email="a@example.org", first_name="An"),
        UnreadableRow(3, "more cells than headings"),
        card(4, first_name="Bo", last_name="Nobody"),
        card(5, email="not an address", first_name="Cas"),
        card(6, email="d@example.org", phone="ask Dirk"),
        card(7, company="De Linde", email="info@example.org", phone="016203040"),
        card(8, email="e@example.org", first_name="E" * 500),
    )
    document = report.as_json()
    assert (document["read"], document["created"], document["updated"]) == (7, 3, 0)
    assert [remark["line"] for remark in document["skipped"]] == [3, 4, 5, 7]
    assert [remark["line"] for remark in document["warnings"]] == [6, 8]
    assert document["skipped"][0]["reason"] == "more cells than headings"
    assert not {"Bo", "Cas", "Dirk", "not an address"} & set(
        " ".join(remark.reason for remark in report.remarks).split()
    )


def test_a_phone_that_cannot_be_parsed_is_kept_as_written_and_finds_nobody() -> None:
    put(card(email="d@example.org", phone="ask Dirk"))
    assert ContactPoint.objects.get(kind="phone").value == "ask Dirk"
    assert Identifier.objects.get().kind == "email"


def test_an_organisation_becomes_a_company_and_no_person() -> None:
    put(
        card(company="De Linde", email="Info@example.org", phone="016203040", street="Dorp 1"),
        card(3, company="DE LINDE", phone="016999999"),
    )
    company = Company.objects.get()
    assert (company.name, company.email, company.phone, company.street) == (
        "De Linde",
        "info@example.org",
        "+3216203040",
        "Dorp 1",
    )
    assert company.subject.kind == Subject.Kind.ORGANISATION
    assert not Contact.objects.exists()


@pytest.mark.parametrize("written", ["ÉCOLE DU NORD", "école du nord", "École  du Nord"])
def test_a_company_is_found_by_its_name_whatever_the_case(written: str) -> None:
    company = Company.objects.create(
        subject=SubjectFactory.create(kind="organisation"), name="École du Nord", collected_on=EARLIER
    )
    put(card(email="els@example.org", first_name="Els", company=written))
    assert Contact.objects.get().company == company


def test_text_that_a_database_refuses_does_not_stop_the_rest() -> None:
    report = put(
        card(2, email="a@example.org", first_name="A\x00n\ud800", last_name="De\nSmet"),
        card(3, email="b@example.org"),
    )
    assert report.created == 2
    assert Contact.objects.get(first_name__startswith="A").last_name == "De Smet"


def test_a_file_without_a_readable_row_leaves_nothing_behind() -> None:
    before = everything()
    with pytest.raises(NothingReadable):
        put(*(UnreadableRow(line, "bad") for line in range(2, 9)), size=3)
    with pytest.raises(NothingReadable):
        put()
    assert everything() == before


def test_unreadable_rows_before_the_first_card_are_reported_too() -> None:
    report = put(
        *(UnreadableRow(line, "bad") for line in range(2, 9)), card(9, email="a@example.org"), size=3
    )
    assert (report.read, report.created, len(report.as_json()["skipped"])) == (8, 1, 7)

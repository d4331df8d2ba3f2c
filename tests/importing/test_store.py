"""Storing an address book: nobody doubled, nothing overwritten, no "no" forgotten, nothing lost when cut
off."""

from __future__ import annotations

import datetime as dt

import pytest

from contacts.importing.card import Card, UnreadableRow
from contacts.importing.store import NothingReadable
from contacts.models import Company, Contact, ContactPoint
from privacy.models import Identifier, Subject, Task
from privacy.subjects import identifiers
from tests.importing.known import (
    EARLIER,
    TODAY,
    SubjectFactory,
    card,
    everything,
    put,
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
        None,
    )
    assert contact.last_activity_on is None, "nobody was heard"
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
        assert Identifier.objects.get(digest=identifiers.keyed_digest(value)).subject == subject


def test_new_people_are_to_be_told_within_a_month_where_their_data_came_from_by_one_task_a_file() -> None:
    report = put(
        *(card(line, email=f"els{line}@example.org", last_name=f"Maes{line}") for line in range(2, 6)),
        today=dt.date(2026, 1, 31),
    )
    task = Task.objects.get()
    assert (task.kind, task.subject, task.due_on) == (Task.Kind.INFORM, None, dt.date(2026, 2, 28))
    assert (task.label, task.row) == ("contacts.importbatch", report.batch)


def test_a_file_that_brings_nobody_new_leaves_no_task() -> None:
    put(card(email="els@example.org", last_name="Maes"))
    Task.objects.all().delete()
    put(card(email="els@example.org", last_name="Maes"), mark="b" * 64)
    assert not Task.objects.exists()


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

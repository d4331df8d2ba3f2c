"""Storing an address book: whose address it is, and whose no is remembered."""

from __future__ import annotations

import pytest

from contacts.models import Company, Contact, ContactPoint
from privacy.models import Choice, Identifier, Suppression, Task
from privacy.subjects import identifiers
from tests.importing.known import EARLIER, TODAY, ContactFactory, SubjectFactory, card, numbers, put, values

pytestmark = pytest.mark.django_db


# --- Shared addresses ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("first", "last"), [("Els", "Peeters"), ("Jan", "Maes"), ("Janneke", "Peeters")])
def test_another_name_at_a_known_mailbox_is_a_second_contact_and_a_task(first: str, last: str) -> None:
    known = ContactFactory.create(first_name="Jan", last_name="Peeters", emails=["info@example.org"])
    report = put(card(7, email="info@example.org", first_name=first, last_name=last))

    assert report.created == 1
    assert [remark["line"] for remark in report.as_json()["warnings"]] == [7]
    second = Contact.objects.exclude(pk=known.pk).get()
    assert second.full_name() == f"{first} {last}"
    task = Task.objects.get(kind=Task.Kind.DUPLICATE)
    assert (task.subject, task.label, task.row) == (second.subject, "contacts.contact", known.pk)


@pytest.mark.parametrize("size", [1, 100])
def test_two_names_at_one_mailbox_in_one_file_are_two_contacts_and_a_task(size: int) -> None:
    put(
        card(2, email="info@example.org", first_name="Jan", last_name="Maes"),
        card(3, email="info@example.org", first_name="An"),
        size=size,
    )
    assert Contact.objects.count() == 2
    task = Task.objects.get(kind=Task.Kind.DUPLICATE)
    assert task.row == Contact.objects.get(first_name="Jan").pk
    assert task.subject == Contact.objects.get(first_name="An").subject


def test_people_who_share_only_a_phone_are_two_contacts_without_a_task() -> None:
    ContactFactory.create(phones=["+3216203040"])
    report = put(card(email="els@example.org", phone="016203040", first_name="Els", last_name="Maes"))
    assert (report.created, report.remarks) == (1, [])
    assert not Task.objects.filter(kind=Task.Kind.DUPLICATE).exists()


def test_a_card_that_could_be_several_people_completes_the_oldest_with_a_warning() -> None:
    oldest = ContactFactory.create(first_name="Jan", emails=["info@example.org"])
    ContactFactory.create(first_name="An", emails=["info@example.org"])
    report = put(card(2, email="info@example.org", phone="016203040"))
    assert (report.created, report.updated, len(report.remarks)) == (0, 1, 1)
    assert values(oldest) == {"info@example.org", "+3216203040"}


def test_of_several_people_at_one_address_the_one_with_the_very_name_is_meant() -> None:
    ContactFactory.create(first_name="", last_name="", emails=["info@example.org"])
    meant = ContactFactory.create(first_name="An", last_name="Claes", emails=["info@example.org"])
    report = put(card(email="info@example.org", phone="016203040", first_name="AN", last_name="Claes"))
    assert report.remarks == []
    assert "+3216203040" in values(meant)


def test_who_is_known_by_phone_and_joins_a_strangers_mailbox_is_put_before_a_person() -> None:
    stranger = ContactFactory.create(first_name="Jan", last_name="Maes", emails=["info@example.org"])
    known = ContactFactory.create(first_name="An", last_name="Claes", phones=["+32471203040"])
    report = put(card(email="info@example.org", phone="0471203040", first_name="An", last_name="Claes"))
    assert (report.created, report.updated, len(report.remarks)) == (0, 1, 1)
    task = Task.objects.get()
    assert (task.kind, task.subject, task.row) == (Task.Kind.DUPLICATE, known.subject, stranger.pk)


@pytest.mark.parametrize("began_with", ["the one who joined", "the one who was there"])
def test_two_people_who_were_told_apart_are_not_asked_about_again(began_with: str) -> None:
    stranger = ContactFactory.create(first_name="Jan", last_name="Maes", emails=["info@example.org"])
    known = ContactFactory.create(first_name="An", last_name="Claes", phones=["+32471203040"])
    row = card(email="info@example.org", phone="0471203040", first_name="An", last_name="Claes")
    put(row)
    asked = Task.objects.filter(kind=Task.Kind.DUPLICATE)
    pairs = {"the one who joined": (known, stranger), "the one who was there": (stranger, known)}
    one, other = pairs[began_with]
    assert asked.update(subject=one.subject, row=other.pk, done_on=TODAY) == 1
    known.points.filter(kind="email").delete()
    Identifier.objects.filter(subject=known.subject, kind="email").delete()
    report = put(row, mark="b" * 64)
    assert report.updated == 1
    assert asked.count() == 1
    asked.delete()
    known.points.filter(kind="email").delete()
    Identifier.objects.filter(subject=known.subject, kind="email").delete()
    put(row, mark="c" * 64)
    assert asked.count() == 1, "nobody told them apart, so it is asked"


# --- No is no -----------------------------------------------------------------------------------------


def test_one_suppressed_mailbox_refuses_the_whole_row_for_an_unchanging_reason() -> None:
    Suppression.objects.create(digest=identifiers.keyed_digest("no@example.org"), since=EARLIER)
    row = card(4, phone="0471234567", first_name="Els")
    row.emails = [("fine@example.org", ""), ("no@example.org", "")]
    before = numbers()
    report = put(row, card(5, email="an@example.org"))

    assert [remark["line"] for remark in report.as_json()["refused"]] == [4]
    assert (report.read, report.created, report.updated) == (2, 1, 0)
    assert numbers()["contacts.Contact"] == before["contacts.Contact"] + 1
    assert not ContactPoint.objects.filter(value__in=["fine@example.org", "+32471234567"]).exists()


def test_a_suppression_for_one_purpose_only_does_not_refuse_the_person() -> None:
    Suppression.objects.create(
        digest=identifiers.keyed_digest("els@example.org"), purpose="newsletter", since=EARLIER
    )
    assert put(card(email="els@example.org")).created == 1


@pytest.mark.parametrize("kind", [Choice.Kind.RESTRICTION, Choice.Kind.ERASURE])
def test_a_person_whose_data_may_not_be_used_is_not_updated(kind: str) -> None:
    known = ContactFactory.create(emails=["jan@example.org"])
    Choice.objects.create(subject=known.subject, kind=kind, starts=EARLIER, source="web")
    report = put(card(3, email="jan@example.org", phone="016203040", first_name="Jan", last_name="Peeters"))
    assert (report.created, report.updated) == (0, 0)
    assert [remark["line"] for remark in report.as_json()["refused"]] == [3]
    assert values(known) == {"jan@example.org"}


def test_a_restriction_that_has_ended_no_longer_refuses() -> None:
    known = ContactFactory.create(emails=["jan@example.org"])
    Choice.objects.create(
        subject=known.subject, kind=Choice.Kind.RESTRICTION, starts=EARLIER, ends=TODAY, source="web"
    )
    assert put(card(email="jan@example.org", first_name="Jan", last_name="Peeters")).updated == 1


def test_somebody_erased_of_whom_only_the_digest_is_left_is_refused() -> None:
    subject = SubjectFactory.create()
    Identifier.objects.create(
        subject=subject, kind="email", digest=identifiers.keyed_digest("jan@example.org")
    )
    Choice.objects.create(subject=subject, kind=Choice.Kind.ERASURE, starts=EARLIER, source="web")
    report = put(card(email="jan@example.org"))
    assert (report.created, report.updated, len(report.as_json()["refused"])) == (0, 0, 1)


def test_somebody_known_to_another_app_only_becomes_a_contact_of_their_own() -> None:
    subject = SubjectFactory.create()
    Identifier.objects.create(
        subject=subject, kind="email", digest=identifiers.keyed_digest("jan@example.org")
    )
    assert put(card(email="jan@example.org")).created == 1
    assert Contact.objects.get().subject != subject


def test_every_refusal_gives_the_same_reason() -> None:
    Suppression.objects.create(digest=identifiers.keyed_digest("no@example.org"), since=EARLIER)
    known = ContactFactory.create(emails=["jan@example.org"])
    Choice.objects.create(subject=known.subject, kind=Choice.Kind.RESTRICTION, starts=EARLIER, source="web")
    report = put(
        card(2, email="no@example.org"),
        card(3, email="jan@example.org"),
        card(4, email="no@example.org", company="De Linde"),
    )
    refused = report.as_json()["refused"]
    assert [remark["line"] for remark in refused] == [2, 3, 4]
    assert len({remark["reason"] for remark in refused}) == 1
    assert not Company.objects.exists()

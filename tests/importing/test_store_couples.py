"""Storing an address book: a couple is not one of the two."""

from __future__ import annotations

import pytest

from contacts.models import Contact, FilledValue
from privacy.models import Choice, Task

from .known import EARLIER, ContactFactory, card, put, values

pytestmark = pytest.mark.django_db
MAILBOX, MOBILE = "pieter@example.org", "+32475203040"
COUPLES = [
    ("Pieter en Els", "Claessens"),
    ("Els & Pieter", "Claessens"),
    ("P. et E.", "Claessens"),
    ("Pieter+Els", "Claessens"),
    ("Pieter Claessens en Els", "Maes"),
    ("", "Pieter/Els Claessens"),
]


@pytest.mark.parametrize(("first", "last"), COUPLES)
@pytest.mark.parametrize("at", ["mailbox", "mobile number"])
def test_a_couple_is_not_joined_to_one_of_them_but_compared(at: str, first: str, last: str) -> None:
    email, phone = (MAILBOX, "") if at == "mailbox" else ("", MOBILE)
    known = ContactFactory.create(
        first_name="Pieter", last_name="Claessens", emails=[email] * bool(email), phones=[phone] * bool(phone)
    )
    row = card(
        6, email=email, phone=phone, first_name=first, last_name=last, company="De Linde", city="Herent"
    )
    report = put(row)

    assert (report.created, report.updated) == (1, 0)
    assert [warning["line"] for warning in report.as_json()["warnings"]] == [6]
    known.refresh_from_db()
    assert (known.full_name(), known.city, known.company) == ("Pieter Claessens", "", None)
    task = Task.objects.get(kind=Task.Kind.DUPLICATE)
    assert (task.subject, task.row) == (Contact.objects.exclude(pk=known.pk).get().subject, known.pk)

    again = put(row, mark="b" * 64)
    assert (again.created, again.updated) == (0, 1)
    assert Task.objects.filter(kind=Task.Kind.DUPLICATE).count() == 1


@pytest.mark.parametrize(("first", "last"), [("", "Claessens"), ("Pieter", "")])
def test_a_couple_does_not_fill_in_the_name_of_one(first: str, last: str) -> None:
    known = ContactFactory.create(first_name=first, last_name=last, emails=[MAILBOX])
    put(card(email=MAILBOX, first_name="Pieter en Els", last_name="Claessens"))
    known.refresh_from_db()
    assert (known.first_name, known.last_name) == (first, last)
    assert not FilledValue.objects.exists()


def test_one_of_a_known_couple_is_a_second_contact_and_a_task() -> None:
    couple = ContactFactory.create(first_name="Pieter en Els", last_name="Claessens", phones=[MOBILE])
    put(card(email="els@example.org", phone=MOBILE, first_name="Els", last_name="Claessens"))
    assert values(couple) == {MOBILE}
    assert Task.objects.get(kind=Task.Kind.DUPLICATE).row == couple.pk


@pytest.mark.parametrize("at", ["mailbox", "mobile number"])
def test_a_couple_does_not_bring_back_one_whose_data_may_not_be_used(at: str) -> None:
    email, phone = (MAILBOX, "") if at == "mailbox" else ("", MOBILE)
    known = ContactFactory.create(
        first_name="Pieter", last_name="Claessens", emails=[email] * bool(email), phones=[phone] * bool(phone)
    )
    Choice.objects.create(subject=known.subject, kind=Choice.Kind.RESTRICTION, starts=EARLIER, source="web")
    report = put(card(3, email=email, phone=phone, first_name="Pieter en Els", last_name="Claessens"))
    assert [remark["line"] for remark in report.as_json()["refused"]] == [3]


@pytest.mark.parametrize("first", ["Pieter Jan", "P.", "Enzo"])
def test_several_first_names_are_no_couple(first: str) -> None:
    ContactFactory.create(first_name=first.split()[0], last_name="Claessens", emails=[MAILBOX])
    assert put(card(email=MAILBOX, first_name=first, last_name="Claessens")).updated == 1

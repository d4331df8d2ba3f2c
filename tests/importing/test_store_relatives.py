"""One name and one landline do not make one person."""

from __future__ import annotations

import pytest

from contacts.models import Contact
from privacy.models import Task

from .known import ContactFactory, card, put, values

pytestmark = pytest.mark.django_db
HOME = "+3216203040"


@pytest.mark.parametrize("mailbox", [["senior@example.org"], []])
@pytest.mark.parametrize(("first", "last"), [("Jan", "Peeters"), ("jan", "PEETERS"), ("J.", "Peeters")])
def test_another_mailbox_at_their_landline_is_a_second_person_and_a_task(
    mailbox: list[str], first: str, last: str
) -> None:
    known = ContactFactory.create(first_name="Jan", last_name="Peeters", emails=mailbox, phones=[HOME])
    report = put(card(5, email="junior@example.org", phone="016 20 30 40", first_name=first, last_name=last))

    assert (report.created, report.updated) == (1, 0)
    assert [warning["line"] for warning in report.as_json()["warnings"]] == [5]
    second = Contact.objects.exclude(pk=known.pk).get()
    assert values(known) == {*mailbox, HOME}
    assert values(second) == {"junior@example.org", HOME}
    task = Task.objects.get(kind=Task.Kind.DUPLICATE)
    assert (task.subject, task.row) == (second.subject, known.pk)


@pytest.mark.parametrize("size", [1, 100])
def test_father_and_son_in_one_file_are_two_and_stay_two(size: int) -> None:
    rows = [
        card(2, email="senior@example.org", phone="016203040", first_name="Jan", last_name="Peeters"),
        card(3, email="junior@example.org", phone="016203040", first_name="Jan", last_name="Peeters"),
    ]
    assert put(*rows, size=size).created == 2
    assert put(*rows, size=size).created == 0
    assert Contact.objects.count() == 2
    assert Task.objects.filter(kind=Task.Kind.DUPLICATE).count() == 1


def test_a_mobile_number_is_one_persons() -> None:
    known = ContactFactory.create(first_name="Jan", last_name="Peeters", phones=["+32475203040"])
    put(card(email="jan@example.org", phone="0475 20 30 40", first_name="Jan", last_name="Peeters"))
    assert values(known) == {"jan@example.org", "+32475203040"}


def test_what_brings_no_mailbox_gives_nobody_anothers() -> None:
    known = ContactFactory.create(first_name="Jan", last_name="Peeters", phones=[HOME])
    report = put(card(phone="016203040", first_name="Jan", last_name="Peeters", city="Leuven"))
    assert (report.created, report.updated, report.remarks) == (0, 1, [])
    known.refresh_from_db()
    assert known.city == "Leuven"

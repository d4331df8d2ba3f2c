"""Storing an address book: the same words in another order are the same name."""

from __future__ import annotations

import pytest

from contacts.models import Contact
from contacts.public_enquiries import Enquirer, receive_question
from privacy.models import Choice, Task
from privacy.subjects.lookup import find_holders

from .known import EARLIER, TODAY, ContactFactory, card, put, values

pytestmark = pytest.mark.django_db
MAILBOX, MOBILE, HOME = "pieter@example.org", "+32475203040", "+3216203040"
TURNED = [("Claessens", "Pieter"), ("Claessens Pieter", ""), ("", "claessens, PIETER")]


@pytest.mark.parametrize(("first", "last"), TURNED)
@pytest.mark.parametrize("where", [{"emails": [MAILBOX]}, {"phones": [MOBILE]}])
def test_the_family_name_first_is_the_same_person_at_their_mailbox_or_mobile_number(
    where: dict[str, list[str]], first: str, last: str
) -> None:
    known = ContactFactory.create(first_name="Pieter", last_name="Claessens", **where)
    email, phone = (MAILBOX, "") if "emails" in where else ("", MOBILE)
    report = put(card(email=email, phone=phone, first_name=first, last_name=last, city="Herent"))

    assert (report.created, report.updated, report.remarks) == (0, 1, [])
    contact = Contact.objects.get()
    assert contact == known
    assert (contact.first_name, contact.last_name, contact.city) == ("Pieter", "Claessens", "Herent")


@pytest.mark.parametrize("size", [1, 100])
def test_both_orders_in_one_file_are_one_person(size: int) -> None:
    put(
        card(2, email=MAILBOX, first_name="Pieter", last_name="Claessens"),
        card(3, email=MAILBOX, first_name="Claessens", last_name="Pieter"),
        size=size,
    )
    assert [contact.full_name() for contact in Contact.objects.all()] == ["Pieter Claessens"]
    assert len(find_holders(MAILBOX)) == 1


def test_who_may_not_be_used_is_refused_with_the_family_name_first_as_well() -> None:
    known = ContactFactory.create(first_name="Pieter", last_name="Claessens", emails=[MAILBOX])
    Choice.objects.create(subject=known.subject, kind=Choice.Kind.RESTRICTION, starts=EARLIER, source="web")
    report = put(card(3, email=MAILBOX, first_name="Claessens", last_name="Pieter"))
    assert [remark["line"] for remark in report.as_json()["refused"]] == [3]


@pytest.mark.parametrize("mailbox", ["", "other@example.org"])
def test_the_family_name_first_at_a_landline_is_a_second_person_and_a_task_and_stays_so(
    mailbox: str,
) -> None:
    known = ContactFactory.create(first_name="Thomas", last_name="Jan", phones=[HOME])
    row = card(4, email=mailbox, phone=HOME, first_name="Jan", last_name="Thomas")
    report = put(row)

    assert (report.created, report.updated) == (1, 0)
    assert [warning["line"] for warning in report.as_json()["warnings"]] == [4]
    assert values(known) == {HOME}
    second = Contact.objects.exclude(pk=known.pk).get()
    task = Task.objects.get(kind=Task.Kind.DUPLICATE)
    assert (task.subject, task.row) == (second.subject, known.pk)

    again = put(row, mark="b" * 64)
    assert (again.created, again.updated) == (0, 1)
    assert Task.objects.filter(kind=Task.Kind.DUPLICATE).count() == 1


def test_who_writes_the_family_name_first_in_a_form_is_the_same_person() -> None:
    known = ContactFactory.create(first_name="Pieter", last_name="Claessens", emails=[MAILBOX])
    asker = Enquirer("Claessens Pieter", MAILBOX, "nl")
    assert receive_question(asker, question="When are you open?", notice=None, today=TODAY) == known.pk
    assert known.enquiries.get().said_name == ""

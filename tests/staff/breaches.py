"""What somebody fills in that breaks a constraint of the database, one by one, and the words that come
back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from applicants.models import Position
from contacts.models import Assignment, Contact, Tag
from privacy.models import Task
from privacy.staff_access.titles import page_address
from tests.cast import amina, noor, school
from tests.staff.page_scenes import given_to_others, passed_on
from tests.staff.test_hold_page import SAID, placed

TODAY = timezone.localdate()


@dataclass(frozen=True)
class Case:
    """What is sent in the form of a row, or of a new one, that breaks a constraint; and the words that come
    back, each at its field."""

    address: Callable[[], str]
    filled: Callable[[], dict[str, Any]]
    words: dict[str, str]
    holding: str


def change(make: Callable[[], Model]) -> Callable[[], str]:
    def address() -> str:
        row = make()
        return page_address(type(row), row.pk)

    return address


def correcting(contact: Contact) -> str:
    return page_address(Contact, contact.pk) + "?why=correcting"


def add(model: type[Model]) -> Callable[[], str]:
    return lambda: reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")


def tagged() -> Contact:
    contact = noor()
    for name in ("school", "pers"):
        contact.taggings.create(tag=Tag.objects.create(name=name))
    return contact


def with_a_part() -> Contact:
    contact = noor()
    contact.roles.create(company=school(), role="directie")
    return contact


def done_twice() -> Task:
    facts = {"kind": Task.Kind.REVIEW, "label": "contacts.contact.name", "row": 1, "due_on": TODAY}
    facts["subject"] = noor().subject
    Task.objects.create(**facts)
    return Task.objects.create(**facts, done_on=TODAY)


def done_twice_about_nobody() -> Task:
    facts = {"kind": Task.Kind.FUSE, "label": "contacts.contact.name", "row": 1, "due_on": TODAY}
    Task.objects.create(**facts)
    return Task.objects.create(**facts, done_on=TODAY)


def giving() -> str:
    return given_to_others()[0]


def work() -> Assignment:
    return amina().assignments.get()


REQUIRED = "This field is required."
GIVEN = {"recipient": "claims", "name": "Advocaten Voorbeeld", "labels": [SAID], "law": "x", "reason": "x"}
NEW = {"last_name": "Haddad", "reason": "question", "reason_text": "Wanneer?"}
ONE_CLIENT = "Choose one client: a contact or a company."
FOR_ONE = "Choose one: an assignment or a company."
TWICE = "This address or number stands here twice."
AGAIN = "The same task is open already."
JOB = {"title_nl": "Onthaal", "text_nl": "Je ontvangt mensen.", "place": "Gent"}


def job(words: dict[str, str], **filled: Any) -> list[Case]:
    """A new position that is filled in so."""
    return [Case(add(Position), lambda: JOB | filled, words, "title_nl")]


CASES: dict[str, list[Case]] = {
    "position_slug_is_free": job({"slug": "Another page has this address. Choose another one."}, slug="feed"),
    "position_says_its_pay": job({"pay_from": "Say the pay before the position opens."}, opened_on=TODAY),
    "position_pay_from_low_to_high": job(
        {"pay_to": "The highest pay is not below the lowest."}, pay_from=2000, pay_to=1000
    ),
    "position_last_day_after_opening": job(
        {"closes_on": "The last day to apply is not before the opening."},
        pay_from=2000,
        opened_on=TODAY,
        closes_on=TODAY - timedelta(days=1),
    ),
    "assignment_of_one_client": [
        Case(
            add(Assignment),
            lambda: {"title": "Leesclub", "opened_on": TODAY},
            {"contact": ONE_CLIENT},
            "title",
        ),
        Case(change(work), lambda: {"company": school().pk}, {"contact": ONE_CLIENT}, "title"),
    ],
    "assignment_closes_after_opening": [
        Case(
            change(work),
            lambda: {"closed_on": work_opened() - timedelta(days=1)},
            {"closed_on": "Work closes on the day it was opened or later."},
            "title",
        )
    ],
    "contact_has_an_origin": [Case(change(noor), lambda: {"origin": []}, {"origin": REQUIRED}, "city")],
    "contact_source_if_not_the_person": [
        Case(
            change(noor),
            lambda: {"origin": "staff"},
            {"source": "Who or what gave us these data?"},
            "city",
        )
    ],
    "contactpoint_once_per_contact": [
        Case(
            lambda: correcting(noor()),
            lambda: {"points-1-kind": "email", "points-1-value": " NOOR@example.org"},
            {"points-1-value": TWICE},
            "city",
        ),
    ],
    "contactpoint_one_preferred": [
        Case(
            lambda: correcting(noor()),
            lambda: {
                "points-1-kind": "email",
                "points-1-value": "noor@example.be",
                "points-1-preferred": "on",
            },
            {"points-1-preferred": "Only one of each kind is preferred."},
            "city",
        )
    ],
    "contactpoint_has_a_value": [
        Case(
            lambda: correcting(noor()),
            lambda: {"points-0-value": "  "},
            {"points-0-value": REQUIRED},
            "city",
        )
    ],
    "role_for_one_thing": [
        Case(
            change(with_a_part),
            lambda: {"roles-0-assignment": work().pk},
            {"roles-0-assignment": FOR_ONE},
            "city",
        ),
        Case(change(with_a_part), lambda: {"roles-0-company": ""}, {"roles-0-assignment": FOR_ONE}, "city"),
    ],
    "contacttag_once": [
        Case(
            change(tagged),
            lambda: {"taggings-1-tag": Tag.objects.get(name="school").pk},
            {"taggings-1-tag": "This tag stands here twice."},
            "city",
        )
    ],
    "hold_has_a_reason": [
        Case(change(lambda: placed(noor())), lambda: {"reason": " "}, {"reason": REQUIRED}, "release")
    ],
    "disclosure_says_to_whom_and_why": [
        Case(
            lambda: given_to_others()[0], lambda: GIVEN | {"reason": " "}, {"reason": REQUIRED}, "recipient"
        ),
        Case(
            giving,
            lambda: GIVEN | {"name": " "},
            {"name": "Write the name of who received it."},
            "recipient",
        ),
    ],
    "notification_says_how": [
        Case(lambda: passed_on()[0], lambda: {"state": "told", "reason": " "}, {"reason": REQUIRED}, "state")
    ],
    "task_open_once": [Case(change(done_twice), lambda: {"done_on": ""}, {"done_on": AGAIN}, "done_on")],
    "task_open_once_about_nobody": [
        Case(change(done_twice_about_nobody), lambda: {"done_on": ""}, {"done_on": AGAIN}, "done_on")
    ],
}


def work_opened() -> Any:
    return Assignment.objects.get().opened_on

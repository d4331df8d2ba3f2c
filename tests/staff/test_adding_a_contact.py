"""Staff who add somebody say what the person is kept for: nobody is kept for nothing, or gone the same
night."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contacts import register
from contacts.models import Assignment, Contact
from contacts.models.people import Origin
from privacy.models import Task
from privacy.nightly import sweep_and_follow_up
from privacy.retention.explanation import explain
from tests.cast import school
from tests.staff.browsing import signed_in
from tests.staff.people import staff
from tests.staff.sending import opened

pytestmark = pytest.mark.django_db

WHO = {"first_name": "Karim", "last_name": "Haddad"}


@pytest.fixture
def client() -> Client:
    return signed_in(staff("Client work"))


def added(client: Client, **filled: Any) -> Any:
    """Send the form with that filled in; return the answer."""
    form = opened(client, reverse("admin:contacts_contact_add"), holding="last_name")
    return form.send(client, press="_save", **WHO | filled)


def errors(answer: Any) -> Any:
    return answer.context["adminform"].form.errors


def kept_for(contact: Contact) -> set[str]:
    today = timezone.localdate()
    names = [each for each in explain(contact.subject, today=today) if each.group.name == "name"]
    return {reason.purpose.slug for each in names for reason in each.reasons}


def test_nobody_is_added_without_it(client: Client) -> None:
    answer = added(client)
    assert errors(answer) == {"reason": ["This field is required."]}
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("reason", "lacking"),
    [
        ("question", "reason_text"),
        ("talk", "reason_text"),
        ("work", "reason_text"),
        ("role", "reason_work"),
        ("role", "source"),
        ("client", "client_since"),
    ],
)
def test_a_reason_comes_with_what_it_is_about(client: Client, reason: str, lacking: str) -> None:
    assert lacking in errors(added(client, reason=reason))
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("filled", "purposes"),
    [
        ({"reason": "question", "reason_text": "Wanneer?"}, {"enquiry"}),
        ({"reason": "talk", "reason_text": "Kwam langs.", "reason_channel": "meeting"}, {"enquiry"}),
        ({"reason": "work", "reason_text": "Leesclub"}, {"assignment", "client-file"}),
        ({"reason": "client", "client_since": "2024-05-02"}, {"client-file"}),
    ],
)
def test_what_is_filled_in_is_stored_and_keeps_the_person(
    client: Client, filled: dict[str, str], purposes: set[str]
) -> None:
    assert added(client, **filled).status_code == 302
    contact = Contact.objects.get()
    assert kept_for(contact) == purposes
    sweep_and_follow_up(today=timezone.localdate())
    assert Contact.objects.get().last_name == "Haddad"


def test_a_contact_person_is_one_for_work_that_is_open(client: Client) -> None:
    work = register.open_assignment(school(), title="Leesouders", on=date(2026, 9, 1))
    done = register.open_assignment(school(), title="Voorbij", on=date(2026, 9, 1))
    register.close_assignment(done, on=date(2026, 9, 2))
    form = opened(client, reverse("admin:contacts_contact_add"), holding="last_name")
    (offered,) = [control.offers for control in form.controls if control.name == "reason_work"]
    assert offered == ["", str(work.pk)]
    part = {"reason": "role", "reason_work": str(work.pk), "reason_text": "directeur", "source": "de school"}
    assert added(client, **part).status_code == 302
    contact = Contact.objects.get()
    assert (contact.roles.get().assignment, contact.roles.get().role) == (work, "directeur")
    assert kept_for(contact) == {"contact-person", "client-file"}


@pytest.mark.parametrize(
    ("filled", "origin"),
    [
        ({"reason": "question", "reason_text": "Wanneer?"}, Origin.QUESTION),
        ({"reason": "talk", "reason_text": "Kwam langs.", "reason_channel": "meeting"}, Origin.QUESTION),
        ({"reason": "work", "reason_text": "Leesclub"}, Origin.ASSIGNMENT),
        ({"reason": "client", "client_since": "2024-05-02"}, Origin.ASSIGNMENT),
        ({"reason": "question", "reason_text": "Wanneer?", "source": "haar collega"}, Origin.STAFF),
        ({"reason": "client", "client_since": "2024-05-02", "source": "een oude lijst"}, Origin.STAFF),
    ],
)
def test_where_the_data_came_from_follows_the_reason_unless_somebody_else_gave_them(
    client: Client, filled: dict[str, str], origin: Origin
) -> None:
    assert added(client, **filled).status_code == 302
    contact = Contact.objects.get()
    assert (contact.origin, contact.source) == (origin, filled.get("source", ""))
    assert Task.objects.filter(kind=Task.Kind.INFORM, row=contact.pk).exists() == (origin == Origin.STAFF)


def test_a_title_that_is_too_long_is_said_at_the_field_and_nothing_is_stored(client: Client) -> None:
    answer = added(client, reason="work", reason_text="x" * 201)
    assert "reason_text" in errors(answer)
    assert not Contact.objects.exists()
    assert not Assignment.objects.exists()


def test_it_is_asked_of_somebody_new_only(client: Client) -> None:
    added(client, reason="question", reason_text="Wanneer?")
    page = reverse("admin:contacts_contact_change", args=(Contact.objects.get().pk,))
    form = opened(client, page, holding="last_name")
    assert "reason" not in form.filled()
    assert form.send(client, press="_save", city="Gent").status_code == 302
    assert Contact.objects.get().enquiries.count() == 1

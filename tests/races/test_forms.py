"""A form that arrives while the sweep erases, and one that arrives twice: nothing comes back, nothing is
doubled."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contacts import public_enquiries, register
from contacts.models import Assignment, Contact, Enquiry, Interaction
from privacy import nightly
from privacy.proof.audit import audit_promises
from privacy.retention import sweep
from privacy.retention.rules import GroupRule
from tests.cast import TODAY, ContactFactory
from tests.races.meeting import Actor, Stop, StopAt
from tests.staff.browsing import signed_in
from tests.staff.people import director
from tests.staff.test_saving_late import opened

pytestmark = pytest.mark.django_db(transaction=True)

LONG_AGO = TODAY - timedelta(days=1500)


@pytest.fixture
def contact() -> Contact:
    """Somebody who is due."""
    return ContactFactory.create(on=LONG_AGO, first_name="Robin", last_name="Peeters")


@pytest.fixture
def client() -> Client:
    return signed_in(director())


@pytest.fixture
def sweeps(contact: Contact, stop_at: StopAt) -> tuple[Stop, Any]:
    """A stop where the sweep has found the name and not yet erased it; and what starts it."""
    stop = stop_at(GroupRule, "erase", matches=lambda rule, *_keys: rule.label == "contacts.contact.name")

    def begin() -> Actor:
        runs = Actor(lambda: nightly.sweep_and_follow_up(today=TODAY))
        stop.reached(runs)
        return runs

    return stop, begin


def sent_meanwhile(
    sweeps: tuple[Stop, Any], client: Client, address: str, facts: dict[str, Any]
) -> list[str]:
    """Send a form while the sweep erases; return what its sender is told."""
    stop, begin = sweeps
    runs = begin()
    sends = Actor(lambda: client.post(address, facts))
    assert sends.waits(), "the sweep has the latch"
    stop.let_on()
    runs.result()
    page = sends.result()
    errors = [error for form in _forms(page) for found in form.errors.values() for error in found]
    return [str(message) for message in get_messages(page.wsgi_request)] + errors


def _forms(page: Any) -> list[Any]:
    return [page.context["adminform"].form] if page.context and "adminform" in page.context else []


def test_an_edit_that_is_saved_while_the_sweep_erases_brings_nothing_back(
    contact: Contact, client: Client, sweeps: tuple[Stop, Any]
) -> None:
    address = reverse("admin:contacts_contact_change", args=(contact.pk,))
    told = sent_meanwhile(sweeps, client, address, opened(client, contact) | {"city": "Gent"})
    assert told, "they are told that nothing was saved"
    assert "success" not in told[0]
    nightly.sweep_and_follow_up(today=TODAY)
    assert not Contact.objects.exists()
    assert audit_promises(now=timezone.now()) == []


def test_a_note_that_is_added_while_the_sweep_erases_is_refused(
    contact: Contact, client: Client, sweeps: tuple[Stop, Any]
) -> None:
    address = reverse("admin:contacts_contact_page", args=(contact.pk,))
    told = sent_meanwhile(
        sweeps, client, address, {"note": "Belde terug.", "channel": "phone", "began": "they"}
    )
    assert told == ["This person was erased while the page was open. Nothing was saved."]
    assert not Interaction.objects.exists()
    assert not Contact.objects.exists()


def test_work_that_is_entered_while_the_sweep_erases_is_refused_at_its_field(
    contact: Contact, client: Client, sweeps: tuple[Stop, Any], stop_at: StopAt
) -> None:
    gone = stop_at(sweep, "_close")
    stop, begin = sweeps
    runs = begin()
    stop.let_on()
    gone.reached(runs)
    facts = {"contact": str(contact.pk), "title": "Meer", "opened_on": "2026-11-22"}
    page = client.post(reverse("admin:contacts_assignment_add"), facts)
    assert page.status_code == 200
    assert "contact" in page.context["adminform"].form.errors
    gone.let_on()
    runs.result()
    assert not Assignment.objects.exists()


def test_the_sweep_waits_for_a_question_that_is_being_entered(
    contact: Contact, client: Client, stop_at: StopAt
) -> None:
    stop = stop_at(Enquiry, "save")
    facts = {
        "contact": str(contact.pk),
        "question": "Mag ik langskomen?",
        "channel": "phone",
        "received_on": "2026-11-22",
    }
    enters = Actor(lambda: client.post(reverse("admin:contacts_enquiry_add"), facts))
    stop.reached(enters)
    runs = Actor(lambda: nightly.sweep_and_follow_up(today=TODAY))
    assert runs.waits(), "who asked was looked up, and stays until it is saved"
    stop.let_on()
    assert enters.result().status_code == 302
    runs.result()
    assert Contact.objects.get().last_name == "Peeters"
    assert Enquiry.objects.get().contact == contact


def test_a_question_that_is_sent_twice_at_once_is_one_question_of_one_person(stop_at: StopAt) -> None:
    asker = public_enquiries.Enquirer(name="Robin Peeters", email="robin@example.org", language="nl")

    def ask() -> int:
        return public_enquiries.receive_question(
            asker, question="Mag ik langskomen?", notice=None, today=timezone.localdate()
        )

    stop = stop_at(register, "add_contact")
    first = Actor(ask)
    stop.reached(first)
    second = Actor(ask)
    assert second.waits()
    stop.let_on()
    assert first.result() == second.result()
    assert Enquiry.objects.count() == Contact.objects.count() == 1

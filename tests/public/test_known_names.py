"""A form with a name that we know changes nothing of that person: what it says stays with the question."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from contacts.models import Assignment, Company, Contact, Enquiry
from privacy.models import Task
from privacy.nightly import sweep_and_follow_up
from privacy.subjects import choices
from privacy.subjects.lookup import find_holders, find_subjects
from tests import cast
from tests.gate.restricting import restrict
from tests.mydata.guest import Guest, words
from tests.public.sending import WORK, send
from tests.public.test_unconfirmed import NOOR, state_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_is_too_fast(settings: Any) -> None:
    settings.FORM_MINIMUM_SECONDS = 0


@pytest.mark.parametrize("address", ["/contact/", "/assignment/"])
def test_what_a_form_says_of_a_known_person_stays_with_the_question(client: Client, address: str) -> None:
    noor = cast.noor()
    before = state_of(noor)
    of = WORK | {"name": "Noor Hendrickx", "email": NOOR, "text": "Geef mij werk."}
    assert send(client, address, of=of).status_code == 302
    assert state_of(noor) == before
    assert not find_subjects("+3216550109", kind="phone")
    question = noor.enquiries.get(question="Geef mij werk.")
    assert question.said_phone == "+3216550109"
    assert question.said_organisation == ("De Brug" if address == "/assignment/" else "")
    assert (question.said_name, question.said_email) == ("", "")
    assert not Company.objects.exists()


def test_an_assignment_in_the_name_of_somebody_we_know_waits_with_the_question(client: Client) -> None:
    noor = cast.noor()
    send(client, "/assignment/", of=WORK | {"name": "Noor Hendrickx", "email": NOOR})
    noor.refresh_from_db()
    assert noor.client_since is None
    assert not Assignment.objects.exists()
    question = noor.enquiries.get(question=WORK["text"])
    assert (question.kind, question.assignment) == (Enquiry.Kind.ASSIGNMENT, None)


def test_an_assignment_in_the_name_of_a_restricted_client_opens_nothing(client: Client) -> None:
    pieter = cast.pieter()
    before = state_of(pieter)
    restrict(pieter.subject)
    send(client, "/assignment/", of=WORK | {"name": pieter.full_name(), "email": "pieter@example.be"})
    assert pieter.enquiries.filter(question=WORK["text"]).exists()
    assert state_of(pieter) == before


def test_what_comes_in_the_name_of_somebody_who_objected_is_not_lost_in_the_night(client: Client) -> None:
    """Their no takes a question of theirs at once; whether this one is theirs, staff see."""
    louise, today = cast.louise(), timezone.localdate()
    choices.record_objection(louise.subject, "enquiry", on=today, source="web")
    send(client, "/assignment/", of=WORK | {"name": "Louise Dumont", "email": "louise@example.be"})
    sweep_and_follow_up(today=today)
    question = Enquiry.objects.get(question=WORK["text"])
    assert question.contact.subject != louise.subject
    assert question.contact.full_name() == "Louise Dumont"
    assert find_holders("louise@example.be") == [louise.subject]
    assert Task.objects.get(kind=Task.Kind.DUPLICATE).row == louise.pk


def test_another_way_to_write_a_known_name_changes_no_name(client: Client) -> None:
    noor = cast.noor()
    Contact.objects.filter(pk=noor.pk).update(first_name="N.")
    send(client, name="Noor Hendrickx", email=NOOR, text="Nog iets.")
    noor.refresh_from_db()
    assert noor.first_name == "N."
    assert noor.enquiries.get(question="Nog iets.").said_name == "Noor Hendrickx"


def test_an_address_that_a_person_has_no_more_is_not_given_back_by_a_form(client: Client) -> None:
    noor = cast.noor()
    noor.points.all().delete()
    send(client, name="Noor Hendrickx", email=NOOR, text="Nog iets.")
    assert not noor.points.exists()
    assert noor.enquiries.get(question="Nog iets.").said_email == NOOR


def test_the_person_sees_what_a_form_said_of_them_and_it_goes_with_the_question(client: Client) -> None:
    noor = cast.noor()
    of = WORK | {"name": "Noor Hendrickx", "email": NOOR}
    send(client, "/assignment/", of=of)
    seen = words(Guest().enter(NOOR))
    assert "+3216550109" in seen
    assert "De Brug" in seen
    Enquiry.objects.filter(contact=noor).delete()
    assert "+3216550109" not in words(Guest().enter(NOOR))


def test_the_same_again_is_stored_once_and_other_details_are_another_question(client: Client) -> None:
    noor = cast.noor()
    of = {"name": "Noor Hendrickx", "email": NOOR, "text": "Bel mij."}
    for phone in ("016 55 01 07", "016 55 01 07", "016 55 01 08"):
        send(client, of=of, phone=phone)
    assert sorted(noor.enquiries.filter(question="Bel mij.").values_list("said_phone", flat=True)) == [
        "+3216550107",
        "+3216550108",
    ]

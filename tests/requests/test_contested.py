"""While it is checked whether something is right, only what is contested is left unused (GDPR art. 18(1)(a);
L16)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone

from contacts.models import Contact
from privacy.declarations.registry import registry
from privacy.models import Choice, Request
from privacy.outreach import gate
from privacy.outreach.permission import Permission
from privacy.outreach.rules import Channel
from privacy.purposes import REQUESTS
from privacy.requests import intake
from privacy.rights import corrections
from privacy.staff_access.visibility import usable_for, visible_to
from privacy.subjects.contested import contested_fields, is_contested
from tests.cast import amina, pieter
from tests.gate.restricting import everybody_but_privacy
from tests.requests.arriving import approve, asked, letters_leave, member, today
from tests.requests.deciding import refused
from tests.requests.wanting import AMINA, accept_all, wants
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import staff

pytestmark = pytest.mark.django_db

PHONE = "+3216550101"


def may_call(contact: Contact, number: str = PHONE) -> Permission:
    """May we call about the work that goes on?"""
    return gate.may_contact(
        contact.subject,
        channel=Channel.PHONE,
        purpose=registry.purposes["assignment"],
        on=today(),
        about=contact.assignments.get(),
        address=number,
    )


def marked(contact: Contact) -> list[str]:
    return [each.field for each in contested_fields([contact.subject])]


def test_l16_a_misspelt_town_during_running_work_marks_the_town_and_nothing_else() -> None:
    contact = amina()
    assert may_call(contact).allowed
    wants(AMINA, city="Löven")
    assert marked(contact) == ["city"]
    assert is_contested(contact, "city")
    assert not is_contested(contact, "first_name", "street")
    assert may_call(contact).allowed, "the person may still be called about the work"
    assert usable_for(Contact.objects.all(), registry.purposes["assignment"], today=today()).exists()
    assert contact in visible_to(Contact.objects.all(), user=everybody_but_privacy(), today=today())
    assert not Choice.objects.filter(kind="restriction").exists()


def test_l16_staff_read_which_field_is_contested() -> None:
    contact = amina()
    page = reverse("admin:contacts_contact_page", args=(contact.pk,))
    client = signed_in(staff("Client work"))
    assert "says that" not in text_of(client.get(page))
    request = asked("rectification", AMINA)
    assert "says that something is wrong" in text_of(client.get(page))
    corrections.propose_corrections(request, {"city": "Gent"}, now=timezone.now())
    text = text_of(client.get(page))
    assert "says that this is wrong: city" in text


def test_a_number_that_is_contested_is_not_called_and_another_is() -> None:
    contact = amina()
    wants(AMINA, phone="+3216550109")
    refusal = may_call(contact)
    assert (refusal.allowed, refusal.code) == (False, "contested")
    assert may_call(contact, "+3216550188").allowed
    assert may_call(contact, "").allowed
    duty = gate.may_contact(
        contact.subject, channel=Channel.EMAIL, purpose=REQUESTS, on=today(), address=AMINA
    )
    assert duty.allowed


def test_somebody_elses_number_is_not_contested() -> None:
    contact = amina()
    pieter()
    wants("pieter@example.be", phone="+3216550109")
    assert may_call(contact).allowed


def accepted(request: Request) -> None:
    accept_all(request)
    approve(request)


def partly(request: Request) -> None:
    (each,) = corrections.current_corrections(request)
    corrections.decide_correction(each, accept=False, reason="Neen.", by=member(), now=timezone.now())
    corrections.state_statement(request, "Toch wel.", by=member(), now=timezone.now())
    approve(request)


def not_at_all(request: Request) -> None:
    refused(request, "Vergeleken met de factuur.")


@pytest.mark.parametrize(("decide", "until_told"), [(accepted, False), (partly, True), (not_at_all, True)])
def test_what_stays_as_it_was_is_contested_until_the_person_was_told(
    decide: Callable[[Request], None], until_told: bool
) -> None:
    contact = amina()
    decide(wants(AMINA, city="Löven"))
    assert marked(contact) == (["city"] if until_told else [])
    letters_leave()
    assert marked(contact) == []


def test_what_is_taken_back_is_contested_no_more() -> None:
    contact = amina()
    request = wants(AMINA, city="Löven")
    assert marked(contact)
    intake.cancel_request(request, now=timezone.now())
    assert marked(contact) == []


def test_what_was_asked_first_and_replaced_marks_the_field_once() -> None:
    contact = amina()
    request = wants(AMINA, city="Löven")
    corrections.propose_corrections(request, {"city": "Gent"}, now=timezone.now())
    assert marked(contact) == ["city"]

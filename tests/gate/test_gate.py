"""The gate asks what people chose, what is remembered of them, and whether what a contact is about is
open."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contacts import register
from contacts.models import ContactRole
from contacts.purposes import ASSIGNMENT, CLIENT_FILE, CONTACT_PERSON, ENQUIRY
from privacy.declarations.purposes import Basis, Purpose
from privacy.declarations.registry import registry
from privacy.models import Choice, DoNotCallCheck, Subject
from privacy.outreach import do_not_call, gate
from privacy.outreach.rules import Channel, Offer, Sale
from privacy.purposes import OFFER, REQUESTS
from privacy.subjects import choices
from privacy.subjects.identifiers import keyed_digest
from privacy.web.refusal import Refusal
from tests.cast import TODAY, amina, brecht, enquiry_of, louise, noor, pieter, school
from tests.variants import RESERVE, AskedByRenewedConsent

pytestmark = pytest.mark.django_db

NEWSLETTER = Purpose("newsletter", Basis.CONSENT, "news", advertises=True)
CLIENT_MAIL = Purpose("client-mail", Basis.LEGITIMATE_INTEREST, "news for clients", advertises=True)
NUMBER = "+3216550101"
WEB = Choice.Channel.WEB
DAY = timedelta(days=1)


def asked(
    subject: Subject, purpose: Purpose, channel: Channel = Channel.PHONE, *, on: date = TODAY, **facts: Any
) -> str:
    """What the gate answers: "yes", or why not."""
    found = gate.may_contact(subject, channel=channel, purpose=purpose, on=on, **facts)
    return "yes" if found.allowed else found.code


def agree(subject: Subject, purpose: Purpose, *, on: date = TODAY) -> None:
    choices.record_consent(subject, purpose.slug, on=on, source=WEB, wording="Yes", own_act=True)


# --- About something open -----------------------------------------------------------------------------


@pytest.mark.promise("P12")
def test_we_call_about_an_open_question_until_it_is_answered() -> None:
    contact = noor()
    question = enquiry_of(contact)
    assert asked(contact.subject, ENQUIRY) == "no-record"
    assert asked(contact.subject, ENQUIRY, about=question) == "yes"
    question.answered_on = TODAY
    question.save()
    assert asked(contact.subject, ENQUIRY, about=question) == "closed"


@pytest.mark.promise("P12")
def test_we_call_about_work_while_it_goes_on() -> None:
    contact = amina()
    work = contact.assignments.get()
    register.close_assignment(work, on=TODAY)
    assert asked(contact.subject, ASSIGNMENT, about=work, on=TODAY - DAY) == "yes"
    assert asked(contact.subject, ASSIGNMENT, about=work) == "closed"


@pytest.mark.promise("P14")
@pytest.mark.parametrize("channel", Channel)
def test_mail_and_letters_need_the_same_reasons_as_calls(channel: Channel) -> None:
    contact = noor()
    assert asked(contact.subject, ENQUIRY, channel, about=enquiry_of(contact)) == "yes"
    assert asked(contact.subject, ENQUIRY, channel) == "no-record"


def test_a_record_of_somebody_else_or_for_something_else_opens_nothing() -> None:
    contact, other = noor(), amina()
    assert asked(other.subject, ENQUIRY, about=enquiry_of(contact)) == "closed"
    assert asked(contact.subject, ASSIGNMENT, about=enquiry_of(contact)) == "closed"
    assert asked(contact.subject, CLIENT_FILE, about=enquiry_of(contact)) == "closed"
    assert asked(contact.subject, ENQUIRY, about=contact) == "closed"


def test_the_contact_person_of_a_companys_work_may_be_called_about_it() -> None:
    company, contact = school(), noor()
    work = register.open_assignment(company, title="Leesclub", on=TODAY)
    assert asked(contact.subject, CONTACT_PERSON, about=work) == "closed"
    ContactRole.objects.create(contact=contact, assignment=work, role="directie")
    assert asked(contact.subject, CONTACT_PERSON, about=work) == "yes"
    assert asked(contact.subject, ASSIGNMENT, about=work) == "closed", "the contract is not theirs"
    assert (work, CONTACT_PERSON) in gate.open_records(contact.subject, on=TODAY)


def test_a_client_who_is_their_own_contact_person_is_called_about_the_work_once() -> None:
    contact = amina()
    work = contact.assignments.get()
    ContactRole.objects.create(contact=contact, assignment=work, role="zaakvoerder")
    assert gate.open_records(contact.subject, on=TODAY) == [(work, ASSIGNMENT)]


@pytest.mark.parametrize("purpose", ["enquiry", ""])
def test_an_objection_ends_an_answer_and_leaves_the_work(purpose: str) -> None:
    contact = amina()
    question = register.receive_enquiry(contact, question="En volgend jaar?", on=TODAY, channel=WEB)
    choices.record_objection(contact.subject, purpose, on=TODAY, source=WEB)
    assert asked(contact.subject, ENQUIRY, about=question) == "objected"
    assert asked(contact.subject, ASSIGNMENT, about=contact.assignments.get()) == "yes"


# --- Restriction --------------------------------------------------------------------------------------


@pytest.mark.promise("P40")
def test_a_restriction_stops_all_but_our_duties_and_what_the_person_agreed_to_since() -> None:
    contact = amina()
    about: dict[str, Any] = {"about": contact.assignments.get()}
    agree(contact.subject, NEWSLETTER, on=TODAY - DAY)
    choices.record_restriction(contact.subject, on=TODAY, source=WEB)
    assert asked(contact.subject, ASSIGNMENT, **about) == "restricted"
    assert asked(contact.subject, NEWSLETTER, Channel.EMAIL) == "restricted"
    assert asked(contact.subject, REQUESTS, Channel.EMAIL) == "yes"
    assert asked(contact.subject, ASSIGNMENT, on=TODAY - DAY, **about) == "yes"
    agree(contact.subject, ASSIGNMENT)
    agree(contact.subject, NEWSLETTER)
    assert asked(contact.subject, ASSIGNMENT, **about) == "yes"
    assert asked(contact.subject, NEWSLETTER, Channel.EMAIL) == "restricted"


# --- Consent ------------------------------------------------------------------------------------------


def test_a_consent_counts_from_its_day_until_it_is_withdrawn() -> None:
    subject = noor().subject
    assert asked(subject, RESERVE) == "no-consent"
    agree(subject, RESERVE)
    assert asked(subject, RESERVE, on=TODAY - DAY) == "no-consent"
    assert asked(subject, RESERVE) == "yes"
    assert asked(subject, NEWSLETTER, Channel.EMAIL) == "no-consent"
    choices.record_withdrawal(subject, RESERVE.slug, on=TODAY + DAY)
    assert asked(subject, RESERVE) == "yes"
    assert asked(subject, RESERVE, on=TODAY + DAY) == "withdrawn"


def test_a_consent_that_runs_out_by_itself_runs_out_here_too() -> None:
    subject, given = noor().subject, date(2025, 11, 23)
    agree(subject, RESERVE, on=given)
    with registry.temporarily(AskedByRenewedConsent):
        assert asked(subject, RESERVE) == "yes"
        assert asked(subject, RESERVE, on=TODAY + DAY) == "expired"
    assert asked(subject, RESERVE, on=TODAY + DAY) == "yes", "where nothing says that it runs out"


@pytest.mark.promise("P41")
@pytest.mark.parametrize("purpose", ["newsletter", ""])
def test_an_objection_beats_a_consent_until_a_newer_one(purpose: str) -> None:
    subject = noor().subject
    agree(subject, NEWSLETTER, on=TODAY - DAY)
    choices.record_objection(subject, purpose, on=TODAY, source=WEB)
    assert asked(subject, NEWSLETTER, Channel.EMAIL) == "objected"
    agree(subject, NEWSLETTER, on=TODAY + DAY)
    assert asked(subject, NEWSLETTER, Channel.EMAIL, on=TODAY + DAY) == "yes"


def test_an_objection_to_one_thing_leaves_another() -> None:
    subject = noor().subject
    agree(subject, NEWSLETTER, on=TODAY - DAY)
    choices.record_objection(subject, "client-file", on=TODAY, source=WEB)
    assert asked(subject, NEWSLETTER, Channel.EMAIL) == "yes"


def test_a_wish_to_be_forgotten_ends_a_consent() -> None:
    subject = noor().subject
    agree(subject, NEWSLETTER)
    choices.record_erasure_wish(subject, on=TODAY, source=WEB)
    assert asked(subject, NEWSLETTER, Channel.EMAIL) == "objected"


def test_the_memory_of_a_no_counts_for_an_address_whoever_has_it_now() -> None:
    before, after = noor(), louise()
    choices.record_erasure_wish(before.subject, on=TODAY, source=WEB)
    agree(after.subject, NEWSLETTER, on=TODAY - DAY)
    assert asked(after.subject, NEWSLETTER, Channel.EMAIL) == "yes"
    assert asked(after.subject, NEWSLETTER, Channel.EMAIL, address="noor@example.org") == "objected"


# --- Advertising --------------------------------------------------------------------------------------


@pytest.mark.promise("P15")
def test_a_client_gets_similar_news_only_with_every_part_of_the_exception_recorded() -> None:
    subject = pieter().subject
    good: dict[str, Any] = {"sale": Sale(directly=True, no_was_offered=True), "offer": Offer(similar=True)}
    assert asked(subject, CLIENT_MAIL, Channel.EMAIL, **good) == "yes"
    assert asked(subject, CLIENT_MAIL, Channel.EMAIL, offer=Offer(similar=True)) == "no-consent"
    choices.record_objection(subject, "client-mail", on=TODAY, source=WEB)
    assert asked(subject, CLIENT_MAIL, Channel.EMAIL, **good) == "objected"


@pytest.mark.parametrize(
    ("address", "answer"),
    [("info@debrug.example.be", "yes"), ("jan.peeters@debrug.example.be", "no-consent")],
)
def test_an_organisation_is_mailed_at_a_general_address_only(address: str, answer: str) -> None:
    offer = Offer(for_organisation=True)
    assert asked(school().subject, NEWSLETTER, Channel.EMAIL, address=address, offer=offer) == answer
    assert asked(noor().subject, NEWSLETTER, Channel.EMAIL, address=address, offer=offer) == "no-consent"


@pytest.mark.promise("P13")
def test_an_offer_call_needs_the_switch_and_a_look_at_the_list_for_this_number(settings: Any) -> None:
    subject = amina().subject
    facts: dict[str, Any] = {"address": NUMBER, "offer": Offer()}
    DoNotCallCheck.objects.create(
        subject=subject, digest=keyed_digest(NUMBER), listed=False, checked_on=TODAY
    )
    assert asked(subject, OFFER, **facts) == "switched-off"
    settings.ALLOW_OFFER_CALLS = True
    assert asked(subject, OFFER, **facts) == "yes"
    assert asked(subject, OFFER, address="+3216550199", offer=Offer()) == "not-checked"
    assert asked(pieter().subject, OFFER, **facts) == "not-checked"
    assert asked(subject, OFFER, Channel.LETTER, **facts) == "no-channel"
    DoNotCallCheck.objects.create(subject=subject, digest=keyed_digest(NUMBER), listed=True, checked_on=TODAY)
    assert asked(subject, OFFER, **facts) == "listed"


def test_the_last_look_counts_also_on_one_day_and_a_look_to_come_is_none() -> None:
    subject, user = amina().subject, brecht()
    for listed in (True, False, False, True):
        do_not_call.record_check(subject, NUMBER, listed=listed, checked_on=TODAY, today=TODAY, by=user)
    found = do_not_call.last_check_of(subject, NUMBER, on=TODAY)
    assert found is not None
    assert found.listed
    assert DoNotCallCheck.objects.count() == 3
    with pytest.raises(Refusal, match="moet nog komen"):
        do_not_call.record_check(subject, NUMBER, listed=False, checked_on=TODAY + DAY, today=TODAY, by=user)


def test_a_permission_counts_from_the_first_day_we_found_the_number_listed(settings: Any) -> None:
    settings.ALLOW_OFFER_CALLS = True
    subject = amina().subject
    for days, listed in ((40, False), (20, True), (2, True)):
        DoNotCallCheck.objects.create(
            subject=subject,
            digest=keyed_digest(NUMBER),
            listed=listed,
            checked_on=TODAY - timedelta(days=days),
        )
    found = do_not_call.last_check_of(subject, NUMBER, on=TODAY)
    assert found is not None
    assert (found.on, found.listed, found.since) == (TODAY - 2 * DAY, True, TODAY - 20 * DAY)
    agree(subject, OFFER, on=TODAY - 21 * DAY)
    assert asked(subject, OFFER, address=NUMBER, offer=Offer()) == "listed"
    agree(subject, OFFER, on=TODAY - 10 * DAY)
    assert asked(subject, OFFER, address=NUMBER, offer=Offer()) == "yes"


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL walks through a table as small as a test's"
)
def test_what_is_open_with_somebody_is_looked_up_not_sought_among_everybody() -> None:
    person = amina().subject
    with CaptureQueriesContext(connection) as taken:
        assert gate.open_records(person, on=TODAY)
    questions = [
        one["sql"]
        for one in taken.captured_queries
        if "closed_on" in one["sql"] and "INSERT" not in one["sql"]
    ]
    assert len(questions) == 3, "as a client, as a contact person, and as an applicant"
    with connection.cursor() as cursor:
        for question in questions:
            cursor.execute(f"EXPLAIN QUERY PLAN {question}")
            assert not [
                step
                for *_numbers, step in cursor.fetchall()
                if step.startswith(("SCAN contacts_assignment", "SCAN applicants_application"))
            ]

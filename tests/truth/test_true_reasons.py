"""A purpose holds only for those it is about: the hard cases of law on who is kept for what.

The ids are those of ``hard_cases.csv``; what the letter says is read from the letter.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from contacts import invoices, register
from contacts.importing.card import Card
from contacts.models import Assignment, Company, Contact, ContactPoint, ContactRole, Invoice
from contacts.models.people import Origin
from contacts.purposes import CLIENT_FILE, CONTACT_PERSON
from privacy.models import Identifier, Instance, Subject, Task
from privacy.nightly import sweep_and_follow_up
from privacy.outreach import gate
from privacy.outreach.rules import Channel
from privacy.purposes import OFFER, REQUESTS
from privacy.requests import decisions
from privacy.retention.explanation import explain
from privacy.retention.reviews import open_due_reviews
from privacy.retention.state import State
from privacy.subjects import choices
from tests import cast
from tests.importing.known import put
from tests.requests.arriving import asked
from tests.requests.visitor import mails

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_demo(db: None) -> None:
    """Days to come are swept in a demo only."""
    Instance.objects.create(demo=True)


DAY = timedelta(days=1)
SINCE = date(2026, 9, 1)
NAME, REACH, ROLE = "contacts.contact.name", "contacts.contactpoint.reach", "contacts.contactrole.part"


def purposes_of(subject: Subject, *, today: date) -> dict[str, set[str]]:
    """Return for which purposes each group of the register is kept today, by its label."""
    found: dict[str, set[str]] = {}
    for one in explain(subject, today=today):
        if one.state == State.KEPT and one.group.label.startswith("contacts."):
            found.setdefault(one.group.label, set()).update(reason.purpose.slug for reason in one.reasons)
    return found


def objects(email: str, *, to: str = "") -> str:
    """The person with that address objects by mail; return what they are told, as JSON."""
    request = asked("objection", email, purpose=to, channel="email", language="fr")
    assert decisions.carry_out_at_once(request, now=timezone.now())
    (answer,) = mails(email, "answer-done")
    return json.dumps(answer["context"], ensure_ascii=False)


def sofie(*, closed: date | None = None) -> Contact:
    """The contact person of a school whose assignment is open, or closed on that day."""
    school = cast.school()
    contact = register.add_contact(
        origin=Origin.ASSIGNMENT,
        on=SINCE,
        emails=["sofie@debrug.example.be"],
        phones=["+3216550104"],
        first_name="Sofie",
        last_name="Willems",
        company=school,
    )
    work = register.open_assignment(school, title="Leesouders vormen", on=SINCE)
    ContactRole.objects.create(contact=contact, assignment=work, role="directeur")
    if closed:
        register.close_assignment(work, on=closed)
    return contact


def anybody_left(contact: Contact) -> bool:
    """Return whether anything of the person is left in the register but the link of an invoice."""
    return (
        Contact.objects.filter(pk=contact.pk).exists()
        or ContactPoint.objects.filter(contact_id=contact.pk).exists()
        or ContactRole.objects.filter(contact_id=contact.pk).exists()
    )


def test_l01_a_past_client_who_objects_to_the_client_file_is_gone_but_for_the_invoice() -> None:
    louise = cast.louise()
    work = louise.assignments.get()
    register.record_interaction(
        louise,
        note="Nagepraat.",
        on=date(2025, 9, 10),
        channel="phone",
        purpose="assignment",
        assignment=work,
    )
    invoices.issue_invoice(
        invoices.draft_invoice(work, lines=[{"text": "Conseil", "quantity": "1", "price": "450.00"}]),
        on=date(2025, 9, 10),
    )
    assert purposes_of(louise.subject, today=cast.TODAY)[NAME] == {CLIENT_FILE.slug}
    letter = objects("louise@example.be", to=CLIENT_FILE.slug)
    sweep_and_follow_up(today=timezone.localdate())
    assert not anybody_left(louise)
    assert not Assignment.objects.exists()
    assert purposes_of(louise.subject, today=timezone.localdate()) == {
        "contacts.invoice.billed_to": {"bookkeeping"}
    }
    assert Invoice.objects.get().billed_name == "Louise Dumont"
    for word in ("enquiry", "répondre à votre question", "faire le travail"):
        assert word not in letter


def test_l01_the_letter_names_what_stays_with_its_reason_and_nothing_else_of_the_register() -> None:
    cast.louise()
    letter = json.loads(objects("louise@example.be", to=CLIENT_FILE.slug))
    assert letter["goes"]
    with translation.override("fr"):
        requests = str(REQUESTS.words)
    assert [each["why"] for each in letter["kept"]] == [requests, requests], "the code and the choice"


def test_l02_the_same_objection_waits_for_running_work_and_acts_when_it_closes() -> None:
    amina = cast.amina()
    choices.record_objection(amina.subject, CLIENT_FILE.slug, on=cast.TODAY, source="web")
    sweep_and_follow_up(today=cast.TODAY)
    assert Contact.objects.get(pk=amina.pk).last_name == "Verhaegen"
    assert purposes_of(amina.subject, today=cast.TODAY)[NAME] == {"assignment"}
    register.close_assignment(amina.assignments.get(), on=cast.TODAY + DAY)
    assert purposes_of(amina.subject, today=cast.TODAY)[NAME] == {"assignment"}
    sweep_and_follow_up(today=cast.TODAY + DAY)
    assert not anybody_left(amina)


def test_l03_a_contact_person_who_objects_goes_and_the_company_keeps_its_work() -> None:
    contact = sofie()
    work = Assignment.objects.get()
    today = timezone.localdate()

    def may_call() -> bool:
        return gate.may_contact(
            contact.subject, channel=Channel.PHONE, purpose=CONTACT_PERSON, on=today, about=work
        ).allowed

    assert may_call()
    assert CONTACT_PERSON.slug in purposes_of(contact.subject, today=today)[NAME]
    assert "assignment" not in purposes_of(contact.subject, today=today)[NAME], "they are no party to it"
    objects("sofie@debrug.example.be")
    assert not may_call()
    sweep_and_follow_up(today=today)
    assert not anybody_left(contact)
    assert Company.objects.get().name == "Basisschool De Brug"
    work.refresh_from_db()
    assert (work.title, work.closed_on) == ("Leesouders vormen", None)


def test_l03_an_objection_to_being_a_contact_person_alone_leaves_the_client_file() -> None:
    contact = sofie()
    choices.record_objection(contact.subject, CONTACT_PERSON.slug, on=cast.TODAY, source="web")
    assert purposes_of(contact.subject, today=cast.TODAY)[NAME] == {CLIENT_FILE.slug}
    refused = gate.may_contact(
        contact.subject,
        channel=Channel.PHONE,
        purpose=CONTACT_PERSON,
        on=cast.TODAY,
        about=Assignment.objects.get(),
    )
    assert (refused.allowed, refused.code) == (False, "objected")


def test_l03_whoever_asks_to_be_forgotten_is_not_called_about_somebody_elses_work_any_more() -> None:
    contact = sofie()
    choices.record_erasure_wish(contact.subject, on=cast.TODAY, source="web")
    assert gate.open_records(contact.subject, on=cast.TODAY - DAY)
    assert gate.open_records(contact.subject, on=cast.TODAY) == []


def test_l04_a_former_contact_person_is_looked_at_and_the_role_goes_with_the_name() -> None:
    contact = sofie(closed=date(2026, 10, 1))
    register.record_activity(contact, on=date(2026, 10, 1))
    subject = contact.subject
    four_years_on = date(2030, 10, 1)
    assert purposes_of(subject, today=four_years_on) == {
        label: {CLIENT_FILE.slug} for label in (NAME, REACH, ROLE)
    }

    def looked_at(day: date) -> set[str]:
        open_due_reviews(today=day)
        reviews = Task.objects.filter(kind=Task.Kind.REVIEW, subject=subject)
        return set(reviews.values_list("label", flat=True))

    assert looked_at(date(2028, 9, 30)) == set()
    assert looked_at(date(2028, 10, 1)) == {REACH}
    assert looked_at(date(2029, 10, 1)) == {NAME, REACH, ROLE}
    ContactPoint.objects.filter(contact=contact).delete()
    Contact.objects.filter(pk=contact.pk).update(first_name="", last_name="")
    sweep_and_follow_up(today=timezone.localdate())
    assert not anybody_left(contact)
    assert not Identifier.objects.filter(subject=subject).exists()


def test_l06_an_imported_person_who_never_asked_anything_rests_on_the_client_file() -> None:
    put(Card(2, first_name="Els", last_name="Maes", emails=[("els@example.org", "")]), source="adresboek")
    contact = Contact.objects.get()
    today = timezone.localdate()
    kept = purposes_of(contact.subject, today=today)
    assert kept[NAME] == kept[REACH] == {CLIENT_FILE.slug}
    sweep_and_follow_up(today=today)
    assert Contact.objects.get().last_name == "Maes"
    choices.record_objection(contact.subject, CLIENT_FILE.slug, on=today, source="web")
    sweep_and_follow_up(today=today)
    assert not anybody_left(contact)


def test_l06_a_review_of_somebody_never_heard_of_counts_from_the_day_they_were_known() -> None:
    put(Card(2, last_name="Maes", emails=[("els@example.org", "")]), today=date(2026, 11, 22))
    assert open_due_reviews(today=date(2028, 11, 21)) == 0
    open_due_reviews(today=date(2028, 11, 22))
    assert Task.objects.get(kind=Task.Kind.REVIEW).label == REACH


def test_l29_an_objection_to_offers_leaves_the_client_file_and_the_work() -> None:
    amina = cast.amina()
    before = purposes_of(amina.subject, today=cast.TODAY)
    choices.record_objection(amina.subject, OFFER.slug, on=cast.TODAY, source="web")
    assert purposes_of(amina.subject, today=cast.TODAY) == before
    assert before[NAME] == {"assignment", CLIENT_FILE.slug}
    facts: dict[str, Any] = {"channel": Channel.PHONE, "on": cast.TODAY}
    offer = gate.may_contact(amina.subject, purpose=OFFER, **facts)
    work = gate.may_contact(
        amina.subject,
        purpose=gate.open_records(amina.subject, on=cast.TODAY)[0][1],
        **facts,
        about=amina.assignments.get(),
    )
    assert (offer.code, work.allowed) == ("objected", True)


# --- Questions and talks --------------------------------------------------------------------------------


def test_a_question_keeps_whoever_asked_it_two_years_and_no_activity_of_another_kind_longer() -> None:
    noor = cast.noor()
    Contact.objects.filter(pk=noor.pk).update(last_activity_on=date(2028, 6, 1))
    (told,) = [one for one in explain(noor.subject, today=cast.TODAY) if one.group.label == NAME]
    assert [(reason.purpose.slug, reason.until) for reason in told.reasons] == [
        ("enquiry", date(2028, 10, 22))
    ]


def test_a_talk_about_work_is_no_question() -> None:
    louise = cast.louise()
    for purpose, expected in (("assignment", {"client-file"}), ("enquiry", {"client-file", "enquiry"})):
        register.record_interaction(louise, note="Gebeld.", on=cast.TODAY, channel="phone", purpose=purpose)
        assert purposes_of(louise.subject, today=cast.TODAY)[NAME] == expected


def test_a_role_in_an_organisation_that_gave_us_work_is_for_the_client_file() -> None:
    school, contact = cast.school(), cast.noor()
    role = ContactRole.objects.create(contact=contact, company=school, role="directeur")
    assert purposes_of(contact.subject, today=cast.TODAY)[NAME] == {"enquiry"}
    register.open_assignment(school, title="Leesclub", on=SINCE)
    assert purposes_of(contact.subject, today=cast.TODAY)[NAME] == {"enquiry", CLIENT_FILE.slug}
    assert purposes_of(contact.subject, today=cast.TODAY)[ROLE] == {"enquiry", CLIENT_FILE.slug}
    role.delete()
    assert purposes_of(contact.subject, today=cast.TODAY)[NAME] == {"enquiry"}

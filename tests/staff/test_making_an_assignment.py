"""A question becomes work of ours only when staff make it an assignment."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from contacts import answering, public_enquiries
from contacts.models import ContactRole
from contacts.public_enquiries import Enquirer
from tests.cast import enquiry_of, louise, noor, school
from tests.staff import reaching
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import staff
from tests.staff.reaching import restrict
from tests.staff.sending import opened
from tests.staff.test_answering import TODAY, asked, page, through_the_form

pytestmark = pytest.mark.django_db


def test_what_came_through_the_assignment_form_says_so_and_when_it_must_be_answered() -> None:
    question, client = through_the_form(), signed_in(staff("Client work"))
    assert (question.kind, question.assignment) == ("assignment", question.contact.assignments.get())
    day = answering.answer_by(question)
    said = text_of(client.get(page(question)))
    assert "Came in through the assignment form" in said
    assert f"Answer by {date_format(day)}" in " ".join(said.split())
    assert "Make it an assignment" not in said
    home = text_of(client.get(reverse("admin:index")))
    assert f"assignment form, answer by {date_format(day)}" in home
    assert "Assignment form" in text_of(client.get(reaching.page(question.contact)))


def test_an_assignment_form_of_somebody_we_know_is_work_once_staff_say_so() -> None:
    contact = noor()
    asker = Enquirer(name="Noor Hendrickx", email="noor@example.org", language="nl")
    public_enquiries.receive_assignment(asker, about="Voorlezen op school", notice=None, today=TODAY)
    question, client = contact.enquiries.get(kind="assignment"), signed_in(staff("Client work"))
    said = text_of(client.get(page(question)))
    assert "No work was opened yet" in said
    opened(client, page(question), holding="title").send(client, party="contact")
    question.refresh_from_db()
    contact.refresh_from_db()
    assert question.assignment == contact.assignments.get(title="Voorlezen op school")
    assert contact.client_since == TODAY
    assert "No work was opened yet" not in text_of(client.get(page(question)))


def test_a_question_is_no_assignment_until_staff_make_it_one_which_does_not_answer_it() -> None:
    contact = noor()
    question, client = enquiry_of(contact), signed_in(staff("Client work"))
    assert "Came in through the assignment form" not in text_of(client.get(page(question)))
    form = opened(client, page(question), holding="assign")
    assert form.send(client, title="Klasbezoek").status_code == 302
    work = contact.assignments.get()
    question.refresh_from_db()
    assert (work.title, work.opened_on, question.assignment, question.answered_on) == (
        "Klasbezoek",
        TODAY,
        work,
        None,
    )
    assert answering.make_assignment(question, contact, title="Nog eens", on=TODAY) == work


def test_work_for_their_organisation_makes_them_its_contact_person() -> None:
    contact = louise()
    contact.company = school()
    contact.save()
    question, client = asked(contact), signed_in(staff("Client work"))
    form = opened(client, page(question), holding="assign")
    assert form.filled().get("party") is None, "whose work it is, is for a person to say"
    assert form.send(client, title="Leesclub", party="company").status_code == 302
    role = ContactRole.objects.get()
    assert (role.contact, role.assignment) == (contact, contact.company.assignments.get())


def test_no_assignment_is_made_for_who_is_put_aside() -> None:
    contact = noor()
    question, client = enquiry_of(contact), signed_in(staff("Privacy officer"))
    form = opened(client, page(question), holding="assign")
    restrict(contact)
    said = text_of(form.send(client, title="Klasbezoek"))
    assert "they asked for a restriction" in said
    assert not contact.assignments.exists()

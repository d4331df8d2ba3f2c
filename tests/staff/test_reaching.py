"""Calling and mailing a person: no number before a reason that the gate allows, and what came of it is noted
(P12, P13, P14)."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from contacts import register
from contacts.models import Contact, ContactRole, Interaction
from privacy.models import AccessLog, Choice
from privacy.subjects import choices
from tests.cast import amina, enquiry_of, louise, noor, pieter, school
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import director, staff
from tests.staff.reaching import NUMBER, page, point, restrict
from tests.staff.sending import opened

pytestmark = pytest.mark.django_db


def begin(client: Any, contact: Contact, reason: str, *, kind: str = "phone") -> Any:
    data = {"do": "reach", "reason": reason, "point": point(contact, kind).pk}
    return client.post(page(contact, "reach"), data, follow=True)


# --- No number before a reason ------------------------------------------------------------------------


@pytest.mark.promise("P12")
@pytest.mark.promise("P14")
def test_no_page_list_search_or_palette_shows_a_number_or_address_before_a_reason_is_given() -> None:
    contact = amina()
    client = signed_in(director())
    pages = [
        page(contact),
        page(contact, "reach"),
        page(contact, "change"),
        reverse("admin:contacts_contact_changelist"),
        reverse("admin:contacts_contact_changelist") + "?q=amina",
        *(
            reverse(f"admin:contacts_{kind}_changelist")
            for kind in ("assignment", "enquiry", "interaction", "invoice", "company")
        ),
        *(
            reverse(f"admin:privacy_{kind}_changelist")
            for kind in ("request", "task", "hold", "choice", "accesslog", "outboxmessage")
        ),
        reverse("admin:search") + "?s=amina&extended=1",
        reverse("admin:autocomplete") + "?app_label=contacts&model_name=enquiry&field_name=contact&term=ami",
    ]
    for address in pages:
        answer = client.get(address)
        assert answer.status_code == 200
        assert NUMBER not in answer.content.decode(), address
        assert "amina@example.be" not in answer.content.decode(), address


@pytest.mark.promise("P12")
def test_the_form_of_a_person_shows_numbers_for_the_reason_of_correcting_them_and_notes_each() -> None:
    contact, user = amina(), staff("Client work")
    client = signed_in(user)
    said = text_of(client.get(page(contact, "change")))
    assert NUMBER not in said
    assert "amina@example.be" not in said
    assert 'href="?why=correcting"' in said
    assert not AccessLog.objects.filter(what__startswith="contacts.contactpoint").exists()
    assert NUMBER in text_of(client.get(page(contact, "change") + "?why=correcting"))
    read = AccessLog.objects.filter(what__startswith="contacts.contactpoint", user=user)
    assert set(read.values_list("subject", "what")) == {
        (contact.subject_id, f"contacts.contactpoint {each.pk} correcting") for each in contact.points.all()
    }


def test_a_town_is_corrected_without_the_numbers_and_leaves_them_alone() -> None:
    contact, client = amina(), signed_in(staff("Client work"))
    before = list(contact.points.order_by("pk").values())
    form = opened(client, page(contact, "change"), holding="city")
    assert form.send(client, press="_save", city="Gent").status_code == 302
    contact.refresh_from_db()
    assert (contact.city, list(contact.points.order_by("pk").values())) == ("Gent", before)


@pytest.mark.promise("P12")
@pytest.mark.promise("P14")
@pytest.mark.parametrize(("kind", "link"), [("phone", f"tel:{NUMBER}"), ("email", "mailto:amina@example.be")])
def test_a_reason_shows_it_notes_the_reading_and_registers_the_talk(kind: str, link: str) -> None:
    contact = amina()
    work, user = contact.assignments.get(), staff("Client work")
    client = signed_in(user)
    before = contact.last_activity_on
    said = text_of(client.get(page(contact, "reach")))
    assert "The work “Taalcoaching”" in said
    assert not AccessLog.objects.exists()
    answer = begin(client, contact, f"assignment-{work.pk}", kind=kind)
    assert f'href="{link}"' in text_of(answer)
    reading = AccessLog.objects.get()
    assert (reading.subject, reading.user, reading.purpose) == (contact.subject, user, "assignment")
    assert reading.what == f"contacts.contactpoint {point(contact, kind).pk}"
    talk = Interaction.objects.get(held_on=timezone.localdate())
    assert (talk.contact, talk.channel, talk.purpose, talk.assignment, talk.note) == (
        contact,
        kind,
        "assignment",
        work,
        "",
    )
    contact.refresh_from_db()
    assert contact.last_activity_on == before, "nobody was heard yet"
    assert "nothing noted yet" in text_of(client.get(page(contact)))
    client.post(answer.request["PATH_INFO"], {"note": "Afspraak op maandag."})
    talk.refresh_from_db()
    contact.refresh_from_db()
    assert talk.note == "Afspraak op maandag."
    assert contact.last_activity_on == timezone.localdate()


def test_an_open_question_is_a_reason_and_asked_twice_it_is_one_talk() -> None:
    contact = noor()
    client, key = signed_in(staff("Client work")), f"enquiry-{enquiry_of(contact).pk}"
    for _time in range(2):
        assert "noor@example.org" in text_of(begin(client, contact, key, kind="email"))
    talk = contact.interactions.get()
    assert (talk.enquiry, talk.purpose) == (enquiry_of(contact), "enquiry")


def test_the_contact_person_of_a_companys_work_is_called_about_it() -> None:
    contact = noor()
    work = register.open_assignment(school(), title="Leesclub", on=timezone.localdate())
    ContactRole.objects.create(contact=contact, assignment=work, role="directie")
    assert "noor@example.org" in text_of(
        begin(signed_in(staff("Client work")), contact, f"assignment-{work.pk}", kind="email")
    )


# --- Refused, with the reason -------------------------------------------------------------------------


def test_what_is_closed_is_no_reason_and_that_is_said() -> None:
    contact = louise()
    work = contact.assignments.get()
    client = signed_in(staff("Client work"))
    assert (
        "Say what it is about: an open question or work that goes on. (our privacy policy, P12)"
        in text_of(client.get(page(contact, "reach")))
    )
    assert "+3225550103" not in text_of(begin(client, contact, f"assignment-{work.pk}"))
    assert not contact.interactions.filter(held_on=timezone.localdate()).exists()


def test_a_restricted_person_is_refused_with_the_reason_even_by_who_handles_requests() -> None:
    contact = amina()
    key = f"assignment-{contact.assignments.get().pk}"
    restrict(contact)
    assert signed_in(staff("Client work")).get(page(contact, "reach")).status_code == 404
    client = signed_in(staff("Privacy officer"))
    said = text_of(client.get(page(contact, "reach")))
    assert "they asked for a restriction. (GDPR art. 18(2))" in said
    assert NUMBER not in text_of(begin(client, contact, key))
    assert not AccessLog.objects.exists()


def test_who_objected_is_not_written_to_about_their_question_and_the_reason_is_said() -> None:
    contact = noor()
    choices.record_objection(contact.subject, "enquiry", on=timezone.localdate(), source=Choice.Channel.WEB)
    said = text_of(signed_in(director()).get(page(contact, "reach")))
    assert "This person said no to this. (GDPR art. 21(2)-(3))" in said
    assert "noor@example.org" not in said


def test_a_number_that_was_shown_is_hidden_again_once_they_ask_for_a_restriction() -> None:
    contact = amina()
    client = signed_in(staff("Privacy officer"))
    answer = begin(client, contact, f"assignment-{contact.assignments.get().pk}")
    assert NUMBER in text_of(answer)
    restrict(contact)
    said = text_of(client.get(answer.request["PATH_INFO"]))
    assert NUMBER not in said
    assert "they asked for a restriction" in said


def test_a_talk_of_another_day_or_person_shows_no_number() -> None:
    contact, other = amina(), pieter()
    client = signed_in(director())
    old = contact.interactions.get()
    assert client.get(page(contact, "reached", point(contact).pk, old.pk)).status_code == 404
    answer = begin(client, contact, f"assignment-{contact.assignments.get().pk}")
    talk = contact.interactions.get(held_on=timezone.localdate())
    assert client.get(page(contact, "reached", point(other).pk, talk.pk)).status_code == 404
    assert client.get(page(other, "reached", point(other).pk, talk.pk)).status_code == 404
    assert client.get(page(contact, "reached", point(contact, "email").pk, talk.pk)).status_code == 404
    assert NUMBER in text_of(answer)


def test_a_reason_is_given_by_those_whose_work_it_is() -> None:
    contact = amina()
    question = register.receive_enquiry(
        contact, question="En volgend jaar?", on=timezone.localdate(), channel=Choice.Channel.WEB
    )
    user = staff("Client work")
    user.groups.clear()
    user.user_permissions.set(
        Permission.objects.filter(codename__in=("use_enquiry", "view_contact", "change_contact"))
    )
    said = text_of(signed_in(user).get(page(contact, "reach")))
    assert f'value="enquiry-{question.pk}"' in said
    assert f'value="assignment-{contact.assignments.get().pk}"' not in said


def test_who_may_only_read_reaches_nobody() -> None:
    contact = amina()
    assert signed_in(staff("Bookkeeping")).get(page(contact, "reach")).status_code == 404


# --- A talk that is over ------------------------------------------------------------------------------


def test_a_note_asks_who_began_and_a_talk_that_we_began_needs_a_reason() -> None:
    contact = noor()
    client, note = signed_in(staff("Client work")), {"note": "Gebeld.", "channel": "phone"}
    assert client.post(page(contact), note).status_code == 200
    assert client.post(page(contact), note | {"began": "assignment-1"}).status_code == 200
    assert not contact.interactions.exists()
    question = enquiry_of(contact)
    assert client.post(page(contact), note | {"began": f"enquiry-{question.pk}"}).status_code == 302
    assert contact.interactions.get().enquiry == question
    choices.record_objection(contact.subject, "enquiry", on=timezone.localdate(), source=Choice.Channel.WEB)
    client.post(page(contact), note | {"began": f"enquiry-{question.pk}"})
    assert contact.interactions.count() == 1


def test_a_note_about_a_restricted_person_is_kept_if_they_began_and_not_if_we_did() -> None:
    contact = amina()
    client, note = signed_in(staff("Privacy officer")), {"note": "Gebeld.", "channel": "phone"}
    restrict(contact)
    key = f"assignment-{contact.assignments.get().pk}"
    said = text_of(client.post(page(contact), note | {"began": key}))
    assert "they asked for a restriction" in said
    assert not contact.interactions.filter(note="Gebeld.").exists()
    assert client.post(page(contact), note | {"began": "they"}).status_code == 302
    assert contact.interactions.filter(note="Gebeld.").exists()


def test_the_list_of_talks_offers_no_way_around() -> None:
    contact = amina()
    client = signed_in(director())
    assert client.get(reverse("admin:contacts_interaction_add")).status_code == 403
    talk = contact.interactions.get()
    said = text_of(client.get(reverse("admin:contacts_interaction_change", args=(talk.pk,))))
    assert 'name="note"' in said
    assert 'name="purpose"' not in said
    assert 'name="assignment"' not in said


def test_the_only_number_need_not_be_chosen_and_is_read_in_groups() -> None:
    contact = amina()
    client = signed_in(staff("Client work"))
    assert opened(client, page(contact, "reach"), holding="point").filled().get("point") is None
    contact.points.filter(kind="email").delete()
    assert opened(client, page(contact, "reach"), holding="point").filled()["point"] == str(point(contact).pk)
    (work,) = contact.assignments.all()
    assert "+32 16 55 01 01</a>" in text_of(begin(client, contact, f"assignment-{work.pk}"))

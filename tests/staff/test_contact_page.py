"""The page of a person, the list of people, and what members of staff find there."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from contacts import register
from contacts.models import Contact, Interaction
from contacts.purposes import CLIENT_FILE
from privacy.models import AccessLog, Choice
from privacy.purposes import OFFER
from privacy.staff_access.titles import page_of
from privacy.subjects import choices
from tests.cast import TODAY, amina, enquiry_of, louise, noor, pieter, school
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import director, staff

pytestmark = pytest.mark.django_db

LIST = reverse("admin:contacts_contact_changelist")


def page(contact: Contact, name: str = "page") -> str:
    return reverse(f"admin:contacts_contact_{name}", args=(contact.pk,))


def found(client: Any, words: str) -> set[str]:
    """The first names of those whom a search finds."""
    answer = client.get(LIST, {"q": words})
    return {contact.first_name for contact in answer.context["cl"].result_list}


def test_the_page_tells_who_somebody_is_what_happened_and_why_we_keep_it() -> None:
    contact = pieter()
    text = text_of(signed_in(director()).get(page(contact)))
    for word in (
        "Pieter Claessens",
        "Workshop lezen",
        "Geven jullie workshops?",
        "Planning besproken.",
    ):
        assert word in text
    assert "Code of Economic Law art. III.86" in text
    assert "2033" in text
    assert "kind=erasure" in text


def test_the_newest_stands_first() -> None:
    contact = pieter()
    timeline = signed_in(director()).get(page(contact)).context["around"].timeline
    assert [entry.on for entry in timeline] == sorted((entry.on for entry in timeline), reverse=True)
    assert len(timeline) == 5


def test_opening_a_page_is_logged_and_opening_a_list_is_not() -> None:
    contact = amina()
    client = signed_in(staff("Client work"))
    text_of(client.get(LIST))
    assert not AccessLog.objects.exists()
    text_of(client.get(page(contact)))
    reading = AccessLog.objects.get()
    assert (reading.subject, reading.purpose, reading.what) == (
        contact.subject,
        "assignment",
        f"contacts.contact {contact.pk}",
    )
    text_of(client.get(reverse("admin:contacts_contact_change", args=(contact.pk,))))
    assert AccessLog.objects.count() == 2


def test_invoices_are_not_told_to_whoever_does_not_keep_the_books() -> None:
    contact = pieter()
    assert "2026-0001" in text_of(signed_in(staff("Client work", "Bookkeeping")).get(page(contact)))
    assert "2026-0001" not in text_of(signed_in(staff("Client work")).get(page(contact)))


def test_the_bookkeeper_alone_gets_no_page_of_a_person() -> None:
    contact = pieter()
    client = signed_in(staff("Bookkeeping"))
    assert client.get(page(contact)).status_code == 404
    assert client.get(LIST).status_code == 403
    assert "Pieter Claessens" in text_of(client.get(reverse("admin:contacts_invoice_changelist")))


def test_a_restricted_person_is_absent_from_list_search_page_palette_and_completion() -> None:
    contact = amina()
    worker, officer = signed_in(staff("Client work")), signed_in(staff("Privacy officer"))
    completion = (
        reverse("admin:autocomplete"),
        {"app_label": "contacts", "model_name": "enquiry", "field_name": "contact", "term": "Ami"},
    )
    palette = reverse("admin:search"), {"s": "Amina", "extended": "1"}

    def seen(client: Any) -> list[bool]:
        return [
            "Amina" in text_of(client.get(LIST)),
            found(client, "Amina") == {"Amina"},
            client.get(page(contact)).status_code == 200,
            "Amina" in text_of(client.get(*palette)),
            "Amina" in str(client.get(*completion).json()),
        ]

    assert seen(worker) == seen(officer) == [True] * 5
    choices.record_restriction(contact.subject, on=timezone.localdate(), source=Choice.Channel.LETTER)
    assert seen(worker) == [False] * 5
    assert seen(officer) == [True] * 5


@pytest.mark.parametrize("few", [1_000, 1, 0])
@pytest.mark.parametrize(
    ("words", "people"),
    [
        ("pieter", {"Pieter"}),
        ("claes", {"Pieter"}),
        ("Pieter Claessens", {"Pieter"}),
        ("claessens pieter", {"Pieter"}),
        ("pieter@example.be", {"Pieter"}),
        ("NOOR@example", {"Noor"}),
        ("016550102", {"Pieter"}),
        ("+3216550102", {"Pieter"}),
        ("leuven", {"Pieter", "Louise"}),
        ("leuven louise", {"Louise"}),
        ("nobody", set()),
        ("p", {"Pieter"}),
        ("016 55 01", {"Pieter"}),
        ("0032 16/55.01.02", {"Pieter"}),
        ("pieter@example.be leuven", {"Pieter"}),
        ("pieter@example.be noor", set()),
        ("brug de", {"Louise"}),
        ("louise BRUG leuv", {"Louise"}),
        ("@", set()),
    ],
)
def test_any_word_or_address_finds_people(
    words: str, people: set[str], few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("contacts.search.FEW", few)
    pieter(), louise(), noor()
    Contact.objects.filter(first_name="Louise").update(company=school())
    assert found(signed_in(staff("Client work")), words) == people


def test_a_note_is_added_in_one_line_and_counts_as_a_sign_of_life() -> None:
    contact = amina()
    client = signed_in(staff("Client work"))
    answer = client.post(
        page(contact), {"note": "Belt volgende week terug.", "channel": "phone", "began": "they"}
    )
    assert answer.status_code == 302
    talk = Interaction.objects.get(note="Belt volgende week terug.")
    assert (talk.purpose, talk.assignment) == ("assignment", contact.assignments.get())
    contact.refresh_from_db()
    assert contact.last_activity_on == timezone.localdate()
    assert "Belt volgende week terug." in text_of(client.get(page(contact)))


def test_a_note_of_a_contact_person_is_about_the_one_assignment_they_are_one_for() -> None:
    contact, school_ = noor(), school()
    work = register.open_assignment(school_, title="Leesouders", on=TODAY)
    contact.roles.create(assignment=work, role="directeur")
    client = signed_in(staff("Client work"))
    said = {"channel": "phone", "began": "they"}
    client.post(page(contact), {"note": "Lokaal 3.", **said})
    talk = Interaction.objects.get(note="Lokaal 3.")
    assert (talk.purpose, talk.assignment) == ("contact-person", work)
    other = register.open_assignment(school_, title="Leesclub", on=TODAY)
    contact.roles.create(assignment=other, role="directeur")
    client.post(page(contact), {"note": "Welk van de twee?", **said})
    talk = Interaction.objects.get(note="Welk van de twee?")
    assert (talk.purpose, talk.assignment) == ("enquiry", None)


def test_an_empty_note_is_not_kept() -> None:
    contact = amina()
    before = Interaction.objects.count()
    assert (
        signed_in(staff("Client work"))
        .post(page(contact), {"note": " ", "channel": "phone", "began": "they"})
        .status_code
        == 200
    )
    assert Interaction.objects.count() == before


def test_a_form_that_does_not_say_what_its_reader_saw_saves_nothing() -> None:
    contact = amina()
    form = {"first_name": "Amina", "last_name": "Vandenberghe", "language": "fr", "origin": "assignment"}
    inlines = {
        f"{name}-{key}": "0"
        for name in ("points", "roles", "taggings")
        for key in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    signed_in(director()).post(reverse("admin:contacts_contact_change", args=(contact.pk,)), form | inlines)
    contact.refresh_from_db()
    assert contact.last_name == "Verhaegen"


def test_the_journal_of_the_administration_names_nobody() -> None:
    contact = amina()
    form = {"first_name": "Amina", "last_name": "Verhaegen", "language": "fr", "origin": "assignment"}
    inlines = {
        f"{name}-{key}": "0"
        for name in ("points", "roles", "taggings")
        for key in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    client, change = signed_in(director()), reverse("admin:contacts_contact_change", args=(contact.pk,))
    answer = client.post(change, form | inlines | {"seen": client.get(change).context["seen"]})
    assert answer.status_code == 302
    assert answer["Location"] == page(contact)
    entry = LogEntry.objects.get()
    assert entry.object_repr == f"contact {contact.pk}"
    assert "Amina" not in entry.change_message


@pytest.mark.parametrize("role", ["Client work", "Privacy officer"])
def test_what_a_role_may_not_see_has_no_group_and_what_is_not_there_is_not_counted(role: str) -> None:
    said = text_of(signed_in(staff(role)).get(page(pieter())))
    assert "Assignments (1)" in said
    assert ("Invoices (" in said) == (role == "Privacy officer")
    fresh = text_of(signed_in(staff(role)).get(page(noor())))
    assert "Questions (1)" in fresh
    assert "(0)" not in fresh


def test_the_form_of_a_person_is_called_by_their_name() -> None:
    contact = amina()
    said = text_of(signed_in(staff("Client work")).get(page(contact, "change")))
    assert f"ontact {contact.pk}" not in said
    assert "<title>Amina Verhaegen" in " ".join(said.split()).replace("<title> ", "<title>")


def test_an_objection_is_shown_with_its_use_and_how_it_came() -> None:
    contact, today = amina(), timezone.localdate()
    choices.record_objection(contact.subject, "offer", on=today, source="import", wording="Niet bellen: ja")
    choices.record_objection(contact.subject, "client-file", on=today, source="phone")
    client = signed_in(staff("Client work"))
    for address in (page(contact), LIST):
        said = " ".join(text_of(client.get(address)).split())
        assert f"objected to: {OFFER.words} (address book)" in said
        assert f"objected to: {CLIENT_FILE.words} (phone)" in said


def test_a_question_of_somebody_whom_we_may_not_reach_says_so_instead_of_answer() -> None:
    contact = noor()
    client, question = signed_in(director()), enquiry_of(contact)
    own = reverse("admin:contacts_enquiry_change", args=(question.pk,))
    choices.record_restriction(contact.subject, on=timezone.localdate(), source="web")
    for address, answer in ((page(contact), ">Answer<"), (own, "Answer…")):
        said = text_of(client.get(address))
        assert answer not in said
        assert reverse("admin:contacts_enquiry_answer", args=(question.pk,)) in said
    assert "You may not reach them about this." in text_of(client.get(page(contact)))
    assert "restrict" in text_of(client.get(own))


def test_the_search_box_of_every_page_says_what_it_finds() -> None:
    said = text_of(signed_in(staff("Client work")).get(reverse("admin:index")))
    assert "Find people and pages" in said


@pytest.mark.parametrize("kind", ["access", "erasure", "objection"])
def test_what_somebody_asks_on_the_phone_begins_on_their_own_page(kind: str) -> None:
    contact = pieter()
    shown = text_of(signed_in(staff("Privacy officer")).get(page_of(contact)))
    form = f"{reverse('admin:privacy_request_add')}?subject={contact.subject_id}&amp;kind={kind}"
    assert form in shown

"""A form that was opened before an erasure, or before a colleague's change, and saved after it brings nothing
back."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from contacts.models import Contact, ContactPoint, Enquiry, Interaction
from privacy.admin.base.personal import PersonalAdmin
from privacy.rights import erasure
from privacy.staff_access.titles import page_of
from som.models import User
from tests.cast import amina, enquiry_of, noor, pieter
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import director

pytestmark = pytest.mark.django_db
LANGUAGES = ["nl", "fr", "en"]
REFUSED = (
    "These data were changed or erased while this form was open. Nothing was saved: look at what is "
    "there now."
)


@pytest.fixture(params=LANGUAGES)
def client(request: pytest.FixtureRequest) -> Client:
    """The browser of a director, in each language."""
    signed = signed_in(director())
    User.objects.update(language=request.param)
    return signed


def said(client: Client, words: str) -> str:
    """``words``, given in English, as the reader of ``client`` reads them."""
    with translation.override(User.objects.get().language):
        return translation.gettext(words).partition(".")[0]


def address_of(row: Model) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=(row.pk,))


def opened(client: Client, row: Model, *, why: str = "") -> dict[str, Any]:
    """Open the form of ``row``, for the reason ``why``; what it would send back untouched."""
    page = client.get(address_of(row) + why)
    forms = [page.context["adminform"].form]
    for formset in page.context["inline_admin_formsets"]:
        forms += [formset.formset.management_form, *formset.formset.forms]
    sent = {"seen": page.context["seen"]}
    assert f'name="seen" value="{sent["seen"]}"' in text_of(page)
    for form in forms:
        sent |= {
            form.add_prefix(name): form[name].value()
            for name in form.fields
            if form[name].value() is not None
        }
    return sent


def erased(contact: Contact) -> None:
    erasure.erase(contact.subject, today=timezone.localdate(), source="letter")


def test_what_nobody_changed_in_between_is_saved(client: Client) -> None:
    contact = amina()
    client.post(address_of(contact), opened(client, contact) | {"city": "Gent"})
    contact.refresh_from_db()
    assert contact.city == "Gent"


def test_a_person_who_is_gone_does_not_come_back(client: Client) -> None:
    contact = noor()
    sent = opened(client, contact)
    erased(contact)
    assert client.post(address_of(contact), sent | {"city": "Gent"}).status_code == 302
    assert not Contact.objects.filter(city="Gent").exists()
    assert not ContactPoint.objects.exists()


def test_a_name_that_was_blanked_stays_blank_where_the_person_s_row_stands(client: Client) -> None:
    contact = pieter()
    sent = opened(client, contact)
    Contact.objects.filter(pk=contact.pk).update(first_name="", last_name="")
    answer = client.post(address_of(contact), sent, follow=True)
    assert said(client, REFUSED) in text_of(answer)
    assert not Contact.objects.exclude(first_name="").exists()


def test_an_address_that_is_gone_does_not_come_back_with_the_form(client: Client) -> None:
    contact = pieter()
    why = "?why=correcting"
    sent = opened(client, contact, why=why)
    assert "points-0-value" in sent
    contact.points.all().delete()
    answer = client.post(address_of(contact) + why, sent, follow=True)
    assert said(client, REFUSED) in text_of(answer)
    assert not ContactPoint.objects.exists()


def test_what_a_colleague_saved_first_is_not_lost(client: Client) -> None:
    contact = amina()
    mine, theirs = opened(client, contact), opened(client, contact)
    client.post(address_of(contact), theirs | {"street": "Nieuwstraat 1"})
    answer = client.post(address_of(contact), mine | {"city": "Gent"}, follow=True)
    contact.refresh_from_db()
    assert (contact.street, contact.city) == ("Nieuwstraat 1", "Leuven")
    assert said(client, REFUSED) in text_of(answer)


def test_a_question_and_a_talk_that_are_gone_do_not_come_back(client: Client) -> None:
    asker, spoken_with = noor(), pieter()
    question, talk = enquiry_of(asker), spoken_with.interactions.get()
    forms = [(question, opened(client, question), "question"), (talk, opened(client, talk), "note")]
    erased(asker)
    erased(spoken_with)
    for row, sent, field in forms:
        answer = client.post(address_of(row), sent | {field: "Toch nog iets."}, follow=True)
        assert str(row.pk) in " ".join(str(message) for message in answer.context["messages"])
    assert not Enquiry.objects.exists()
    assert not Interaction.objects.exists()


def test_nothing_is_noted_about_somebody_who_is_gone(client: Client) -> None:
    contact = noor()
    page = page_of(contact)
    assert client.get(page).status_code == 200
    erased(contact)
    answer = client.post(page, {"note": "Belde terug.", "channel": "phone"}, follow=True)
    assert said(client, "This person was erased while the page was open. Nothing was saved.") in text_of(
        answer
    )
    assert not Interaction.objects.exists()


def test_nothing_is_added_to_somebody_who_is_gone(client: Client) -> None:
    contact = noor()
    erased(contact)
    facts = {"question": "Toch nog iets?", "received_on": "2026-11-22", "channel": "phone"}
    answer = client.post(reverse("admin:contacts_enquiry_add"), facts | {"contact": contact.pk})
    assert answer.context["adminform"].form.errors["contact"]
    assert not Enquiry.objects.exists()


def test_every_form_of_personal_data_looks_before_it_saves() -> None:
    ways = {
        type(each).changeform_view
        for each in admin.site._registry.values()
        if isinstance(each, PersonalAdmin)
    }
    assert ways == {PersonalAdmin.changeform_view}

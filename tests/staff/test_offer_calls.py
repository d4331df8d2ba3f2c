"""Calling with an offer: by exception, once a year, and never a number on the do-not-call list."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from contacts import register
from contacts.models import Contact, Interaction
from privacy.models import AccessLog, Choice, DoNotCallCheck
from privacy.nightly import sweep_and_follow_up
from privacy.subjects import choices
from tests.cast import louise, noor
from tests.gate import vectors
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import director, staff
from tests.staff.reaching import NUMBER, page, point, restrict

pytestmark = pytest.mark.django_db


def look_up(client: Any, contact: Contact, *, listed: bool, on: date) -> Any:
    data = {"listed": "yes" if listed else "no", "checked_on": on.isoformat()}
    return client.post(page(contact, "look_up", point(contact).pk), data, follow=True)


def offer(client: Any, contact: Contact) -> Any:
    data = {"do": "offer", "point": point(contact).pk, "motive": "Een reeks die net bij haar school past."}
    return client.post(page(contact, "reach"), data, follow=True)


OFFERS = [row for row in vectors.rows("phone_permission.csv") if row["reason"].startswith("very good offer")]


LATER = timedelta(days=1)


@pytest.mark.promise("P13")
@pytest.mark.parametrize("row", OFFERS, ids=lambda row: row["id"])
def test_an_offer_is_called_about_as_the_vector_says(row: vectors.Row, settings: Any) -> None:
    settings.ALLOW_OFFER_CALLS = True
    contact, today = louise(), timezone.localdate()
    moved = today - date.fromisoformat(row["call_on"])
    client = signed_in(staff("Client work") if row["restricted"] == "no" else staff("Privacy officer"))
    if row["dncm_checked_on"] != "-":
        day = date.fromisoformat(row["dncm_checked_on"]) + moved
        assert "What the list says is kept." in text_of(
            look_up(client, contact, listed=row["dncm_listed"] == "yes", on=day)
        )
    if row["last_offer_call"] != "-":
        on = date.fromisoformat(row["last_offer_call"]) + moved
        register.record_interaction(contact, note="Een aanbod.", on=on, channel="phone", purpose="offer")
    if "specific permission" in row["reason"]:
        choices.record_consent(
            contact.subject, "offer", on=today, source=Choice.Channel.LETTER, wording="Ja, bel me gerust."
        )
    if row["objected"] == "yes":
        choices.record_objection(contact.subject, "offer", on=today, source=Choice.Channel.PHONE)
    if row["restricted"] == "yes":
        restrict(contact)
    AccessLog.objects.all().delete()
    said = text_of(offer(client, contact))
    assert ("tel:+3225550103" in said) is (row["allowed"] == "yes"), row["why"]
    calls = contact.interactions.filter(purpose="offer", held_on=today)
    assert calls.exists() is (row["allowed"] == "yes")
    assert list(AccessLog.objects.values_list("purpose", flat=True)) == (
        ["offer"] if row["allowed"] == "yes" else []
    )


@pytest.mark.promise("P13")
def test_a_second_offer_within_a_year_is_refused_and_a_year_later_not(settings: Any) -> None:
    settings.ALLOW_OFFER_CALLS = True
    contact, today = louise(), timezone.localdate()
    client = signed_in(staff("Client work"))
    assert "not looked up yet" in text_of(client.get(page(contact, "reach")))
    register.record_interaction(
        contact, note="Belde over het verslag.", on=today - LATER, channel="phone", purpose="enquiry"
    )
    look_up(client, contact, listed=False, on=today)
    answer = offer(client, contact)
    assert "+3225550103" in text_of(answer)
    assert "Een reeks die net" in text_of(client.get(answer.request["PATH_INFO"])), (
        "the same call, looked at again"
    )
    assert "less than 12 months ago" in text_of(offer(client, contact))
    assert contact.interactions.filter(purpose="offer").count() == 1
    Interaction.objects.filter(purpose="offer").update(held_on=today - timedelta(days=367))
    assert "+3225550103" in text_of(offer(client, contact))


def test_a_number_is_shown_to_look_it_up_only_if_nothing_else_stands_in_the_way(settings: Any) -> None:
    settings.ALLOW_OFFER_CALLS = True
    contact = louise()
    client, address = signed_in(staff("Client work")), page(contact, "look_up", point(contact).pk)
    assert "+3225550103" in text_of(client.get(address))
    assert AccessLog.objects.get().purpose == "offer"
    tomorrow = timezone.localdate() + LATER
    assert "That day has not come yet." in text_of(look_up(client, contact, listed=False, on=tomorrow))
    assert not DoNotCallCheck.objects.exists()
    register.record_interaction(
        contact, note="Een aanbod.", on=timezone.localdate() - LATER, channel="phone", purpose="offer"
    )
    assert "+3225550103" not in text_of(client.get(address))
    assert "less than 12 months ago" in text_of(
        look_up(client, contact, listed=False, on=timezone.localdate())
    )
    assert not DoNotCallCheck.objects.exists()


def test_offers_are_for_people_in_the_client_file_who_did_not_say_no_to_it(settings: Any) -> None:
    settings.ALLOW_OFFER_CALLS = True
    asker, client_of_ours = noor(), louise()
    register.add_contact_point(asker, "phone", NUMBER)
    client = signed_in(director())
    for contact, offered in ((asker, False), (client_of_ours, True)):
        assert ("An offer, by exception" in text_of(client.get(page(contact, "reach")))) is offered
    choices.record_objection(
        client_of_ours.subject, "client-file", on=timezone.localdate(), source=Choice.Channel.WEB
    )
    assert "An offer, by exception" not in text_of(client.get(page(client_of_ours, "reach")))
    assert client.get(page(client_of_ours, "look_up", point(client_of_ours).pk)).status_code == 404


def test_switched_off_there_is_no_offer_and_no_way_to_one() -> None:
    contact = louise()
    client = signed_in(director())
    assert "An offer, by exception" not in text_of(client.get(page(contact, "reach")))
    assert client.get(page(contact, "look_up", point(contact).pk)).status_code == 404
    assert "+3225550103" not in text_of(offer(client, contact))


def test_an_offer_keeps_no_number_and_forgets_its_call_after_a_year(settings: Any) -> None:
    settings.ALLOW_OFFER_CALLS = True
    contact, today = louise(), timezone.localdate()
    choices.record_objection(contact.subject, "enquiry", on=today, source=Choice.Channel.WEB)
    talk = register.record_interaction(
        contact, note="Een aanbod.", on=today, channel="phone", purpose="offer"
    )
    sweep_and_follow_up(today=today)
    assert Interaction.objects.filter(pk=talk.pk).exists(), "so that we know that we called"
    choices.record_objection(contact.subject, "client-file", on=today, source=Choice.Channel.WEB)
    sweep_and_follow_up(today=today)
    assert not contact.points.exists()
    Interaction.objects.filter(pk=talk.pk).update(held_on=today - timedelta(days=366))
    sweep_and_follow_up(today=today)
    assert not Interaction.objects.filter(pk=talk.pk).exists()

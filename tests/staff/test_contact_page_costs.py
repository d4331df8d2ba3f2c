"""The pages of contacts ask as much of the database for many people as for few."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contacts.models import Interaction
from tests.cast import ContactFactory, amina, louise, noor, pieter
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import director, staff
from tests.staff.test_contact_page import LIST, page

pytestmark = pytest.mark.django_db


def queries_of(client: Any, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        text_of(client.get(address))
    return len(asked)


def test_a_list_asks_as_much_for_forty_people_as_for_four() -> None:
    client = signed_in(staff("Client work"))
    amina(), pieter(), louise(), noor()
    few = {address: queries_of(client, address) for address in (LIST, f"{LIST}?q=example.org")}
    for _person in range(36):
        ContactFactory.create()
    assert {address: queries_of(client, address) for address in few} == few


def test_a_page_asks_as_much_for_a_long_history_as_for_a_short_one() -> None:
    contact = amina()
    client = signed_in(director())
    few = queries_of(client, page(contact))
    for day in range(20):
        Interaction.objects.create(
            contact=contact,
            channel="phone",
            purpose="assignment",
            held_on=timezone.localdate(),
            note=f"Dag {day}",
        )
    assert queries_of(client, page(contact)) == few


def test_a_list_stops_counting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("privacy.admin.base.keyset_pages.MOST_COUNTED", 3)
    monkeypatch.setattr("contacts.admin.contacts.ContactAdmin.list_per_page", 2)
    amina(), pieter(), louise(), noor()
    assert signed_in(director()).get(LIST).context["cl"].result_count == 3

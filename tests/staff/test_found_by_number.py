"""Whoever finds somebody by a number or an address has read it, and that is logged (decision 15)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contacts import register, search
from contacts.models import Contact
from privacy.models import AccessLog
from tests.cast import ContactFactory, amina, noor, pieter
from tests.staff.browsing import signed_in
from tests.staff.people import director, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return signed_in(staff("Client work"))


def in_the_list(client: Client, typed: str) -> Any:
    return client.get(reverse("admin:contacts_contact_changelist"), {"q": typed})


def in_the_palette(client: Client, typed: str) -> Any:
    return client.get(reverse("admin:search"), {"s": typed, "extended": "1"})


def in_a_field(client: Client, typed: str) -> Any:
    facts = {"app_label": "contacts", "model_name": "enquiry", "field_name": "contact", "term": typed}
    return client.get(reverse("admin:autocomplete"), facts)


WAYS = [in_the_list, in_the_palette, in_a_field]


def logged() -> list[tuple[Any, str, str]]:
    return list(AccessLog.objects.order_by("pk").values_list("subject", "purpose", "what"))


@pytest.mark.parametrize("find", WAYS)
@pytest.mark.parametrize("typed", ["016 55 01 01", "+3216550101", "+321655010", "321655", "amina@exa"])
def test_finding_somebody_by_a_number_or_an_address_is_a_reading(
    client: Client, find: Any, typed: str
) -> None:
    found, other = amina(), noor()
    answer = find(client, typed)
    assert "Verhaegen" in answer.text
    assert "Hendrickx" not in answer.text
    point = found.points.get(value="amina@example.be" if "@" in typed else "+3216550101")
    assert logged() == [(found.subject_id, "assignment", f"contacts.contactpoint {point.pk}")]
    assert not AccessLog.objects.filter(subject=other.subject).exists()


@pytest.mark.parametrize("find", WAYS)
@pytest.mark.parametrize("typed", ["amina", "verhaegen amina", "verh", "016 99", "", "16"])
def test_finding_somebody_by_name_or_finding_nobody_is_none(client: Client, find: Any, typed: str) -> None:
    amina()
    assert find(client, typed).status_code == 200
    assert logged() == []


def test_a_word_that_only_an_address_has_is_one_too(client: Client) -> None:
    person = amina()
    point = register.add_contact_point(person, "email", "zonneke@example.org")
    assert "Verhaegen" in in_the_list(client, "verhaegen zonne").text
    assert logged() == [(person.subject_id, "assignment", f"contacts.contactpoint {point.pk}")]


def test_everybody_on_the_page_is_logged_and_nobody_else(client: Client) -> None:
    amina(), pieter(), noor()
    in_the_list(client, "+321655")
    assert {what for _subject, _purpose, what in logged()} == {
        f"contacts.contactpoint {point}"
        for point in Contact.objects.filter(points__kind="phone").values_list("points", flat=True)
        if Contact.objects.filter(points=point, points__value__startswith="+321655").exists()
    }
    assert len(logged()) == 2


def test_typing_on_is_one_search_and_a_later_one_another(client: Client) -> None:
    amina()
    for typed in ("+3216", "+32165", "+321655"):
        in_the_palette(client, typed)
    assert len(logged()) == 1
    AccessLog.objects.update(at=timezone.now() - timedelta(minutes=11))
    in_the_palette(client, "+321655")
    assert len(logged()) == 2


def test_logging_takes_as_many_statements_for_forty_as_for_two() -> None:
    user = director()
    counts = []
    for many in (2, 40):
        while Contact.objects.count() < many:
            ContactFactory.create(emails=[f"zon{Contact.objects.count()}@example.org"])
        with CaptureQueriesContext(connection) as queries:
            in_the_list(signed_in(user), "zon")
        AccessLog.objects.all().delete()
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_search_tells_what_it_took_to_find_somebody() -> None:
    contact = amina()
    assert search.list_points_that_found([contact], "verhaegen") == []
    assert [point.kind for point in search.list_points_that_found([contact], "016 55")] == ["phone"]
    assert search.list_points_that_found([], "016 55") == []


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("contacts_enquiry", "said_phone__startswith=%2B32"),
        ("contacts_enquiry", "question__contains=a"),
        ("contacts_contact", "street__startswith=a"),
        ("contacts_contact", "points__value__startswith=%2B32"),
        ("contacts_interaction", "note__regex=a"),
        ("contacts_invoice", "billed_address__startswith=a"),
        ("privacy_outboxmessage", "payload__startswith=a"),
    ],
)
def test_no_list_is_narrowed_by_a_personal_field_letter_by_letter(name: str, query: str) -> None:
    client = signed_in(director())
    assert client.get(f"{reverse(f'admin:{name}_changelist')}?{query}").status_code == 400


def test_the_filters_of_a_list_still_narrow_it() -> None:
    noor()
    client = signed_in(director())
    for name, query in (
        ("contacts_contact", "language__exact=nl&last_activity_on_from=2020-01-01"),
        ("contacts_enquiry", "answered_on__isempty=1"),
        ("privacy_outboxmessage", "state__exact=parked"),
        ("contacts_invoice", "number__isempty=1"),
    ):
        answer = client.get(f"{reverse(f'admin:{name}_changelist')}?{query}")
        assert answer.status_code == 200, (name, query)

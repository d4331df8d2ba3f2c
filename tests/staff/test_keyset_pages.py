"""Leafing through a list: every row once, in its order, both ways, whatever it is sorted by; and no name in
an address."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from contacts import register
from contacts.models import Contact, Enquiry
from privacy.admin.base.personal import PersonalAdmin
from privacy.models import Choice
from privacy.subjects import choices
from tests.cast import TODAY, ContactFactory, noor
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import director, staff

pytestmark = pytest.mark.django_db

LIST = reverse("admin:contacts_contact_changelist")
NAMES = ["Aerts", "Maes", "Maes", "", "Claes", "Maes", "Zegers"]
DAYS = [date(2026, 1, 5), None, date(2026, 3, 1), None, date(2026, 1, 5), date(2025, 7, 7), None]


@pytest.fixture
def seven(monkeypatch: pytest.MonkeyPatch) -> list[Contact]:
    """Seven people, two on a page."""
    monkeypatch.setattr(PersonalAdmin, "list_per_page", 2)
    people = [ContactFactory.create(last_name=name, city="Leuven") for name in NAMES]
    for contact, day in zip(people, DAYS, strict=True):
        Contact.objects.filter(pk=contact.pk).update(last_activity_on=day)
    return people


def leaf(client: Client, way: str, *, start: str) -> tuple[list[list[int]], str]:
    """Return the numbers on each page on the way ``older`` or ``newer`` from ``start``, and the address of
    the last."""
    pages, address = [], start
    while True:
        answer = client.get(address)
        shown: Any = answer.context["cl"]
        text_of(answer)
        pages.append([contact.pk for contact in shown.result_list])
        onward = getattr(shown, way)
        if not onward or len(pages) > 10:
            return pages, address
        address = f"{LIST}{onward}"


@pytest.mark.parametrize(
    "order", ["", "?o=1", "?o=-1", "?o=6", "?o=-6", "?o=1.-6", "?o=-6.1", "?q=leuven", "?q=leuven&o=1"]
)
def test_leafing_shows_everybody_once_in_order_and_back_again(seven: list[Contact], order: str) -> None:
    client = signed_in(director())
    there, last = leaf(client, "older", start=LIST + order)
    whole = list(client.get(LIST + order).context["cl"].queryset.values_list("pk", flat=True))
    assert sorted(whole) == sorted(contact.pk for contact in seven)
    assert [number for page in there for number in page] == whole
    assert [len(page) for page in there] == [2, 2, 2, 1]
    back, _first = leaf(client, "newer", start=last)
    assert back == there[::-1]


def test_leafing_through_the_organisations_that_a_search_found_shows_each_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(PersonalAdmin, "list_per_page", 2)
    made = [register.add_company(name=f"School {at}", on=TODAY).pk for at in (3, 1, 5, 2, 4)]
    client, companies = signed_in(director()), reverse("admin:contacts_company_changelist")
    seen: list[int] = []
    onward = "?q=school"
    while onward and len(seen) < 10:
        shown: Any = client.get(companies + onward).context["cl"]
        seen += [company.pk for company in shown.result_list]
        onward = shown.older
    assert seen == sorted(made, reverse=True)


@pytest.mark.filterwarnings("error::django.core.paginator.UnorderedObjectListWarning")
def test_a_field_that_completes_organisations_shows_them_in_an_order() -> None:
    made = [register.add_company(name=f"School {at}", on=TODAY).pk for at in (3, 1, 2)]
    asked = {"app_label": "contacts", "model_name": "contact", "field_name": "company", "term": "school"}
    answer = signed_in(director()).get(reverse("admin:autocomplete"), asked)
    assert [int(each["id"]) for each in answer.json()["results"]] == sorted(made, reverse=True)


def test_the_foot_says_where_one_can_go(seven: list[Contact]) -> None:
    client = signed_in(director())
    first = text_of(client.get(LIST))
    assert "Next page" in first
    assert "Previous page" not in first
    second = text_of(client.get(LIST + client.get(LIST).context["cl"].older))
    assert all(words in second for words in ("First page", "Previous page", "Next page", "7 contacts"))


def test_an_address_of_a_page_names_a_row_and_nothing_about_it(seven: list[Contact]) -> None:
    client = signed_in(director())
    shown = client.get(f"{LIST}?o=1").context["cl"]
    assert shown.older == f"?o=1&p=after-{shown.result_list[-1].pk}"


@pytest.mark.parametrize(
    "page", ["after-0", "after-", "before-x", "sideways-1", "3", "after-99999999999999999999"]
)
def test_a_page_that_is_not_there_is_the_first(seven: list[Contact], page: str) -> None:
    client = signed_in(director())
    shown = client.get(LIST, {"p": page}).context["cl"]
    assert [contact.pk for contact in shown.result_list] == [seven[6].pk, seven[5].pk]


def test_nobody_learns_where_somebody_hidden_would_stand(seven: list[Contact]) -> None:
    hidden = noor()
    for contact in seven:
        Enquiry.objects.create(contact=contact, question="?", received_on=TODAY, channel="web")
    client = signed_in(staff("Client work"))
    address = f"{LIST}?o=1&p=after-{hidden.pk}"
    assert client.get(address).context["cl"].newer
    choices.record_restriction(hidden.subject, on=TODAY, source=Choice.Channel.LETTER)
    assert not client.get(address).context["cl"].newer

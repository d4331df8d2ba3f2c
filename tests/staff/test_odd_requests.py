"""Odd queries to pages of staff: whatever stands in an address, the answer is a page, a refusal, or the list
without the filter; never an error of ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import cycle
from typing import Any
from uuid import UUID

import pytest
from django.contrib import admin
from django.db import models
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode

from contacts.admin.contacts import ContactAdmin
from tests.cast import amina, noor, pieter
from tests.staff.browsing import signed_in
from tests.staff.people import director

pytestmark = pytest.mark.django_db

HUGE = "9" * 40
ODD_OF_ANY_LIST = (
    {"p": "after-x"},
    {"p": f"after-{HUGE}"},
    {"p": "-1"},
    {"p": HUGE, "all": ""},
    {"o": f"{HUGE}.-1.x"},
    {"q": "%\\_'\"" * 40},
    {"q": "٠٤٧ ٠٠"},
    {"e": "1", "pk__in": "x"},
    {"_to_field": "x"},
    {"_popup": "x", "_facets": "x"},
    {"no_such_field": "1"},
    {"pk__gt": HUGE},
    {"pk__gt": "x"},
    {"pk__pk__pk": ""},
)


def odd_of(field: models.Field[Any, Any]) -> Iterator[tuple[str, str]]:
    """Lookups by ``field`` with a value that does not fit, or with a lookup that it has not."""
    name = field.name
    if isinstance(field, models.DateField):
        for part in ("__year", "__year__lt", "__month", "__gte", "__iso_year"):
            yield f"{name}{part}", "0"
        yield f"{name}__year", HUGE
        yield f"{name}__range", "1,2,3"
    yield name, HUGE
    yield f"{name}__contains", ""
    yield f"{name}__isnull", "2"
    yield f"{name}__isempty", "2"
    yield f"{name}__regex", "("
    yield f"{name}__gte", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16")
    yield f"{name}__in", ","
    yield f"{name}__in", HUGE
    yield f"{name}__nothing__nothing", "1"


def lists() -> list[tuple[str, list[dict[str, str]]]]:
    """The address of every list, and odd queries to it: those of any list, those by what it filters by, and
    those by a field of each kind, which one list is asked for all."""
    found, asked = [], set()
    for model, shown in admin.site._registry.items():
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        filters = {str(each[0] if isinstance(each, tuple) else each) for each in shown.list_filter}
        fields = []
        for field in model._meta.concrete_fields:
            if field.name in filters or type(field) not in asked:
                fields.append(field)
                asked.add(type(field))
        found.append((address, [*ODD_OF_ANY_LIST, *(dict([pair]) for one in fields for pair in odd_of(one))]))
    return found


@pytest.fixture
def client() -> Client:
    amina(), noor(), pieter()
    client = signed_in(director())
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(("address", "queries"), [pytest.param(*each, id=each[0]) for each in lists()])
def test_no_query_breaks_a_list(client: Client, address: str, queries: list[dict[str, str]]) -> None:
    assert client.get(address).status_code in (200, 403)
    broken = [
        (query, status)
        for query in queries
        if (status := client.get(f"{address}?{urlencode(query)}").status_code) >= 500
    ]
    assert not broken


@pytest.mark.parametrize("query", ["last_activity_on__year=0", "no_such_field=1", "pk__gt=x&e=1"])
def test_a_query_that_cannot_be_read_leads_to_the_whole_list_and_says_so(client: Client, query: str) -> None:
    address = reverse("admin:contacts_contact_changelist")
    answer = client.get(f"{address}?{query}", follow=True)
    assert answer.redirect_chain == [(address, 302)]
    assert [str(each) for each in answer.context["messages"]] == [
        "What stood in the address cannot be looked for. This is the whole list."
    ]
    assert "Claessens" in answer.text


def test_a_mistake_of_ours_in_a_list_stays_one(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: Any) -> None:
        raise ValueError("a mistake")

    monkeypatch.setattr(ContactAdmin, "name_shown", broken)
    address = reverse("admin:contacts_contact_changelist")
    assert client.get(f"{address}?q=noor", follow=True).status_code == 500


@pytest.mark.parametrize(
    "query",
    [
        "",
        "app_label=contacts",
        "app_label=contacts&model_name=contact&field_name=company&term=%25&page=x",
        f"app_label=contacts&model_name=contact&field_name=company&page={HUGE}",
        "app_label=contacts&model_name=contact&field_name=points&term=a",
        "app_label=contacts&model_name=contact&field_name=notice&term=a",
        "app_label=contacts&model_name=contact&field_name=pk&term=a",
        "app_label=contacts&model_name=invoice&field_name=assignment&term=a",
        "app_label=contacts.a&model_name=contact&field_name=pk",
    ],
)
def test_a_field_that_completes_answers_an_odd_question_with_a_no(client: Client, query: str) -> None:
    assert client.get(f"{reverse('admin:autocomplete')}?{query}").status_code in (200, 400, 403, 404)


def other_pages() -> list[str]:
    """The addresses of the pages of staff that are no lists: those about nothing, and those about the first
    row, one that is not there, and what is no number."""
    found = set()
    for pattern in admin.site.get_urls():
        for each in getattr(pattern, "url_patterns", [pattern]):
            if each.name and not each.name.endswith("_changelist"):
                kinds = [type(one).__name__ for one in each.pattern.converters.values()]
                for free in ("1", "x", HUGE):
                    number = {"IntConverter": int(HUGE) if free == HUGE else 1, "UUIDConverter": UUID(int=1)}
                    about = [number.get(kind, free) for kind in kinds]
                    with suppress(NoReverseMatch):
                        found.add(reverse(f"admin:{each.name}", args=about))
    return sorted(found)


ODD_OF_ANY_PAGE = (
    "subject=x&p=x&all=x&about=x&kind=x&purpose=x&request=x&_changelist_filters=x%26y&reason=x&day=x",
    f"subject={HUGE}&p={HUGE}&s=a&extended=1&_popup=1&_to_field=x&contact={HUGE}&request={HUGE}&invoice={HUGE}",
    "s=%25&extended=1&subject=&p=-1&contact=x&company=x&assignment=x&enquiry=x&next=//example.org&received=x",
)


def test_neither_an_odd_number_nor_an_odd_query_breaks_another_page(client: Client) -> None:
    assert len(other_pages()) > 120
    asked = [f"{address}?{query}" for address, query in zip(other_pages(), cycle(["", *ODD_OF_ANY_PAGE]))]
    assert not [address for address in asked if client.get(address).status_code >= 500]


def test_nor_does_a_form_that_is_sent_to_an_odd_number(client: Client) -> None:
    answers = {address: client.post(address, {"x": "y"}).status_code for address in other_pages()}
    assert not [address for address, status in answers.items() if status >= 500]


def forms_to_add() -> list[tuple[str, type[models.Model]]]:
    """The address of the form that adds a row of each list, with its table."""
    return [
        (reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add"), model)
        for model in admin.site._registry
    ]


@pytest.mark.parametrize("value", ["x", HUGE, "1,x"])
def test_a_form_that_an_address_fills_in_leaves_out_what_does_not_fit(client: Client, value: str) -> None:
    broken = []
    for address, model in forms_to_add():
        names = [field.name for field in (*model._meta.concrete_fields, *model._meta.many_to_many)]
        linked = [field.name for field in model._meta.get_fields() if field.many_to_one or field.many_to_many]
        for query in (dict.fromkeys(names, value), *({name: value} for name in linked)):
            if client.get(f"{address}?{urlencode(query)}").status_code >= 500:
                broken.append((address, query))
    assert not broken

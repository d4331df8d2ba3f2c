"""A number or address that staff type is read as in an address book: nothing is made up, nothing lost."""

from __future__ import annotations

import pytest
from django.urls import reverse

from contacts.models import Contact
from tests.cast import noor
from tests.staff.browsing import signed_in
from tests.staff.people import staff
from tests.staff.sending import opened

pytestmark = pytest.mark.django_db
KEPT_AS_TYPED = "kept as you typed it"


def typed(contact: Contact, kind: str, value: str, *, country: str = "") -> tuple[str, str, str]:
    """Type ``value`` on the page of ``contact``; return how it is kept, its label and what is said."""
    client = signed_in(staff("Client work"))
    address = reverse("admin:contacts_contact_change", args=(contact.pk,)) + "?why=correcting"
    filled = {"points-1-kind": kind, "points-1-value": value, "country": country}
    answer = opened(client, address, holding="city").send(client, press="_save", **filled)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    point = contact.points.order_by("pk").last()
    assert point
    return point.value, point.label, client.get(answer.url).content.decode()


@pytest.mark.parametrize(
    ("value", "country", "kept"),
    [
        ("016 22 33 44", "", "+3216223344"),
        ("0351 445566", "Duitsland", "+49351445566"),
        ("06 87654321", "Pays-Bas", "+31687654321"),
    ],
)
def test_the_country_on_the_page_says_how_a_number_is_dialled(value: str, country: str, kept: str) -> None:
    value, _label, said = typed(noor(), "phone", value, country=country)
    assert value == kept
    assert KEPT_AS_TYPED not in said


@pytest.mark.parametrize("value", ["06 87654321", "016 22 33 4"])
def test_what_is_no_valid_number_there_is_kept_as_typed_and_said(value: str) -> None:
    kept, _label, said = typed(noor(), "phone", value)
    assert kept == value
    assert KEPT_AS_TYPED in said


def test_what_stands_beside_a_number_is_its_label() -> None:
    assert typed(noor(), "phone", "0475 22 33 44 (na 18u)")[:2] == ("+32475223344", "na 18u")


@pytest.mark.parametrize(
    "value", ["Noor <noor.werk@example.org>", "mailto:noor.werk@example.org", "noor.werk@example.org."]
)
def test_an_address_that_anybody_can_read_is_read(value: str) -> None:
    assert typed(noor(), "email", value)[0] == "noor.werk@example.org"

"""Forms of staff bring nobody back who asked to be forgotten: by their mailbox, or by a number and their
name."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from contacts.models import Company, Contact
from privacy.models import Choice
from privacy.rights.erasure import erase
from som.models import User
from tests.cast import TODAY, ContactFactory, StaffFactory, noor, school
from tests.staff.browsing import signed_in
from tests.staff.forms_filled import SECRET
from tests.staff.people import director, staff
from tests.staff.sending import opened

pytestmark = pytest.mark.django_db

MAIL, SWITCHBOARD = "lea.nijs@example.org", "+3216223344"


@pytest.fixture(autouse=True)
def _lea_is_forgotten() -> None:
    lea = ContactFactory.create(first_name="Lea", last_name="Nijs", emails=[MAIL], phones=[SWITCHBOARD])
    erase(lea.subject, today=TODAY, source=Choice.Channel.WEB)


def saved(contact: Contact, **filled: str) -> bool:
    """Return whether the page of ``contact`` saves with these in it; if not, the reason tells nothing."""
    client = signed_in(staff("Client work"))
    address = reverse("admin:contacts_contact_change", args=(contact.pk,)) + "?why=correcting"
    answer = opened(client, address, holding="city").send(client, press="_save", **filled)
    if answer.status_code == 200:
        assert "not permitted" in answer.content.decode()
    return bool(answer.status_code == 302)


def point(kind: str, value: str) -> dict[str, Any]:
    return {"points-1-kind": kind, "points-1-value": value}


def test_a_number_that_somebody_else_has_too_is_kept_beside_a_mailbox() -> None:
    contact = noor()
    assert saved(contact, **point("phone", "016 22 33 44"))
    assert contact.points.filter(value=SWITCHBOARD).exists()


def test_the_name_and_the_number_together_are_refused_and_so_is_the_mailbox() -> None:
    contact = noor()
    assert not saved(contact, **point("phone", "016 22 33 44"), first_name="Léa", last_name="NIJS")
    assert not saved(contact, **point("email", MAIL))
    assert contact.points.count() == 1


@pytest.mark.parametrize("text", [MAIL, "Lea.Nijs (at) example.org", f"Kerkstraat 1, {MAIL}"])
@pytest.mark.parametrize("field", ["street", "city", "last_name", "points-0-label"])
def test_the_mailbox_is_not_kept_in_another_field_either(field: str, text: str) -> None:
    contact = noor()
    assert not saved(contact, **{field: text})
    assert saved(contact, **{field: "Kerkstraat 1"})


def test_nor_in_the_address_of_an_organisation() -> None:
    client, company = signed_in(staff("Client work")), school()
    address = reverse("admin:contacts_company_change", args=(company.pk,))
    answer = opened(client, address, holding="city").send(client, press="_save", street=f"p/a {MAIL}")
    assert answer.context["adminform"].form.errors == {"street": ["not permitted"]}


@pytest.mark.parametrize("page", ["add", "change"])
def test_a_colleague_does_not_bring_the_mailbox_back_as_an_account(page: str) -> None:
    """Who asked to be forgotten and now works here adds the address on the page of their own account."""
    client, made = signed_in(director()), StaffFactory.create(username="lea")
    address = reverse(f"admin:som_user_{page}", args=(made.pk,) if page == "change" else ())
    filled = {"username": "nieuw", "password1": SECRET, "password2": SECRET} if page == "add" else {}
    form = opened(client, address, holding="email")
    answer = form.send(client, press="_save", email=MAIL.upper(), **filled)
    assert "not permitted" in answer.context["adminform"].form.errors["email"][0]
    assert not User.objects.filter(email__iexact=MAIL).exists()
    assert form.send(client, press="_save", email="lea@example.be", **filled).status_code == 302


def test_a_number_in_the_place_of_the_only_address_is_refused() -> None:
    contact = noor()
    assert not saved(contact, **{"points-0-kind": "phone", "points-0-value": "016 22 33 44"})


@pytest.mark.parametrize(
    ("filled", "kept"),
    [
        ({"email": MAIL}, False),
        ({"phone": SWITCHBOARD}, True),
        ({"phone": SWITCHBOARD, "name": "Lea Nijs"}, False),
    ],
)
def test_an_organisation_does_not_hold_the_mailbox_of_who_said_no(filled: dict[str, str], kept: bool) -> None:
    client, company = signed_in(staff("Client work")), school()
    address = reverse("admin:contacts_company_change", args=(company.pk,))
    answer = opened(client, address, holding="city").send(client, press="_save", **filled)
    assert (answer.status_code == 302) is kept, answer.content.decode()[:2000]
    assert Company.objects.filter(**filled).exists() is kept

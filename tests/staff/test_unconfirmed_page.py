"""What a form said of somebody and nobody confirmed: staff see it with the question, and decide."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contacts import public_enquiries, register
from contacts.models import Contact, Enquiry
from contacts.models.people import Origin
from contacts.public_enquiries import Enquirer
from privacy.models import AccessLog
from privacy.rights import erasure
from privacy.subjects.lookup import find_holders
from tests.cast import noor
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import director, staff

pytestmark = pytest.mark.django_db

NOOR = "noor@example.org"
PHONE = "+3216550109"


@pytest.fixture
def client() -> Client:
    return signed_in(director())


def asked(name: str = "Noor Hendrickx", email: str = NOOR, **besides: str) -> Enquiry:
    """The question of a form that came in."""
    asker = Enquirer(name, email, "nl", **besides)
    public_enquiries.receive_assignment(asker, about="Bel mij.", notice=None, today=timezone.localdate())
    return Enquiry.objects.order_by("-pk")[0]


def page(enquiry: Enquiry) -> str:
    return reverse("admin:contacts_enquiry_unconfirmed", args=(enquiry.pk,))


def settle(client: Client, enquiry: Enquiry, *taken: str) -> Any:
    return client.post(page(enquiry), {"taken": list(taken)})


def test_the_question_leads_there_without_telling_the_number(client: Client) -> None:
    noor()
    enquiry = asked(phone=PHONE, organisation="De Brug")
    for name in ("change", "answer"):
        text = text_of(client.get(reverse(f"admin:contacts_enquiry_{name}", args=(enquiry.pk,))))
        assert page(enquiry) in text
        assert PHONE not in text
        assert "De Brug" not in text


def test_looking_at_it_is_a_reading(client: Client) -> None:
    contact = noor()
    enquiry = asked(phone=PHONE)
    AccessLog.objects.all().delete()
    assert PHONE in text_of(client.get(page(enquiry)))
    reading = AccessLog.objects.get()
    assert (reading.subject, reading.purpose, reading.what) == (
        contact.subject,
        "enquiry",
        f"contacts.enquiry {enquiry.pk}",
    )


def test_nothing_is_ticked_before_somebody_does(client: Client) -> None:
    noor()
    assert "checked" not in text_of(client.get(page(asked(phone=PHONE))))


def test_what_staff_tick_is_in_the_record_and_the_rest_is_gone(client: Client) -> None:
    contact = noor()
    enquiry = asked(phone=PHONE, organisation="De Brug")
    assert settle(client, enquiry, f"said_phone={PHONE}").status_code == 302
    contact.refresh_from_db()
    enquiry.refresh_from_db()
    assert contact.points.filter(kind="phone", value=PHONE).exists()
    assert find_holders(PHONE, kind="phone") == [contact.subject]
    assert contact.company is None
    assert [getattr(enquiry, name) for name in Enquiry.SAID] == ["", "", "", ""]


def test_a_name_an_address_and_an_organisation_are_taken_over_too(client: Client) -> None:
    contact = noor()
    Contact.objects.filter(pk=contact.pk).update(first_name="N.")
    contact.points.all().delete()
    settle(
        client,
        asked(organisation="De Brug"),
        "said_name=Noor Hendrickx",
        f"said_email={NOOR}",
        "said_organisation=De Brug",
    )
    contact.refresh_from_db()
    assert contact.full_name() == "Noor Hendrickx"
    assert contact.points.get().value == NOOR
    assert contact.company
    assert contact.company.name == "De Brug"


def test_what_changed_since_the_page_was_open_is_not_taken(client: Client) -> None:
    contact = noor()
    enquiry = asked(phone=PHONE)
    Enquiry.objects.filter(pk=enquiry.pk).update(said_phone="+3216550110")
    assert settle(client, enquiry, f"said_phone={PHONE}").status_code == 200
    assert not contact.points.filter(kind="phone").exists()


def test_another_person_of_a_shared_mailbox_is_confirmed_by_staff(client: Client) -> None:
    contact = noor()
    enquiry = asked("Sam Hendrickx")
    other = enquiry.contact
    assert find_holders(NOOR) == [contact.subject]
    point = other.points.get()
    assert settle(client, enquiry, f"point-{point.pk}={NOOR}").status_code == 302
    assert set(find_holders(NOOR)) == {contact.subject, other.subject}


def test_leaving_a_claimed_address_unticked_leaves_it_with_who_has_it(client: Client) -> None:
    contact = noor()
    enquiry = asked("Sam Hendrickx")
    settle(client, enquiry)
    assert find_holders(NOOR) == [contact.subject]
    assert enquiry.contact.points.get().value == NOOR


def test_an_address_whose_owner_said_no_is_not_brought_back_by_staff(client: Client) -> None:
    gone = noor()
    erasure.erase(gone.subject, today=timezone.localdate(), source="web")
    other = register.add_contact(
        origin=Origin.STAFF, source="a colleague", on=timezone.localdate(), first_name="Noor", last_name="H"
    )
    enquiry = register.receive_enquiry(
        other, question="?", on=timezone.localdate(), channel="web", said={"said_email": NOOR}
    )
    assert settle(client, enquiry, f"said_email={NOOR}").status_code == 200
    assert not other.points.exists()
    enquiry.refresh_from_db()
    assert enquiry.said_email == NOOR


def test_a_form_that_said_nothing_more_has_no_such_page(client: Client) -> None:
    noor()
    enquiry = Enquiry.objects.get()
    assert client.get(page(enquiry)).status_code == 302
    assert page(enquiry) not in text_of(
        client.get(reverse("admin:contacts_enquiry_change", args=(enquiry.pk,)))
    )


@pytest.mark.parametrize(("role", "status"), [("Client work", 200), ("Bookkeeping", 403)])
def test_who_works_with_questions_may_look(role: str, status: int) -> None:
    noor()
    enquiry = asked(phone=PHONE)
    answer = signed_in(staff(role)).get(page(enquiry))
    assert answer.status_code in (status, 404 if status == 403 else status)

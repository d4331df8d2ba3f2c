"""Nobody gets another's data by a voice on the phone: what shows who asks (GDPR art. 12(6)), and what waits
until it is shown."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from contacts import register
from contacts.models import Contact, Enquiry
from contacts.models.people import Origin
from privacy.models import Choice, OutboxMessage, Request
from tests.cast import TODAY, noor, pieter
from tests.requests.visitor import Visitor, mails
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import staff

pytestmark = pytest.mark.django_db

STRANGER = "a.stranger@example.org"
DOUBT = {"about": "identity", "doubt": "An address that we never saw.", "question": "When did we last speak?"}
UNKNOWN = "We do not know this address as one of the person"


@pytest.fixture
def client() -> Any:
    return signed_in(staff("Privacy officer"))


def record(client: Any, contact: Contact, **facts: str) -> Request:
    """What somebody said on the phone, from the page of ``contact``."""
    usual = {
        "kind": "access",
        "channel": "phone",
        "received_on": timezone.localdate().isoformat(),
        "language": "nl",
    }
    form = f"{reverse('admin:privacy_request_add')}?subject={contact.subject_id}"
    assert client.post(form, usual | facts).status_code == 302
    return Request.objects.latest("pk")


def page(asked: Request) -> str:
    return reverse("admin:privacy_request_change", args=(asked.pk,))


def do(client: Any, asked: Request, what: str, **facts: str) -> str:
    """Press a button of the page, as it stands now; the page that follows."""
    seen = client.get(page(asked)).context["seen"]
    return text_of(
        client.post(
            page(asked), {"do": what, "fingerprint": seen.fingerprint, "word": "forget"} | facts, follow=True
        )
    )


def heard() -> dict[str, str]:
    return {
        "answered_on": timezone.localdate().isoformat(),
        "how": "Knew the date and the subject of our talk.",
    }


def ask_and_hear(client: Any, asked: Request) -> None:
    """Doubt, ask, and write down what came of it."""
    do(client, asked, "ask", **DOUBT)
    do(client, asked, "answered", **heard())


@pytest.mark.promise("P37")
@pytest.mark.parametrize("kind", ["access", "portability", "erasure", "restriction"])
def test_nothing_goes_to_an_address_that_is_not_theirs(client: Any, kind: str) -> None:
    contact = pieter()
    asked = record(client, contact, kind=kind, address=STRANGER)
    assert UNKNOWN in text_of(client.get(page(asked)))
    assert UNKNOWN in do(client, asked, "approve")
    asked.refresh_from_db()
    assert (asked.state, asked.subject) == ("open", contact.subject)
    assert [mail["template"] for mail in mails(STRANGER)] == ["request-received"]
    assert Contact.objects.get().last_name == "Claessens"


@pytest.mark.promise("P37")
def test_once_they_were_asked_and_answered_it_goes(client: Any) -> None:
    asked = record(client, pieter(), address=STRANGER)
    ask_and_hear(client, asked)
    assert UNKNOWN not in text_of(client.get(page(asked)))
    assert "Approved and done" in do(client, asked, "approve")
    assert len(mails(STRANGER, "answer-access")) == 1


def test_an_address_of_theirs_shows_it(client: Any) -> None:
    asked = record(client, pieter(), address="Pieter@Example.be")
    assert UNKNOWN not in text_of(client.get(page(asked)))
    assert "Approved and done" in do(client, asked, "approve")


@pytest.mark.promise("P41")
def test_an_objection_by_nobody_knows_whom_erases_nothing_and_tells_nothing(client: Any) -> None:
    asked = record(client, noor(), kind="objection", purpose="all", address=STRANGER)
    assert asked.state == "open"
    assert not Choice.objects.filter(kind="objection").exists()
    assert not mails(STRANGER, "answer-done")
    assert UNKNOWN in do(client, asked, "approve")
    assert Enquiry.objects.exists()


def test_a_form_that_was_never_confirmed_shows_nothing(client: Any) -> None:
    Visitor().ask("access", STRANGER, "Stuur me alles.")
    asked = record(client, pieter(), address=STRANGER, details="Belde ook.")
    assert Request.objects.count() == 1
    assert asked.details == "Stuur me alles.\n\nBelde ook."
    assert UNKNOWN in do(client, asked, "approve")
    assert not mails(STRANGER, "answer-access")


def test_whoever_was_asked_and_answered_can_be_found_by_another_address(client: Any) -> None:
    contact = pieter()
    Visitor().ask("access", STRANGER)
    Visitor().confirm(STRANGER)
    asked = Request.objects.get()
    assert "leads to" in do(client, asked, "represent", person="nobody@example.org")
    assert "not found by the address" in do(client, asked, "represent", person="pieter@example.be")
    do(client, asked, "ask", **DOUBT)
    assert "not found by the address" in do(client, asked, "represent", person="pieter@example.be")
    do(client, asked, "answered", **heard())
    assert "The person was chosen" in do(client, asked, "represent", person="pieter@example.be")
    assert "Approved and done" in do(client, asked, "approve")
    asked.refresh_from_db()
    assert asked.subject == contact.subject


def test_of_a_shared_mailbox_it_is_said_first_who_asks(client: Any) -> None:
    contact = noor()
    register.add_contact(
        origin=Origin.QUESTION, on=TODAY, emails=["noor@example.org"], first_name="Sam", last_name="Hendrickx"
    )
    Visitor().ask("access", "noor@example.org")
    Visitor().confirm("noor@example.org")
    asked = Request.objects.get()
    assert "Choose first who asks" in do(client, asked, "approve")
    assert "not found by the address" in do(client, asked, "choose", subject="no number")
    assert "not found by the address" in do(client, asked, "choose", subject=str(pieter().subject_id))
    assert (
        not OutboxMessage.objects.filter(request=asked, payload__isnull=False)
        .exclude(pk__in=first_letters(asked))
        .exists()
    )
    do(client, asked, "choose", subject=str(contact.subject_id))
    assert "Approved and done" in do(client, asked, "approve")


def test_or_that_it_is_none_of_them(client: Any) -> None:
    noor()
    register.add_contact(
        origin=Origin.QUESTION, on=TODAY, emails=["noor@example.org"], first_name="Sam", last_name="Hendrickx"
    )
    Visitor().ask("access", "noor@example.org")
    Visitor().confirm("noor@example.org")
    asked = Request.objects.get()
    assert 'value="approve"' not in text_of(client.get(page(asked)))
    assert 'value="approve"' in do(client, asked, "choose", subject="")
    assert "Approved and done" in do(client, asked, "approve")
    assert len(mails("noor@example.org", "answer-unknown")) == 1


def first_letters(asked: Request) -> list[int]:
    """The letters that confirm and acknowledge."""
    return list(OutboxMessage.objects.filter(request=asked).order_by("pk").values_list("pk", flat=True)[:2])

"""A request in flight is returned rather than doubled: the same right, purpose and person, whichever way it
came."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from contacts import register
from contacts.models.people import Origin
from privacy.models import LedgerEntry, Request
from privacy.requests import intake
from privacy.web.refusal import Refusal
from tests.cast import TODAY, amina, noor
from tests.requests.visitor import Visitor, last_link, mails

pytestmark = pytest.mark.django_db

NOOR = "noor@example.org"
State = Request.State


def verified(**facts: Any) -> Request:
    """Noor asks from her own page, after a mailed link."""
    now = timezone.now()
    usual: dict[str, Any] = {
        "kind": "objection",
        "address": NOOR,
        "language": "nl",
        "site": "http://testserver/",
        "now": now,
    }
    return intake.open_verified(**usual | facts)


def received(**facts: Any) -> Request:
    now = timezone.now()
    usual: dict[str, Any] = {
        "kind": "access",
        "address": NOOR,
        "channel": "letter",
        "received_at": now,
        "now": now,
    }
    return intake.record_received_request(**usual | facts)


def test_whoever_followed_a_mailed_link_has_an_open_request_at_once() -> None:
    contact = noor()
    request = verified(subject=contact.subject, purpose="client-file", details="Bel me niet.")
    assert (request.state, request.subject, request.channel, request.purpose) == (
        State.OPEN,
        contact.subject,
        "web",
        "client-file",
    )
    assert request.details == "Bel me niet."
    assert mails(NOOR) == [], "what is done at once is answered at once"
    assert LedgerEntry.objects.get(kind="request").body["now"] == "open"


def test_the_same_twice_is_one_and_another_purpose_is_another() -> None:
    subject = noor().subject
    first = verified(subject=subject, purpose="client-file")
    assert verified(subject=subject, purpose="client-file") == first
    assert verified(subject=subject, purpose="enquiry") != first
    assert verified(subject=subject, purpose="client-file", kind="withdrawal") != first
    assert Request.objects.count() == 3


def test_two_people_at_one_mailbox_ask_each_for_themselves() -> None:
    one = noor().subject
    other = register.add_contact(
        origin=Origin.QUESTION, on=TODAY, emails=[NOOR], first_name="Sam", last_name="Hendrickx"
    ).subject
    assert verified(subject=one) != verified(subject=other)


def test_a_link_followed_opens_what_waited_for_another_link() -> None:
    visitor = Visitor()
    visitor.ask("access", NOOR, "Graag alles.")
    waits = last_link(NOOR, "confirm-request")
    request = verified(kind="access", subject=noor().subject, details="En snel.")
    assert request == Request.objects.get()
    assert (request.state, request.details) == (State.OPEN, "Graag alles.\n\nEn snel.")
    assert visitor.post(waits).status_code == 410


def test_a_duplicate_keeps_its_own_way_to_be_confirmed() -> None:
    visitor = Visitor()
    visitor.ask("access", NOOR)
    first = last_link(NOOR, "confirm-request")
    visitor.ask("access", NOOR)
    second = last_link(NOOR, "confirm-request")
    assert first != second
    assert visitor.get(first).status_code == visitor.get(second).status_code == 200
    assert visitor.post(second).status_code == 200
    assert Request.objects.get().state == State.OPEN


def test_whoever_acts_for_another_is_never_taken_for_the_person() -> None:
    noor()
    person = amina().subject
    own = received()
    request = received(mandate="Her lawyer, power of attorney seen.", subject=person)
    assert request != own
    assert request.subject == person
    assert received(mandate="Her lawyer.", subject=person) == request
    assert received(mandate="For somebody we do not know yet.").subject is None
    assert received() == own


def test_without_a_mail_address_a_postal_one_will_do() -> None:
    request = received(address="", postal="Noor Haddad\nDorpsstraat 1\n3000 Leuven")
    assert (request.address, request.state, request.subject) == (None, State.OPEN, None)
    assert received(address="", postal="Noor Haddad,  Dorpsstraat 1 3000 Leuven") != request
    assert received(address="", postal="noor haddad Dorpsstraat 1  3000 Leuven") == request
    with pytest.raises(Refusal, match="e-mail"):
        received(address="")


def test_what_came_again_by_letter_is_kept_with_the_first() -> None:
    first = received(details="Graag alles.")
    for _time in range(2):
        assert received(details="Ook mijn factuur.") == first
    first.refresh_from_db()
    assert first.details is not None
    assert first.details.index("Graag alles.") < first.details.index("Ook mijn factuur.")
    assert first.details.count("factuur") == 1


def test_a_letter_after_an_unconfirmed_form_loses_no_words() -> None:
    Visitor().ask("access", NOOR, "Graag alles.")
    waits = Request.objects.get()
    request = received(details="Waar blijft het?")
    assert request == waits
    assert request.details is not None
    assert "Graag alles." in request.details
    assert "Waar blijft het?" in request.details
    assert request.received_at == waits.received_at

"""A correction of what changed, was erased or was decided by somebody else meanwhile."""

from __future__ import annotations

import pytest
from django.utils import timezone

from contacts.models import Contact
from privacy.models import LedgerEntry, Request
from privacy.requests import decisions
from privacy.requests.preview import preview_request
from privacy.requests.states import AlreadyDecided
from privacy.rights import corrections
from privacy.rights.base import Stale
from privacy.rights.erasure import erase
from tests.cast import noor
from tests.requests.arriving import approve, member, today
from tests.requests.wanting import NOOR, accept_all, wants

pytestmark = pytest.mark.django_db


def test_a_value_changed_meanwhile_is_looked_at_again_and_nothing_is_half_done() -> None:
    contact = noor()
    request = wants(NOOR, first_name="Noortje", city="Leuven")
    accept_all(request)
    Contact.objects.filter(pk=contact.pk).update(city="Gent")
    with pytest.raises(decisions.DataChanged):
        approve(request)
    contact.refresh_from_db()
    assert (contact.first_name, contact.city) == ("Noor", "Gent")
    assert Request.objects.get().state == "open"
    corrections.propose_corrections(request, {"city": "Leuven"}, now=timezone.now())
    accept_all(request)
    approve(request)
    contact.refresh_from_db()
    assert (contact.first_name, contact.city) == ("Noortje", "Leuven")


def test_a_row_erased_meanwhile_is_not_brought_back() -> None:
    contact = noor()
    request = wants(NOOR, first_name="Noortje")
    accept_all(request)
    mark = preview_request(request, today()).fingerprint
    erase(contact.subject, today=today(), source="email")
    with pytest.raises(decisions.DataChanged):
        approve(request, seen=mark)
    with pytest.raises(decisions.DataChanged):
        approve(request)
    assert not Contact.objects.filter(first_name="Noortje").exists()


def test_two_members_of_staff_decide_a_correction_once() -> None:
    noor()
    request = wants(NOOR, first_name="Noortje")
    (each,) = corrections.current_corrections(request)
    corrections.decide_correction(each, accept=True, by=member(), now=timezone.now())
    approve(request)
    with pytest.raises(Stale):
        corrections.decide_correction(
            each, accept=False, reason="Toch niet.", by=member(), now=timezone.now()
        )
    with pytest.raises(AlreadyDecided):
        approve(request)
    assert LedgerEntry.objects.filter(kind="corrected").count() == 1


def test_what_somebody_accepted_since_is_a_change() -> None:
    noor()
    request = wants(NOOR, first_name="Noortje", city="Leuven")
    first, city = corrections.current_corrections(request)
    corrections.decide_correction(first, accept=True, by=member(), now=timezone.now())
    corrections.decide_correction(
        city, accept=False, reason="Je woont in Gent.", by=member(), now=timezone.now()
    )
    mark = preview_request(request, today()).fingerprint
    corrections.decide_correction(city, accept=True, by=member(), now=timezone.now())
    with pytest.raises(decisions.DataChanged):
        approve(request, seen=mark)

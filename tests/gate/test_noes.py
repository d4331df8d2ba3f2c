"""The memory of a no: asked of whoever has the address, lifted by their own later yes and by nobody else
(DESIGN §5)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from contacts import register
from contacts.models.people import Origin
from privacy.declarations.purposes import Basis, Purpose
from privacy.models import Choice, LedgerEntry, Subject, Suppression
from privacy.outreach import gate
from privacy.outreach.rules import Channel
from privacy.subjects import choices, suppression_list
from privacy.subjects.identifiers import keyed_digest
from privacy.subjects.lookup import add_identifier
from tests.cast import TODAY, noor

pytestmark = pytest.mark.django_db

NEWSLETTER = Purpose("newsletter", Basis.CONSENT, "news", advertises=True)
ADDRESS = "noor@example.org"
DAY = timedelta(days=1)
WEB: Any = {"source": Choice.Channel.WEB}
YES: Any = WEB | {"wording": "Ja, graag."}


def mailed(subject: Subject, purpose: Purpose = NEWSLETTER, *, address: str = ADDRESS) -> str:
    """What the gate answers today: "yes", or why not."""
    found = gate.may_contact(subject, channel=Channel.EMAIL, purpose=purpose, on=TODAY, address=address)
    return "yes" if found.allowed else found.code


def returned() -> Subject:
    """Noor asked to be forgotten, was, and came back by her own act today: a new person with the same
    address."""
    before = noor().subject
    choices.record_erasure_wish(before, on=TODAY - DAY, **WEB)
    before.identifiers.all().delete()
    subject = Subject.objects.create()
    add_identifier(subject, ADDRESS)
    return subject


@pytest.mark.promise("P15")
@pytest.mark.parametrize("no_on", [TODAY - DAY, TODAY], ids=["a day later", "the same day"])
def test_their_own_yes_lifts_the_no_to_that_purpose(no_on: Any) -> None:
    subject = noor().subject
    choices.record_objection(subject, "newsletter", on=no_on, **WEB)
    assert mailed(subject) == "objected"
    choices.record_consent(subject, "newsletter", on=TODAY, own_act=True, **YES)
    assert mailed(subject) == "yes"
    assert not suppression_list.is_suppressed(ADDRESS, purpose="newsletter")
    assert LedgerEntry.objects.filter(kind="suppression-lifted").count() == 1


def test_who_comes_back_after_a_wish_to_be_forgotten_may_say_yes_to_one_thing_and_the_rest_stays_no() -> None:
    subject = returned()
    other = Purpose("other-news", Basis.CONSENT, "other news", advertises=True)
    assert mailed(subject) == "objected"
    choices.record_consent(subject, "newsletter", on=TODAY, own_act=True, **YES)
    assert mailed(subject) == "yes"
    assert mailed(subject, other) == "objected"
    assert suppression_list.is_suppressed(ADDRESS)
    with pytest.raises(suppression_list.Suppressed):
        register.add_contact(origin=Origin.STAFF, source="a colleague", on=TODAY, emails=[ADDRESS])


def test_a_yes_by_staff_is_refused_after_a_no() -> None:
    subject = returned()
    with pytest.raises(suppression_list.Suppressed, match="niet toegestaan"):
        choices.record_consent(subject, "newsletter", on=TODAY, **YES)
    assert mailed(subject) == "objected"
    assert not Choice.objects.filter(subject=subject).exists()


@pytest.mark.parametrize("no", ["objection", "objection to all", "wish", "withdrawal"])
def test_every_kind_of_no_refuses_staff_also_where_no_address_is_known(no: str) -> None:
    subject = Subject.objects.create()
    choices.record_consent(subject, "newsletter", on=TODAY - DAY, **YES)
    if no == "withdrawal":
        choices.record_withdrawal(subject, "newsletter", on=TODAY)
    elif no == "wish":
        choices.record_erasure_wish(subject, on=TODAY, **WEB)
    else:
        choices.record_objection(subject, "" if no.endswith("all") else "newsletter", on=TODAY, **WEB)
    with pytest.raises(suppression_list.Suppressed):
        choices.record_consent(subject, "newsletter", on=TODAY, **YES)


def test_a_no_to_one_thing_does_not_refuse_a_yes_to_another() -> None:
    subject = noor().subject
    choices.record_objection(subject, "client-mail", on=TODAY, **WEB)
    choices.record_consent(subject, "newsletter", on=TODAY, **YES)
    assert mailed(subject) == "yes"


@pytest.mark.parametrize("purpose", ["newsletter", ""])
def test_a_no_after_the_yes_stands_again(purpose: str) -> None:
    subject = returned()
    choices.record_consent(subject, "newsletter", on=TODAY, own_act=True, **YES)
    choices.record_objection(subject, purpose, on=TODAY, **WEB)
    assert suppression_list.is_suppressed(ADDRESS, purpose="newsletter")
    other = Subject.objects.create()
    assert mailed(other) == "objected", "whoever has the address"
    assert Suppression.objects.filter(digest=keyed_digest(ADDRESS), lifted_on=None).count() == 2


def test_their_yes_counts_for_an_address_that_is_corrected_afterwards_and_their_no_too() -> None:
    contact = noor()
    choices.record_objection(contact.subject, "newsletter", on=TODAY - DAY, **WEB)
    choices.record_objection(contact.subject, "", on=TODAY - 2 * DAY, **WEB)
    choices.record_consent(contact.subject, "newsletter", on=TODAY, own_act=True, **YES)
    add_identifier(contact.subject, "noor.nieuw@example.org")
    choices.carry_suppressions_over(contact.subject, on=TODAY)
    assert not suppression_list.is_suppressed("noor.nieuw@example.org", purpose="newsletter")
    assert suppression_list.is_suppressed("noor.nieuw@example.org", purpose="client-mail")
    choices.record_erasure_wish(contact.subject, on=TODAY, **WEB)
    add_identifier(contact.subject, "noor.anders@example.org")
    choices.carry_suppressions_over(contact.subject, on=TODAY)
    assert suppression_list.is_suppressed("noor.anders@example.org", purpose="newsletter")

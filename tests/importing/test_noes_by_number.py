"""A no travels with its mailbox, and with a number only as far as the name does: the number may be a
switchboard's, or somebody else's by now (issue 10, K07)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from contacts import register
from contacts.models import Company, Contact
from contacts.models.people import Origin
from privacy.models import Choice, Identifier, LedgerEntry, Suppression
from privacy.rights.erasure import erase
from privacy.subjects import choices, suppression_list
from privacy.subjects.identifiers import keyed_digest
from privacy.subjects.lookup import find_subjects
from privacy.subjects.names import name_digests
from tests.importing.known import TODAY, ContactFactory, card, put, values

pytestmark = pytest.mark.django_db

SWITCHBOARD, MAIL = "+3216223344", "lea.nijs@example.org"
LATER = TODAY + dt.timedelta(days=30)


def lea_is_forgotten() -> None:
    """Lea Nijs came in with her organisation's switchboard, asked to be forgotten, and was."""
    put(card(email=MAIL, phone="016 22 33 44", first_name="Lea", last_name="Nijs", company="vzw Proef"))
    (lea,) = find_subjects(MAIL)
    erase(lea, today=TODAY, source=Choice.Channel.WEB)
    assert not Contact.objects.filter(last_name="Nijs").exists()


def refused(*cards: object, today: dt.date = LATER) -> list[int]:
    """Return the lines of the cards that are refused."""
    report = put(*cards, mark="b" * 64, today=today)  # type: ignore[arg-type]
    return [remark["line"] for remark in report.as_json()["refused"]]


def test_a_colleague_at_the_same_switchboard_comes_in_with_it() -> None:
    lea_is_forgotten()
    assert (
        refused(card(email="tom@example.org", phone="016 22 33 44", first_name="Tom", last_name="Aerts"))
        == []
    )
    assert values(Contact.objects.get(first_name="Tom")) == {"tom@example.org", SWITCHBOARD}


@pytest.mark.parametrize(
    ("first", "last"),
    [("Lea en Tom", "Nijs"), ("Tom & Lea", "Nijs"), ("", "Tom Aerts et Léa Nijs"), ("", "Nijs Tom en Lea")],
)
def test_who_said_no_does_not_come_back_as_one_of_two(first: str, last: str) -> None:
    lea_is_forgotten()
    row = card(4, email="lea@example.com", phone="016 22 33 44", first_name=first, last_name=last)
    assert refused(row) == [4]
    other = card(5, email="tom@example.com", phone="016 22 33 44", first_name="Tom en An", last_name="Nijs")
    assert refused(other) == []


def test_one_of_two_who_said_no_together_stays_out_and_somebody_else_does_not() -> None:
    put(card(email=MAIL, phone="016 22 33 44", first_name="Lea en Tom", last_name="Nijs"))
    erase(find_subjects(MAIL)[0], today=TODAY, source=Choice.Channel.WEB)
    for first, lines in (("Lea", [4]), ("Tom", [4]), ("An", [])):
        row = card(4, email="nijs@example.com", phone="016 22 33 44", first_name=first, last_name="Nijs")
        assert refused(row) == lines, first


@pytest.mark.parametrize(
    ("first", "last"),
    [("Lea", "Nijs"), ("LÉA", "nijs"), ("Nijs", "Lea"), ("", "Nijs, Lea")],
    ids=["as she was", "capitals and accents", "the other way round", "in one piece"],
)
def test_who_said_no_stays_out_with_another_mailbox_and_the_same_number(first: str, last: str) -> None:
    lea_is_forgotten()
    row = card(4, email="lea@example.com", phone="016 22 33 44", first_name=first, last_name=last)
    assert refused(row) == [4]
    assert not Contact.objects.filter(points__value="lea@example.com").exists()


def test_a_mailbox_bars_its_row_whatever_the_name() -> None:
    lea_is_forgotten()
    assert refused(card(5, email=MAIL, first_name="Tom", last_name="Aerts")) == [5]


@pytest.mark.parametrize("name", ["Tom", ""])
def test_a_number_bars_a_row_that_has_no_other_address(name: str) -> None:
    lea_is_forgotten()
    assert refused(card(6, phone="016 22 33 44", first_name=name)) == [6]


def test_another_number_is_another_address() -> None:
    lea_is_forgotten()
    row = card(phone="016 22 33 44", first_name="Tom", last_name="Aerts")
    row.phones.append(("0471 23 45 67", ""))
    assert refused(row) == []


def test_the_organisation_itself_comes_in_and_its_number_alone_is_left_out() -> None:
    lea_is_forgotten()
    Company.objects.all().delete()
    with_mail = card(7, email="info@proef.example.org", phone="016 22 33 44", company="vzw Proef")
    assert refused(with_mail, card(8, phone="016 22 33 44", company="vzw Elders")) == []
    assert dict(Company.objects.values_list("name", "phone")) == {"vzw Proef": SWITCHBOARD, "vzw Elders": ""}


def test_an_organisation_with_the_name_and_number_of_who_said_no_is_them() -> None:
    lea_is_forgotten()
    assert refused(card(9, email="post@example.org", phone="016 22 33 44", company="Lea Nijs")) == [9]


@pytest.mark.parametrize(("months", "out"), [(23, [4]), (25, [])])
def test_a_number_is_remembered_for_twenty_four_months(months: int, out: list[int]) -> None:
    lea_is_forgotten()
    day = TODAY + dt.timedelta(days=30 * months + months // 2)
    row = card(4, email="lea@example.com", phone="016 22 33 44", first_name="Lea", last_name="Nijs")
    assert refused(row, card(5, email=MAIL), today=day) == [*out, 5]


def test_who_has_no_name_left_does_not_bar_the_next_with_that_number() -> None:
    """Erased, but a row of theirs is still there: it names nobody any more."""
    gone = ContactFactory.create(first_name="", last_name="", phones=[SWITCHBOARD])
    Choice.objects.create(subject=gone.subject, kind=Choice.Kind.ERASURE, starts=TODAY, source="web")
    assert refused(card(email="tom@example.org", phone="016 22 33 44", first_name="Tom")) == []


def test_staff_are_held_to_the_same_rule() -> None:
    lea_is_forgotten()
    staff: Any = {"origin": Origin.STAFF, "source": "een collega", "on": LATER}
    tom = register.add_contact(
        **staff, emails=["tom@example.org"], phones=["016 22 33 44"], first_name="Tom", last_name="Aerts"
    )
    assert values(tom) == {"tom@example.org", SWITCHBOARD}
    barred: list[tuple[tuple[str, str], Any]] = [
        (("Lea", "Nijs"), {"emails": ["lea@example.com"], "phones": [SWITCHBOARD]}),
        (("Tom", "Aerts"), {"phones": [SWITCHBOARD]}),
        (("Tom", "Aerts"), {"emails": [MAIL]}),
    ]
    for name, addresses in barred:
        with pytest.raises(suppression_list.Suppressed):
            register.add_contact(**staff, **addresses, first_name=name[0], last_name=name[1])
    els = register.add_contact(**staff, emails=["els@example.org"], first_name="Els")
    register.add_contact_point(els, "phone", SWITCHBOARD)
    with pytest.raises(suppression_list.Suppressed):
        register.add_contact_point(els, "email", MAIL)


def test_two_people_with_one_number_are_remembered_apart_and_each_lifts_their_own() -> None:
    lea = ContactFactory.create(first_name="Lea", last_name="Nijs", phones=[SWITCHBOARD])
    tom = ContactFactory.create(first_name="Tom", last_name="Aerts", phones=[SWITCHBOARD])
    for one in (lea, tom):
        choices.record_objection(one.subject, "client-file", on=TODAY, source="web")
    assert Suppression.objects.filter(digest=keyed_digest(SWITCHBOARD)).count() == 2
    suppression_list.lift_suppressions(
        [keyed_digest(SWITCHBOARD)], purpose="client-file", on=TODAY, names=["Tom Aerts"]
    )
    assert suppression_list.is_suppressed(SWITCHBOARD, purpose="client-file", names=["Lea Nijs"], on=TODAY)
    assert not suppression_list.is_suppressed(
        SWITCHBOARD, purpose="client-file", names=["Tom Aerts"], on=TODAY
    )


def test_a_no_to_advertising_binds_the_number_and_the_mailbox_whoever_answers() -> None:
    lea = ContactFactory.create(first_name="Lea", last_name="Nijs", phones=[SWITCHBOARD], emails=[MAIL])
    choices.record_objection(lea.subject, "offer", on=TODAY, source="web")
    for address in (SWITCHBOARD, MAIL):
        assert suppression_list.is_suppressed(address, purpose="offer", names=["Tom Aerts"], on=TODAY)


def test_the_code_of_a_name_is_a_code_and_says_nothing_at_another_number() -> None:
    lea_is_forgotten()
    (no,) = Suppression.objects.filter(kind="phone")
    assert no.name
    assert "nijs" not in no.name
    assert not set(name_digests(keyed_digest("+3216998877"), "Lea Nijs")) & {no.name}
    assert {entry.body.get("name") for entry in LedgerEntry.objects.filter(kind="suppression")} == {
        None,
        no.name,
    }


def test_said_again_a_number_counts_from_then() -> None:
    subject = ContactFactory.create(first_name="Lea", last_name="Nijs", phones=[SWITCHBOARD]).subject
    for day in (TODAY, LATER):
        choices.record_erasure_wish(subject, on=day, source="web")
    assert [no.since for no in Suppression.objects.all()] == [LATER]
    Contact.objects.update(first_name="", last_name="")
    choices.record_erasure_wish(subject, on=LATER + dt.timedelta(days=1), source="web")
    assert Suppression.objects.count() == 1, "without a name there is nothing new to remember"
    assert Identifier.objects.filter(subject=subject).exists()


def test_a_no_by_an_address_alone_knows_a_number_from_a_mailbox() -> None:
    for address in (SWITCHBOARD, MAIL):
        choices.suppress_address(address, "", on=TODAY)
    assert dict(Suppression.objects.values_list("digest", "kind")) == {
        keyed_digest(SWITCHBOARD): "phone",
        keyed_digest(MAIL): "email",
    }

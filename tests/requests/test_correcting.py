"""Rectification: field by field, looked at by a person, the old value kept as evidence only (GDPR art. 16 and
18(1)(a))."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone

from contacts import register
from contacts.models import Contact, ContactPoint
from contacts.models.people import Origin
from privacy.models import Choice, Correction, LedgerEntry, Request, RequestOutcome
from privacy.requests import decisions, intake
from privacy.rights import corrections
from privacy.subjects import choices
from privacy.subjects.lookup import find_subjects
from privacy.subjects.suppression_list import Suppressed, is_suppressed
from privacy.web.refusal import Refusal
from tests.cast import TODAY, amina, noor
from tests.commands import answer, refusal
from tests.requests.arriving import approve, asked, member
from tests.requests.visitor import FORM, Visitor, mails
from tests.requests.wanting import AMINA, NOOR, accept_all, wants

pytestmark = pytest.mark.django_db


def test_what_was_accepted_stands_there_and_the_old_value_in_the_file_only() -> None:
    contact = noor()
    request = wants(NOOR, first_name="Noortje", city="Leuven")
    assert Contact.objects.get().first_name == "Noor", "nothing changes before somebody decides"
    accept_all(request)
    approve(request)
    contact.refresh_from_db()
    assert (contact.first_name, contact.city) == ("Noortje", "Leuven")
    evidence = Correction.objects.get(field="first_name")
    assert (evidence.old, evidence.new, evidence.state) == ("Noor", "Noortje", "corrected")
    assert (evidence.label, evidence.row) == ("contacts.contact", contact.pk)
    assert bool(evidence.decided_by and evidence.decided_at)
    (mail,) = mails(NOOR, "answer-done")
    assert "voornaam" in mail["context"]["did"][0]
    assert "Noortje" not in json.dumps(mail["context"])
    lines = json.dumps(list(LedgerEntry.objects.values_list("body", flat=True)))
    assert "Noor" not in lines
    assert LedgerEntry.objects.filter(
        kind="corrected", body__field="first_name", body__row=contact.pk
    ).exists()
    assert list(RequestOutcome.objects.values_list("label", "result", "rows")) == [
        ("contacts.contact.name", "corrected", 2)
    ]


def test_taking_it_back_ends_the_check() -> None:
    noor()
    request = wants(NOOR, first_name="Noortje")
    intake.cancel_request(request, now=timezone.now())
    assert Correction.objects.get().state == "dropped"
    assert Correction.objects.get().decided_at, "so that it ends some day"


def test_what_is_not_corrected_is_told_with_its_reason_and_the_ways_to_complain() -> None:
    noor()
    request = wants(NOOR, first_name="Noortje", last_name="Janssens")
    first, last = corrections.current_corrections(request)
    corrections.decide_correction(first, accept=True, by=member(), now=timezone.now())
    with pytest.raises(Refusal, match=r"\w"):
        corrections.decide_correction(last, accept=False, reason=" ", by=member(), now=timezone.now())
    with pytest.raises(decisions.NotYetDecidable):
        approve(request)
    corrections.decide_correction(
        last, accept=False, reason="Je factuur zegt Hendrickx.", by=member(), now=timezone.now()
    )
    approve(request)
    assert Contact.objects.get().full_name() == "Noortje Hendrickx"
    (mail,) = mails(NOOR, "answer-partly")
    assert mail["context"]["refused"] == [{"what": "achternaam", "why": "Je factuur zegt Hendrickx."}]


def test_nothing_corrected_at_all_is_a_refusal_which_takes_two() -> None:
    noor()
    request = wants(NOOR, first_name="Noortje")
    corrections.decide_correction(
        corrections.current_corrections(request).get(),
        accept=False,
        reason="Nee.",
        by=member(),
        now=timezone.now(),
    )
    with pytest.raises(decisions.NotYetDecidable):
        approve(request)


def test_a_statement_of_ones_own_is_an_answer_too() -> None:
    noor()
    request = asked("rectification", NOOR)
    corrections.state_statement(request, "Ik was er niet bij.", by=member(), now=timezone.now())
    approve(request)
    request.refresh_from_db()
    assert request.supplement == "Ik was er niet bij."
    (mail,) = mails(NOOR, "answer-done")
    assert "verklaring" in mail["context"]["did"][0]


def test_a_corrected_address_finds_the_person_and_the_wrong_one_no_more() -> None:
    subject = noor().subject
    choices.record_objection(subject, "client-file", on=TODAY, source="web")
    ContactPoint.objects.update(verified_at=timezone.now())
    request = wants(NOOR, email=" Noor.Hendrickx@Example.ORG ")
    accept_all(request)
    approve(request)
    point = ContactPoint.objects.get()
    assert (point.value, point.verified_at) == ("noor.hendrickx@example.org", None)
    assert find_subjects("noor.hendrickx@example.org") == [subject]
    assert find_subjects(NOOR) == []
    assert is_suppressed("noor.hendrickx@example.org", purpose="client-file"), "a no goes along"


def test_a_phone_number_is_kept_in_its_one_spelling() -> None:
    amina()
    request = wants(AMINA, phone="016 55 01 99")
    accept_all(request)
    approve(request)
    assert ContactPoint.objects.get(kind="phone").value == "+3216550199"


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("nickname", "N", "first_name"),
        ("contacts.contact.version", "9", "first_name"),
        ("contacts.enquiry.question", "Iets anders.", "first_name"),
        ("email", "no address", "email"),
        ("postcode", "3" * 21, "postcode"),
        ("first_name", "Noor", "first_name"),
    ],
)
def test_what_cannot_be_is_refused_and_named_before_anything_is_written(
    field: str, value: str, says: str
) -> None:
    noor()
    request = asked("rectification", NOOR)
    with pytest.raises(corrections.NotCorrectable, match=says):
        corrections.propose_corrections(request, {"city": "Leuven", field: value}, now=timezone.now())
    assert not Correction.objects.exists()


def test_several_addresses_are_told_apart_by_their_numbers() -> None:
    contact = noor()
    second = register.add_contact_point(contact, "email", "noor@werk.example.org")
    request = asked("rectification", NOOR)
    with pytest.raises(corrections.NotCorrectable, match=f"email#{second.pk}"):
        corrections.propose_corrections(request, {"email": "x@example.org"}, now=timezone.now())
    corrections.propose_corrections(
        request, {f"email#{second.pk}": "noor@nieuw.example.org"}, now=timezone.now()
    )
    with pytest.raises(corrections.NotCorrectable, match=f"email#{second.pk}"):
        corrections.propose_corrections(request, {f"email#{second.pk}": NOOR}, now=timezone.now())


def test_nobody_corrects_what_is_somebody_elses() -> None:
    noor()
    other = amina()
    request = asked("rectification", NOOR)
    with pytest.raises(corrections.NotCorrectable):
        corrections.propose_corrections(
            request, {f"contacts.contact.city#{other.pk}": "Gent"}, now=timezone.now()
        )


def test_asked_again_the_newest_wish_counts() -> None:
    noor()
    request = wants(NOOR, first_name="Nora")
    corrections.propose_corrections(request, {"first_name": "Noortje"}, now=timezone.now())
    accept_all(request)
    approve(request)
    assert Contact.objects.get().first_name == "Noortje"


# --- The ways in ---------------------------------------------------------------------------------------


def test_the_command_stages_field_by_field() -> None:
    noor()
    answer(
        "privacy_request",
        "rectification",
        NOOR,
        "--set",
        "first_name=Noortje",
        "--set",
        "contacts.contact.city=Leuven",
    )
    assert {(each.field, each.new) for each in Correction.objects.all()} == {
        ("first_name", "Noortje"),
        ("city", "Leuven"),
    }


def test_the_command_names_a_field_that_is_none_and_records_nothing() -> None:
    noor()
    assert "nickname" in refusal("privacy_request", "rectification", NOOR, "--set", "nickname=N")
    assert not Request.objects.exists()
    assert not Choice.objects.exists()


def test_what_somebody_unknown_wants_corrected_is_kept_in_words() -> None:
    answer("privacy_request", "rectification", "nobody@example.org", "--set", "first_name=Nobody")
    assert Request.objects.get().details == "first_name: Nobody"


def test_the_form_asks_for_words() -> None:
    visitor = Visitor()
    assert visitor.post(FORM, kind="rectification", email=NOOR).status_code == 422
    assert visitor.fill_in("rectification", NOOR, "Ik heet Noortje.").status_code == 200


def test_what_was_proposed_for_another_person_at_the_address_falls_when_staff_say_who_it_is() -> None:
    one = noor()
    request = wants(NOOR, first_name="Noortje")
    other = register.add_contact(origin=Origin.QUESTION, on=TODAY, emails=[NOOR], first_name="Sam")
    decisions.choose_subject(request, other.subject, by=member())
    assert Correction.objects.get().state == "dropped"
    assert one.subject != other.subject


def test_a_character_that_no_database_takes_is_no_correction() -> None:
    noor()
    request = asked("rectification", NOOR)
    with pytest.raises(corrections.NotCorrectable, match="first_name"):
        corrections.propose_corrections(request, {"first_name": "No\0or"}, now=timezone.now())


def test_the_address_of_somebody_who_was_forgotten_meanwhile_is_not_written() -> None:
    contact = noor()
    request = wants(NOOR, email=AMINA.replace("amina", "amina.nieuw"))
    accept_all(request)
    choices.suppress_address(AMINA.replace("amina", "amina.nieuw"), "", on=TODAY)
    with pytest.raises(Suppressed):
        approve(request)
    assert contact.points.get().value == NOOR
    assert Request.objects.get().state == Request.State.OPEN

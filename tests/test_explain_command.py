"""``privacy_explain``: why do you still have this about me?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.utils.translation import override

from contacts.models import Contact
from privacy.declarations.registry import registry
from privacy.models import Choice
from privacy.retention.explanation import explain
from privacy.rights import legal_holds
from privacy.subjects import choices
from tests.cast import TODAY, ContactFactory, amina, louise, noor, pieter
from tests.commands import answer, refusal, words, wrong_usage

pytestmark = pytest.mark.django_db

ON = ("--as-of", TODAY.isoformat())


def groups(email: str, *options: str) -> dict[str, list[dict[str, Any]]]:
    """Return what is said of the one person at that address, by label."""
    (subject,) = answer("privacy_explain", email, *(options or ON))["subjects"]
    found: dict[str, list[dict[str, Any]]] = {}
    for group in subject["groups"]:
        found.setdefault(group["label"], []).append(group)
    return found


def test_an_unknown_address_is_no_error() -> None:
    noor()
    assert answer("privacy_explain", "nobody@example.org") == {"subjects": []}
    assert words("privacy_explain", "nobody@example.org").strip()


def test_what_is_no_address_is_refused() -> None:
    assert refusal("privacy_explain", "no address", "--json")


def test_the_document_has_the_agreed_shape() -> None:
    contact = pieter()
    document = answer("privacy_explain", "pieter@example.be", *ON)
    assert list(document) == ["subjects", "remembered"]
    (subject,) = document["subjects"]
    assert list(subject) == ["id", "groups"]
    assert subject["id"] == str(contact.subject.pk)
    for group in subject["groups"]:
        assert list(group) == ["label", "row", "fields", "state", "reasons", "held_by"]
        assert group["fields"] == list(registry.group(group["label"]).fields)
        assert group["state"] in ("kept", "held", "due", "empty")
        assert (group["state"] == "kept") == bool(group["reasons"])
        for reason in group["reasons"]:
            assert list(reason) == ["purpose", "basis", "law", "text", "until"]
            assert reason["purpose"] in registry.purposes
            assert reason["text"]


@pytest.mark.promise("P11")
@pytest.mark.promise("P37")
def test_every_row_about_the_person_is_there_with_its_reason_and_last_day() -> None:
    contact = pieter()
    said = groups("pieter@example.be")
    assert len(said["contacts.contactpoint.reach"]) == contact.points.count() == 2
    ((question,),) = [said["contacts.enquiry.said"]]
    assert question["row"] == contact.enquiries.get().pk
    assert [(r["purpose"], r["basis"], r["until"]) for r in question["reasons"]] == [
        ("enquiry", "legitimate-interest", "2027-12-17")
    ]
    (invoice,) = said["contacts.invoice.billed_to"]
    assert invoice["reasons"] == [
        {
            "purpose": "bookkeeping",
            "basis": "legal-obligation",
            "law": "WER art. III.86, III.88",
            "text": invoice["reasons"][0]["text"],
            "until": "2033-12-31",
        }
    ]


def test_nothing_is_said_of_anybody_else() -> None:
    noor()
    other = pieter()
    said = groups("noor@example.org")
    assert {"contacts.contact.name", "contacts.contactpoint.reach", "contacts.enquiry.said"} <= set(said)
    assert [group["row"] for group in said["contacts.contact.name"]] != [other.pk]
    assert "contacts.invoice.billed_to" not in said


@pytest.mark.promise("P8")
def test_open_work_has_no_last_day_and_closing_it_gives_one() -> None:
    contact = amina()
    (name,) = groups("amina@example.be")["contacts.contact.name"]
    reasons = {reason["purpose"]: reason for reason in name["reasons"]}
    assert (reasons["assignment"]["until"], reasons["assignment"]["law"]) == (None, None)
    contact.assignments.update(closed_on=TODAY + timedelta(days=10))
    (name,) = groups("amina@example.be")["contacts.contact.name"]
    reasons = {reason["purpose"]: reason for reason in name["reasons"]}
    assert reasons["assignment"]["until"] == (TODAY + timedelta(days=9)).isoformat(), (
        "what closes on a day is kept to the day before"
    )


def test_a_wish_makes_due_what_nothing_else_needs() -> None:
    contact = noor()
    assert {group["state"] for group in groups("noor@example.org")["contacts.enquiry.said"]} == {"kept"}
    choices.record_erasure_wish(contact.subject, on=TODAY, source=Choice.Channel.WEB)
    (question,) = groups("noor@example.org")["contacts.enquiry.said"]
    assert (question["state"], question["reasons"], question["held_by"]) == ("due", [], [])
    (question,) = groups("noor@example.org", "--as-of", (TODAY - timedelta(days=1)).isoformat())[
        "contacts.enquiry.said"
    ]
    assert question["state"] == "kept", "the day before the wish"


@pytest.mark.promise("P40")
def test_what_holds_something_back_is_named_by_number() -> None:
    contact = noor()
    choices.record_erasure_wish(contact.subject, on=TODAY - timedelta(days=1), source=Choice.Channel.WEB)
    hold = legal_holds.place_hold(
        contact.subject,
        covers="contacts.enquiry.said",
        reason="a dispute",
        law="GDPR art. 17(3)(e)",
        on=TODAY,
        review_on=date(2029, 1, 1),
    )
    said = groups("noor@example.org")
    assert [(g["state"], g["held_by"]) for g in said["contacts.enquiry.said"]] == [
        ("held", [f"hold {hold.pk}"])
    ]
    assert [g["state"] for g in said["contacts.contact.name"]] == ["due"]
    restriction = choices.record_restriction(contact.subject, on=TODAY, source=Choice.Channel.WEB)
    assert groups("noor@example.org")["contacts.contact.name"][0]["held_by"] == [
        f"restriction {restriction.pk}"
    ]


def test_what_is_empty_is_said_to_be_empty() -> None:
    louise()
    (provenance,) = groups("louise@example.be")["contacts.contact.provenance"]
    assert (provenance["state"], provenance["reasons"]) == ("empty", [])


def test_several_people_at_one_address_are_all_explained_or_one_is_chosen() -> None:
    first, second = (ContactFactory.create(emails=["shared@example.org"]) for _n in range(2))
    both = answer("privacy_explain", "shared@example.org", *ON)["subjects"]
    assert {subject["id"] for subject in both} == {str(first.subject.pk), str(second.subject.pk)}
    (one,) = answer("privacy_explain", "shared@example.org", "--subject", str(second.subject.pk), *ON)[
        "subjects"
    ]
    assert one["id"] == str(second.subject.pk)


def test_in_words_the_reason_the_law_and_the_last_day_are_said() -> None:
    contact = pieter()
    said = words("privacy_explain", "pieter@example.be", *ON)
    assert str(contact.subject.pk) in said
    assert "contacts.invoice.billed_to" in said
    assert "WER art. III.86" in said
    assert "2033-12-31" in said


def test_asking_changes_nothing() -> None:
    pieter()
    before = {model._meta.label: list(model._base_manager.values()) for model in apps.get_models()}
    assert Contact.objects.exists()
    answer("privacy_explain", "pieter@example.be")
    assert {model._meta.label: list(model._base_manager.values()) for model in apps.get_models()} == before


@pytest.mark.parametrize("command", ["privacy_explain", "privacy_export"])
def test_wrong_usage_exits_2(command: str) -> None:
    assert wrong_usage(command) == 2


def test_of_several_grounds_only_those_that_hold_are_told() -> None:
    with override("en"):
        told = next(
            e for e in explain(amina().subject, today=TODAY) if e.group.label == "contacts.contact.name"
        )
        work = next(reason for reason in told.reasons if reason.purpose.slug == "assignment")
        text = str(work.text)
    assert "we work together" in text
    assert "contact person" not in text, "nobody named her so"

"""``privacy_erase``: what it answers, what it refuses, and that a rehearsal leaves nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.apps import apps

from contacts import register
from contacts.models import Contact, Enquiry
from contacts.models.people import Origin
from privacy.models import Choice, Identifier, Instance, Suppression
from privacy.subjects import choices
from privacy.subjects.lookup import find_subjects
from privacy.subjects.suppression_list import Suppressed
from tests.cast import TODAY, ContactFactory, amina, louise, noor, pieter, school
from tests.commands import answer, refusal, words, wrong_usage

pytestmark = pytest.mark.django_db


def everything() -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values()) for model in apps.get_models()
    }


def test_the_answer_lists_what_went_and_what_stays(settings: Any) -> None:
    noor()
    document = answer("privacy_erase", "noor@example.org", "--as-of", TODAY.isoformat())
    assert list(document) == ["erased", "kept", "processors"]
    assert {"contacts.contact.name", "contacts.contactpoint.reach", "contacts.enquiry.said"} <= set(
        document["erased"]
    )
    assert [set(entry) for entry in document["kept"]] == [{"label", "purpose", "law", "until"}]
    assert [(entry["label"], entry["until"]) for entry in document["kept"]] == [
        ("privacy.choice.wish", TODAY.replace(year=TODAY.year + 5, day=TODAY.day - 1).isoformat())
    ]
    assert document["processors"] == []


def test_whoever_only_asked_a_question_is_gone_at_once() -> None:
    contact = noor()
    subject = contact.subject
    assert Enquiry.objects.exists()
    answer("privacy_erase", "noor@example.org", "--as-of", TODAY.isoformat())
    assert not Contact.objects.exists()
    assert not Enquiry.objects.exists()
    assert not Identifier.objects.exists()
    assert Choice.objects.get().subject == subject


def test_nobody_else_loses_anything() -> None:
    noor()
    amina()
    louise()
    school()
    others = everything()
    mine = Contact.objects.get(last_name="Hendrickx")
    answer("privacy_erase", "noor@example.org", "--as-of", TODAY.isoformat())
    after = everything()
    assert mine.pk not in [row["id"] for row in after["contacts.Contact"]]
    for label in (
        "contacts.Contact",
        "contacts.ContactPoint",
        "contacts.Assignment",
        "contacts.Interaction",
        "contacts.Company",
    ):
        about = [
            row
            for row in others[label]
            if mine.pk not in (row.get("contact_id"), row["id"] if label == "contacts.Contact" else None)
        ]
        assert about
        assert after[label] == about


@pytest.mark.promise("P10")
def test_a_rehearsal_says_what_would_happen_and_leaves_no_trace() -> None:
    pieter()
    before = everything()
    preview = answer("privacy_erase", "pieter@example.be", "--as-of", TODAY.isoformat(), "--dry-run")
    assert everything() == before
    assert preview["erased"]
    assert answer("privacy_erase", "pieter@example.be", "--as-of", TODAY.isoformat()) == preview


def test_in_words_the_law_and_the_last_day_are_named() -> None:
    pieter()
    said = words("privacy_erase", "pieter@example.be", "--as-of", TODAY.isoformat())
    assert "contacts.invoice.billed_to" in said
    assert "2033-12-31" in said
    assert "WER art. III.86" in said


def test_an_unknown_address_exits_1_and_writes_nothing() -> None:
    noor()
    before = everything()
    assert refusal("privacy_erase", "nobody@example.org", "--json")
    assert refusal("privacy_erase", "no address", "--json")
    assert everything() == before


def test_several_people_at_one_address_are_listed_and_one_is_chosen() -> None:
    first = ContactFactory.create(emails=["shared@example.org"])
    second = ContactFactory.create(emails=["shared@example.org"])
    before = everything()
    message = refusal("privacy_erase", "shared@example.org", "--json")
    assert str(first.subject.pk) in message
    assert str(second.subject.pk) in message
    assert everything() == before

    answer(
        "privacy_erase",
        "shared@example.org",
        "--as-of",
        TODAY.isoformat(),
        "--subject",
        str(second.subject.pk),
    )
    assert list(Contact.objects.all()) == [first]
    assert find_subjects("shared@example.org") == [first.subject]


def test_somebody_at_another_address_cannot_be_chosen() -> None:
    stranger = noor()
    louise()
    assert refusal("privacy_erase", "louise@example.be", "--subject", str(stranger.subject.pk))
    assert Contact.objects.count() == 2
    assert not Choice.objects.exists()


def test_an_address_is_read_as_people_write_it() -> None:
    noor()
    assert answer("privacy_erase", "  Noor@Example.ORG ", "--as-of", TODAY.isoformat())["erased"]
    assert not Contact.objects.exists()


def test_a_day_to_come_is_refused_outside_the_demo() -> None:
    noor()
    before = everything()
    assert refusal("privacy_erase", "noor@example.org", "--as-of", "2200-01-01")
    assert everything() == before
    Instance.objects.update(demo=True)
    assert answer("privacy_erase", "noor@example.org", "--as-of", "2200-01-01")["erased"]


@pytest.mark.promise("P10")
def test_staff_and_imports_cannot_bring_back_whoever_was_erased() -> None:
    noor()
    answer("privacy_erase", "noor@example.org", "--as-of", TODAY.isoformat())
    assert Suppression.objects.count() == 1
    with pytest.raises(Suppressed):
        register.add_contact(origin=Origin.STAFF, source="a colleague", on=TODAY, emails=["noor@example.org"])
    assert not Contact.objects.exists()


def test_whoever_comes_back_by_their_own_act_is_somebody_new() -> None:
    before = noor().subject
    answer("privacy_erase", "noor@example.org", "--as-of", TODAY.isoformat())
    after = noor().subject
    assert after != before
    assert find_subjects("noor@example.org") == [after]


def test_a_wish_recorded_before_is_acted_on_with_the_sweep() -> None:
    contact = noor()
    choices.record_erasure_wish(contact.subject, on=date(2026, 11, 1), source=Choice.Channel.LETTER)
    assert Contact.objects.exists()
    answer("privacy_sweep", "--as-of", "2026-11-01")
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("noor@example.org", "--subject", "not-a-uuid"),
        ("noor@example.org", "--as-of", "2026-02-30"),
        ("a", "b"),
    ],
)
def test_wrong_usage_exits_2(arguments: tuple[str, ...]) -> None:
    assert wrong_usage("privacy_erase", *arguments) == 2

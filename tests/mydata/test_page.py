"""What stands inside: everything about the person in words, why and until when, and nothing of anybody
else."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from contacts.models.people import Origin
from contacts.register import add_contact, record_interaction
from privacy.declarations.registry import registry
from privacy.models import Subject
from privacy.my_data.overview import overview_of
from privacy.retention.explanation import explain
from privacy.rights import legal_holds
from privacy.staff_access.visibility import log_reading
from privacy.subjects import choices
from privacy.subjects.lookup import add_identifier
from tests.cast import TODAY, amina, brecht, noor, pieter
from tests.mydata.guest import Guest, words

pytestmark = pytest.mark.django_db

PIETER = "pieter@example.be"
EN = "/en/privacy/my-data/"


def inside(email: str = PIETER) -> str:
    """What the page says in English to whoever reads that mailbox."""
    return words(Guest().enter(email, page=EN))


@pytest.mark.promise("P37")
def test_it_shows_what_we_hold_with_purpose_ground_and_last_day() -> None:
    pieter()
    said = inside()
    for fact in (
        "Pieter",
        "Claessens",
        "Voorbeeldstraat 12",
        "+3216550102",
        "Geven jullie workshops?",
        "Workshop lezen",
    ):
        assert fact in said
    assert (
        "Staying in touch with the people in our client file our legitimate interest (GDPR art. 6(1)(f))"
        in said
    )
    assert "until you object or ask us to delete it" in said
    assert "Keeping our books and invoices a legal obligation (Code of Economic Law art. III.86" in said
    assert (
        "Until when: 31 December 2033, that day included. The rule: as long as the law tells us to keep "
        "our books" in said
    )


def test_it_says_from_whom_and_since_when_and_who_else_sees_it() -> None:
    pieter()
    said = inside()
    assert "gave us an assignment" in said
    assert "Known since 5 January 2026" in said
    assert "Who else sees them Our staff see only what they need" in said
    assert "Where your data come from" in said
    assert "+32 (0)2 274 48 00" in said


def test_what_somebody_else_gave_us_names_its_source() -> None:
    add_contact(
        origin=Origin.IMPORT,
        source="adresboek van 2019",
        on=TODAY,
        emails=["robin@example.org"],
        last_name="Peeters",
    )
    assert "Source adresboek van 2019" in inside("robin@example.org")


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_no_slug_and_no_label_stands_on_it(language: str) -> None:
    contact = pieter()
    choices.record_objection(contact.subject, "client-file", on=TODAY, source="web")
    prefix = "" if language == "nl" else f"/{language}"
    said = words(Guest().enter(PIETER, page=f"{prefix}/privacy/my-data/"))
    assert (
        re.findall(
            r"client-file|contacts\.\w+|privacy\.\w+|legal-obligation|art\. 6\(1\)\(x\)|\bNone\b|\bTrue\b",
            said,
        )
        == []
    )
    assert str(contact.subject.pk) not in said


def test_every_group_that_holds_something_is_told_with_its_reasons() -> None:
    contact = pieter()
    with translation.override("en"):
        told = overview_of(contact.subject, today=TODAY)
    entries = [entry for part in told.parts for entry in part.entries] + told.upkeep
    held = [one for one in explain(contact.subject, today=TODAY) if one.state != "empty"]
    assert {one.group.policy.label for one in held if not one.group.policy.about_rights} == {
        part.about for part in told.parts
    }
    assert len(entries) >= 8
    assert all(entry.facts and entry.why for entry in entries)


def test_nothing_of_anybody_else_is_on_it() -> None:
    amina()
    pieter()
    said = inside()
    assert "Claessens" in said
    for other in ("Verhaegen", "amina@example.be", "+3216550101", "Taalcoaching"):
        assert other not in said


def test_others_are_left_out_of_what_staff_wrote_and_that_is_said() -> None:
    amina()
    contact = pieter()
    record_interaction(
        contact,
        note="Belde samen met Amina Verhaegen, amina@example.be.",
        on=TODAY,
        channel="phone",
        purpose="assignment",
    )
    said = inside()
    assert "Belde samen met" in said
    assert "Verhaegen" not in said
    assert "amina@example.be" not in said
    assert "What is about other people is left out here" in said


def test_a_member_of_staff_sees_their_account_and_not_its_password() -> None:
    user = brecht()
    user.subject = Subject.objects.create()
    user.set_password("a long enough canary")
    user.save()
    EmailAddress.objects.create(user=user, email="brecht@example.be", verified=True, primary=True)
    add_identifier(user.subject, "brecht@example.be")
    said = inside("brecht@example.be")
    assert "Wouters" in said
    assert user.password not in said


def test_staff_are_seen_to_have_looked_but_not_who_and_ones_own_look_is_no_reading() -> None:
    contact = pieter()
    user = brecht()
    user.is_superuser = True
    for _time in range(2):
        log_reading(contact, user=user, now=timezone.now(), today=timezone.localdate())
    for _look in range(2):
        said = inside()
    part = said.partition("When we looked")[2].partition("What we keep to honour")[0]
    assert "(2 times)" in part
    assert "Wouters" not in said
    assert contact.subject.readings.count() == 2


def test_choices_stand_there_with_their_days_and_the_memory_of_a_no_is_told() -> None:
    subject = pieter().subject
    choices.record_consent(subject, "newsletter", on=date(2026, 2, 1), source="web", wording="Ja")
    choices.record_withdrawal(subject, "newsletter", on=date(2026, 3, 1))
    choices.record_objection(subject, "client-file", on=date(2026, 4, 1), source="web")
    said = inside()
    assert "You agreed to: newsletter, on 1 February 2026 (ended on 1 March 2026)" in said
    assert "You said no to: staying in touch with the people in our client file, on 1 April 2026" in said
    assert "We remember your no" in said
    assert "since 1 April 2026" in said


def test_a_restriction_is_said_in_words_and_is_not_offered_again() -> None:
    subject = noor().subject
    assert "Have my data put aside" in inside("noor@example.org")
    choices.record_restriction(subject, on=timezone.localdate(), source="web")
    said = inside("noor@example.org")
    assert "Your data are put aside" in said
    assert "Have my data put aside" not in said
    assert "Hendrickx" in said


def test_what_is_held_is_said_with_its_law_and_without_the_reason_of_staff() -> None:
    contact = noor()
    choices.record_erasure_wish(contact.subject, on=timezone.localdate(), source="web")
    legal_holds.place_hold(
        contact.subject,
        reason="a quarrel",
        law="GDPR art. 17(3)(e)",
        on=timezone.localdate(),
        review_on=TODAY + timedelta(days=90),
    )
    said = inside("noor@example.org")
    assert "It has been under a legal hold since" in said
    assert "once the hold ends this goes by itself (GDPR art. 17(3)(e))." in said
    assert "a quarrel" not in said


def test_it_asks_the_same_number_of_questions_for_three_talks_as_for_thirty() -> None:
    contact = amina()
    asked = []
    for talks in (3, 30):
        for _talk in range(talks):
            record_interaction(contact, note="Gebeld.", on=TODAY, channel="phone", purpose="assignment")
        with translation.override("en"), CaptureQueriesContext(connection) as queries:
            overview_of(contact.subject, today=TODAY)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_it_has_one_main_heading_and_leaves_out_no_level() -> None:
    pieter()
    page = Guest().enter(PIETER).text.partition("<main")[2].partition("</main>")[0]
    levels = [int(level) for level in re.findall(r"<h(\d)", page)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_what_the_person_reads_above_their_records_is_said_of_each_kind_of_contact() -> None:
    of_people = [
        p
        for p in registry.policies
        if p.label.startswith("contacts.") and p.subject and p.groups and p.label != "contacts.company"
    ]
    assert len(of_people) >= 8
    assert all(policy.told for policy in of_people)


def test_what_proves_is_folded_and_what_one_comes_for_is_not() -> None:
    pieter()
    page = Guest().enter(PIETER, page=EN).text
    folded = re.findall(r'<details class="fold"><summary><h2 id="([a-z-]+)"', page)
    assert {"readings", "upkeep"} < set(folded)
    assert {"acts", "requests", "chosen"} <= set(re.findall(r'<h2 id="([a-z-]+)"', page)) - set(folded)

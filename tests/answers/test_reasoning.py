"""What staff wrote for our file alone goes out in no copy, as the forms say; the copy says that it stayed out
(GDPR art. 15(4))."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import translation

from privacy.models import Hold, Request, Subject
from privacy.requests import references
from privacy.rights import legal_holds
from tests.answers.copies import copy, data
from tests.answers.test_answer import both_say, read
from tests.answers.test_schema import faults
from tests.cast import TODAY, brecht, noor

pytestmark = [pytest.mark.django_db, pytest.mark.promise("P37")]

WHY = "Zijn broer Kasper wil ons dagvaarden"
RELEASED = "Onze advocate raadt een schikking aan"
DOUBT = "De stem leek die van een man"
PROPOSED = "Wij zien hier misbruik in"
LAW = "Ger.W. art. 870"


def hold_for_a_dispute(subject: Subject) -> Hold:
    return legal_holds.place_hold(subject, reason=WHY, law=LAW, on=TODAY, review_on=TODAY + timedelta(90))


@pytest.mark.parametrize("portable", [False, True])
def test_the_reason_of_a_hold_and_of_its_release_stay_out_of_every_file(
    portable: bool, tmp_path: Path
) -> None:
    contact = noor()
    hold = hold_for_a_dispute(contact.subject)
    legal_holds.release_hold(hold, on=TODAY, reason=RELEASED, by=brecht())
    files = copy(contact, tmp_path, portable=portable)
    said = b"".join(files.values()).decode(errors="ignore")
    if not portable:
        said += " ".join(read(files))
    assert not [each for each in (WHY, RELEASED, "Kasper", "advocate") if each in said]
    assert faults(files) == []


def test_the_law_and_the_days_of_a_hold_are_there_and_it_says_what_stayed_out(tmp_path: Path) -> None:
    contact = noor()
    with translation.override("en"):
        without = copy(contact, tmp_path)
        hold_for_a_dispute(contact.subject)
        files = copy(contact, tmp_path)
        both_say(
            files, LAW, "We also left out the reasons that our staff wrote", "GDPR art. 15(4)", "Holds: 1"
        )
    (row,) = data(files)["tables"]["privacy.hold"]
    assert (row["law"], row["placed_on"]) == (LAW, TODAY.isoformat())
    assert row["review_on"] == (TODAY + timedelta(90)).isoformat()
    assert data(files)["reasoning_left_out"] == {"privacy.hold": 1}
    assert data(without)["reasoning_left_out"] == {}
    assert "We also left out" not in read(without)[0]


def test_why_we_doubted_who_asks_and_what_somebody_proposed_stay_in_our_file(tmp_path: Path) -> None:
    contact = noor()
    Request.objects.create(
        subject=contact.subject,
        reference=references.new_reference(),
        kind="access",
        channel="letter",
        state="open",
        received_at=f"{TODAY}T09:00:00Z",
        due_on=TODAY,
        doubt=DOUBT,
        proposal=json.dumps(["refuse", "abuse", PROPOSED, ""]),
    )
    files = copy(contact, tmp_path)
    said = b"".join(files.values()).decode(errors="ignore")
    assert DOUBT not in said
    assert PROPOSED not in said
    assert data(files)["reasoning_left_out"] == {"privacy.request": 1}


def test_the_hold_that_the_program_placed_for_a_request_is_no_reasoning_of_staff(tmp_path: Path) -> None:
    contact = noor()
    hold = hold_for_a_dispute(contact.subject)
    hold.request = Request.objects.create(
        subject=contact.subject,
        reference=references.new_reference(),
        kind="access",
        channel="letter",
        state="open",
        received_at=f"{TODAY}T09:00:00Z",
        due_on=TODAY,
    )
    hold.save()
    assert data(copy(contact, tmp_path))["reasoning_left_out"] == {}

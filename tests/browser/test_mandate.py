"""Somebody acts for another: heard on the phone and recorded by staff, with the moment it came and the proof
that was seen."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from privacy.requests.deadline import deadline
from tests.browser import letters
from tests.browser.conftest import Visitors
from tests.browser.office import Office
from tests.browser.steps import approves_erasure, asks_a_question, plain, reads_letter, received, request_of
from tests.browser.visitor import Visitor

MOTHER, DAUGHTER = "godelieve.claes@example.org", "els.claes@example.org"


def records(staff: Visitor, *, came: date) -> str:
    """Record what a daughter asked on the phone for her mother, yesterday at half past nine; return its
    reference."""
    staff.open("/admin/privacy/request/add/")
    staff.page.locator("input[name=kind][value=erasure]").check()
    staff.field("Day it came").fill(came.isoformat())
    staff.field("Hour it came, if you know it").fill("09:30")
    staff.page.get_by_label(staff.say("Language of the answer")).select_option("nl")
    staff.field("E-mail address for the answer").fill(DAUGHTER)
    staff.field("What they said").fill("Ma mère veut être oubliée.")
    staff.field("If somebody acts for the person: who, and on what proof that you saw").fill(
        "Sa fille; procuration vue."
    )
    staff.field("Then also: an e-mail address of the person").fill(MOTHER)
    staff.look("staff-record-mandate")
    staff.press("Record")
    staff.page.wait_for_url("**/change/**")
    return staff.page.locator("main h1, .sw-page h1").last.inner_text().partition(":")[0].strip()


def test_a_daughter_has_her_mother_forgotten_by_phone(office: Office, visitors: Visitors) -> None:
    mother, staff = visitors(), visitors(language="fr", staff=True)
    asks_a_question(mother, office, name="Godelieve Claes", email=MOTHER)
    came = timezone.localdate() - timedelta(days=1)
    reference = records(staff, came=came)

    assert received(office, reference) == timezone.make_aware(datetime.combine(came, time(9, 30)))
    due, channel = request_of(office, reference, "due_on", "channel")
    assert (str(due), channel) == (deadline(came).due.isoformat(), "phone")
    acknowledgement = office.letter_to(DAUGHTER)
    letters.is_a_letter_for(mother, office, acknowledgement)

    staff.reads("Sa fille; procuration vue.")
    staff.reads("Godelieve Claes")
    staff.look("staff-request-mandate")
    approves_erasure(staff)
    staff.reads(staff.say("Approved and done. The answer is on its way."))
    answer = office.letter_to(DAUGHTER)
    letters.answers(mother, office, answer, "for-another", reference)
    assert "Godelieve Claes" in plain(answer)
    reads_letter(mother, answer, "mandate-letter")
    assert not office.running.query(f"SELECT value FROM contacts_contactpoint WHERE value = '{MOTHER}'")
    assert not [each for each in office.post.received if MOTHER in each.recipients], (
        "the answer goes to who asked"
    )

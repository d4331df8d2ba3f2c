"""Links and buttons as they meet real people: too late, twice, cut off, in two windows, from an address we do
not know."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visitors
from tests.browser.office import Office
from tests.browser.steps import (
    ACCESS,
    ERASURE,
    approves_erasure,
    asks_a_question,
    confirms,
    opens,
    request_of,
    uses_a_right,
)
from tests.browser.visitor import Visitor


def test_a_link_that_came_too_late_is_sent_anew(office: Office, visitor: Visitor) -> None:
    email = "late.lies@example.org"
    uses_a_right(visitor, ERASURE, email=email)
    link = office.link_in(office.letter_to(email))
    assert visitor.open(link) == 200
    office.change(
        "UPDATE privacy_mailedlink SET expires_at = '2026-01-01 00:00:00+00:00' WHERE id = (SELECT max(id) "
        "FROM privacy_mailedlink)"
    )
    assert visitor.open(link) == 410
    visitor.arrives("This link no longer works")
    visitor.look("link-expired")
    visitor.press("Mail me a new link")
    visitor.arrives("Look in your mailbox")
    assert confirms(visitor, office, email=email).startswith("SOM-")


def test_a_link_that_did_its_work_says_so(office: Office, visitor: Visitor) -> None:
    email = "twice.tom@example.org"
    uses_a_right(visitor, ACCESS, email=email)
    link = office.link_in(office.letter_to(email))
    visitor.open(link)
    visitor.press("Confirm")
    visitor.arrives("Thank you. We are handling your request.")
    reference = visitor.reference()
    assert visitor.open(link) == 410
    visitor.arrives("You confirmed already")
    visitor.look("link-used")
    visitor.press("Mail me the link to my request")
    visitor.arrives("Look in your mailbox")
    assert reference in office.letter_to(email).part("text/plain")


def test_a_link_that_lost_a_part_is_not_known(office: Office, visitor: Visitor) -> None:
    email = "cut.carla@example.org"
    uses_a_right(visitor, ACCESS, email=email)
    link = office.link_in(office.letter_to(email))
    assert visitor.open(link) == 200
    assert visitor.open(link[:-3] + "/") == 404
    visitor.arrives("We do not know this link")
    visitor.look("link-unknown")


def test_two_windows_and_two_clicks_confirm_once(office: Office, visitors: Visitors) -> None:
    email = "double.dirk@example.org"
    first, second = visitors(), visitors()
    uses_a_right(first, ERASURE, email=email)
    link = office.link_in(office.letter_to(email))
    for window in (first, second):
        window.open(link)
        expect(window.button("Confirm")).to_be_visible()
    first.button("Confirm").dblclick(no_wait_after=True)
    second.press("Confirm")
    second.arrives("You confirmed already")
    first.page.wait_for_load_state()
    (reference,) = re.findall(r"SOM-\w{4}-\w{4}", str(office.letter_to(email).letter["Subject"]))
    assert request_of(office, reference, "state") == ("open",)
    assert office.running.query(
        "SELECT count(*) FROM privacy_request WHERE state = 'open' AND reference = '" + reference + "'"
    ) == [(1,)]


def test_two_members_of_staff_at_once_decide_once(office: Office, visitors: Visitors) -> None:
    email = "wendy.wouters@example.org"
    person, one, other = visitors(), visitors(staff=True), visitors(staff=True)
    asks_a_question(person, office, name="Wendy Wouters", email=email)
    uses_a_right(person, ERASURE, email=email)
    reference = confirms(person, office, email=email)
    office.letter_to(email)
    for member in (one, other):
        opens(member, reference)
    approves_erasure(one)
    one.reads(one.say("Approved and done. The answer is on its way."))
    approves_erasure(other)
    other.reads(
        other.say("This was decided already, in another window or by somebody else. Nothing was done twice.")
    )
    office.letter_to(email)
    assert [
        each for each in office.post.received if email in each.recipients and id(each) not in office.read
    ] == []


def test_an_address_we_do_not_know_gets_the_same_pages_and_an_honest_answer(
    office: Office, visitors: Visitors
) -> None:
    known, unknown, staff = visitors(), visitors(), visitors(staff=True)
    asks_a_question(known, office, name="Karim Kaya", email="karim.kaya@example.org")
    pages = []
    for visitor, email in ((known, "karim.kaya@example.org"), (unknown, "nobody.here@example.org")):
        uses_a_right(visitor, ACCESS, email=email)
        pages.append(visitor.page.inner_text("main").replace(email, "…"))
    assert pages[0] == pages[1]
    letters = [office.letter_to(email) for email in ("karim.kaya@example.org", "nobody.here@example.org")]
    assert letters[0].letter["Subject"] == letters[1].letter["Subject"]

    unknown.open(office.link_in(letters[1]))
    unknown.press("Confirm")
    unknown.arrives("Thank you. We are handling your request.")
    reference = unknown.reference()
    office.letter_to("nobody.here@example.org")
    opens(staff, reference)
    staff.reads(
        staff.say("Nobody is found by this address. Approving sends the answer that we keep nothing.")
    )
    staff.press("Approve and answer")
    staff.reads(staff.say("Approved and done. The answer is on its way."))
    answer = office.letter_to("nobody.here@example.org").part("text/plain")
    assert unknown.say(
        "Did you perhaps write to us from another address? Then ask again with that one."
    ) in " ".join(answer.split())

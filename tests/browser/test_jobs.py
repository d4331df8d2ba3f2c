"""The jobs of a Monday in a browser, wide and on a phone, with no more clicks than they need.

A click is a press on a link or a button, or a choice in a list; typing is none, nor is Enter in a search.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visitors
from tests.browser.office import Office
from tests.browser.visitor import Visitor

HOME = "/admin/"
WIDE, PHONE = 1280, 390
PICTURED = (320, 390, 768, 1280)


@dataclass
class Hand:
    """Somebody who does a job at a width, and counts each click."""

    staff: Visitor
    width: int
    clicks: int = 0

    def begin(self, path: str = HOME) -> None:
        self.staff.page.set_viewport_size({"width": self.width, "height": 900})
        assert self.staff.open(path) == 200

    def click(self, target: Locator) -> None:
        self.clicks += 1
        target.click()

    def choose(self, name: str, value: str) -> None:
        self.clicks += 1
        self.staff.page.locator(f"select[name={name}]").select_option(value)

    def type(self, name: str, text: str) -> None:
        self.staff.page.locator(f"[name={name}]").fill(text)

    def save(self) -> None:
        self.click(self.staff.page.locator("button[name=_save]"))

    def pictures(self, name: str) -> None:
        """Hold the page against what holds for each, and leave pictures of it where these are asked for."""
        self.staff.look(f"job-{name}")
        if folder := os.environ.get("SCREENSHOTS"):
            for width in PICTURED:
                self.staff.page.set_viewport_size({"width": width, "height": 900})
                self.staff.page.screenshot(path=Path(folder) / f"job-{name}-{width}.png", full_page=True)
        self.staff.page.set_viewport_size({"width": self.width, "height": 900})


@pytest.fixture(params=[WIDE, PHONE])
def hand(request: pytest.FixtureRequest, visitors: Visitors) -> Hand:
    return Hand(visitors(staff=True), request.param)


def test_a_contact_is_added_in_three_clicks(hand: Hand, office: Office) -> None:
    address, page = f"jana.{hand.width}@example.org", hand.staff.page
    hand.begin()
    hand.click(page.get_by_role("link", name=hand.staff.say("Add a contact")))
    page.wait_for_url("**/contact/add/")
    hand.type("first_name", "Jana")
    hand.type("last_name", f"Mertens{hand.width}")
    hand.type("points-0-value", address)
    hand.choose("reason", "question")
    hand.type("reason_text", "Wanneer beginnen de praattafels?")
    if hand.width == WIDE:
        hand.pictures("add")
    hand.save()
    hand.staff.reads(f"Jana Mertens{hand.width}")
    assert hand.clicks == 3
    kinds = office.running.query(f"SELECT kind FROM contacts_contactpoint WHERE value = '{address}'")
    assert [kind for (kind,) in kinds] == ["email"]


def test_a_town_is_edited_in_three_clicks(hand: Hand, office: Office) -> None:
    page, town = hand.staff.page, f"Gent {hand.width}"
    hand.begin()
    hand.type("q", "verhaegen")
    page.locator("#find-people").press("Enter")
    hand.click(page.get_by_role("link", name="Amina Verhaegen"))
    hand.click(page.get_by_role("link", name=hand.staff.say("Edit"), exact=True))
    page.wait_for_url("**/change/")
    if hand.width == WIDE:
        hand.pictures("edit")
    hand.type("city", town)
    hand.save()
    hand.staff.reads(town)
    assert hand.clicks == 3
    said = office.running.query("SELECT city FROM contacts_contact WHERE last_name = 'Verhaegen'")
    assert [city for (city,) in said] == [town]


def test_a_question_is_answered_in_four_clicks_and_the_answer_arrives(hand: Hand, office: Office) -> None:
    page = hand.staff.page
    address = {WIDE: "katrien.baeten@example.be", PHONE: "chloe.fontaine@example.org"}[hand.width]
    asked = {WIDE: "Voorlezen in de wachtzaal", PHONE: "Is er nog plaats in de leesgroep van januari?"}[
        hand.width
    ]
    hand.begin()
    if hand.width == WIDE:
        hand.pictures("first-page")
    row = page.get_by_role("listitem").filter(has_text=asked)
    hand.click(row.get_by_role("link", name=hand.staff.say("Answer")))
    page.wait_for_url("**/answer/")
    expect(page.get_by_role("link", name=address)).to_be_visible()
    if hand.width == WIDE:
        hand.staff.reads(hand.staff.say("What they want done"))
        hand.pictures("answer")
    hand.type("answer", "Heel graag. We bellen maandag om af te spreken.")
    hand.click(hand.staff.button("Answer and close the question"))
    hand.staff.reads(hand.staff.say("The answer is in the outbox, and the question is closed."))
    assert hand.clicks <= 4
    letter = office.letter_to(address)
    assert "We bellen maandag" in letter.part("text/plain")
    assert asked in letter.part("text/html")
    if hand.width == WIDE:
        hand.pictures("answered")


def test_the_same_address_is_warned_of_with_a_link_and_the_task_names_both(hand: Hand) -> None:
    page = hand.staff.page
    hand.begin("/admin/contacts/contact/add/")
    hand.type("last_name", f"Claes{hand.width}")
    hand.type("points-0-value", "goris@example.org")
    hand.choose("reason", "question")
    hand.type("reason_text", "Nog een vraag?")
    hand.save()
    expect(page.get_by_role("link", name="Mieke Goris", exact=True)).to_be_visible()
    if hand.width == WIDE:
        hand.pictures("same-address")
    hand.save()
    hand.staff.reads(f"Claes{hand.width}")
    hand.begin()
    task = page.get_by_role("listitem").filter(has_text="Lander Goris").filter(has_text="Mieke Goris")
    expect(task.get_by_role("link", name="Mieke Goris")).to_be_visible()


def test_a_draft_without_an_address_says_so_and_is_issued_once_it_is_added(
    visitors: Visitors, office: Office
) -> None:
    hand = Hand(visitors(staff=True), WIDE)
    page = hand.staff.page
    ((draft,),) = office.running.query(
        "SELECT invoice.id FROM contacts_invoice invoice JOIN contacts_assignment work "
        "ON work.id = invoice.assignment_id WHERE work.title = 'Leesouders vormen'"
    )
    hand.begin(f"/admin/contacts/invoice/{draft}/change/")
    hand.pictures("draft-without-address")
    hand.click(page.get_by_role("link", name=hand.staff.say("Add it on the client’s form")))
    hand.type("street", "Voorbeeldstraat 30")
    hand.save()
    hand.begin(f"/admin/contacts/invoice/{draft}/issue/")
    hand.staff.reads("Voorbeeldstraat 30")
    hand.pictures("issue")

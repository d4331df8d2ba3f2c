"""Without a mouse: the skip link, the form, and a decision of staff, with the Tab key, the space bar and
Enter."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Visitors
from tests.browser.office import Office
from tests.browser.steps import ERASURE, choice, request_of
from tests.browser.visitor import Visitor


def fill_in_by_keyboard(visitor: Visitor, email: str) -> None:
    """From the top of the form to the page that says to look in the mailbox, touching nothing but keys."""
    keys = visitor.page.keyboard
    visitor.tab_to(visitor.page.get_by_role("radio").first)
    keys.press("Space")
    for _right in range(visitor.page.locator("input[name=kind]").count()):
        if choice(visitor, ERASURE).is_checked():
            break
        keys.press("ArrowDown")
    expect(choice(visitor, ERASURE)).to_be_checked()
    visitor.tab_to(visitor.field("Your e-mail address"))
    keys.type(email)
    visitor.tab_to(visitor.button("Check your answers"))
    keys.press("Enter")
    visitor.arrives("Check your answers")
    visitor.look("request-check")
    visitor.tab_to(visitor.button("Send"))
    keys.press("Enter")
    visitor.arrives("Look in your mailbox")


def test_the_first_press_of_tab_offers_to_skip_to_the_content(visitor: Visitor) -> None:
    visitor.open("/privacy/request/")
    skip = visitor.page.locator("a.skip")
    visitor.page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator("main")).to_be_focused()
    visitor.tab_to(visitor.page.get_by_role("radio").first, most=1)


def test_what_is_missing_is_said_at_the_top_and_leads_to_its_field(visitor: Visitor) -> None:
    visitor.open("/privacy/request/")
    visitor.press("Check your answers")
    expect(visitor.page.get_by_role("alert")).to_be_visible()
    visitor.look("request-errors")
    visitor.tab_to(visitor.page.get_by_role("alert").get_by_role("link").last)
    visitor.page.keyboard.press("Enter")
    expect(visitor.field("Your e-mail address")).to_be_focused()


def test_a_request_is_made_confirmed_and_approved_by_keyboard_and_an_invoice_stays(
    office: Office, visitors: Visitors
) -> None:
    email = office.people["client_invoiced"]
    person, staff = visitors(), visitors(staff=True)
    person.open("/privacy/request/")
    fill_in_by_keyboard(person, email)
    person.open(office.link_in(office.letter_to(email)))
    person.tab_to(person.button("Confirm"))
    person.page.keyboard.press("Enter")
    person.arrives("Thank you. We are handling your request.")
    reference = person.reference()
    office.letter_to(email)

    staff.open("/admin/privacy/request/")
    staff.tab_to(staff.page.get_by_role("link", name=reference), most=120)
    staff.page.keyboard.press("Enter")
    staff.page.wait_for_url("**/change/**")
    staff.reads("31 december 2033")
    staff.look("staff-request-invoice")
    staff.tab_to(staff.page.locator("#word"), most=120)
    staff.page.keyboard.type(staff.say("forget"))
    staff.page.keyboard.press("Enter")
    staff.reads(staff.say("Approved and done. The answer is on its way."))

    answer = office.letter_to(email).part("text/plain")
    assert "31 december 2033" in answer
    assert person.say("What stays for now, and why") in answer
    assert request_of(office, reference, "state")[0] in ("approved", "answered")
    assert office.running.query("SELECT count(*) FROM contacts_invoice WHERE billed_name LIKE 'Pieter%'") == [
        (1,)
    ]
    assert not office.running.query(f"SELECT value FROM contacts_contactpoint WHERE value = '{email}'")

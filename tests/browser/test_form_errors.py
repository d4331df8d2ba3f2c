"""A form of staff that came back says so at the top, and goes to the first field that is not right."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visitors
from tests.browser.office import Office
from tests.browser.visitor import WIDTHS, Visitor


def person(office: Office, who: str) -> int:
    """The number of a person of the demo."""
    ((number,),) = office.running.query(
        f"SELECT contact_id FROM contacts_contactpoint WHERE value = '{office.people[who]}'"
    )
    return int(number)


def saves(staff: Visitor) -> None:
    staff.page.locator("button[name=_save]").click()


def test_the_town_of_a_person_is_edited_without_their_numbers(office: Office, staff: Visitor) -> None:
    number = person(office, "client_active")
    staff.open(f"/admin/contacts/contact/{number}/change/")
    staff.page.locator("#id_city").fill("Oostende")
    saves(staff)
    staff.page.wait_for_url(f"**/admin/contacts/contact/{number}/")
    staff.reads("Oostende")
    assert office.running.query(f"SELECT city FROM contacts_contact WHERE id = {number}") == [("Oostende",)]


def test_somebody_without_an_address_is_added(office: Office, staff: Visitor) -> None:
    staff.open("/admin/contacts/contact/add/")
    staff.page.locator("#id_last_name").fill("Zonderadres")
    saves(staff)
    expect(staff.page.locator("#id_reason")).to_be_focused()
    staff.page.locator("#id_reason").select_option("question")
    staff.page.locator("#id_reason_text").fill("Wanneer beginnen jullie?")
    saves(staff)
    staff.page.wait_for_url(re.compile(r"/contact/\d+/$"))
    assert office.running.query("SELECT count(*) FROM contacts_contact WHERE last_name = 'Zonderadres'") == [
        (1,)
    ]


def test_the_first_field_that_is_not_right_has_the_focus_and_is_in_view_at_each_width(
    office: Office, staff: Visitor
) -> None:
    for width in WIDTHS:
        staff.page.set_viewport_size({"width": width, "height": 700})
        staff.open(f"/admin/contacts/contact/{person(office, 'client_active')}/change/?why=correcting")
        row = int(staff.page.locator("[name=points-INITIAL_FORMS]").input_value())
        staff.page.locator(f"[name=points-{row}-kind]").select_option("email")
        staff.page.locator(f"[name=points-{row}-label]").fill("thuis")
        saves(staff)
        value = staff.page.locator(f"[name=points-{row}-value]")
        expect(value).to_be_focused()
        expect(value).to_be_in_viewport(ratio=1)
        expect(staff.page.locator("[data-form-errors] a")).to_have_count(1)
    staff.look("staff-form-errors")


def test_each_line_of_the_summary_leads_to_its_field_also_where_a_search_stands_in_its_place(
    staff: Visitor,
) -> None:
    staff.open("/admin/contacts/enquiry/add/")
    saves(staff)
    links = staff.page.locator("[data-form-errors] a")
    expect(links).to_have_count(2)
    expect(staff.page.locator("#id_contact-chosen")).to_be_focused()
    links.filter(has_text=staff.say("question").capitalize()).click()
    expect(staff.page.locator("#id_question")).to_be_focused()
    links.first.focus()
    staff.page.keyboard.press("Enter")
    expect(staff.page.locator("#id_contact-chosen")).to_be_focused()


def test_the_summary_leads_to_the_field_without_scripts(visitors: Visitors) -> None:
    staff = visitors(staff=True, java_script_enabled=False)
    staff.open("/admin/privacy/request/add/")
    staff.page.locator("main form button.sw-button:not(.sw-second)").click()
    link = staff.page.locator("[data-form-errors] a").first
    expect(link).to_be_visible()
    staff.page.set_viewport_size({"width": 320, "height": 700})
    link.click()
    expect(staff.page.locator(str(link.get_attribute("href")))).to_be_focused()


def test_a_page_of_our_own_goes_to_its_first_field_too(staff: Visitor) -> None:
    staff.open("/admin/privacy/request/add/")
    staff.press("Record")
    expect(staff.page.locator("#id_address")).to_be_focused()
    expect(staff.page.locator("#id_address")).to_be_in_viewport(ratio=1)
    staff.look("staff-record-errors")

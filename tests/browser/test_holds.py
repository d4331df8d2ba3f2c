"""A hold in the browser: placed from the page of a person, looked at, and released."""

from __future__ import annotations

from tests.browser.conftest import Visitors
from tests.browser.office import Office


def test_a_hold_is_placed_looked_at_and_released(office: Office, visitors: Visitors) -> None:
    ((contact,),) = office.running.query(
        f"SELECT contact_id FROM contacts_contactpoint WHERE value = '{office.people['client_active']}'"
    )
    staff = visitors(staff=True)
    staff.open(f"/admin/contacts/contact/{contact}/")
    staff.page.get_by_role("link", name=staff.say("Place a hold")).click()
    staff.look("staff-hold-place")
    staff.page.locator("input[name=labels]").first.check()
    staff.page.locator("textarea[name=reason]").fill("Een geschil over de prijs")
    staff.press("Place the hold")
    staff.look("staff-hold-panel")
    staff.open("/admin/privacy/hold/")
    staff.look("staff-hold-list")
    ((hold,),) = office.running.query("SELECT max(id) FROM privacy_hold")
    staff.open(f"/admin/privacy/hold/{hold}/change/")
    staff.reads("Een geschil over de prijs")
    staff.look("staff-hold")
    staff.page.locator("textarea[name=reason]").fill("Het is bijgelegd")
    staff.press("Release the hold")
    staff.reads("Het is bijgelegd")

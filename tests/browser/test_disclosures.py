"""What others received, in the browser: written down from the page of a person, read by that person, and
followed by word of a change."""

from __future__ import annotations

from tests.browser.conftest import Visitors
from tests.browser.office import Office

LAWYER = "Advocaten Voorbeeld"


def test_what_a_lawyer_received_is_written_down_and_passed_on(office: Office, visitors: Visitors) -> None:
    email = office.people["client_past"]
    ((contact,),) = office.running.query(
        f"SELECT contact_id FROM contacts_contactpoint WHERE value = '{email}'"
    )
    staff = visitors(staff=True)
    staff.open(f"/admin/contacts/contact/{contact}/")
    staff.page.get_by_role("link", name=staff.say("Others received data")).click()
    staff.look("staff-disclosure")
    staff.page.locator("input[name=recipient][value=claims]").check()
    staff.page.locator("input[name=labels][value='contacts.contact.name']").check()
    staff.page.locator("textarea[name=reason]").fill("Een geschil over de prijs")
    staff.page.locator("input[name=law]").fill("GDPR art. 17(3)(e)")
    staff.press("Write it down")
    staff.reads(staff.say("Write the name of who received it."))
    staff.look("staff-disclosure-wrong")
    staff.page.locator("input[name=name]").fill(LAWYER)
    staff.press("Write it down")
    staff.reads(staff.say("Written down. When these data change, you are asked to tell them."))
    staff.open("/admin/privacy/disclosure/")
    staff.reads(LAWYER)
    staff.look("staff-disclosures")

    office.running.manage("privacy_erase", email)
    ((number,),) = office.running.query("SELECT max(id) FROM privacy_recipientnotification")
    staff.open(f"/admin/privacy/recipientnotification/{number}/change/")
    staff.look("staff-forwarding")
    staff.page.locator("input[name=state][value=told]").check()
    staff.page.locator("textarea[name=reason]").fill("Met een brief")
    staff.press("Write it down")
    staff.reads("Met een brief")
    staff.look("staff-forwarding-settled")

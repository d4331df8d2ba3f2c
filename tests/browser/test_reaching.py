"""Calling somebody in the browser: a number after a reason and not before, and no number of who had their
data put aside."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitors
from tests.browser.office import Office


def number_of(office: Office, key: str) -> int:
    """The number of the contact of the demo under that key."""
    ((contact,),) = office.running.query(
        f"SELECT contact_id FROM contacts_contactpoint WHERE value = '{office.people[key]}'"
    )
    return int(contact)


def says_nothing_of(page: Page, *secrets: str) -> None:
    """The page, to its last attribute, has none of ``secrets``."""
    assert [secret for secret in secrets if secret in page.content()] == []


def test_a_member_of_staff_writes_to_somebody_about_their_open_question(
    office: Office, visitors: Visitors
) -> None:
    contact, address = number_of(office, "enquirer"), office.people["enquirer"]
    staff = visitors(staff=True)
    staff.open(f"/admin/contacts/contact/{contact}/")
    staff.reads("Noor Hendrickx")
    says_nothing_of(staff.page, address)
    staff.look("staff-contact-hidden")
    staff.page.get_by_role("link", name=staff.say("Call or mail: say why, and see the number")).click()
    staff.reads(staff.say("Call or mail %(name)s", name="Noor Hendrickx"))
    says_nothing_of(staff.page, address)
    staff.look("staff-reach")
    staff.press("Show it, and register the talk")
    assert staff.page.locator(":invalid").count(), "nothing is chosen for anybody"
    staff.page.locator("input[name=reason]").first.check()
    staff.page.locator("input[name=point]").first.check()
    staff.press("Show it, and register the talk")
    expect(staff.page.get_by_role("link", name=address)).to_have_attribute("href", f"mailto:{address}")
    staff.look("staff-reached")
    read = office.running.query(
        "SELECT purpose, what FROM privacy_accesslog WHERE what LIKE 'contacts.contactpoint %' ORDER BY id "
        "DESC LIMIT 1"
    )
    ((point,),) = office.running.query(f"SELECT id FROM contacts_contactpoint WHERE value = '{address}'")
    assert [tuple(row) for row in read] == [("enquiry", f"contacts.contactpoint {point}")]
    staff.page.locator("textarea[name=note]").fill("Ze komt volgende week langs.")
    staff.press("Keep")
    staff.reads("Ze komt volgende week langs.")
    talks = office.running.query(
        f"SELECT channel, purpose, enquiry_id IS NOT NULL FROM contacts_interaction WHERE contact_id = "
        f"{contact}"
    )
    assert [(channel, purpose, bool(about)) for channel, purpose, about in talks] == [
        ("email", "enquiry", True)
    ]


RESTRICT = """
from django.utils import timezone
from contacts.models import Contact
from privacy.subjects import choices
subject = Contact.objects.get(points__value="{address}").subject
choices.record_restriction(subject, on=timezone.localdate(), source="phone")
"""


def test_who_had_their_data_put_aside_is_not_written_to_and_the_reason_is_read(
    office: Office, visitors: Visitors
) -> None:
    address = "sofie@wijkschool.example.be"
    ((contact,),) = office.running.query(
        f"SELECT contact_id FROM contacts_contactpoint WHERE value = '{address}'"
    )
    staff = visitors(staff=True)
    staff.open(f"/admin/contacts/contact/{contact}/reach/")
    assert staff.page.locator("input[name=reason]").count() == 1
    office.running.manage("shell", "--no-imports", "-c", RESTRICT.format(address=address))
    staff.page.locator("input[name=reason]").check()
    staff.page.locator("input[name=point]").check()
    staff.press("Show it, and register the talk")
    staff.reads("(AVG art. 18(2))")
    says_nothing_of(staff.page, address)
    assert staff.page.locator("input[name=reason]").count() == 0
    staff.look("staff-reach-refused")
    assert not office.running.query(f"SELECT 1 FROM contacts_interaction WHERE contact_id = {contact}")

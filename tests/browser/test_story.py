"""The whole story in Dutch: somebody asks, is kept, asks to see or to be forgotten, is answered, and is
gone."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date

from django.utils import formats, translation

from tests.browser.office import Office
from tests.browser.steps import (
    ACCESS,
    ERASURE,
    approves_erasure,
    asks_a_question,
    choice,
    confirms,
    opens,
    request_of,
    uses_a_right,
)
from tests.browser.visitor import Visitor
from tests.instances import eventually

CONTACTS = "/admin/contacts/contact/"


def in_dutch(day: date) -> str:
    with translation.override("nl"):
        return formats.date_format(day, "l j F Y")


def state_of(office: Office, reference: str) -> str:
    return str(request_of(office, reference, "state")[0])


def test_somebody_asks_a_question_and_asks_to_be_forgotten(
    office: Office, visitor: Visitor, staff: Visitor
) -> None:
    email = "jonas.willems@example.org"

    visitor.open("/")
    visitor.look("home")
    visitor.page.get_by_role("main").get_by_role("link", name=visitor.say("Ask a question")).click()
    visitor.arrives("Ask a question")
    visitor.look("contact")
    asks_a_question(visitor, office, name="Jonas Willems", email=email)
    visitor.look("contact-thanks")

    staff.open(CONTACTS)
    staff.reads("Jonas Willems")

    visitor.open("/privacy/request/?kind=erasure")
    assert choice(visitor, ERASURE).is_checked()
    visitor.look("request")
    uses_a_right(visitor, ERASURE, email=email)
    visitor.look("request-sent")

    letter = office.letter_to(email)
    assert letter.letter["Auto-Submitted"] == "auto-generated"
    assert "Jonas" not in letter.letter.as_string()
    link = office.link_in(letter)
    assert office.running.status(link) == office.running.status(link) == 200  # scanners of mail
    visitor.open(link)
    visitor.arrives("Confirm your request")
    visitor.look("request-confirm")
    visitor.press("Confirm")
    visitor.arrives("Thank you. We are handling your request.")
    reference = visitor.reference()
    due = date.fromisoformat(str(request_of(office, reference, "due_on")[0]))
    visitor.reads(in_dutch(due))
    visitor.look("request-confirmed")

    received = office.letter_to(email)
    assert reference in received.part("text/plain")
    status = office.link_in(received)
    visitor.page.get_by_role("link", name=visitor.say("Follow your request")).click()
    visitor.reads(visitor.say("We are here now."))
    visitor.look("status-open")

    staff.open("/admin/")
    staff.look("staff-dashboard")
    staff.open("/admin/privacy/request/")
    staff.look("staff-inbox")
    opens(staff, reference)
    for heading in ("Goes", "Stays", "At others"):
        assert staff.page.get_by_role("heading", name=staff.say(heading)).is_visible()
    staff.look("staff-request")
    staff.page.locator("#word").fill("zomaar")
    staff.press("Erase and answer")
    staff.reads(staff.say("Nothing was done: type “%(word)s” to confirm.", word=staff.say("forget")))
    assert state_of(office, reference) == "open"
    approves_erasure(staff)
    staff.reads(staff.say("Approved and done. The answer is on its way."))
    staff.look("staff-request-done")

    answer = office.letter_to(email)
    assert reference in str(answer.letter["Subject"])
    assert visitor.say("What is gone") in answer.part("text/plain")
    eventually(lambda: state_of(office, reference) == "answered")
    visitor.open(status)
    visitor.reads(visitor.say("answered"))
    visitor.look("status-answered")

    staff.open(CONTACTS)
    staff.reads("Noor Hendrickx")
    assert "Jonas" not in staff.page.inner_text("body")
    for table, column in (("contacts_contactpoint", "value"), ("contacts_contact", "first_name")):
        assert office.running.query(f"SELECT {column} FROM {table}"), "presence before absence"
        assert not office.running.query(f"SELECT {column} FROM {table} WHERE {column} LIKE '%onas%'")


def test_somebody_sees_what_we_have_and_the_link_dies_with_their_data(
    office: Office, visitor: Visitor, staff: Visitor
) -> None:
    email = "hanna.peeters@example.org"
    asks_a_question(visitor, office, name="Hanna Peeters", email=email)
    uses_a_right(visitor, ACCESS, email=email)
    reference = confirms(visitor, office, email=email)
    office.letter_to(email)

    opens(staff, reference)
    staff.look("staff-request-access")
    staff.press("Approve and answer")
    staff.reads(staff.say("Approved and done. The answer is on its way."))

    link = office.link_in(office.letter_to(email))
    visitor.open(link)
    visitor.arrives("Your data")
    visitor.look("download")
    with visitor.page.expect_download() as download:
        visitor.press("Download (zip)")
    assert download.value.suggested_filename == f"{reference}.zip"
    with zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())) as package:
        data = package.read("data.json").decode()
        assert json.loads(data)
    assert "Hanna" in data
    assert "Mag ik eens langskomen" in data

    office.running.manage("privacy_erase", email)
    assert visitor.open(link) == 410
    visitor.arrives("This download is no longer there")
    visitor.look("download-gone")

"""What visitors and staff do in more than one story."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone
from playwright.sync_api import Locator

from tests.browser.office import Office
from tests.browser.visitor import Visitor
from tests.instances import eventually
from tests.mail_server import Received

ERASURE = "Forget me"
ACCESS = "See my data"
CORRECTION = "Correct my data"
OBJECTION = "Object to a use of my data"
WITHDRAWAL = "Take back my consent"
RESTRICTION = "Put my data aside"
PORTABILITY = "Take my data with me"


def choice(visitor: Visitor, right: str) -> Locator:
    """Return the radio button of a right in the public form."""
    return visitor.page.get_by_role("radio", name=re.compile(re.escape(visitor.say(right))))


def asks_a_question(visitor: Visitor, office: Office, *, name: str, email: str) -> None:
    """Ask a question by the public form, and wait until the worker took it in."""
    visitor.open(visitor.at("/contact/"))
    visitor.field("Your name").fill(name)
    visitor.field("Your e-mail address").fill(email)
    visitor.field("Your question").fill("Mag ik eens langskomen met mijn klas?")
    visitor.press("Send my question")
    visitor.arrives("Thank you")
    waiting = "SELECT 1 FROM privacy_outboxmessage WHERE handler = 'form' AND state = 'waiting'"
    eventually(lambda: not office.running.query(waiting))


def uses_a_right(
    visitor: Visitor, right: str, *, email: str, use: str = "", details: str = "", look: str = ""
) -> None:
    """Go through the form and the check of one's answers, to the page that says to look in the mailbox.

    ``use`` is what an objection or a withdrawal is about, in the words of the form; ``look`` the name of a
    picture of the form.
    """
    visitor.open(visitor.at("/privacy/request/"))
    choice(visitor, right).check()
    if use:
        visitor.page.get_by_role("radio", name=visitor.say(use), exact=False).check()
    visitor.field("Your e-mail address").fill(email)
    if details:
        visitor.field("Is there something we should know?").fill(details)
    if look:
        visitor.look(look)
    visitor.press("Check your answers")
    visitor.arrives("Check your answers")
    visitor.reads(email)
    visitor.press("Send")
    visitor.arrives("Look in your mailbox")


def confirms(visitor: Visitor, office: Office, *, email: str, at_once: bool = False) -> str:
    """Follow the mailed link and press its button; return the reference. The letter with it stays to be read.

    ``at_once``: it is done with that press.
    """
    visitor.open(office.link_in(office.letter_to(email)))
    visitor.press("Confirm")
    visitor.arrives("Thank you. It is done." if at_once else "Thank you. We are handling your request.")
    return visitor.reference()


def reads_letter(visitor: Visitor, letter: Received, name: str) -> None:
    """Look at a letter as a mail program shows it, in a window of its own."""
    reads_file(visitor, letter.part("text/html"), name)


def reads_file(visitor: Visitor, html: str, name: str) -> None:
    """Look at a page that no server gives: it goes out by mail, or stands in a download."""
    page, visitor.page = visitor.page, visitor.context.new_page()
    visitor.page.set_content(html)
    visitor.look(name)
    visitor.page.close()
    visitor.page = page


def plain(letter: Received) -> str:
    """Return the text of a letter in one line."""
    return one_line(letter.part("text/plain"))


def one_line(text: str) -> str:
    """Return ``text`` with every kind of space the same: French puts narrow ones before its marks."""
    return " ".join(text.split())


def opens(staff: Visitor, reference: str) -> None:
    """Find a request in the inbox of staff, and open it."""
    assert staff.open("/admin/privacy/request/") == 200
    staff.page.get_by_role("link", name=reference).click()
    staff.page.wait_for_url("**/change/**")
    staff.reads(reference)


def approves_erasure(staff: Visitor) -> None:
    """Type the word for it and press the button, on the page of a request."""
    staff.page.locator("#word").fill(staff.say("forget"))
    staff.press("Erase and answer")


def received(office: Office, reference: str) -> datetime:
    """Return when the request with that reference reached us, at our time."""
    (stored,) = request_of(office, reference, "received_at")
    moment = stored if isinstance(stored, datetime) else datetime.fromisoformat(stored)
    return timezone.localtime(moment if timezone.is_aware(moment) else moment.replace(tzinfo=UTC))


def request_of(office: Office, reference: str, *columns: str) -> tuple[Any, ...]:
    """Return these columns of the request with that reference."""
    (row,) = office.running.query(
        f"SELECT {', '.join(columns)} FROM privacy_request WHERE reference = '{reference}'"
    )
    return row

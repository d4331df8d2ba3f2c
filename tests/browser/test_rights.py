"""Every right in each language: asked by a person with a browser and a mailbox, answered by staff who read
another one."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from django.utils import formats, translation

from tests.browser import letters
from tests.browser.conftest import Visitors
from tests.browser.office import LANGUAGES, Office
from tests.browser.steps import (
    ACCESS,
    CORRECTION,
    ERASURE,
    OBJECTION,
    PORTABILITY,
    RESTRICTION,
    WITHDRAWAL,
    approves_erasure,
    asks_a_question,
    choice,
    confirms,
    one_line,
    opens,
    plain,
    reads_file,
    reads_letter,
    request_of,
    uses_a_right,
)
from tests.browser.visitor import Visitor
from tests.instances import eventually
from tests.mail_server import Received

RIGHTS = {
    "access": ACCESS,
    "rectification": CORRECTION,
    "erasure": ERASURE,
    "objection": OBJECTION,
    "withdrawal": WITHDRAWAL,
    "restriction": RESTRICTION,
    "portability": PORTABILITY,
}
AT_ONCE = ("objection", "withdrawal")
"""Rights that need nobody's leave: done with the press on the button."""

FACTS = {
    "rectification": {"details": "Elise, not Elize."},
    "objection": {"use": "everything that we do on the basis of our legitimate interests"},
    "withdrawal": {"use": "every consent you gave"},
}


def answered_in(right: str, language: str) -> str:
    """Return the language that staff read who answer: each right in each language meets each once."""
    return LANGUAGES[(list(RIGHTS).index(right) + LANGUAGES.index(language) + 1) % len(LANGUAGES)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("right", RIGHTS)
def test_a_right_from_the_form_to_the_answer(
    office: Office, visitors: Visitors, right: str, language: str
) -> None:
    visitor, staff = visitors(language=language), visitors(language=answered_in(right, language), staff=True)
    email = f"elise.{right}.{language}@example.org"
    asks_a_question(visitor, office, name="Elize Thomas", email=email)
    visitor.open(visitor.at(f"/privacy/request/?kind={right}"))
    assert choice(visitor, RIGHTS[right]).is_checked()
    uses_a_right(visitor, RIGHTS[right], email=email, **FACTS.get(right, {}))
    reference = confirms(visitor, office, email=email, at_once=right in AT_ONCE)
    if language == "nl" or right in ("access", "objection"):
        visitor.look(f"right-{right}-{language}-confirmed")
    status = visitor.page.get_by_role("link", name=visitor.say("Follow your request")).get_attribute("href")
    assert str(status).startswith(visitor.at("/privacy/status/"))

    if right in AT_ONCE:
        letter = office.letter_to(email)  # the one letter is the answer
        assert staff.open("/admin/privacy/request/?which=all") == 200
        staff.page.get_by_role("link", name=reference).click()
    else:
        acknowledged(visitor, office, office.letter_to(email), reference=reference)
        opens(staff, reference)
        STAFF[right](staff)
        staff.reads(staff.say("Approved and done. The answer is on its way."))
        letter = office.letter_to(email)
    staff.page.wait_for_url("**/change/**")
    if language == "nl":
        staff.look(f"right-{right}-staff-{staff.language}")

    letters.answers(visitor, office, letter, right, reference)
    reads_letter(visitor, letter, f"right-{right}-{language}-letter")
    eventually(lambda: request_of(office, reference, "state") == ("answered",), within=90)
    visitor.open(str(status))
    visitor.reads(visitor.say("You get our answer by mail"))
    if right == "objection":
        visitor.look(f"right-{right}-{language}-status")
    if right in AFTER:
        AFTER[right](office, visitor, staff, letter, reference)


def acknowledged(visitor: Visitor, office: Office, letter: Received, *, reference: str) -> None:
    """The first letter names the reference and the last day, and leads to the page of the request."""
    letters.is_a_letter_for(visitor, office, letter)
    assert reference in str(letter.letter["Subject"])
    with translation.override(visitor.language):
        due = request_of(office, reference, "due_on")[0]
        assert formats.date_format(date.fromisoformat(str(due)), "j F Y") in plain(letter)


def approves(staff: Visitor) -> None:
    staff.press("Approve and answer")


def corrects(staff: Visitor) -> None:
    """Take from the person's words what should say what, accept it, and approve."""
    staff.reads("Elise, not Elize.")
    staff.page.select_option("#field", "first_name")
    staff.page.fill("#value", "Elise")
    staff.press("Write down")
    staff.reads(staff.say("The correction is written down. Accept or refuse it."))
    staff.page.get_by_role("button", name=re.compile(rf"^{staff.say('Accept')}\s?:")).click()
    staff.reads(staff.say("Accepted. It is changed when you approve the request."))
    approves(staff)


STAFF: dict[str, Callable[[Visitor], None]] = {
    "access": approves,
    "rectification": corrects,
    "erasure": approves_erasure,
    "restriction": approves,
    "portability": approves,
}


def restricted(office: Office, reference: str) -> bool:
    """Return whether a restriction that this request brought about still stands."""
    (number,) = request_of(office, reference, "id")
    standing = (
        f"SELECT id FROM privacy_choice WHERE kind = 'restriction' AND ends IS NULL AND request_id = {number}"
    )
    return bool(office.running.query(standing))


def downloaded(office: Office, visitor: Visitor, letter: Received) -> dict[str, str]:
    """Follow the link in the letter and return the files of the zip that are text."""
    visitor.open(office.link_in(letter))
    with visitor.page.expect_download() as download:
        visitor.press("Download (zip)")
    with zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())) as archive:
        return {
            name: archive.read(name).decode()
            for name in archive.namelist()
            if name.endswith((".html", ".json"))
        }


def has_everything(
    office: Office, visitor: Visitor, staff: Visitor, letter: Received, reference: str
) -> None:
    """The zip has the data, and an answer to read with all of art. 15(1) in the person's language."""
    files = downloaded(office, visitor, letter)
    data = json.loads(files["data.json"])
    assert ("Elize" in files["data.json"], data["right"]) == (True, "access")
    assert data["tables"]["privacy.accesslog"], "staff looked, and that is told"
    answer = one_line(html.unescape(files["answer.html"]))
    assert f'<html lang="{visitor.language}"' in answer
    for title in (
        "Why we keep it, and until when",
        "Where your data come from",
        "Who else sees them",
        "What you can ask of us",
        "You can say no",
        "Not satisfied?",
        "Decisions by computers",
    ):
        assert one_line(visitor.say(title)) in answer, title
    reads_file(visitor, files["answer.html"], f"right-access-{visitor.language}-answer")


def has_what_they_gave(
    office: Office, visitor: Visitor, staff: Visitor, letter: Received, reference: str
) -> None:
    """Who only asked a question gave nothing on a contract: the letter says so and brings no file."""
    assert "/privacy/download/" not in letter.part("text/plain")
    assert "6(1)(f)" in letter.part("text/plain")


def is_corrected(office: Office, visitor: Visitor, staff: Visitor, letter: Received, reference: str) -> None:
    """The name is changed, and nothing was restricted meanwhile."""
    assert not restricted(office, reference)
    staff.open(f"/admin/contacts/contact/?q=elise.rectification.{visitor.language}")
    staff.reads("Elise Thomas")


def hears_before_it_ends(
    office: Office, visitor: Visitor, staff: Visitor, letter: Received, reference: str
) -> None:
    """Lifting it takes a letter first; until the day that it names the data stay aside."""
    assert restricted(office, reference)
    staff.page.reload()
    staff.press("Tell the person, and use the data again")
    staff.reads(staff.say("The person is told that this ends. Until then these data are put aside."))
    warning = office.letter_to(letter.recipients[0])
    letters.is_a_letter_for(visitor, office, warning)
    assert one_line(
        visitor.say("You asked us not to use your data for a while. The reason for that no longer exists.")
    ) in plain(warning)
    reads_letter(visitor, warning, f"right-restriction-{visitor.language}-ends")
    assert restricted(office, reference), "the day has not come"


def is_gone(office: Office, visitor: Visitor, staff: Visitor, letter: Received, reference: str) -> None:
    """Nothing of the person is left in the register."""
    assert office.running.query("SELECT value FROM contacts_contactpoint WHERE value LIKE '%@%'"), (
        "presence before absence"
    )
    assert not office.running.query(
        f"SELECT value FROM contacts_contactpoint WHERE value = '{letter.recipients[0]}'"
    )


AFTER: dict[str, Callable[[Office, Visitor, Visitor, Received, str], None]] = {
    "access": has_everything,
    "rectification": is_corrected,
    "erasure": is_gone,
    "restriction": hears_before_it_ends,
    "portability": has_what_they_gave,
}

"""Every right in the browser: asked by a person with a browser and a mailbox, answered by staff."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from tests.browser.conftest import Visitors
from tests.browser.office import Office
from tests.browser.steps import (
    CORRECTION,
    OBJECTION,
    PORTABILITY,
    RESTRICTION,
    WITHDRAWAL,
    asks_a_question,
    choice,
    confirms,
    opens,
    request_of,
    uses_a_right,
)
from tests.browser.visitor import Visitor
from tests.instances import eventually


def known(visitor: Visitor, *, name: str, email: str) -> None:
    """Become known by a question."""
    asks_a_question(visitor, name=name, email=email)


def asks(visitor: Visitor, office: Office, right: str, *, email: str, **facts: str) -> str:
    """Ask, confirm by the mailed link, and read the acknowledgement; return the reference."""
    uses_a_right(visitor, right, email=email, **facts)
    reference = confirms(visitor, office, email=email)
    office.letter_to(email)
    return reference


def approves(staff: Visitor, reference: str) -> None:
    """Find the request and approve it."""
    opens(staff, reference)
    staff.press("Approve and answer")
    staff.reads(staff.say("Approved and done. The answer is on its way."))


def answered(office: Office, reference: str) -> None:
    eventually(lambda: request_of(office, reference, "state")[0] == "answered", within=90)


def restricted(office: Office, reference: str) -> bool:
    """Return whether a restriction that this request brought about still stands."""
    (number,) = request_of(office, reference, "id")
    return bool(
        office.running.query(f"SELECT id FROM privacy_choice WHERE kind = 'restriction' AND ends IS NULL AND request_id = {number}")
    )


def test_somebody_has_their_name_corrected(office: Office, visitor: Visitor, staff: Visitor) -> None:
    email = "lotte.maes@example.org"
    known(visitor, name="Lote Maes", email=email)
    reference = asks(visitor, office, CORRECTION, email=email, details="Ik heet Lotte, met twee t's.", look="rights-correction")
    visitor.reads(visitor.say("While we check what you wrote, we leave your data unused."))
    visitor.look("rights-correction-confirmed")
    assert restricted(office, reference)

    opens(staff, reference)
    staff.reads("Ik heet Lotte")
    staff.page.select_option("#field", "first_name")
    staff.page.fill("#value", "Lotte")
    staff.press("Write down")
    staff.reads(staff.say("The correction is written down. Accept or refuse it."))
    staff.look("rights-correcting")
    staff.page.get_by_role("button", name=re.compile(rf"^{staff.say('Accept')}:")).click()
    staff.reads(staff.say("Accepted. It is changed when you approve the request."))
    approves(staff, reference)
    staff.look("rights-corrected")

    letter = office.letter_to(email)
    assert "voornaam" in letter.part("text/plain")
    answered(office, reference)
    eventually(lambda: not restricted(office, reference), within=90)
    staff.open("/admin/contacts/contact/?q=Lotte")
    staff.reads("Lotte Maes")


def test_somebody_stops_a_use_at_once(office: Office, visitor: Visitor, staff: Visitor) -> None:
    email = "karim.benali@example.org"
    known(visitor, name="Karim Benali", email=email)
    visitor.open("/privacy/request/?kind=objection")
    assert choice(visitor, OBJECTION).is_checked()
    reference = asks(visitor, office, OBJECTION, email=email, use="everything you can object to", look="rights-objection")
    visitor.reads(visitor.say("It is done: we stopped. A letter that says what that means is on its way to you."))
    visitor.look("rights-objection-done")
    letter = office.letter_to(email)
    assert reference in str(letter.letter["Subject"])
    answered(office, reference)
    assert staff.open("/admin/privacy/request/?which=all") == 200
    staff.page.get_by_role("link", name=reference).click()
    staff.reads(staff.say("used for this no longer"))
    staff.look("rights-objected")


def test_somebody_takes_back_a_consent(office: Office, visitor: Visitor) -> None:
    email = "emma.peeters@example.org"
    known(visitor, name="Emma Peeters", email=email)
    reference = asks(visitor, office, WITHDRAWAL, email=email)
    told(office, email, visitor.say("What we did with it before stays lawful. From now on we do it no more."))
    answered(office, reference)


def told(office: Office, email: str, sentence: str) -> None:
    """A letter says ``sentence``, whichever of several comes first."""

    def saying() -> bool:
        letters = [letter for letter in list(office.post.received) if email in letter.recipients]
        return any(sentence in " ".join(letter.part("text/plain").split()) for letter in letters)

    assert eventually(saying, within=90)


def test_somebody_has_their_data_put_aside_and_hears_before_that_ends(office: Office, visitor: Visitor, staff: Visitor) -> None:
    email = "wout.jacobs@example.org"
    known(visitor, name="Wout Jacobs", email=email)
    reference = asks(visitor, office, RESTRICTION, email=email, look="rights-restriction")
    opens(staff, reference)
    staff.look("rights-restricting")
    approves(staff, reference)
    told(office, email, visitor.say("We write to you before this ends."))
    answered(office, reference)
    assert restricted(office, reference)
    staff.page.reload()
    staff.look("rights-restricted")
    staff.press("Tell the person, and use the data again")
    staff.reads(staff.say("The person is told that this ends. Until then these data are put aside."))
    told(office, email, visitor.say("You asked us not to use your data for a while. What that was for is settled now."))
    assert restricted(office, reference), "the day has not come"


def test_somebody_takes_their_data_along(office: Office, visitor: Visitor, staff: Visitor) -> None:
    email = "fatma.yilmaz@example.org"
    known(visitor, name="Fatma Yilmaz", email=email)
    reference = asks(visitor, office, PORTABILITY, email=email)
    approves(staff, reference)
    letter = office.letter_to(email)
    visitor.open(office.link_in(letter))
    with visitor.page.expect_download() as download:
        visitor.press("Download (zip)")
    with zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())) as archive:
        assert "data.json" in archive.namelist()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_right_can_be_asked_in_the_other_languages(office: Office, visitors: Visitors, language: str) -> None:
    visitor = visitors(language=language)
    email = f"someone.{language}@example.org"
    visitor.open(visitor.at("/privacy/request/"))
    visitor.look(f"rights-form-{language}")
    for right in (CORRECTION, OBJECTION, WITHDRAWAL, RESTRICTION, PORTABILITY):
        uses_a_right(visitor, right, email=f"{right[:4].strip().lower()}.{email}", details="…")
    reference = asks(visitor, office, OBJECTION, email=email)
    letter = office.letter_to(email)
    assert letter.letter["Content-Language"] == language
    assert reference in str(letter.letter["Subject"])

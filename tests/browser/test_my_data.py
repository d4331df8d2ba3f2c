"""My data in the browser: from the form by a mailed link to everything about oneself, and what one does
there."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitors
from tests.browser.office import Office
from tests.browser.steps import asks_a_question, one_line, plain, reads_letter
from tests.browser.visitor import Visitor

PAGE = "/privacy/my-data/"


def asks_in(visitor: Visitor, office: Office, *, email: str) -> str:
    """Fill in the door's form and return the mailed link."""
    visitor.open(visitor.at(PAGE))
    visitor.field("Your e-mail address").fill(email)
    visitor.press("Mail me a link")
    visitor.arrives("Look in your mailbox")
    return office.link_in(office.letter_to(email))


def goes_in(visitor: Visitor, office: Office, *, email: str) -> None:
    """Go through the door to the page itself."""
    visitor.open(asks_in(visitor, office, email=email))
    visitor.press("Open my data")
    visitor.reads(visitor.say("What you can do"))


def leaves(visitor: Visitor) -> None:
    """Press the button at the foot of the page."""
    visitor.button("Leave").last.click()
    visitor.arrives("You left")


def back(visitor: Visitor) -> None:
    visitor.page.get_by_role("link", name=visitor.say("Back to my data")).click()
    visitor.reads(visitor.say("What you can do"))


def test_somebody_sees_everything_about_them_and_acts_on_it(office: Office, visitor: Visitor) -> None:
    email = office.people["client_invoiced"]
    visitor.open("/")
    visitor.page.get_by_role("link", name=visitor.say("Look at my data")).click()
    visitor.arrives("My data")
    visitor.look("my-data-door")
    link = asks_in(visitor, office, email=email)
    visitor.look("my-data-sent")
    assert visitor.context.cookies() == []
    visitor.open(link)
    assert visitor.context.cookies() == []
    visitor.look("my-data-link")
    visitor.press("Open my data")
    visitor.reads("Claessens")
    visitor.reads("31 december 2033")
    visitor.look("my-data")

    visitor.page.get_by_role("link", name=visitor.say("Something is wrong here")).first.click()
    visitor.look("my-data-correct")
    visitor.press("Send")
    visitor.reads(visitor.say("Change what is wrong, or write what it should be."))
    visitor.look("my-data-correct-errors")
    back(visitor)

    visitor.page.get_by_role("link", name=visitor.say("Have my data put aside")).click()
    visitor.look("my-data-restrict")
    back(visitor)
    visitor.page.get_by_role("link", name=visitor.say("Have my data erased")).click()
    visitor.look("my-data-forget")
    back(visitor)

    with visitor.page.expect_download() as download:
        visitor.press("Download everything (zip)")
    with zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())) as package:
        assert "Claessens" in json.dumps(json.loads(package.read("data.json")))

    leaves(visitor)
    visitor.look("my-data-left")
    visitor.open(PAGE)
    assert "Claessens" not in visitor.page.inner_text("body")
    assert visitor.context.cookies() == []


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_somebody_says_no_and_asks_to_be_forgotten(office: Office, visitors: Visitors, language: str) -> None:
    visitor = visitors(language=language)
    email = f"sofie.{language}@example.org"
    asks_a_question(visitor, office, name="Sofie Smets", email=email)
    goes_in(visitor, office, email=email)
    visitor.reads("Smets")
    visitor.look(f"my-data-{language}")

    visitor.page.get_by_role("link", name=re.compile(visitor.say("Stop this use"))).first.click()
    visitor.look(f"my-data-object-{language}")
    visitor.press("Stop this use")
    visitor.reads(visitor.say("We stopped that use. You will also see it below, among what you chose."))

    visitor.page.get_by_role("link", name=visitor.say("Have my data erased")).click()
    visitor.page.get_by_label(visitor.say("Type “%(word)s”", word=visitor.say("forget"))).fill(
        visitor.say("forget")
    )
    visitor.press("Ask to be forgotten")
    visitor.reads(visitor.say("We received your request to be forgotten. You see below how far it is."))
    visitor.reads("SOM-")
    visitor.look(f"my-data-after-{language}")
    office.letter_to(email)
    leaves(visitor)


CONSENT = """
from django.utils import timezone
from privacy.subjects import choices
from privacy.subjects.lookup import find_subjects
(subject,) = find_subjects("{email}")
facts = dict(on=timezone.localdate(), source="web", wording="Oui")
choices.record_consent(subject, "newsletter", **facts)
"""
"""Nothing of ours rests on a consent yet; a person may have given one all the same."""


def test_somebody_withdraws_a_consent_corrects_and_has_their_data_put_aside(
    office: Office, visitors: Visitors
) -> None:
    visitor, email = visitors(language="fr"), "maelle.dubois@example.org"
    asks_a_question(visitor, office, name="Maele Dubois", email=email)
    office.running.manage("shell", "--no-imports", "-c", CONSENT.format(email=email))
    goes_in(visitor, office, email=email)
    visitor.reads(visitor.say("You agreed to: %(words)s", words="newsletter"))
    visitor.look("my-data-consent")
    visitor.press("Withdraw my consent")
    visitor.reads(visitor.say("Your consent is withdrawn. What was done before stays lawful."))
    expect(visitor.button("Withdraw my consent")).to_have_count(0)
    ended = one_line(visitor.say("Your consent has ended: %(use)s.", use="newsletter"))
    letter = office.letter_to(email)  # the one letter is the answer
    assert ended in plain(letter)
    reads_letter(visitor, letter, "my-data-withdrawn-letter")

    visitor.page.get_by_role("link", name=visitor.say("Have my data put aside")).click()
    visitor.field("Why?").fill("Il y a un litige.")
    visitor.press("Ask this")
    visitor.reads(
        visitor.say("We received your request to put your data aside. You see below how far it is.")
    )
    office.letter_to(email)

    visitor.page.get_by_role("link", name=visitor.say("Something is wrong here")).first.click()
    visitor.page.get_by_label("Prénom").fill("Maëlle")
    visitor.press("Send")
    visitor.reads(
        visitor.say(
            "We received what should be corrected. A person looks at it; you see below how far it is."
        )
    )
    visitor.reads("Prénom: Maele → Maëlle")
    visitor.look("my-data-asked")
    with visitor.page.expect_download() as download:
        visitor.press("Download everything (zip)")
    with zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())) as package:
        assert "Dubois" in package.read("data.json").decode()
    leaves(visitor)


def test_a_visit_that_is_over_loses_nothing_of_what_was_typed(office: Office, visitor: Visitor) -> None:
    email = "traag.tine@example.org"
    asks_a_question(visitor, office, name="Tine Traag", email=email)
    goes_in(visitor, office, email=email)
    visitor.page.get_by_role("link", name=visitor.say("Have my data put aside")).click()
    visitor.field("Why?").fill("Ik schreef hier lang aan.")
    office.change(
        "UPDATE privacy_mydatavisit SET ends_at = '2026-01-01 00:00:00+00:00' WHERE session IS NOT NULL"
    )
    visitor.press("Ask this")
    visitor.reads("Ik schreef hier lang aan.")
    visitor.look("my-data-over")
    visitor.context.clear_cookies()


def test_an_address_that_we_do_not_know_is_told_so_by_mail(office: Office, visitor: Visitor) -> None:
    visitor.open(PAGE)
    visitor.field("Your e-mail address").fill("niemand@example.org")
    visitor.press("Mail me a link")
    visitor.arrives("Look in your mailbox")
    letter = office.letter_to("niemand@example.org")
    assert visitor.say("We have nothing about you") == str(letter.letter["Subject"])
    assert "http://" not in letter.part("text/plain").replace("http://www", "")

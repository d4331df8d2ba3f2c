"""Somebody applies with a real PDF and a real Word document, without an account, a cookie or a script; comes
back by the mailed link, looks at what arrived, chooses anew, and withdraws."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.applicants.papers import docx, pdf
from tests.browser.conftest import Visitors
from tests.browser.office import Office
from tests.browser.steps import plain, reads_letter
from tests.browser.visitor import Visitor
from tests.instances import eventually

POSITION = """
from datetime import timedelta
from django.utils import timezone
from applicants.models import Position
Position.objects.get_or_create(slug="{slug}", defaults=dict(
    title_nl="Vormingswerker taal (m/v/x)", title_fr="Formateur ou formatrice (f/h/x)",
    title_en="Language trainer (m/f/x)", place="Leuven", hours=19, pay_from=1480, pay_to=1720,
    text_nl="Je begeleidt groepen.\\n\\n# Wat je doet\\n- Je zoekt vrijwilligers.\\n- Je maakt materiaal.",
    text_fr="Vous accompagnez des groupes.", text_en="You guide groups.",
    opened_on=timezone.localdate(), closes_on=timezone.localdate() + timedelta(days=18)))
"""


@pytest.fixture
def papers(tmp_path: Path) -> tuple[Path, Path]:
    """A CV of two pages and a letter."""
    cv, letter = tmp_path / "cv.pdf", tmp_path / "brief.docx"
    cv.write_bytes(pdf(author="Geheime Maker"))
    letter.write_bytes(docx(author="Geheime Maker"))
    return cv, letter


def opens_position(office: Office, slug: str) -> str:
    """Let there be an open position; return its address."""
    office.running.manage("shell", "--no-imports", "-c", POSITION.format(slug=slug))
    return f"/jobs/{slug}/"


def fills_in(visitor: Visitor, papers: tuple[Path, Path], *, email: str) -> None:
    cv, letter = papers
    for label, said in (("First name", "Elif"), ("Last name", "Kaya")):
        visitor.page.get_by_role("textbox", name=visitor.say(label), exact=True).fill(said)
    visitor.field("Your e-mail address").fill(email)
    visitor.page.locator("[name=cv]").set_input_files(cv)
    visitor.page.locator("[name=letter_file]").set_input_files(letter)
    chooses(visitor, "For this job only")


def chooses(visitor: Visitor, how_long: str) -> None:
    visitor.page.get_by_role("radio", name=visitor.say(how_long), exact=False).check()


def follows(visitor: Visitor, words: str) -> None:
    visitor.page.get_by_role("link", name=visitor.say(words), exact=True).click()


def comes_back(visitor: Visitor, office: Office, *, email: str, look: str) -> str:
    """Follow the mailed link once the worker has looked at every file; return its path."""
    letter = office.letter_to(email)
    assert letter.letter["Content-Language"] == visitor.language
    assert visitor.say("What you can do there, now and later") in plain(letter)
    reads_letter(visitor, letter, f"{look}-letter")
    waiting = "SELECT 1 FROM applicants_document WHERE state = 'waiting'"
    eventually(lambda: not office.running.query(waiting), within=40)
    link = office.link_in(letter)
    assert visitor.open(link) == 200
    return link


def test_applying_with_a_pdf_and_a_word_document_and_withdrawing(
    office: Office, visitor: Visitor, papers: tuple[Path, Path]
) -> None:
    email, job = "elif.kaya@example.org", opens_position(office, "vormingswerker")
    visitor.open("/jobs/")
    visitor.reads("1.480 tot 1.720 euro bruto per maand")
    visitor.look("jobs")
    visitor.page.locator(f"a[href='{job}']").click()
    visitor.reads("Je maakt materiaal.")
    visitor.look("job")
    follows(visitor, "Apply for this job")
    visitor.look("apply")
    visitor.press("Send my application")
    visitor.reads(visitor.say("Something is missing or not right yet"))
    visitor.look("apply-errors")
    fills_in(visitor, papers, email=email)
    visitor.press("Send my application")
    visitor.arrives("Look in your mailbox")
    visitor.look("apply-sent")

    link = comes_back(visitor, office, email=email, look="application")
    visitor.reads("2 bladzijden")
    visitor.look("application-unconfirmed")
    with visitor.page.expect_download() as received:
        visitor.page.get_by_role("link", name="cv.pdf", exact=True).click()
    assert received.value.path().read_bytes() == papers[0].read_bytes()
    with visitor.page.expect_download() as copy:
        visitor.page.get_by_role("link", name=re.compile("De kopie die wij lezen.*cv.pdf")).click()
    assert b"Geheime Maker" not in copy.value.path().read_bytes()
    visitor.press("Confirm my application")
    visitor.reads(visitor.say("Thank you. Your application is confirmed."))
    visitor.look("application-confirmed")

    consents = "SELECT count(*) FROM privacy_choice WHERE purpose = 'reserve' AND ends IS NULL"
    ((others,),) = office.running.query(consents)
    chooses(visitor, "For later jobs too")
    visitor.press("Keep this choice")
    visitor.reads(visitor.say("We keep your application as you chose."))
    assert office.running.query(consents) == [(others + 1,)]
    follows(visitor, "Add a document")
    visitor.look("application-document")
    visitor.page.locator("[name=document]").set_input_files(papers[1])
    visitor.press("Send this document")
    visitor.reads(visitor.say("The document has arrived."))
    follows(visitor, "Withdraw")
    visitor.look("application-withdraw")
    visitor.press("Withdraw and delete what I sent")
    visitor.reads(visitor.say("You withdrew. We delete what you sent tonight."))
    visitor.look("application-withdrawn")
    assert office.running.query(consents) == [(others,)]
    assert visitor.open(link) == 200
    expect(visitor.button("Confirm my application")).to_have_count(0)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_applying_in_french_and_english(
    visitors: Visitors, office: Office, papers: tuple[Path, Path], language: str
) -> None:
    visitor, email = visitors(language=language), f"elif.{language}@example.org"
    job = opens_position(office, f"formateur-{language}")
    visitor.open(visitor.at(job))
    visitor.look(f"job-{language}")
    follows(visitor, "Apply for this job")
    visitor.look(f"apply-{language}")
    fills_in(visitor, papers, email=email)
    visitor.press("Send my application")
    visitor.arrives("Look in your mailbox")
    visitor.look(f"apply-sent-{language}")
    link = comes_back(visitor, office, email=email, look=f"application-{language}")
    assert link.startswith(visitor.at("/application/"))
    visitor.press("Confirm my application")
    visitor.reads(visitor.say("Thank you. Your application is confirmed."))
    visitor.look(f"application-{language}")

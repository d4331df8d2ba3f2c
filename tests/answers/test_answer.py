"""The answer to read has all that the law has us tell (GDPR art. 15(1) and (2), P37), on screen and on
paper."""

from __future__ import annotations

import html
import io
import re
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone, translation
from pypdf import PdfReader

from contacts import register
from contacts.models import Contact, ContactTag, Tag
from contacts.models.people import Origin
from privacy.models import AccessLog, Choice, Subject
from privacy.rights import legal_holds
from privacy.subjects import choices
from privacy.wording.words import purpose_words
from tests.answers.copies import copy, data
from tests.cast import TODAY, brecht, louise, noor, pieter
from tests.commands import answer

pytestmark = [pytest.mark.django_db, pytest.mark.promise("P37")]
LANGUAGES = ["nl", "fr", "en"]


def read(files: dict[str, bytes]) -> tuple[str, str]:
    """Return the words of the page and of the paper, without the ends of lines."""
    page = html.unescape(
        re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>", "", files["answer.html"].decode(), flags=re.S))
    )
    sheets = [page.extract_text().splitlines() for page in PdfReader(io.BytesIO(files["answer.pdf"])).pages]
    on_each = set.intersection(*({_without_number(line) for line in sheet} for sheet in sheets))
    on_each = on_each if len(sheets) > 1 else set()
    paper = [line for sheet in sheets for line in sheet if _without_number(line) not in on_each]
    return " ".join(page.split()), " ".join(" ".join(paper).split())


def _without_number(line: str) -> str:
    """Return a line without the number of its page: head and foot of a sheet are the same on each."""
    return re.sub(r"\d+$", "", line)


def both_say(files: dict[str, bytes], *words: str) -> None:
    for text in read(files):
        for each in words:
            assert " ".join(str(each).split()) in text, each


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_tells_why_by_which_ground_and_until_when(language: str, tmp_path: Path) -> None:
    contact = pieter()
    with translation.override(language):
        files = copy(contact, tmp_path)
        law = {
            "nl": "WER art. III.86, III.88; WIB 92 art. 315",
            "fr": "CDE art. III.86, III.88; CIR 92 art. 315",
            "en": "Code of Economic Law art. III.86, III.88; Income Tax Code 1992 art. 315",
        }[language]
        last_day = {"nl": "31 december 2033", "fr": "31 décembre 2033", "en": "31 December 2033"}[language]
        both_say(files, law, last_day, "6(1)(f)")
        for slug in {reason["purpose"] for each in data(files)["why"] for reason in each["reasons"]}:
            both_say(files, purpose_words(slug)[1:])


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_tells_the_rights_the_authority_the_recipients_and_that_no_computer_decides(
    language: str, tmp_path: Path
) -> None:
    contact = noor()
    with translation.override(language):
        files = copy(contact, tmp_path)
        both_say(
            files,
            *map(str, settings.AUTHORITY.values()),
            "art. 16",
            "art. 17",
            "art. 18",
            "art. 21",
            settings.ORGANISATION_EMAIL,
        )
        told = [
            "Yes, we have data about you.",
            "Our staff see only what they need",
            "send nothing to countries outside the European Economic Area",
            "We take no important decision about you with a computer alone",
            "From yourself",
        ]
        if language == "en":
            both_say(files, *told)
        else:
            assert not any(words in read(files)[0] for words in told), "no English is left"


def test_every_value_of_every_record_stands_in_it(tmp_path: Path) -> None:
    contact = pieter()
    ContactTag.objects.create(contact=contact, tag=Tag.objects.create(name="lezers"))
    files = copy(contact, tmp_path)
    both_say(
        files,
        "Pieter",
        "Claessens",
        "Voorbeeldstraat 12",
        "pieter@example.be",
        "+3216550102",
        "Geven jullie workshops?",
    )
    both_say(files, "Planning besproken.", "Workshop lezen", "lezers", "Pieter Claessens")
    (document,) = [name for name in files if name.startswith("files/")]
    both_say(files, document)


def test_the_log_of_who_looked_gives_days_and_purposes_and_names_nobody(tmp_path: Path) -> None:
    contact = noor()
    staff = brecht()
    AccessLog.objects.create(
        subject=contact.subject,
        user=staff,
        purpose="enquiry",
        what=f"contacts.contact {contact.pk}",
        at=timezone.now(),
    )
    with translation.override("en"):
        files = copy(contact, tmp_path)
        both_say(files, "Access log", "answering your question")
    for text in read(files):
        assert not {staff.username, "Brecht", "Wouters"} & set(re.findall(r"\w+", text))


def test_a_source_that_is_not_the_person_is_named(tmp_path: Path) -> None:
    contact = register.add_contact(
        origin=Origin.IMPORT, source="Client file of 2019", on=TODAY, emails=["old@example.org"]
    )
    with translation.override("en"):
        both_say(
            copy(contact, tmp_path),
            "Not all of it comes from you.",
            "imported from an earlier client file: Client file of 2019",
        )


def test_what_was_left_out_is_said_and_why(tmp_path: Path) -> None:
    contact = noor()
    pieter()
    with translation.override("en"):
        alone = copy(contact, tmp_path)
        register.receive_enquiry(
            contact, question="Is Pieter Claessens er ook?", on=TODAY, channel=Choice.Channel.WEB
        )
        files = copy(contact, tmp_path)
    both_say(files, "In 1 place we left out", "GDPR art. 15(4)", "Is [left out] er ook?")
    assert "we left out" not in read(alone)[0]
    assert not any("Claessens" in text for text in read(files))


def test_a_remembered_no_is_said_to_exist(tmp_path: Path) -> None:
    contact = noor()
    with translation.override("en"):
        before = read(copy(contact, tmp_path))[0]
        choices.record_objection(contact.subject, "client-file", on=TODAY, source=Choice.Channel.WEB)
        both_say(
            copy(contact, tmp_path),
            "You said no to us before.",
            "A code of your e-mail address: no to “staying in touch",
            "Remembering that you said no: our legitimate interest (GDPR art. 6(1)(f))",
            "Until you say yes again yourself.",
        )
    assert "You said no to us before." not in before


def test_what_is_held_or_restricted_is_in_it(tmp_path: Path) -> None:
    contact = louise()
    choices.record_restriction(contact.subject, on=TODAY, source=Choice.Channel.WEB)
    choices.record_objection(contact.subject, "", on=TODAY, source=Choice.Channel.WEB)
    legal_holds.place_hold(
        contact.subject,
        covers="contacts.contact.name",
        reason="A dispute.",
        law="Ger.W. art. 870",
        on=TODAY,
        review_on=TODAY + timedelta(90),
    )
    with translation.override("en"):
        both_say(
            copy(contact, tmp_path),
            "Dumont",
            "It has been under a legal hold since",
            "Its use is restricted",
            "Ger.W. art. 870",
            "GDPR art. 18",
        )


def test_what_is_held_is_named_and_its_law_goes_by_the_name_that_people_know(tmp_path: Path) -> None:
    contact = louise()
    facts: dict[str, Any] = {
        "reason": "Een geschil.",
        "law": "GDPR art. 17(3)(e)",
        "on": TODAY,
        "review_on": TODAY + timedelta(90),
    }
    legal_holds.place_hold(contact.subject, covers="contacts.enquiry.said", **facts)
    with translation.override("nl"):
        both_say(copy(contact, tmp_path), "AVG art. 17(3)(e)", "Vragen: vraag, antwoord")
        assert "GDPR" not in copy(contact, tmp_path)["answer.html"].decode()


def test_of_somebody_of_whom_nothing_is_left_it_says_so(tmp_path: Path) -> None:
    contact = Contact(subject=Subject.objects.create())
    with translation.override("en"):
        both_say(copy(contact, tmp_path), "We looked, and we have no data about you.")


def test_the_page_fetches_nothing_and_runs_nothing(tmp_path: Path) -> None:
    contact = noor()
    register.receive_enquiry(
        contact, question='<script src="//evil.example"></script>', on=TODAY, channel=Choice.Channel.WEB
    )
    page = copy(contact, tmp_path)["answer.html"].decode()
    assert not re.search(
        r"<(script|link|img|iframe|object|form)\b|<[^>]*\b(src|href|on\w+)=|@import|url\(", page
    )
    assert "&lt;script" in page


def test_three_hundred_talks_and_a_very_long_one_are_all_on_paper(tmp_path: Path) -> None:
    contact = noor()
    for day in range(300):
        register.record_interaction(
            contact,
            note=f"Talk number {day:03}.",
            on=TODAY - timedelta(day),
            channel="phone",
            purpose="enquiry",
        )
    register.record_interaction(
        contact, note="x" * 9_000 + " the end", on=TODAY, channel="phone", purpose="enquiry"
    )
    for text in read(copy(contact, tmp_path)):
        assert set(re.findall(r"Talk number (\d{3})\.", text)) == {f"{day:03}" for day in range(300)}
        assert "the end" in text


def test_the_command_speaks_the_language_of_the_person(tmp_path: Path) -> None:
    louise()
    answer("privacy_export", "louise@example.be", "--output", str(tmp_path / "a.zip"))
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        page = archive.read("answer.html").decode()
        paper = PdfReader(io.BytesIO(archive.read("answer.pdf"))).metadata
    assert paper is not None
    assert paper.title == "Ce que nous savons de vous"
    assert '<html lang="fr">' in page

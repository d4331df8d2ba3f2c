"""A parent or lawyer acts for another: the letters speak of the person named, not of "your data" (L20)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from contacts.models import Contact
from privacy.delivery.letter_text import render_html_part, render_letter
from privacy.models import DutyFulfilled, OutboxMessage, Request
from privacy.requests import clock, decisions, intake
from privacy.rights import corrections
from tests.cast import amina, noor, pieter
from tests.requests.arriving import approve, asked, letters_leave, member
from tests.requests.deciding import refused
from tests.requests.visitor import mails
from tests.staff.browsing import text_of

pytestmark = pytest.mark.django_db

LAWYER = "advocaat@example.org"
SPOKEN_TO = {
    "nl": r"\b(je|jouw) (eigen )?gegevens\b|\bover jou\b|\bje te vergeten\b",
    "fr": r"\bvos (propres )?données\b|\bvous concernant\b|\bvous oublier\b",
    "en": r"\byour (own )?data\b|\babout you\b|\bforget you\b",
}

MORE_SPOKEN_TO = {"nl": r"|\bover mij\b|mijn gegevens", "fr": r"|\bmes données\b", "en": r"|\bmy data\b"}
"""How the pages of a person speak: as the person themselves."""


def by_lawyer(contact: Contact, kind: str, *, language: str = "nl", purpose: str = "") -> Request:
    now = timezone.now()
    return intake.record_received_request(
        kind=kind,
        address=LAWYER,
        channel="letter",
        received_at=now,
        now=now,
        subject=contact.subject,
        mandate="Meester Voorbeeld; volmacht gezien.",
        language=language,
        purpose=purpose,
        site="http://testserver/",
    )


def letters(language: str) -> list[str]:
    """Every text that waits for the lawyer, both parts of each letter."""
    texts = []
    for mail in mails(LAWYER):
        facts = {"language": language, "context": mail["context"]}
        texts.append("\n".join(render_letter(mail["template"], **facts)))
        texts.append(render_html_part(mail["template"], title="-", **facts))
    return texts


def assert_names(language: str, name: str) -> None:
    texts = letters(language)
    assert texts
    for text in texts:
        assert name in text
        assert not re.search(SPOKEN_TO[language], text, re.I), text


def corrected(request: Request) -> None:
    corrections.propose_corrections(request, {"city": "Gent"}, now=timezone.now())
    (each,) = corrections.current_corrections(request)
    corrections.decide_correction(each, accept=True, by=member(), now=timezone.now())
    approve(request)


def not_corrected(request: Request) -> None:
    corrections.propose_corrections(request, {"city": "Gent"}, now=timezone.now())
    (each,) = corrections.current_corrections(request)
    corrections.decide_correction(
        each, accept=False, reason="De post zegt Leuven.", by=member(), now=timezone.now()
    )
    corrections.state_statement(request, "Toch Gent.", by=member(), now=timezone.now())
    approve(request)


def lengthened(request: Request) -> None:
    clock.extend_deadline(request, reasons="Het is veel.", by=member(), now=timezone.now())


def asked_what(request: Request) -> None:
    clock.ask_person(request, "clarification", question="Welk jaar?", by=member(), now=timezone.now())


def asked_who(request: Request) -> None:
    clock.ask_person(
        request,
        "identity",
        question="Kun je de volmacht sturen?",
        doubt="Vaag.",
        by=member(),
        now=timezone.now(),
    )


def lifted(request: Request) -> None:
    approve(request)
    decisions.announce_end_of_restriction(request, by=member(), now=timezone.now())


COURSES: list[tuple[str, Callable[[Request], None]]] = [
    *(
        (kind, approve)
        for kind in ("access", "portability", "erasure", "restriction", "objection", "withdrawal")
    ),
    ("access", lambda request: refused(request, "Het zou anderen schaden.")),
    ("rectification", corrected),
    ("rectification", not_corrected),
    ("access", lengthened),
    ("access", asked_what),
    ("access", asked_who),
    ("restriction", lifted),
]


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
@pytest.mark.parametrize(("kind", "course"), COURSES)
def test_l20_every_letter_speaks_of_the_person_named(
    kind: str, course: Callable[[Request], None], language: str
) -> None:
    course(by_lawyer(amina(), kind, language=language))
    assert len(mails(LAWYER)) >= 2
    assert_names(language, "Amina Verhaegen")


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_l20_also_where_nothing_is_portable(language: str) -> None:
    approve(by_lawyer(noor(), "portability", language=language))
    assert_names(language, "Noor Hendrickx")
    assert all("6(1)(f)" in text for text in letters(language)[2:])


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_l20_the_answer_to_an_erasure_names_whom_it_erased_and_the_file_does_not(language: str) -> None:
    request = by_lawyer(pieter(), "erasure", language=language)
    approve(request)
    assert_names(language, "Pieter Claessens")
    assert not Contact.objects.filter(last_name="Claessens").exists()
    assert "Claessens" not in (Request.objects.get().answer or "")


def test_l20_what_it_tells_is_what_the_person_would_be_told() -> None:
    request = by_lawyer(pieter(), "erasure")
    approve(request)
    facts = mails(LAWYER)[-1]["context"]
    assert facts["erased"]
    assert any(line["until"] == "2033-12-31" for line in facts["kept"])


def test_a_copy_goes_by_link_and_on_paper_as_an_enclosure() -> None:
    approve(by_lawyer(amina(), "access"))
    assert mails(LAWYER)[-1]["context"]["link"].startswith("http://testserver/")
    contact = pieter()
    request = by_lawyer(contact, "access")
    Request.objects.filter(pk=request.pk).update(postal="Meester Voorbeeld\nKerkstraat 1\n3000 Leuven")
    request.refresh_from_db()
    approve(request)
    message = OutboxMessage.objects.get(handler="paper")
    assert json.loads(message.payload or "")["template"] == "for-another-copy"


def test_who_acts_for_a_person_is_told_and_the_person_is_not() -> None:
    approve(by_lawyer(amina(), "access"))
    letters_leave()
    assert not DutyFulfilled.objects.exists()


def test_to_the_person_nothing_changes() -> None:
    amina()
    approve(asked("access", "amina@example.be"))
    assert [mail["template"] for mail in mails("amina@example.be")] == ["request-received", "answer-access"]


# --- What they are told of what was done ----------------------------------------------------------------


@pytest.mark.parametrize("kind", ["erasure", "objection"])
@pytest.mark.parametrize(
    ("language", "remembered"),
    [
        ("nl", "We onthouden deze nee"),
        ("fr", "Nous gardons ce refus en mémoire"),
        ("en", "We remember this no"),
    ],
)
def test_l20_who_acts_for_another_reads_that_the_no_is_remembered(
    kind: str, language: str, remembered: str
) -> None:
    approve(by_lawyer(pieter(), kind, language=language))
    for text in letters(language)[2:]:
        assert remembered in text


@pytest.mark.parametrize("kind", ["objection", "restriction", "withdrawal"])
@pytest.mark.parametrize(
    ("language", "vague"),
    [("nl", "We deden wat gevraagd werd"), ("fr", "ce qui était demandé"), ("en", "We did what was asked")],
)
def test_l20_they_read_what_was_done_not_that_something_was(kind: str, language: str, vague: str) -> None:
    approve(by_lawyer(pieter(), kind, language=language))
    texts = letters(language)[2:]
    assert texts
    assert not [text for text in texts if vague in text]


def test_l20_what_stays_has_its_ground_in_words() -> None:
    approve(by_lawyer(pieter(), "erasure", language="en"))
    text = letters("en")[2]
    assert "Why: a legal obligation (Code of Economic Law art. III.86" in text
    assert "Why: GDPR" not in text


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_l20_the_page_to_follow_it_speaks_of_somebody_else(client: Any, language: str) -> None:
    by_lawyer(amina(), "access", language=language)
    page = client.get(mails(LAWYER)[0]["context"]["link"])
    said = text_of(page).partition("<main")[2].partition("</main>")[0]
    assert page.status_code == 200
    assert said
    assert not re.search(SPOKEN_TO[language] + MORE_SPOKEN_TO[language], said, re.I), said

"""Answers on paper: staff print the letter and what goes with it, and what it tells counts as told once it is
posted."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from privacy.delivery import outbox_worker
from privacy.models import (
    AccessLog,
    Choice,
    DutyFulfilled,
    MailedLink,
    OutboxMessage,
    Request,
    RequestStep,
    Task,
)
from privacy.requests import decisions, postal_answers
from privacy.requests.answers import answer_as_sent
from privacy.rights import restriction
from tests.cast import amina, noor, pieter
from tests.requests.arriving import approve, asked, letters_leave, member, today
from tests.requests.visitor import mails
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import staff

pytestmark = pytest.mark.django_db

PIETER = "pieter@example.be"
POSTAL = "Pieter Claessens\r\nVoorbeeldstraat 12\r\n3000 Leuven"


@pytest.fixture
def client() -> Any:
    return signed_in(staff("Privacy officer"))


def page(request: Request) -> str:
    return reverse("admin:privacy_request_change", args=(request.pk,))


def on_paper(client: Any, kind: str, email: str = PIETER, *, language: str = "nl") -> Request:
    """Somebody who mailed us wants the answer on paper, and staff write that down."""
    request = asked(kind, email, language=language)
    said = text_of(client.post(page(request), {"do": "on-paper", "postal": POSTAL}, follow=True))
    assert "everything about this goes by post" in said
    request.refresh_from_db()
    return request


def link(request: Request, what: str) -> str:
    """The address of what is to be printed for the one letter that waits."""
    (sheet,) = postal_answers.unposted_letters(request)
    return reverse(f"admin:privacy_request_{what}", args=(request.pk, sheet.number))


def words_of(answer: Any) -> str:
    assert answer["Content-Type"] == "application/pdf"
    return " ".join(
        " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(answer.content)).pages).split()
    )


def request_answer(request: Request) -> str:
    request.refresh_from_db()
    found = answer_as_sent(request)
    assert found is not None
    return found[1]


def post(client: Any, request: Request) -> str:
    (sheet,) = postal_answers.unposted_letters(request)
    return text_of(client.post(page(request), {"do": "posted", "sheet": str(sheet.number)}, follow=True))


def test_a_copy_is_printed_and_posted(client: Any) -> None:
    pieter()
    request = on_paper(client, "access")
    approve(request)
    letters_leave()
    assert mails(PIETER, "answer-access") == []
    assert not MailedLink.objects.filter(use="download").exists(), "paper has no link"
    shown = text_of(client.get(page(request)))
    assert "The letter, to print (PDF)" in shown
    assert "approved, the letter still has to be posted" in shown
    assert "answer on its way" not in shown
    assert "What goes with it (zip)" in shown
    letter = words_of(client.get(link(request, "letter")))
    assert "Pieter Claessens Voorbeeldstraat 12 3000 Leuven" in letter
    assert "Bij deze brief zit een kopie van alles" in letter
    assert "gegevensbeschermingsautoriteit" in letter
    enclosed = client.get(link(request, "enclosure"))
    with zipfile.ZipFile(io.BytesIO(b"".join(enclosed.streaming_content))) as archive:
        assert "Workshop lezen" in "".join(
            sheet.extract_text() for sheet in PdfReader(io.BytesIO(archive.read("answer.pdf"))).pages
        )
    request.refresh_from_db()
    assert request.closed_at is None
    assert "the letter is posted" in post(client, request)
    request.refresh_from_db()
    assert request.state == "answered"
    assert client.get(reverse("admin:privacy_request_enclosure", args=(request.pk, 1))).status_code == 404, (
        "it waits no more"
    )


@pytest.mark.parametrize(("kind", "printed"), [("access", "answer.pdf"), ("portability", "data carrier")])
def test_before_it_is_approved_the_page_says_what_goes_on_paper_and_speaks_of_no_link(
    client: Any, kind: str, printed: str
) -> None:
    pieter()
    request = on_paper(client, kind)
    said = text_of(client.get(page(request)))
    assert "It works for seven days" not in said
    assert "https://…" not in said
    assert printed in said


@pytest.mark.parametrize("kind", ["access", "portability", "restriction", "erasure"])
@pytest.mark.parametrize(
    ("language", "reply"),
    [("nl", "Antwoord op dit"), ("fr", "Répondez à ce"), ("en", "eply to this message")],
)
def test_a_letter_on_paper_asks_nobody_to_reply_to_a_message(
    client: Any, kind: str, language: str, reply: str
) -> None:
    pieter()
    request = on_paper(client, kind, language=language)
    before = text_of(client.get(page(request)))
    approve(request)
    (sheet,) = postal_answers.unposted_letters(request)
    for said in (before, sheet.text, request_answer(request)):
        assert reply not in said
    for line in sheet.text.splitlines():
        assert line.strip(" =-") or not line.strip(), "no line of marks that only a mail has"


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", "een gegevensdrager"), ("fr", "un support de données"), ("en", "a data carrier")],
)
def test_what_one_takes_along_goes_on_a_carrier(client: Any, language: str, words: str) -> None:
    amina()
    request = on_paper(client, "portability", "amina@example.be", language=language)
    approve(request)
    assert words in words_of(client.get(link(request, "letter")))
    enclosed = client.get(link(request, "enclosure"))
    with zipfile.ZipFile(io.BytesIO(b"".join(enclosed.streaming_content))) as archive:
        assert "contact.vcf" in archive.namelist()


def test_a_letter_that_brings_no_copy_encloses_nothing(client: Any) -> None:
    pieter()
    request = on_paper(client, "restriction")
    approve(request)
    assert "What goes with it" not in text_of(client.get(page(request)))
    assert client.get(link(request, "enclosure")).status_code == 404


def test_the_first_letter_on_paper_tells_of_the_right_to_object_once_it_is_posted(client: Any) -> None:
    subject = pieter().subject
    OutboxMessage.objects.all().delete()
    request = on_paper(client, "access")
    OutboxMessage.objects.all().delete()
    approve(request)
    assert "Je mag nee zeggen" in words_of(client.get(link(request, "letter")))
    assert not DutyFulfilled.objects.exists(), "printed is not posted"
    post(client, request)
    assert list(DutyFulfilled.objects.values_list("subject", "what")) == [(subject.pk, "objection")]
    request = on_paper(client, "portability")
    approve(request)
    assert "Je mag nee zeggen" not in words_of(client.get(link(request, "letter")))
    post(client, request)
    assert DutyFulfilled.objects.count() == 1


def test_a_restriction_ends_a_week_after_the_letter_on_paper_was_posted(client: Any) -> None:
    subject = pieter().subject
    request = on_paper(client, "restriction")
    approve(request)
    post(client, request)
    decisions.announce_end_of_restriction(request, by=member(), now=timezone.now())
    letters_leave()
    later = timezone.now() + restriction.WARNING
    assert restriction.end_told_restrictions(now=later) == 0, "nobody posted it"
    assert not DutyFulfilled.objects.filter(what="lifting").exists()
    post(client, request)
    assert DutyFulfilled.objects.filter(subject=subject, what="lifting").exists()
    assert restriction.end_told_restrictions(now=timezone.now()) == 0
    assert restriction.end_told_restrictions(now=later) == 1
    assert not Choice.objects.filter(kind="restriction", ends=None).exists()


@pytest.mark.parametrize("postal", ["", "  \r\n ", "Pieter Claessens"])
def test_a_letter_needs_a_name_and_an_address(client: Any, postal: str) -> None:
    pieter()
    request = asked("access", PIETER)
    assert "on lines of their own" in text_of(
        client.post(page(request), {"do": "on-paper", "postal": postal}, follow=True)
    )
    assert Request.objects.get().postal is None
    assert not RequestStep.objects.filter(what="on-paper").exists()


def test_once_it_is_decided_it_goes_where_it_went(client: Any) -> None:
    pieter()
    request = asked("access", PIETER)
    approve(request)
    assert "decided already" in text_of(
        client.post(page(request), {"do": "on-paper", "postal": POSTAL}, follow=True)
    )
    assert Request.objects.get().postal is None


def test_only_whoever_decides_prints_and_it_is_logged(client: Any) -> None:
    noor()
    request = on_paper(client, "access", "noor@example.org")
    approve(request)
    for what in ("letter", "enclosure"):
        address = link(request, what)
        assert signed_in(staff("Client work")).get(address).status_code in (403, 404)
        before = AccessLog.objects.count()
        assert client.get(address).status_code == 200
        assert AccessLog.objects.count() == before + 1
    assert client.get(reverse("admin:privacy_request_letter", args=(request.pk, 0))).status_code == 404


def test_who_gave_a_mail_and_a_postal_address_is_acknowledged_by_mail_and_answered_by_post(
    client: Any,
) -> None:
    noor()
    facts = {
        "kind": "access",
        "channel": "letter",
        "received_on": today().isoformat(),
        "language": "nl",
        "postal": POSTAL,
    }
    client.post(reverse("admin:privacy_request_add"), facts | {"address": "noor@example.org"})
    request = Request.objects.get()
    assert len(mails("noor@example.org", "request-received")) == 1
    approve(request)
    outbox_worker.drain_outbox(now=timezone.now())
    (letter,) = OutboxMessage.objects.filter(handler="paper")
    assert letter.state == "parked"


def test_a_letter_on_paper_is_a_task_to_print_and_post_with_the_pdf_and_done_once_it_is_posted(
    client: Any,
) -> None:
    pieter()
    request = on_paper(client, "access")
    approve(request)
    letters_leave()
    task = Task.objects.get(kind=Task.Kind.POST)
    assert not Task.objects.filter(kind=Task.Kind.MESSAGE).exists(), "nothing went wrong"
    for address in (reverse("admin:index"), reverse("admin:privacy_task_changelist")):
        said = text_of(client.get(address))
        assert "A letter on paper: print it and post it" in said
        assert "it goes by post" not in said, "that is what is to be done, not a trouble"
        assert f'href="{link(request, "letter")}"' in said
        assert f'href="{page(request)}"' in said
    seen = text_of(signed_in(staff("Client work")).get(reverse("admin:privacy_task_changelist")))
    assert link(request, "letter") not in seen
    post(client, request)
    task.refresh_from_db()
    assert task.done_on == today()


def test_a_first_letter_that_answers_an_objection_does_not_explain_how_to_object_and_the_next_one_does(
    client: Any,
) -> None:
    subject = pieter().subject
    OutboxMessage.objects.all().delete()
    request = on_paper(client, "objection")
    OutboxMessage.objects.all().delete()
    approve(request)
    assert "Je mag nee zeggen" not in words_of(client.get(link(request, "letter")))
    post(client, request)
    assert not DutyFulfilled.objects.filter(subject=subject).exists(), "it did not tell"
    request = on_paper(client, "access")
    OutboxMessage.objects.filter(handler="mail").delete()
    approve(request)
    letter = words_of(client.get(link(request, "letter")))
    assert "Je mag daar altijd bezwaar tegen maken. Je hoeft geen reden te geven" in letter

"""Staff prepare the answer: their own words, and whom to leave out; what was sent is kept exactly so."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from contacts import register
from privacy.delivery import outbox_worker
from privacy.export import redaction_marks
from privacy.models import Choice, OutboxMessage, Request
from privacy.requests import answers, decisions, download, drafts
from privacy.requests.preview import preview_request
from privacy.requests.states import AlreadyDecided
from privacy.web.refusal import Refusal
from tests.cast import StaffFactory, noor, pieter
from tests.commands import answer
from tests.mail_server import mail_server
from tests.mydata.guest import PAGE, Guest, last_link, words
from tests.requests.arriving import asked
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_home(settings: Any) -> None:
    settings.SITE_URL = "http://testserver/"


def prepare(
    request: Request, *, words: str = "", also: tuple[str, ...] = (), stand: tuple[str, ...] = ()
) -> None:
    drafts.keep_draft(
        request, words=words, also=also, stand=stand, by=StaffFactory.create(), now=timezone.now()
    )


def approve(request: Request) -> None:
    mark = preview_request(request, timezone.localdate()).fingerprint
    decisions.approve_request(
        request, by=StaffFactory.create(), fingerprint=mark, now=timezone.now(), site="http://testserver/"
    )


def notes(request: Request) -> list[str]:
    """Return the questions of the person as the zip of ``request`` gives them."""
    with (
        download.make_answer_download(request, now=timezone.now()) as file,
        zipfile.ZipFile(io.BytesIO(file.read())) as archive,
    ):
        return [
            row["question"] for row in json.loads(archive.read("data.json"))["tables"]["contacts.enquiry"]
        ]


@pytest.mark.parametrize("kind", ["access", "erasure"])
def test_the_words_of_staff_stand_in_the_letter_beside_all_that_must(kind: str, settings: Any) -> None:
    pieter()
    request = asked(kind, "pieter@example.be", language="en")
    plain = answers.answer_to_be_sent(preview_request(request, timezone.localdate()), now=timezone.now())[1]
    prepare(request, words="We phoned about this.\n\nCome by when you like.")
    text = answers.answer_to_be_sent(preview_request(request, timezone.localdate()), now=timezone.now())[1]
    assert "We phoned about this.\n\nCome by when you like." in text
    assert [line for line in plain.splitlines() if line not in text.splitlines()] == []
    with translation.override("en"):
        assert str(settings.AUTHORITY["website"]) in text


@pytest.mark.promise("P43")
def test_what_was_sent_is_kept_as_it_left_but_for_the_link(settings: Any) -> None:
    noor()
    request = asked("access", "noor@example.org", language="fr")
    prepare(request, words="À bientôt.")
    approve(request)
    kept = answers.answer_as_sent(request)
    assert kept is not None
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        outbox_worker.drain_outbox(now=timezone.now())
        (left,) = [each for each in server.received if each.letter["Subject"] == kept[0]]
    link = next(line for line in left.part("text/plain").splitlines() if "/download/" in line)
    right_to_object = left.part("text/plain").replace(link, "https://…")
    for line in kept[1].splitlines():
        assert line in right_to_object
    assert link not in str(request.answer)


def test_a_later_change_of_our_letters_does_not_change_what_was_sent(settings: Any) -> None:
    noor()
    request = asked("access", "noor@example.org")
    approve(request)
    before = answers.answer_as_sent(request)
    settings.ORGANISATION_NAME = "Somebody else"
    assert answers.answer_as_sent(request) == before


def test_a_change_of_the_draft_is_a_change_of_what_was_approved() -> None:
    noor()
    request = asked("access", "noor@example.org")
    mark = preview_request(request, timezone.localdate()).fingerprint
    prepare(request, words="Something else.")
    with pytest.raises(decisions.DataChanged):
        decisions.approve_request(request, by=StaffFactory.create(), fingerprint=mark, now=timezone.now())


def test_nothing_is_prepared_for_what_was_decided() -> None:
    noor()
    request = asked("access", "noor@example.org")
    approve(request)
    with pytest.raises(AlreadyDecided):
        prepare(request, words="Too late.")
    request.refresh_from_db()
    assert request.draft is None


@pytest.mark.promise("P37")
def test_whom_staff_mark_is_left_out_of_the_download_and_not_told_in_it() -> None:
    contact = noor()
    register.receive_enquiry(
        contact, question="Mag Fatou mee?", on=timezone.localdate(), channel=Choice.Channel.WEB
    )
    request = asked("access", "noor@example.org")
    prepare(request, also=("Fatou",))
    approve(request)
    assert notes(request) == ["Mag ik eens langskomen?", "Mag [weggelaten] mee?"]
    with (
        download.make_answer_download(request, now=timezone.now()) as file,
        zipfile.ZipFile(io.BytesIO(file.read())) as archive,
    ):
        assert not any(b"Fatou" in archive.read(name) for name in archive.namelist())


def test_too_much_is_refused_with_words() -> None:
    noor()
    request = asked("access", "noor@example.org")
    for wrong in ({"words": "x" * 5_001}, {"also": ("x" * 201,)}, {"stand": tuple(map(str, range(201)))}):
        with pytest.raises(Refusal, match=r"[Hh]oogstens"):
            prepare(request, **wrong)
    assert request.draft is None


def test_the_page_shows_the_texts_and_how_often_somebody_is_left_out() -> None:
    contact = noor()
    pieter()
    register.receive_enquiry(
        contact,
        question="Komt Pieter Claessens met Fatou?",
        on=timezone.localdate(),
        channel=Choice.Channel.WEB,
    )
    request = asked("access", "noor@example.org")
    client, page = (
        signed_in(staff("Privacy officer")),
        reverse("admin:privacy_request_change", args=(request.pk,)),
    )
    seen = client.get(page)
    assert "Komt [weggelaten] met Fatou?" in text_of(seen)
    assert "In 1 place somebody else is left out." in text_of(seen)
    posted = {"do": "prepare", "words": "Tot binnenkort.", "also": "Fatou\r\n", "stand": ""}
    again = client.post(page, posted, follow=True)
    assert "Komt [weggelaten] met [weggelaten]?" in text_of(again)
    assert "In 2 places somebody else is left out." in text_of(again)
    assert "Tot binnenkort." in again.context["letter"].text
    assert again.context["draft"].also == ("Fatou",)


def test_only_those_who_decide_prepare() -> None:
    noor()
    request = asked("access", "noor@example.org")
    page = reverse("admin:privacy_request_change", args=(request.pk,))
    assert signed_in(staff("Client work")).post(page, {"do": "prepare", "words": "Hello."}).status_code == 404
    request.refresh_from_db()
    assert request.draft is None
    assert not OutboxMessage.objects.filter(request=request, handler="paper").exists()


@pytest.mark.promise("P37")
def test_whom_staff_left_out_once_stays_out_of_what_the_person_fetches_themselves(tmp_path: Path) -> None:
    contact = noor()
    register.receive_enquiry(
        contact, question="Mag Fatou mee?", on=timezone.localdate(), channel=Choice.Channel.WEB
    )
    request = asked("access", "noor@example.org")
    prepare(request, also=("Fatou",))
    approve(request)
    guest = Guest()
    assert "Fatou" not in words(guest.enter("noor@example.org"))
    assert "Mag [weggelaten] mee?" in words(guest.get(PAGE))
    with zipfile.ZipFile(io.BytesIO(b"".join(guest.act("download").streaming_content))) as archive:
        assert not any(b"Fatou" in archive.read(name) for name in archive.namelist())
    answer("privacy_export", "noor@example.org", "--output", str(tmp_path / "all.zip"))
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert b"Fatou" not in archive.read("data.json")


def test_of_what_staff_said_of_a_word_the_newest_counts() -> None:
    contact = noor()
    prepare(asked("access", "noor@example.org"), also=("Fatou", "Jan"), stand=("Piet",))
    prepare(asked("portability", "noor@example.org"), also=("piet",), stand=("fatou",))
    marks = redaction_marks.marks_of(contact.subject)
    assert (set(marks.also), set(marks.stand)) == ({"Jan", "piet"}, {"fatou"})


@pytest.mark.promise("P37")
def test_a_copy_holds_no_link_that_opens_the_persons_data(tmp_path: Path) -> None:
    """Whoever acts for somebody gets a copy; a letter to that person may still wait, with a link that is
    theirs alone."""
    noor()
    Guest().knock("noor@example.org")
    token = last_link("noor@example.org", "my-data").rstrip("/").rpartition("/")[2]
    answer("privacy_export", "noor@example.org", "--output", str(tmp_path / "all.zip"))
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert json.loads(archive.read("data.json"))["tables"]["privacy.outboxmessage"]
        assert not any(token.encode() in archive.read(name) for name in archive.namelist())

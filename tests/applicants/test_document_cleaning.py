"""What the worker makes of a document that arrived: a clean copy beside it, or a reason; once, whoever
dies."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applicants import document_cleaning
from applicants.cleaning.clean import CleanResult
from applicants.cleaning.reasons import say_reason
from applicants.cleaning.virus_scan import ScannerAway
from applicants.document_cleaning import AGAIN, LEASE, clean_document, held_up, list_waiting_documents
from applicants.links import build_receipt_link
from applicants.models import Document, Position
from applicants.tasks import clean_documents
from privacy.files.writing import place_of
from privacy.models import FileToDelete, StoredFile
from tests.applicants.papers import docx, locked_pdf, pdf
from tests.applicants.selecting import elif_applied, trainer
from tests.cleaning import docx_samples
from tests.cleaning.scanner import VIRUS, running
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import staff

pytestmark = pytest.mark.django_db
AUTHOR = "Vertrouwelijke Maker"


def arrived(name: str = "cv.pdf", content: bytes | None = None) -> Document:
    """A document of Elif's that arrived just now."""
    document = Document(
        application=elif_applied(trainer()),
        kind=Document.Kind.CV,
        name=name,
        received_on=timezone.localdate(),
    )
    document.file.save(name, ContentFile(content or pdf(author=AUTHOR)), save=False)
    document.save()
    return document


def read(file: Any) -> bytes:
    with file.open("rb") as opened:
        return bytes(opened.read())


def look(document: Document, **later: Any) -> Document:
    clean_document(document.pk, now=timezone.now() + timedelta(**later))
    document.refresh_from_db()
    return document


@pytest.mark.promise("P21")
def test_a_copy_without_hidden_data_lies_beside_what_was_received() -> None:
    document = arrived()
    assert AUTHOR.encode() in read(document.file)
    clean_documents()
    document.refresh_from_db()
    assert (document.state, document.pages, document.why) == ("clean", 2, "")
    assert AUTHOR.encode() in read(document.file)
    assert read(document.cleaned).startswith(b"%PDF-")
    assert AUTHOR.encode() not in read(document.cleaned)
    assert document.cleaned.name != document.file.name


def test_a_word_document_is_copied_too_and_its_pages_are_not_counted() -> None:
    document = look(arrived("brief.docx", docx(author=AUTHOR)))
    assert (document.state, document.pages) == ("clean", None)
    assert AUTHOR not in read(document.cleaned).decode("latin-1")


def test_what_our_copy_lacks_is_said_to_its_sender_and_to_staff(client: Client) -> None:
    picture = {"word/media/b.png": b"GIF89a" + bytes(20)}
    document = look(arrived("brief.docx", docx_samples.docx(picture)))
    missing = document.left_out
    assert missing > 1
    application = document.application
    link = build_receipt_link(application, now=timezone.now()).removeprefix("http://testserver")
    assert f"{missing} foto’s of tekeningen staan niet in onze kopie" in client.get(link).text
    user = staff("Selection")
    application.position.hiring_group.add(user)
    Position.objects.update(blind_first_look=False)
    page = signed_in(user).get(
        reverse("admin:applicants_application_change", args=(application.pk,)), follow=True
    )
    assert f"{missing} pictures are not in the copy" in text_of(page)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("cv.pdf", locked_pdf(), "encrypted"),
        ("cv.docx", pdf(), "other-name"),
        ("cv.pdf", pdf()[:400], "truncated"),
    ],
)
def test_what_we_cannot_open_is_refused_with_its_reason(name: str, content: bytes, why: str) -> None:
    document = look(arrived(name, content))
    assert (document.state, document.why, bool(document.cleaned)) == ("refused", why, False)


def test_what_the_scanner_finds_is_refused(settings: Any, tmp_path: Path) -> None:
    with running(tmp_path / "clamd"):
        settings.CLAMAV_SOCKET = str(tmp_path / "clamd")
        document = look(arrived("cv.pdf", pdf() + VIRUS))
    assert (document.state, document.why, bool(document.cleaned)) == ("refused", "virus", False)


def test_a_scanner_that_is_away_lets_nothing_through_and_refuses_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def away(_source: object) -> None:
        raise ScannerAway("ConnectionRefusedError")

    document = arrived()
    with monkeypatch.context() as patch:
        patch.setattr(document_cleaning, "scan", away)
        assert look(document).state == "waiting"
        assert not document.cleaned
        assert list(held_up()) == [document], "staff can know"
        assert "virusscanner" in say_reason(document.why)
    assert list_waiting_documents(now=timezone.now()) == [], "it is not asked again at once"
    assert look(document, seconds=AGAIN.total_seconds() + 1).state == "clean"
    assert (document.why, list(held_up())) == ("", [])


def test_a_fault_about_one_document_stops_no_other_and_names_nobody(caplog: pytest.LogCaptureFixture) -> None:
    broken = arrived("Elif.pdf")
    whole = Document(
        application=broken.application, kind="letter", name="b.pdf", received_on=broken.received_on
    )
    whole.file.save("x", ContentFile(pdf()), save=False)
    whole.save()
    place_of(str(broken.file.name)).unlink()
    clean_documents()
    for document in (broken, whole):
        document.refresh_from_db()
    assert (broken.state, whole.state) == ("waiting", "clean")
    assert f"document {broken.pk}" in caplog.text
    assert "Elif" not in caplog.text


def test_two_workers_do_not_look_at_one_document() -> None:
    document = arrived()
    now = timezone.now()
    Document.objects.filter(pk=document.pk).update(leased_until=now + timedelta(minutes=1))
    assert list_waiting_documents(now=now) == []
    assert not clean_document(document.pk, now=now)
    assert look(document).state == "waiting"


def test_after_a_worker_that_died_another_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    document = arrived()

    def dies(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(document_cleaning, "clean", dies)
        with pytest.raises(KeyboardInterrupt):
            look(document)
    assert look(document).state == "waiting"
    assert look(document, seconds=LEASE.total_seconds() + 1).state == "clean"


@pytest.mark.parametrize("meanwhile", ["erased", "taken"])
def test_what_went_to_somebody_else_meanwhile_keeps_no_copy(
    monkeypatch: pytest.MonkeyPatch, meanwhile: str
) -> None:
    document = arrived()
    files = StoredFile.objects.count()

    def slowly(_source: object, _kind: str) -> CleanResult:
        rows = Document.objects.filter(pk=document.pk)
        if meanwhile == "erased":
            rows.delete()
        else:
            rows.update(leased_until=timezone.now() + timedelta(hours=1))
        return CleanResult(b"%PDF-1.7", 1)

    monkeypatch.setattr(document_cleaning, "clean", slowly)
    assert not clean_document(document.pk, now=timezone.now())
    assert StoredFile.objects.count() == files
    assert not Document.objects.exclude(cleaned="").exists()
    assert not FileToDelete.objects.filter(name__contains="copy").exists()


def test_a_document_that_is_settled_is_left_alone() -> None:
    document = look(arrived())
    assert not clean_document(document.pk, now=timezone.now())
    assert list_waiting_documents(now=timezone.now()) == []

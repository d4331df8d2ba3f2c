"""What a person fetches by the link in our answer: everything, for a week, and nothing once they are
forgotten."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from contacts.models import Contact
from privacy.models import LedgerEntry, MailedLink
from privacy.requests import intake, tokens
from privacy.rights.erasure import erase
from tests.cast import amina, pieter
from tests.requests.arriving import approve, asked, today
from tests.requests.visitor import Visitor, last_link

pytestmark = pytest.mark.django_db


def fetched(email: str) -> str:
    """A person asked to see their data, it was approved, and this is the link they got."""
    request = asked("access", email)
    approve(request)
    return last_link(email, "answer-access")


def test_the_download_holds_everything_as_often_as_one_likes() -> None:
    amina()
    link = fetched("amina@example.be")
    visitor = Visitor()
    assert visitor.get(link).status_code == 200
    for _time in range(2):
        answer = visitor.post(link)
        assert answer["Content-Type"] == "application/zip"
        assert "no-store" in answer["Cache-Control"]
        with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
            assert "amina@example.be" in archive.read("data.json").decode()
    assert LedgerEntry.objects.filter(kind="download").count() == 2


def test_a_download_leaves_no_file_behind(settings: Any) -> None:
    amina()
    answer = Visitor().post(fetched("amina@example.be"))
    assert list(settings.TMP_DIR.glob("*package*")) == []
    assert b"".join(answer.streaming_content).startswith(b"PK")


def test_opening_the_link_gives_a_scanner_nothing() -> None:
    amina()
    page = Visitor().get(fetched("amina@example.be"))
    assert "Verhaegen" not in page.text
    assert not LedgerEntry.objects.filter(kind="download").exists()


def test_a_download_ends_after_a_week() -> None:
    amina()
    link = fetched("amina@example.be")
    MailedLink.objects.filter(use="download").update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Visitor().post(link).status_code == 410
    assert Visitor().get(link).status_code == 410


@pytest.mark.parametrize("how", ["request", "directly"])
def test_a_download_dies_with_the_data(how: str) -> None:
    amina()
    link = fetched("amina@example.be")
    assert Visitor().get(link).status_code == 200
    if how == "request":
        approve(asked("erasure", "amina@example.be"))
    else:
        erase(Contact.objects.get().subject, today=today(), source="email")
    assert Visitor().get(link).status_code == 410
    assert Visitor().post(link).status_code == 410


def test_whoever_asked_to_be_forgotten_may_still_see_what_stayed() -> None:
    pieter()
    subject = Contact.objects.get().subject
    erase(subject, today=today(), source="email")
    now = timezone.now()
    request = intake.record_received_request(
        kind="access",
        address="pieter@example.be",
        channel="letter",
        received_at=now,
        now=now,
        subject=subject,
    )
    approve(request)
    assert Visitor().post(last_link("pieter@example.be", "answer-access")).status_code == 200


def test_tokens_of_all_uses_have_an_end() -> None:
    assert set(tokens.LIFETIMES) == set(MailedLink.Use)

"""What a person does inside: at once where it can be undone, asked once more where it cannot, and never by
another site."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from privacy.models import Choice, LedgerEntry, Request
from privacy.subjects import choices
from tests.cast import noor, pieter
from tests.mydata.guest import PAGE, Guest, hidden, mails, words

pytestmark = pytest.mark.django_db

PIETER = "pieter@example.be"


@pytest.fixture
def guest() -> Guest:
    """Pieter, inside."""
    pieter()
    somebody = Guest()
    somebody.enter(PIETER)
    return somebody


def test_everything_is_downloaded_at_once_and_the_ledger_tells(guest: Guest) -> None:
    answer: Any = guest.act("download")
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"].startswith("attachment")
    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as package:
        assert "Claessens" in package.read("data.json").decode()
        assert json.loads(package.read("data.json"))
    (line,) = LedgerEntry.objects.filter(kind="download")
    assert set(line.body) == {"visit", "portable"}


def test_what_one_gave_is_taken_along_and_nothing_of_ours(guest: Guest) -> None:
    answer: Any = guest.act("download", portable="1")
    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as package:
        said = json.loads(package.read("data.json"))
    assert said["right"] == "portability"
    assert "why" not in said
    (line,) = LedgerEntry.objects.filter(kind="download")
    assert line.body["portable"] is True


def test_a_use_is_stopped_at_once_and_for_the_one_purpose_only(guest: Guest) -> None:
    asked = guest.get(f"{PAGE}object/?purpose=client-file")
    assert asked.status_code == 200
    assert not Choice.objects.exists()
    assert guest.act("object", purpose="client-file").status_code == 302
    (choice,) = Choice.objects.filter(kind="objection")
    assert (choice.purpose, choice.source, choice.ends) == ("client-file", "web", None)
    request = Request.objects.get()
    assert (request.kind, request.purpose, request.state, request.decided_by) == (
        "objection",
        "client-file",
        "approved",
        None,
    )
    assert [mail["template"] for mail in mails(PIETER)] == ["my-data", "answer-done"]
    assert "?purpose=client-file" not in guest.get(PAGE).text


def test_objecting_twice_is_objecting_once(guest: Guest) -> None:
    for _click in range(2):
        assert guest.act("object", purpose="client-file").status_code == 302
    assert Choice.objects.filter(kind="objection").count() == 1
    assert Request.objects.count() == 1


@pytest.mark.parametrize("purpose", ["bookkeeping", "", "nonsense", "newsletter"])
def test_only_a_use_that_listens_can_be_objected_to(guest: Guest, purpose: str) -> None:
    assert guest.act("object", purpose=purpose).status_code == 302
    assert guest.get(f"{PAGE}object/?purpose={purpose}").status_code == 302
    assert not Choice.objects.exists()


def test_a_consent_is_withdrawn_with_one_press() -> None:
    subject = noor().subject
    choices.record_consent(subject, "newsletter", on=timezone.localdate(), source="web", wording="Ja")
    guest = Guest()
    assert "newsletter" in words(guest.enter("noor@example.org", page="/en/privacy/my-data/"))
    assert guest.act("withdraw", purpose="newsletter").status_code == 302
    assert Choice.objects.get(kind="consent").ends == timezone.localdate()
    assert guest.act("withdraw", purpose="newsletter").status_code == 302
    assert Request.objects.get().kind == "withdrawal"


def test_who_wants_to_be_forgotten_types_the_word_and_staff_decide(guest: Guest) -> None:
    wrong = guest.act("forget", word="ja", details="Dank je.")
    assert wrong.status_code == 422
    assert "Dank je." in wrong.text
    assert not Request.objects.exists()
    assert guest.act("forget", word=" Vergeten ", details="Dank je.").status_code == 302
    request = Request.objects.get()
    assert (request.kind, request.state, request.details) == ("erasure", "open", "Dank je.")
    assert request.subject
    assert not Choice.objects.exists()
    assert request.reference in guest.get(PAGE).text
    assert [mail["template"] for mail in mails(PIETER)] == ["my-data", "request-received"]


def test_asking_twice_makes_one_request(guest: Guest) -> None:
    for _click in range(2):
        assert guest.act("restrict", details="Ik zoek iets uit.").status_code == 302
    request = Request.objects.get()
    assert (request.kind, request.state) == ("restriction", "open")
    assert len(mails(PIETER, "request-received")) == 1


def test_what_is_written_over_is_asked_as_a_correction(guest: Guest) -> None:
    query = "?about=contacts.contact"
    form = guest.get(f"{PAGE}correct/{query}")
    assert 'value="Claessens"' in form.text
    fields = dict(_filled(form.text))
    wrong = next(name for name, value in fields.items() if value == "Claessens")
    assert guest.act("correct", query=query, **(fields | {wrong: "Claesens"})).status_code == 302
    request = Request.objects.get()
    assert (request.kind, request.state) == ("rectification", "open")
    (correction,) = request.corrections.all()
    assert (correction.field, correction.old, correction.new, correction.state) == (
        "last_name",
        "Claessens",
        "Claesens",
        "proposed",
    )
    assert "Claessens → Claesens" in words(guest.get(PAGE))
    assert "Claesens" not in guest.get(f"{PAGE}correct/{query}").text


def test_what_a_field_cannot_say_is_refused_at_that_field_and_nothing_is_asked(guest: Guest) -> None:
    query = "?about=contacts.contactpoint"
    fields = dict(_filled(guest.get(f"{PAGE}correct/{query}").text))
    phone = next(name for name, value in fields.items() if value.startswith("+32"))
    page = guest.act("correct", query=query, **(fields | {phone: "morgen"}))
    assert page.status_code == 422
    assert f'id="id_{phone}_error"' in page.text
    assert 'value="morgen"' in page.text
    assert not Request.objects.exists()


def test_no_field_of_a_correction_is_called_optional_as_one_of_them_is_needed(guest: Guest) -> None:
    page = guest.get(f"{PAGE}correct/?about=contacts.invoice")
    assert list(page.context["form"].fields) == ["details"]
    assert 'class="optional"' not in page.text


def test_a_second_correction_joins_the_request_that_is_open(guest: Guest) -> None:
    for details in ("Het adres klopt niet.", "Het bedrag ook niet."):
        assert guest.act("correct", query="?about=contacts.invoice", details=details).status_code == 302
    request = Request.objects.get()
    assert all(said in (request.details or "") for said in ("Het adres klopt niet.", "Het bedrag ook niet."))


def test_while_a_request_is_being_answered_nothing_is_slipped_into_it(guest: Guest) -> None:
    guest.act("forget", word="vergeten", details="Dank je.")
    Request.objects.update(state="approved")
    page = guest.act("forget", word="vergeten", details="Nog iets.")
    assert page.status_code == 422
    assert "Nog iets." in page.text
    assert Request.objects.get().details == "Dank je."


def test_a_correction_in_which_nothing_changed_is_asked_again_and_typed_text_stays(guest: Guest) -> None:
    query = "?about=contacts.contact"
    fields = dict(_filled(guest.get(f"{PAGE}correct/{query}").text))
    same = guest.act("correct", query=query, **fields)
    assert same.status_code == 422
    assert 'class="errors"' in same.text
    assert not Request.objects.exists()


def test_what_has_no_short_fields_is_corrected_in_words(guest: Guest) -> None:
    query = "?about=contacts.invoice"
    assert 'name="details"' in guest.get(f"{PAGE}correct/{query}").text
    assert guest.act("correct", query=query, details="Het adres klopt niet.").status_code == 302
    assert "Het adres klopt niet." in (Request.objects.get().details or "")


@pytest.mark.parametrize("about", ["", "contacts.company", "auth.group", "privacy.choice", "nonsense"])
def test_only_ones_own_records_can_be_corrected(guest: Guest, about: str) -> None:
    page = guest.get(f"{PAGE}correct/?about={about}")
    assert page.status_code == 302


@pytest.mark.parametrize("act", ["correct", "download", "object", "withdraw", "restrict", "forget"])
def test_a_form_without_the_seal_of_the_visit_does_nothing(guest: Guest, act: str) -> None:
    other = Guest(client=Client())
    noor()
    foreign = hidden(other.enter("noor@example.org"), "seal")
    for seal in ("", "x", foreign):
        page = guest.post(f"{PAGE}{act}/", seal=seal, purpose="client-file", word="vergeten", details="x")
        assert page.status_code == 403
    cross = guest.client.post(
        f"{PAGE}{act}/", {"seal": hidden(guest.get(PAGE), "seal")}, HTTP_SEC_FETCH_SITE="cross-site"
    )
    assert cross.status_code == 403
    assert not Request.objects.exists()
    assert not Choice.objects.exists()
    assert not LedgerEntry.objects.filter(kind="download").exists()


def test_an_act_that_does_not_exist_is_not_there(guest: Guest) -> None:
    assert guest.get(f"{PAGE}erase-everybody/").status_code == 404


def _filled(page: str) -> list[tuple[str, str]]:
    return re.findall(r'<input type="text" name="([^"]+)" value="([^"]*)"', page)

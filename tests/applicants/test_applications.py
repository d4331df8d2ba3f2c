"""An application comes, comes again, is changed and ends: each as one act, wholly or not at all."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile, File

from applicants import applications
from applicants.applications import AppliedAlready, NotOpen, Outcome, receive_application
from applicants.consents import confirm_mailbox
from applicants.documents import add_document, documents_of, remove_document
from applicants.links import UnknownLink, build_receipt_link, find_application
from applicants.models import Application, Document, Position, PositionCount, Stage
from applicants.presence import NoLongerThere
from applicants.sent_forms import SentFile, SentForm, shorten_name
from privacy.models import Choice, Identifier, Instance, StoredFile, Subject
from privacy.nightly import sweep_and_follow_up
from privacy.subjects.choices import record_erasure_wish
from privacy.subjects.lookup import find_holders
from privacy.subjects.suppression_list import Suppressed
from privacy.web.refusal import Refusal
from tests.applicants.selecting import OPENED, SENTENCE, at, left_of, lien, trainer
from tests.cast import noor

pytestmark = pytest.mark.django_db

NOW = at(OPENED)
TOMORROW = at(OPENED + timedelta(days=1))


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    Instance.objects.update(demo=True)


def cv(text: bytes = b"%PDF-1.7 cv", name: str = "cv.pdf") -> SentFile:
    return SentFile(kind=Document.Kind.CV, name=name, content=ContentFile(text, name=name), pages=2)


def form(**facts: Any) -> SentForm:
    """What Noor sends: her names, a letter, a CV, and that it is for this position only."""
    noors = {"first_name": "Noor", "last_name": "Hendrickx", "email": "noor@example.org"}
    said = {"letter": "Ik werk graag met groepen.", "choice": "position", "wording": SENTENCE}
    return SentForm(**noors | said | {"files": (cv(),)} | facts)


def contents(application: Application) -> list[bytes]:
    return [each.file.open("rb").read() for each in documents_of(application)]


# --- It comes ------------------------------------------------------------------------------------------


@pytest.mark.promise("P21")
def test_what_is_kept_is_what_was_sent_and_nothing_else() -> None:
    came = receive_application(trainer(), form(phone="0470 12 34 56"), now=NOW)
    assert came.outcome is Outcome.NEW
    row = Application.objects.get()
    assert (row.full_name(), row.email, row.phone) == ("Noor Hendrickx", "noor@example.org", "+32470123456")
    assert (row.choice, row.wording, row.stage) == ("position", SENTENCE, Stage.RECEIVED)
    assert (row.applied_on, row.confirmed_at, row.entered_by) == (OPENED, None, None)
    assert contents(row) == [b"%PDF-1.7 cv"]
    document = row.documents.get()
    assert (document.name, document.pages, document.size) == ("cv.pdf", 2, 11)


def test_the_same_form_five_times_is_one_application_with_its_files_once() -> None:
    position = trainer()
    outcomes = [receive_application(position, form(), now=NOW).outcome for _n in range(5)]
    assert outcomes == [Outcome.NEW, *[Outcome.SAME] * 4]
    assert Application.objects.count() == Document.objects.count() == StoredFile.objects.count() == 1
    assert PositionCount.objects.get().count == 1


def test_another_form_for_the_same_position_waits_and_replaces_the_files_once_its_mailbox_says_so() -> None:
    position = trainer()
    first = receive_application(position, form(), now=NOW).application
    again = form(letter="Nieuwe brief.", files=(cv(b"%PDF-1.7 newer"),))
    came = receive_application(position, again, now=TOMORROW)
    assert (came.outcome, came.application) == (Outcome.AGAIN, first)
    assert receive_application(position, again, now=TOMORROW).outcome is Outcome.SAME
    assert contents(first) == [b"%PDF-1.7 cv"]
    assert Application.objects.get().letter == "Ik werk graag met groepen."
    waiting = applications.waiting_replacement(first, today=TOMORROW.date())
    assert waiting is not None
    assert waiting == came.replacement
    applications.replace_application(waiting, now=TOMORROW)
    row = Application.objects.get()
    assert (row.letter, bool(row.confirmed_at)) == ("Nieuwe brief.", True)
    assert contents(row) == [b"%PDF-1.7 newer"]
    assert applications.waiting_replacement(row, today=TOMORROW.date()) is None
    sweep_and_follow_up(today=TOMORROW.date())
    assert Document.objects.count() == StoredFile.objects.count() == 1
    assert left_of(row)["application"] == 1
    assert not row.replacements.exists()


def test_what_was_sent_again_and_never_confirmed_goes_after_a_week() -> None:
    position = trainer()
    row = receive_application(position, form(), now=NOW).application
    again = receive_application(position, form(files=(cv(b"other"),)), now=NOW).replacement
    assert again
    sweep_and_follow_up(today=OPENED + timedelta(days=6))
    assert Document.objects.count() == 2
    sweep_and_follow_up(today=OPENED + timedelta(days=7))
    assert contents(row) == [b"%PDF-1.7 cv"]
    assert Document.objects.count() == StoredFile.objects.count() == 1
    with pytest.raises(NoLongerThere):
        applications.replace_application(again, now=at(OPENED + timedelta(days=7)))


def test_two_positions_are_two_applications_of_one_person() -> None:
    one = receive_application(trainer(), form(), now=NOW).application
    two = receive_application(trainer(slug="onthaal"), form(), now=NOW).application
    assert one != two
    assert one.subject == two.subject
    assert Subject.objects.filter(applications__isnull=False).distinct().count() == 1


def test_another_name_at_one_mailbox_is_somebody_else() -> None:
    position = trainer()
    one = receive_application(position, form(), now=NOW).application
    two = receive_application(position, form(first_name="Sofie"), now=NOW).application
    assert one.subject != two.subject
    assert find_holders("noor@example.org") == [one.subject], "the first who claimed it"


@pytest.mark.promise("P28")
def test_whom_we_know_as_a_client_is_one_person_in_two_files() -> None:
    contact = noor()
    row = receive_application(trainer(), form(phone="0470 12 34 56"), now=NOW).application
    assert row.subject == contact.subject
    assert set(contact.points.values_list("value", flat=True)) == {"noor@example.org"}
    assert not Identifier.objects.filter(subject=row.subject, kind="phone").exists(), "nobody confirmed it"
    confirm_mailbox(row, now=NOW)
    assert Identifier.objects.get(subject=row.subject, kind="phone").claimed


def test_whoever_asked_to_be_forgotten_and_comes_back_is_somebody_new() -> None:
    position = trainer()
    before = receive_application(position, form(), now=NOW).application
    record_erasure_wish(before.subject, on=OPENED, source="web")
    came = receive_application(position, form(), now=TOMORROW)
    assert came.outcome is Outcome.NEW
    assert came.application.subject != before.subject
    assert not Choice.objects.filter(subject=came.application.subject).exists()


@pytest.mark.parametrize(
    ("facts", "day"),
    [
        ({"closed_on": OPENED + timedelta(days=5)}, 5),
        ({"closes_on": OPENED + timedelta(days=5)}, 6),
        ({"opened": None}, 0),
    ],
)
def test_one_applies_while_the_position_takes_applications(facts: dict[str, Any], day: int) -> None:
    position = trainer(**facts)
    with pytest.raises(NotOpen):
        receive_application(position, form(), now=at(OPENED + timedelta(days=day)))
    if day:
        receive_application(position, form(), now=at(OPENED + timedelta(days=day - 1)))
    assert Application.objects.count() == bool(day)


def test_an_address_that_is_none_is_refused_and_nothing_is_kept() -> None:
    with pytest.raises(Refusal):
        receive_application(trainer(), form(email="noor"), now=NOW)
    assert not Subject.objects.filter(applications__isnull=False).exists()
    assert StoredFile.objects.count() == 0


def test_several_files_are_kept_wholly_or_not_at_all(tmp_path: Path) -> None:
    class Cut(io.BytesIO):
        def read(self, *size: Any) -> bytes:
            raise OSError("cut off")

    broken = SentFile(kind="other", name="b.pdf", content=ReadTwice(Cut(b"x"), name="b.pdf"))
    with pytest.raises(OSError, match="cut off"):
        receive_application(trainer(), form(files=(cv(), broken)), now=NOW)
    assert Application.objects.count() == Document.objects.count() == StoredFile.objects.count() == 0
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert not Subject.objects.filter(identifiers__isnull=False).exists()


class ReadTwice(File):
    """A file that can be looked at, and breaks when it is stored."""

    size = 1
    looked_at = False

    def seek(self, *where: int) -> int:
        return 0

    def chunks(self, chunk_size: int | None = None) -> Any:
        if self.looked_at:
            raise OSError("cut off")
        self.looked_at = True
        return iter([b"x"])


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("cv.pdf", "cv.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\noor\\cv.docx", "cv.docx"),
        ("  ", "document"),
        ("a" * 300 + ".pdf", "a" * 196 + ".pdf"),
    ],
)
def test_the_name_of_a_file_is_its_last_part(sent: str, kept: str) -> None:
    assert shorten_name(sent) == kept


# --- On paper, by mail ----------------------------------------------------------------------------------


@pytest.mark.promise("P24")
def test_staff_enter_what_came_on_paper_and_its_sender_chooses_later() -> None:
    by = lien()
    row = applications.enter_application(
        trainer(), form(choice="", wording=""), origin="paper", by=by, now=NOW
    )
    assert (row.choice, row.origin, row.entered_by) == ("", "paper", by)
    assert find_holders("noor@example.org") == [row.subject]
    assert not Choice.objects.exists()


def test_a_choice_that_stood_on_paper_is_written_down_by_whom_and_how() -> None:
    by = lien()
    row = applications.enter_application(
        trainer(), form(choice="reserve", wording="Hou me op de hoogte."), origin="paper", by=by, now=NOW
    )
    consent = Choice.objects.get(subject=row.subject)
    assert (row.choice, consent.purpose, consent.source) == ("reserve", "reserve", "letter")
    assert (consent.recorded_by, consent.wording) == (by, "Hou me op de hoogte.")


def test_staff_do_not_bring_back_whoever_asked_to_be_forgotten_nor_enter_somebody_twice() -> None:
    position, by = trainer(), lien()
    row = applications.enter_application(position, form(choice=""), origin="mail", by=by, now=NOW)
    with pytest.raises(AppliedAlready):
        applications.enter_application(position, form(choice=""), origin="mail", by=by, now=NOW)
    record_erasure_wish(row.subject, on=OPENED, source="web")
    with pytest.raises(Suppressed):
        applications.enter_application(position, form(choice=""), origin="mail", by=by, now=NOW)
    assert Application.objects.count() == 1
    assert StoredFile.objects.count() == 1


def token_of(row: Application) -> str:
    return build_receipt_link(row, now=NOW).rstrip("/").rpartition("/")[2]


# --- It changes and ends --------------------------------------------------------------------------------


def test_an_applicant_adds_and_takes_away_by_the_mailed_link_which_shows_their_mailbox() -> None:
    row = receive_application(trainer(), form(), now=NOW).application
    assert find_application(token_of(row), now=NOW) == row
    add_document(row, cv(b"diploma", name="diploma.pdf"), now=NOW)
    assert contents(row) == [b"%PDF-1.7 cv", b"diploma"]
    remove_document(row.documents.order_by("pk")[0], now=NOW)
    assert contents(row) == [b"diploma"]
    changed = applications.change_application(row, now=NOW, letter="Beter.", phone="0470/12.34.57")
    assert (changed.letter, changed.phone) == ("Beter.", "+32470123457")
    assert Application.objects.get().confirmed_at == NOW
    sweep_and_follow_up(today=OPENED)
    assert StoredFile.objects.count() == 1


@pytest.mark.parametrize("token", ["", "x", "aaaa:bbbb", "0" * 32])
def test_a_link_that_is_not_ours_leads_nowhere(token: str) -> None:
    receive_application(trainer(), form(), now=NOW)
    with pytest.raises(UnknownLink):
        find_application(token, now=NOW)


@pytest.mark.promise("P25")
def test_whoever_withdraws_is_gone_that_night_and_nobody_else_is() -> None:
    position = trainer()
    row = receive_application(position, form(), now=NOW).application
    other = receive_application(position, form(first_name="Sofie"), now=NOW).application
    applications.withdraw_application(row, now=TOMORROW)
    applications.withdraw_application(row, now=TOMORROW)
    assert Application.objects.get(pk=row.pk).stage == Stage.WITHDRAWN
    assert row.stage_changes.filter(stage=Stage.WITHDRAWN, by=None).count() == 1
    with pytest.raises(NoLongerThere):
        add_document(row, cv(), now=TOMORROW)
    token = token_of(row)
    sweep_and_follow_up(today=TOMORROW.date())
    assert left_of(row) == {}
    with pytest.raises(UnknownLink):
        find_application(token, now=TOMORROW)
    assert StoredFile.objects.count() == 1
    assert left_of(other)["document"] == 1


def test_staff_take_one_application_out_and_keep_the_person() -> None:
    one = receive_application(trainer(), form(), now=NOW).application
    two = receive_application(trainer(slug="onthaal"), form(), now=NOW).application
    applications.take_out_application(one, by=lien(), now=NOW)
    sweep_and_follow_up(today=OPENED)
    assert left_of(one) == {}
    assert left_of(two)["document"] == 1
    assert find_holders("noor@example.org") == [two.subject]


@pytest.mark.promise("P25")
def test_a_wish_to_be_forgotten_during_a_selection_withdraws() -> None:
    row = receive_application(trainer(), form(choice="reserve"), now=NOW).application
    confirm_mailbox(row, now=NOW)
    record_erasure_wish(row.subject, on=TOMORROW.date(), source="web")
    token = token_of(row)
    sweep_and_follow_up(today=TOMORROW.date())
    assert left_of(row) == {}
    with pytest.raises(UnknownLink):
        find_application(token, now=TOMORROW)
    assert StoredFile.objects.count() == 0


def test_who_withdrew_may_apply_again() -> None:
    position = trainer()
    first = receive_application(position, form(), now=NOW).application
    applications.withdraw_application(first, now=NOW)
    assert receive_application(position, form(), now=NOW).outcome is Outcome.NEW
    assert Position.objects.get().applications.filter(ended_on=None).count() == 1


def test_only_what_one_sent_is_changed_by_oneself() -> None:
    row = receive_application(trainer(), form(), now=NOW).application
    with pytest.raises(TypeError):
        applications.change_application(row, now=NOW, stage="hired")
    assert replace(form(), choice="reserve").fingerprint() != form().fingerprint()

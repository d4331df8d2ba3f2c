"""A form on its way: the web server writes it down for everybody alike, and the worker finds out whose it
is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applicants import incoming_forms, receipts
from applicants.models import Application, ArrivedFile, Document, Position, Replacement
from privacy.delivery import outbox_worker
from privacy.delivery.letter_text import render_letter
from privacy.models import Choice, Identifier, OutboxMessage, StoredFile, Subject
from privacy.nightly import sweep_and_follow_up
from privacy.subjects.lookup import find_holders
from tests import cast
from tests.applicants.papers import pdf
from tests.applicants.selecting import trainer
from tests.applicants.sending import APPLY, SAID, apply, cv, diploma, file, open_form, send, take_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def position() -> Position:
    return trainer(opened=timezone.localdate())


@pytest.fixture
def _no_worker(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nobody takes in what was sent."""
    with monkeypatch.context() as patch:
        patch.setattr("tests.applicants.sending.take_in", lambda: None)
        yield


def stored_bytes() -> str:
    """Return what the outbox holds, as the database has it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT payload FROM {OutboxMessage._meta.db_table}")
        return str(cursor.fetchall())


def letters() -> list[OutboxMessage]:
    return list(OutboxMessage.objects.filter(handler="mail").order_by("pk"))


def message() -> OutboxMessage:
    return OutboxMessage.objects.get(handler=incoming_forms.HANDLER)


@pytest.mark.usefixtures("_no_worker")
def test_the_web_server_stores_nothing_of_anybody_but_what_came(client: Client) -> None:
    apply(client, document=diploma())
    assert sorted(ArrivedFile.objects.values_list("name", "pages")) == [
        ("cv-noor.pdf", 2),
        ("diploma.docx", None),
    ]
    assert not Subject.objects.exists()
    assert not Application.objects.exists()
    assert not letters()
    assert "Hendrickx" not in stored_bytes()
    take_in()
    assert Application.objects.get().documents.count() == 2
    assert not ArrivedFile.objects.exists()
    assert StoredFile.objects.count() == 2
    assert len(letters()) == 1


@pytest.mark.usefixtures("_no_worker")
def test_a_known_address_asks_the_database_what_an_unknown_one_does(client: Client) -> None:
    cast.noor()
    said = SAID | {"notice": open_form(client)}

    def statements(email: str) -> list[str]:
        with CaptureQueriesContext(connection) as asked:
            assert send(client, APPLY, said | {"cv": cv(), "email": email}).status_code == 302
        return [re.sub(r'"s\d+_x\d+"', "", query["sql"])[:40] for query in asked.captured_queries]

    statements("first@example.org")  # what is looked up once in a process
    assert statements("noor@example.org") == statements("nobody@example.org")


def test_the_second_try_of_a_worker_that_died_makes_no_second_application(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    died: list[bool] = []
    whole = receipts.mail_receipt

    def dies_once(*args: Any, **kwargs: Any) -> Any:
        if not died:
            died.append(True)
            raise MemoryError
        return whole(*args, **kwargs)

    monkeypatch.setattr(incoming_forms, "mail_receipt", dies_once)
    apply(client)
    assert died
    assert not Application.objects.exists()
    assert ArrivedFile.objects.count() == 1
    OutboxMessage.objects.update(next_at=timezone.now(), leased_until=None)
    outbox_worker.drain_outbox(now=timezone.now())
    assert Application.objects.count() == Document.objects.count() == len(letters()) == 1
    assert not ArrivedFile.objects.exists()


@pytest.mark.usefixtures("_no_worker")
def test_what_came_before_the_last_day_was_over_counts_when_the_worker_comes_late(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    Position.objects.update(closes_on=timezone.localdate())
    apply(client)
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *_: tomorrow)
    take_in()
    assert Application.objects.count() == 1


@pytest.mark.usefixtures("_no_worker")
def test_a_selection_that_closed_meanwhile_takes_nothing_and_leaves_nothing(client: Client) -> None:
    apply(client)
    Position.objects.update(closed_on=timezone.localdate())
    take_in()
    assert not Application.objects.exists()
    assert not ArrivedFile.objects.exists()
    assert not StoredFile.objects.exists()
    assert message().payload is None


def closed_meanwhile(client: Client, address: str = APPLY, **changed: Any) -> None:
    """Somebody applies while the position is open, and the worker comes when it is closed."""
    Position.objects.update(closed_on=None)
    apply(client, address, **changed)
    Position.objects.update(closed_on=timezone.localdate())
    take_in()


@pytest.mark.usefixtures("_no_worker")
def test_whoever_came_too_late_is_told_that_nothing_was_kept(client: Client) -> None:
    closed_meanwhile(client)
    (letter,) = (json.loads(each.payload or "") for each in letters())
    assert (letter["template"], letter["to"]) == ("application-too-late", "noor.hendrickx@example.org")
    title, text = render_letter(letter["template"], language="nl", context=letter["context"])
    assert title == "Te laat: Vormingswerker taal"
    assert "We hebben niets bewaard van wat er toekwam" in text


@pytest.mark.usefixtures("_no_worker")
def test_whoever_came_too_late_is_told_once_however_much_they_sent_and_after_other_letters(
    client: Client,
) -> None:
    trainer(opened=timezone.localdate(), slug="voorlezen")
    for number in range(4):
        apply(client, letter=f"Brief {number}")
        take_in()
    assert len(letters()) == 3
    for address in (APPLY, APPLY, "/jobs/voorlezen/apply/"):
        closed_meanwhile(client, address)
    told = [json.loads(each.payload or "")["template"] for each in letters()[3:]]
    assert told == ["application-too-late"] * 2


@pytest.mark.usefixtures("_no_worker")
def test_a_worker_that_died_after_it_took_a_form_in_leaves_nothing_to_do(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies() -> None:
        raise MemoryError

    apply(client)
    with monkeypatch.context() as patch:
        patch.setattr(incoming_forms, "nudge_cleaning", dies)
        take_in()
    assert message().state == OutboxMessage.State.WAITING
    OutboxMessage.objects.update(next_at=timezone.now(), leased_until=None)
    take_in()
    assert message().state == OutboxMessage.State.DONE
    assert Application.objects.count() == len(letters()) == 1


@pytest.mark.usefixtures("_no_worker")
def test_a_form_for_a_position_that_is_gone_is_put_before_a_person(client: Client) -> None:
    apply(client)
    Position.objects.all().delete()
    take_in()
    assert message().trouble == "position-gone"
    assert message().state == OutboxMessage.State.PARKED


@pytest.mark.usefixtures("_no_worker")
def test_a_form_whose_files_are_gone_is_put_before_a_person(client: Client) -> None:
    apply(client)
    ArrivedFile.objects.all().delete()
    take_in()
    assert not Application.objects.exists()
    assert message().trouble == "files-gone"


@pytest.mark.usefixtures("_no_worker")
def test_files_that_nobody_takes_in_go_after_a_week(client: Client) -> None:
    apply(client)
    for days, left in ((6, 1), (8, 0)):
        ArrivedFile.objects.update(arrived_at=timezone.now() - timedelta(days=days))
        sweep_and_follow_up(today=timezone.localdate())
        assert (ArrivedFile.objects.count(), StoredFile.objects.count()) == (left, left)


# --- Who it is -----------------------------------------------------------------------------------------


def test_a_form_in_the_name_of_a_client_adds_nothing_to_them_before_their_mailbox_says_so(
    client: Client,
) -> None:
    noor = cast.noor()
    before = list(Identifier.objects.order_by("pk").values_list("kind", "digest", "claimed"))
    apply(client, first_name="Noor", last_name="Hendrickx", email="noor@example.org", choice="later")
    application = Application.objects.get()
    assert application.subject == noor.subject
    assert list(Identifier.objects.order_by("pk").values_list("kind", "digest", "claimed")) == before
    assert not Choice.objects.filter(subject=noor.subject).exists()
    assert find_holders("noor@example.org") == [noor.subject]


def test_another_name_at_the_same_mailbox_is_somebody_else(client: Client) -> None:
    noor = cast.noor()
    apply(client, first_name="Mira", last_name="Vandamme", email="noor@example.org")
    assert Application.objects.get().subject != noor.subject
    assert find_holders("noor@example.org") == [noor.subject]


def test_what_is_sent_again_waits_for_its_mailbox_and_then_takes_the_place_of_the_first(
    client: Client,
) -> None:
    apply(client)
    first = Application.objects.get()
    apply(client, letter="Een betere brief.", cv=file("beter.pdf", pdf(pages=3)), choice="later")
    first.refresh_from_db()
    assert first.letter.startswith("Ik geef al jaren les.")
    assert [each.name for each in first.documents.filter(ended_on=None)] == ["cv-noor.pdf"]
    assert Replacement.objects.count() == 1
    link = last_link()
    page = client.get(link).text
    assert "Je stuurde dit opnieuw" in page
    assert "beter.pdf" in page
    assert "Een betere brief." in page
    answer = client.post(link, {"act": "confirm"}, headers={"sec-fetch-site": "same-origin"})
    page = client.get(answer["Location"]).text
    assert "Je stuurde dit opnieuw" not in page
    first.refresh_from_db()
    assert (first.letter, first.choice) == ("Een betere brief.", "reserve")
    assert [each.name for each in first.documents.filter(ended_on=None)] == ["beter.pdf"]
    assert Choice.objects.get(kind="consent").wording.startswith("Ook voor latere vacatures")


def last_link() -> str:
    payload = json.loads(letters()[-1].payload or "")
    return str(payload["context"]["link"]).removeprefix("http://testserver")


def test_twice_on_two_positions_is_two_applications_of_one_person(client: Client) -> None:
    other = trainer(opened=timezone.localdate(), slug="voorlezen")
    apply(client)
    apply(client, f"/jobs/{other.slug}/apply/")
    assert Application.objects.count() == 2
    assert Application.objects.values("subject").distinct().count() == 1
    assert len(letters()) == 2


def test_a_mailbox_gets_three_letters_a_day_whatever_is_sent(client: Client) -> None:
    for number in range(5):
        apply(client, letter=f"Brief {number}")
    assert len(letters()) == 3
    assert Application.objects.count() == 1

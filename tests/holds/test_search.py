"""The search that proves an erasure: leftovers planted in every kind of place are found; what may stay is
told apart."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from contacts.models import Contact, ContactPoint, Interaction
from privacy.models import ErasureProbe, Identifier, OutboxMessage, Task
from privacy.proof import verification
from privacy.rights import search_words
from privacy.rights.erasure import preview_erasure
from tests.cast import ContactFactory, noor, pieter
from tests.holds.searching import ADDRESS, forgotten, found, run, separate_folders, whose

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    return separate_folders(settings, tmp_path)


LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


# --- What an erasure begins ---------------------------------------------------------------------------


def test_what_was_the_persons_is_kept_encrypted_until_nothing_is_found() -> None:
    contact = noor()
    assert {ADDRESS, "Noor Hendrickx", "Mag ik eens langskomen?"} <= set(
        search_words.search_words_of(contact.subject)
    )
    search = forgotten(contact)
    assert ADDRESS in json.loads(search.words or "")
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM privacy_erasureprobe")
        assert ADDRESS.encode() not in bytes(cursor.fetchone()[0])
    outcome = run()
    assert (outcome.searched, outcome.clean, outcome.left) == (1, 1, [])
    search.refresh_from_db()
    assert (search.words, search.clean_on) == (None, timezone.localdate())
    assert run().searched == 0, "what is proved is looked for no more"


def test_a_rehearsal_begins_no_search() -> None:
    preview_erasure(noor().subject, today=timezone.localdate(), source="email")
    assert not ErasureProbe.objects.exists()


def test_the_proof_does_not_keep_the_person_known() -> None:
    forgotten(noor())
    assert not Identifier.objects.exists()


# --- Where it looks -----------------------------------------------------------------------------------


@pytest.fixture
def forgotten_table() -> Iterator[None]:
    """A table that no model knows."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE old_backup (remark text)")
        cursor.execute("INSERT INTO old_backup VALUES ('Ask NOOR@example.org')")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE old_backup")


@pytest.mark.usefixtures("forgotten_table")
def test_a_table_that_no_model_knows_is_searched() -> None:
    contact = noor()
    assert "old_backup.remark" in found(ADDRESS)
    forgotten(contact)
    (left,) = run().left
    assert (left["where"], left["row"]) == ("old_backup.remark", 0)


COPIES = {
    "sqlite": "CREATE TABLE notes_words AS SELECT remark FROM notes",
    "postgresql": "CREATE MATERIALIZED VIEW notes_words AS SELECT remark FROM notes",
}
"""What each database can be made to keep of the words of a table, and does not let go with its rows."""


def test_a_copy_of_words_is_searched_though_its_rows_are_gone() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE notes (id integer PRIMARY KEY, remark text)")
        cursor.execute("INSERT INTO notes VALUES (1, 'Noor Hendrickx')")
        cursor.execute(COPIES[connection.vendor])
        cursor.execute("DELETE FROM notes")
    forgotten(noor())
    assert {left["where"].partition(".")[0] for left in run().left} == {"notes_words"}


def test_files_and_their_names_are_searched_across_blocks(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("privacy.proof.search.BLOCK", 7)
    name = default_storage.save("letter.txt", ContentFile(b"Dear Noor Hendrickx,"))
    (folder / "server.log").write_text("GET /?q=Noor%20Hendrickx")
    (folder / "noor@example.org.txt").write_text("nothing")
    (folder / "other.txt").write_text("Noora Hendricks")
    contact = noor()
    search = forgotten(contact)
    left = {one["where"] for one in run().left}
    assert left == {f"file.{name}", f"file.{folder.name}/server.log", f"file.{folder.name}"}
    assert "noor" not in json.dumps(search.found).lower()
    assert not Task.objects.filter(label__icontains="noor").exists(), (
        "a task names nobody, nor does the name of a file"
    )


def test_what_is_stored_encrypted_is_searched() -> None:
    contact = noor()
    OutboxMessage.objects.create(
        handler="mail",
        payload=json.dumps({"to": ADDRESS}),
        state="done",
        next_at=LONG_AGO,
        settled_at=LONG_AGO,
    )
    assert "privacy_outboxmessage.payload" in found(ADDRESS)
    forgotten(contact)
    assert "privacy.outboxmessage.payload" in {left["where"] for left in run().left}


def test_a_word_in_any_spelling_is_the_same_word() -> None:
    assert search_words.spellings("+32470550102") >= {"+32470550102", "0470550102", "%2B32470550102"}
    assert json.dumps("Zoë Caen")[1:-1] in search_words.spellings("Zoë Caen")


# --- Whose it is --------------------------------------------------------------------------------------


def test_what_is_lawfully_kept_is_counted_and_proves_nothing_against_the_erasure() -> None:
    contact = pieter()
    search = forgotten(contact)
    assert run().left == []
    assert whose(search)["contacts.invoice.billed_name"] == verification.KEPT
    assert not Task.objects.filter(kind=Task.Kind.LEFTOVER).exists()


def test_a_shared_mailbox_is_somebody_elses_row() -> None:
    contact, other = noor(), ContactFactory.create(emails=[ADDRESS])
    search = forgotten(contact)
    assert run().left == []
    assert whose(search)["contacts.contactpoint.value"] == verification.OTHERS
    assert ContactPoint.objects.get().contact == other


def test_a_copy_in_a_file_of_what_lawfully_stands_in_a_row_is_told_apart(folder: Path) -> None:
    (folder / "books.csv").write_text("Pieter Claessens;900")
    search = forgotten(pieter())
    assert run().left == []
    assert whose(search)[f"file.{folder.name}/books.csv"] == verification.MIRRORED


def test_a_row_of_the_person_that_nothing_keeps_is_left_over() -> None:
    contact = pieter()
    search = forgotten(contact)
    note = "Pieter Claessens (0470 55 01 02) rang about the price"
    again = ContactFactory.create(emails=["someone@example.org"])
    Contact.objects.filter(pk=again.pk).update(subject=contact.subject)
    talk = Interaction.objects.create(
        contact=again,
        channel="phone",
        purpose="enquiry",
        held_on=timezone.localdate() - timedelta(days=900),
        note=note,
    )
    assert {(left["where"], left["row"]) for left in run().left} >= {("contacts.interaction.note", talk.pk)}
    assert search.clean_on is None

"""An erasure while a copy of the same person's data is made: the copy is whole, as of one moment, or there is
none."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management.base import CommandError

from contacts.models import Contact, Enquiry
from privacy.export import archive, dossier
from privacy.models import Choice, LedgerEntry, Request
from privacy.retention.state import State
from privacy.rights import erasure
from tests.cast import TODAY, noor, pieter
from tests.commands import answer
from tests.mydata.guest import Guest, last_link
from tests.races.meeting import Actor, StopAt
from tests.requests.arriving import approve, asked

pytestmark = pytest.mark.django_db(transaction=True)

QUESTION = "Mag ik eens langskomen?"


def erase(contact: Contact) -> erasure.Erased:
    return erasure.erase(contact.subject, today=TODAY, source=Choice.Channel.EMAIL)


def left_in(*folders: Path) -> list[str]:
    """What lies in these folders, by name, but for the database and the ledger of the test."""
    ours = {
        path
        for folder in folders
        for path in (*folder.glob("som.sqlite3*"), *folder.glob("ledger"), *folder.glob("ledger/*"))
    }
    return sorted(path.name for folder in folders for path in folder.rglob("*") if path not in ours)


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files would lie."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


# --- While it is read -----------------------------------------------------------------------------------


def test_what_is_read_is_read_as_of_one_moment(stop_at: StopAt) -> None:
    contact = noor()
    stop = stop_at(dossier, "fields_given", after=True)
    reads = Actor(lambda: dossier.gather_dossier(contact.subject, today=TODAY))
    stop.reached(reads)
    comes = Actor(lambda: erase(contact))
    assert comes.result().erased
    stop.let_on()
    whole = reads.result()
    assert {label for label, rows in whole.tables.items() if rows} >= {
        "contacts.contact",
        "contacts.contactpoint",
        "contacts.enquiry",
    }
    assert {each.state for each in whole.explained if each.group.label == "contacts.enquiry.said"} == {
        State.KEPT
    }
    assert not Enquiry.objects.exists()
    assert not dossier.gather_dossier(contact.subject, today=TODAY).tables["contacts.enquiry"]


# --- While it is written --------------------------------------------------------------------------------


def test_a_copy_that_an_erasure_overtakes_is_not_written_and_says_so(stop_at: StopAt, tmp_path: Path) -> None:
    contact, target = noor(), tmp_path / "copy" / "noor.zip"
    target.parent.mkdir()
    stop = stop_at(archive, "gather_dossier", after=True)
    writes = Actor(lambda: answer("privacy_export", "noor@example.org", "--output", str(target)))
    stop.reached(writes)
    assert left_in(target.parent) == [".noor.zip.part"]
    assert Actor(lambda: erase(contact)).result().erased
    stop.let_on()
    with pytest.raises(CommandError, match="gewist terwijl"):
        writes.result()
    assert left_in(target.parent) == []


def test_an_erasure_that_comes_while_the_copy_is_put_in_place_comes_after_it(
    stop_at: StopAt, tmp_path: Path
) -> None:
    contact, target = noor(), tmp_path / "noor.zip"
    stop = stop_at(Path, "replace")
    writes = Actor(lambda: archive.export_to_path(contact.subject, target, today=TODAY))
    stop.reached(writes)
    comes = Actor(lambda: erase(contact))
    assert comes.waits()
    stop.let_on()
    writes.result()
    assert comes.result().erased
    with zipfile.ZipFile(target) as given_file:
        assert (
            json.loads(given_file.read("data.json"))["tables"]["contacts.enquiry"][0]["question"] == QUESTION
        )


def test_a_stored_file_that_goes_while_it_is_copied_is_said(stop_at: StopAt, tmp_path: Path) -> None:
    contact = pieter()
    (invoice,) = dossier.gather_dossier(contact.subject, today=TODAY).rows["contacts.invoice"]
    stop = stop_at(archive, "gather_dossier", after=True)
    writes = Actor(lambda: archive.export_to_path(contact.subject, tmp_path / "pieter.zip", today=TODAY))
    stop.reached(writes)
    invoice.document.storage.delete(invoice.document.name)
    stop.let_on()
    with pytest.raises(archive.ErasedMeanwhile):
        writes.result()
    assert left_in(tmp_path) == ["temporary"]


# --- While it is fetched --------------------------------------------------------------------------------


def fetched(stop_at: StopAt, fetch: Callable[[], Any], contact: Contact, temporary: Path) -> Any:
    """Let ``fetch`` stop when everything is read, erase the person, and return what came of it."""
    stop = stop_at(archive, "gather_dossier", after=True)
    fetches = Actor(fetch)
    stop.reached(fetches)
    assert left_in(temporary) == [], (
        "what is written has no name, so nothing is left of it even where the worker is killed"
    )
    Actor(lambda: erase(contact)).result()
    stop.let_on()
    return fetches.result()


def test_the_link_in_our_answer_gives_nothing_once_the_person_is_forgotten(
    stop_at: StopAt, temporary: Path
) -> None:
    contact = noor()
    approve(asked(Request.Kind.ACCESS, "noor@example.org"))
    link = last_link("noor@example.org", "answer-access")
    given = Guest().post(link)
    with zipfile.ZipFile(io.BytesIO(given.getvalue())) as given_file:
        assert QUESTION.encode() in given_file.read("data.json")
    page = fetched(stop_at, lambda: Guest().post(link), contact, temporary)
    assert page.status_code == 410
    assert QUESTION not in page.text
    assert Guest().get(link).status_code == 410
    assert LedgerEntry.objects.filter(kind="download").count() == 1
    assert left_in(temporary) == []


def test_my_data_gives_nothing_once_the_person_is_forgotten_in_between(
    stop_at: StopAt, temporary: Path
) -> None:
    contact, guest = noor(), Guest()
    guest.enter("noor@example.org")
    page = fetched(stop_at, lambda: guest.act("download"), contact, temporary)
    assert page.status_code == 410
    assert not LedgerEntry.objects.filter(kind="download").exists()
    assert left_in(temporary) == []

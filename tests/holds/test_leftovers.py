"""What a search finds is put before a person until it is gone, and told in numbers only."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from contacts.models import Contact
from privacy.models import LedgerEntry, OutboxMessage, Request, Task
from privacy.proof import verification
from privacy.proof.search import search_everything
from privacy.requests import closing, intake
from tests.cast import noor
from tests.commands import answer, words
from tests.holds.searching import ADDRESS, forgotten, run, separate_folders, whose

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    return separate_folders(settings, tmp_path)


def test_a_leftover_is_put_before_a_person_until_it_is_gone(folder: Path) -> None:
    file = folder / "old.csv"
    file.write_text(ADDRESS)
    search = forgotten(noor())
    run()
    run()
    task = Task.objects.get(kind=Task.Kind.LEFTOVER)
    assert (task.label, task.subject_id, task.done_on) == (
        f"file.{folder.name}/old.csv",
        search.subject,
        None,
    )
    search.refresh_from_db()
    assert search.words
    file.unlink()
    assert run().clean == 1
    task.refresh_from_db()
    assert task.done_on == timezone.localdate()


def test_what_a_person_looked_at_and_left_is_not_put_before_them_again(folder: Path) -> None:
    (folder / "old.csv").write_text(ADDRESS)
    search = forgotten(noor())
    run()
    Task.objects.update(done_on=timezone.localdate())
    assert run().clean == 1
    assert list(whose(search).values()) == [verification.SEEN]


def asked_to_be_forgotten(contact: Contact) -> Request:
    now = timezone.now()
    asked = intake.record_received_request(
        kind="erasure", address=ADDRESS, channel="letter", received_at=now, now=now, site="http://testserver/"
    )
    OutboxMessage.objects.update(state="done")
    Request.objects.filter(pk=asked.pk).update(state="approved", decided_at=now)
    forgotten(contact)
    return asked


def test_an_open_request_stays_open_and_a_closed_one_is_followed(folder: Path) -> None:
    file = folder / "old.csv"
    file.write_text(ADDRESS)
    asked = asked_to_be_forgotten(noor())
    run()
    assert closing.close_answered(now=timezone.now()) == 0
    file.unlink()
    run()
    assert closing.close_answered(now=timezone.now()) == 1
    asked.refresh_from_db()
    assert (asked.state, asked.follow_ups.count()) == (Request.State.ANSWERED, 0)


def test_a_closed_request_is_followed_once_by_one_linked_to_it(folder: Path) -> None:
    asked = asked_to_be_forgotten(noor())
    assert closing.close_answered(now=timezone.now()) == 1
    (folder / "old.csv").write_text(ADDRESS)
    run()
    run()
    (after,) = Request.objects.filter(parent=asked)
    assert (after.state, after.kind, after.subject, after.address) == (
        Request.State.OPEN,
        "erasure",
        asked.subject,
        ADDRESS,
    )
    assert Request.objects.get(pk=asked.pk).state == Request.State.ANSWERED


def test_the_command_and_the_ledger_tell_numbers_only(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    (folder / "old.csv").write_text(ADDRESS)
    forgotten(noor())
    with caplog.at_level(logging.INFO):
        document, said = answer("privacy_search"), words("privacy_search")
    assert (document["searched"], document["clean"], len(document["left"])) == (1, 0, 1)
    lines = [line.body for line in LedgerEntry.objects.filter(kind="searched")]
    assert [line["left"] for line in lines] == [1, 1]
    assert ADDRESS not in json.dumps([document, said, lines, caplog.text])


def test_a_night_asks_each_column_once_however_many_were_erased(django_assert_max_num_queries: Any) -> None:
    def statements() -> int:
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as captured:
            list(search_everything(dict(enumerate(sought))))
        return len(captured)

    sought = ["one.of.them@example.org"]
    statements()
    few = statements()
    sought += [f"another{n}@example.org" for n in range(50)]
    assert statements() == few

"""The outbox and the worker: nudged after the commit, reminded by the beat, and never harmed by a broker."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from privacy import tasks
from privacy.delivery import handlers, outbox
from privacy.models import OutboxMessage
from tests.commands import answer
from tests.handlers import LETTER, Post
from tests.instances import eventually, free_port, instance
from tests.mail_server import mail_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Post:
    handler = Post()
    monkeypatch.setitem(handlers._handlers, "post", handler)
    return handler


def put() -> OutboxMessage:
    return outbox.put_message("post", LETTER)


@pytest.fixture
def nudges(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    sent: list[str] = []
    monkeypatch.setattr(
        "privacy.delivery.outbox.current_app.send_task", lambda name, *args, **options: sent.append(name)
    )
    return sent


def test_the_worker_is_nudged_after_the_commit_with_nothing_but_the_name_of_its_work(
    nudges: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        put()
        assert nudges == []
    assert nudges == ["privacy.tasks.drain_outbox"]


def test_a_broker_that_is_down_harms_nobody(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any, caplog: pytest.LogCaptureFixture
) -> None:
    def down(*args: Any, **options: Any) -> None:
        raise ConnectionError("redis.example.org refuses")

    monkeypatch.setattr("privacy.delivery.outbox.current_app.send_task", down)
    with django_capture_on_commit_callbacks(execute=True):
        message = put()
    assert OutboxMessage.objects.filter(pk=message.pk, state=OutboxMessage.State.WAITING).exists()
    assert "the worker could not be nudged: ConnectionError" in caplog.text


def test_the_task_and_the_command_do_the_same_and_the_beat_knows_it(post: Post, settings: Any) -> None:
    put()
    tasks.drain_outbox()
    assert len(post.given) == 1
    put()
    assert answer("drain_outbox") == {"sent": 1}
    assert answer("drain_outbox") == {"sent": 0}
    assert {"task": tasks.drain_outbox.name, "schedule": 60.0} in settings.CELERY_BEAT_SCHEDULE.values()


def test_a_full_batch_asks_for_the_next(
    post: Post, nudges: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "BATCH", 2)
    for _ in range(3):
        put()
    tasks.drain_outbox()
    assert nudges == ["privacy.tasks.drain_outbox"]
    tasks.drain_outbox()
    assert (len(post.given), len(nudges)) == (3, 1)


def test_nobody_waits_for_a_redis_that_is_away(tmp_path: Path) -> None:
    with instance(tmp_path) as office:
        office.environment["CELERY_BROKER_URL"] = f"redis://127.0.0.1:{free_port()}/0"
        output, _ = office.start("-m", "tests.mail_worker", "put", "1").communicate(timeout=60)
        assert "the worker could not be nudged" in output
        (seconds,) = re.findall(r"^put in ([0-9.]+) s$", output, re.M)
        assert float(seconds) < 3
        assert office.query("SELECT state FROM privacy_outboxmessage") == [("waiting",)]


def test_the_worker_sends_a_letter_as_soon_as_it_is_written(tmp_path: Path) -> None:
    with mail_server() as server, instance(tmp_path) as office:
        office.environment["EMAIL_URL"] = server.url
        office.environment["CELERY_BROKER_URL"] = re.sub(
            r"/\d+$", "/15", office.environment["CELERY_BROKER_URL"]
        )  # no other's worker
        # Without a beat: only the nudge tells the worker.
        office.start(
            "-m",
            "celery",
            "-A",
            "som",
            "worker",
            "--pool",
            "threads",
            "--concurrency",
            "1",
            "--without-gossip",
            "--without-mingle",
        )
        assert office.start("-m", "tests.mail_worker", "put", "1").wait(60) == 0
        eventually(
            lambda: office.query("SELECT state, payload FROM privacy_outboxmessage") == [("done", None)],
            within=40,
        )
        assert [received.recipients for received in server.received] == [["noor@example.org"]]

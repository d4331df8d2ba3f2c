"""Server, worker and beat as real processes: they start together, work, refuse what is broken, and leave
nothing behind."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.checks import Error
from django.core.management import CommandError, call_command
from django.utils import timezone

from som import running, startup
from tests.instances import Instance, eventually, free_port, instance


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Instance]:
    with instance(tmp_path / "instance") as made:
        yield made


def start_stack(fresh: Instance, *options: str) -> subprocess.Popen[str]:
    """Start the stack and return it once its worker, its beat and two request handlers run and it answers."""
    stack = fresh.start("manage.py", "stack", "--bind", f"127.0.0.1:{fresh.port}", *options)
    eventually(lambda: fresh.status("/healthz/") == 200)
    # the stack, gunicorn and its two workers, celery and its beat
    eventually(lambda: len(fresh.processes()) >= 6)
    return stack


def test_the_stack_answers_and_ctrl_c_leaves_nothing(fresh: Instance) -> None:
    stack = start_stack(fresh)
    assert fresh.status("/") == 200
    stack.send_signal(signal.SIGINT)
    output, _ = stack.communicate(timeout=20)
    assert stack.returncode == 0, output
    assert f"http://127.0.0.1:{fresh.port}/admin/" in output
    assert fresh.processes() == []
    assert "127.0.0.1 -" not in output, "an access log would keep visitors' addresses"


def test_a_second_stack_in_the_same_folder_names_the_first_and_ends(fresh: Instance) -> None:
    first = start_stack(fresh)
    second = fresh.start("manage.py", "stack", "--bind", f"127.0.0.1:{free_port()}")
    said, _ = second.communicate(timeout=30)
    assert second.returncode == 1
    assert f"{first.pid}," in said
    assert f"http://127.0.0.1:{fresh.port}/" in said
    assert f"{timezone.localdate()}T" in said
    assert fresh.status("/healthz/") == 200, "the first goes on"


def test_a_crash_of_the_first_stack_makes_room_for_the_next(fresh: Instance) -> None:
    start_stack(fresh).kill()
    eventually(lambda: fresh.processes() == [], within=5)
    assert (fresh.var_dir / "stack.lock").exists()
    start_stack(fresh)


def test_a_stack_that_has_not_said_who_it_is_is_refused_too(tmp_path: Path) -> None:
    with (tmp_path / running.FILE).open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(running.AlreadyRunning) as refused, _held(tmp_path):
            pass
        assert refused.value.first is None
    with _held(tmp_path), pytest.raises(running.AlreadyRunning) as again, _held(tmp_path):
        pass
    assert again.value.first == (os.getpid(), "2026-11-30T07:00:00+00:00", "127.0.0.1:8000")


def _held(folder: Path) -> AbstractContextManager[None]:
    return running.hold_folder(folder, bind="127.0.0.1:8000", now=datetime(2026, 11, 30, 7, tzinfo=UTC))


def test_a_killed_stack_leaves_nothing(fresh: Instance) -> None:
    stack = start_stack(fresh)
    stack.kill()
    eventually(lambda: fresh.processes() == [], within=5)


def test_a_stack_ends_with_whoever_started_it(fresh: Instance) -> None:
    command = [sys.executable, "manage.py", "stack", "--with-parent", "--bind", f"127.0.0.1:{fresh.port}"]
    parent = fresh.start("-c", f"import subprocess; subprocess.run({command!r})")
    eventually(lambda: fresh.status("/healthz/") == 200)
    parent.kill()
    eventually(lambda: fresh.processes() == [])


def test_when_one_part_ends_all_end(fresh: Instance) -> None:
    stack = start_stack(fresh)
    worker = next(
        each for each in fresh.processes() if b"celery" in Path(f"/proc/{each}/cmdline").read_bytes()
    )
    os.kill(worker, signal.SIGKILL)
    output, _ = stack.communicate(timeout=20)
    assert "worker ended" in output
    assert stack.returncode == 128 + signal.SIGKILL
    assert fresh.processes() == []


def test_a_worker_does_the_nightly_sweep(fresh: Instance) -> None:
    assert fresh.query("SELECT count(*) FROM privacy_sweeprun") == [(0,)]
    fresh.start(
        "-m",
        "celery",
        "-A",
        "som",
        "worker",
        "--pool",
        "threads",
        "--concurrency",
        "1",
        "--loglevel",
        "WARNING",
    )
    ordered = fresh.start("-m", "celery", "-A", "som", "call", "privacy.tasks.nightly_sweep")
    output, _ = ordered.communicate(timeout=20)
    assert ordered.returncode == 0, output
    finished = "SELECT count(*) FROM privacy_sweeprun WHERE finished_at IS NOT NULL AND subject IS NULL"
    eventually(lambda: fresh.query(finished) == [(1,)])


def test_a_taken_port_is_said_before_anything_starts(db: None) -> None:
    with contextlib.closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(CommandError, match="Cannot listen on"):
            call_command("stack", bind=f"127.0.0.1:{other.getsockname()[1]}")


BROKEN_SETTINGS = """
from django.core.checks import Error, register
from som.settings import *

@register
def closed_world(**kwargs):
    return [Error("widget.colour is declared by nobody", id="test.E001")]
"""


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("manage.py", "stack", "--bind", "127.0.0.1:{port}"), 1),
        (
            ("-m", "gunicorn", "som.wsgi", "--config", "python:som.gunicorn", "--bind", "127.0.0.1:{port}"),
            startup.BROKEN,
        ),
        (("-m", "celery", "-A", "som", "worker", "--pool", "solo"), startup.BROKEN),
        (("-m", "celery", "-A", "som", "beat", "--schedule", "{var}/beat", "--pidfile="), startup.BROKEN),
    ],
    ids=["stack", "server", "worker", "beat"],
)
def test_nothing_starts_on_an_error_of_the_checks(
    tmp_path: Path, command: tuple[str, ...], code: int
) -> None:
    (tmp_path / "broken_settings.py").write_text(BROKEN_SETTINGS)
    environment = {**os.environ, "VAR_DIR": str(tmp_path / "var"), "CELERY_BROKER_URL": "filesystem://"}
    broken = Instance(
        {**environment, "DJANGO_SETTINGS_MODULE": "broken_settings", "PYTHONPATH": str(tmp_path)}, port=0
    )
    started = broken.start(*(part.format(port=broken.port, var=broken.var_dir) for part in command))
    output, _ = started.communicate(timeout=30)
    assert started.returncode == code, output
    assert "widget.colour is declared by nobody" in output
    assert broken.processes() == []


def test_a_refusal_names_the_error_and_ignores_warnings(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from django.core.checks import Warning as Advice

    monkeypatch.setattr(startup, "run_checks", lambda: [Advice("only advice")])
    startup.refuse_if_broken()
    monkeypatch.setattr(
        startup, "run_checks", lambda: [Error("widget.colour is declared by nobody"), Advice("only advice")]
    )
    with pytest.raises(SystemExit, match="3"):
        startup.refuse_if_broken()
    assert "widget.colour" in (said := capfd.readouterr().err)
    assert "only advice" not in said

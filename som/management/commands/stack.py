"""``manage.py stack``: web server, worker and beat in the foreground; Ctrl-C stops all of it."""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import socket
import sys
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from privacy.models import Instance
from privacy.notice import versions
from som import startup
from som.child_processes import die_with_parent
from som.running import AlreadyRunning, Running, hold_folder
from som.stack import Stack


class Command(BaseCommand):
    help = (
        "Run web server, worker and beat in the foreground until Ctrl-C; refuses to start on a failed check."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--bind", default="127.0.0.1:8000", metavar="HOST:PORT")
        parser.add_argument(
            "--with-parent", action="store_true", help="Stop when the process that started this one ends."
        )

    def handle(self, *, bind: str, with_parent: bool, **options: Any) -> None:
        if with_parent:
            die_with_parent(signal.SIGTERM)
        try:
            with hold_folder(settings.VAR_DIR, bind=bind, now=timezone.localtime()):
                code = self._run(bind)
        except AlreadyRunning as error:
            raise CommandError(_first_words(error.first)) from error
        if code:
            raise SystemExit(code)

    def _run(self, bind: str) -> int:
        """Run everything until it is asked to stop, and return its exit code."""
        _refuse_taken(bind)
        startup.close_files()
        stack = Stack({"web": _web(bind), "worker": _worker()}, environment=_environment(bind))
        return stack.run(announce=lambda: self._announce(bind), complain=lambda text: self.stderr.write(text))

    def _announce(self, bind: str) -> None:
        # Only now: a pool of connections brings threads, and the processes are forked without any.
        versions.publish_notice(now=timezone.now())
        self.stdout.write(f"http://{bind}/        home page")
        self.stdout.write(f"http://{bind}/admin/  administration{_demo_login()}")
        self.stdout.write("Ctrl-C stops everything.")
        self.stdout.flush()


def _environment(bind: str) -> dict[str, str]:
    """Return what the processes are told: they find this program from whatever folder it is started, and
    links in letters lead to where it listens, if nobody said another address."""
    own = {**os.environ, "TMPDIR": str(settings.TMP_DIR), "SITE_URL": _site(bind)}
    found = [str(settings.BASE_DIR), *filter(None, own.get("PYTHONPATH", "").split(os.pathsep))]
    return own | {"PYTHONPATH": os.pathsep.join(found)}


def _site(bind: str) -> str:
    """Return the address that links in letters begin with."""
    if settings.SITE_URL_SAID or settings.HTTPS:
        return str(settings.SITE_URL)
    host, _colon, port = bind.rpartition(":")
    everywhere = host.strip("[]") in ("", "0.0.0.0", "::")  # noqa: S104  (compared with, not bound to)
    return f"http://{'localhost' if everywhere else host}:{port}/"


def _first_words(first: Running | None) -> str:
    """Return why a second stack does not start, and which one was first."""
    if first is None:
        return _("Another instance is starting in %(folder)s.") % {"folder": settings.VAR_DIR}
    return _(
        "Another instance already runs in %(folder)s: process %(pid)d, since %(since)s, on http://%(bind)s/. "
        "Stop it first, or choose another folder with VAR_DIR."
    ) % {"folder": settings.VAR_DIR, **first._asdict()}


def _web(bind: str) -> list[str]:
    return [sys.executable, "-m", "gunicorn", "som.wsgi", "--config", "python:som.gunicorn", "--bind", bind]


def _worker() -> list[str]:
    """Return the command of a worker with beat. Threads: the work waits for the database, and they share
    memory."""
    schedule = str(settings.VAR_DIR / "beat-schedule")
    worker = [
        "worker",
        "--beat",
        "--schedule",
        schedule,
        "--pool",
        "threads",
        "--concurrency",
        "2",
        "--loglevel",
        "WARNING",
    ]
    return [
        sys.executable,
        "-m",
        "celery",
        "--quiet",
        "-A",
        "som",
        *worker,
        "--without-gossip",
        "--without-mingle",
        "--pidfile=",
    ]


def _refuse_taken(bind: str) -> None:
    """Raise ``CommandError`` if ``bind`` is no address, or something listens there already."""
    host, colon, port = bind.rpartition(":")
    if not colon or not (port.isascii() and port.isdecimal()):
        raise CommandError(f"{bind} is not HOST:PORT", returncode=2)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with contextlib.closing(socket.socket(family)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), int(port)))
        except OSError as error:
            raise CommandError(
                f"Cannot listen on {bind}: {error.strerror}. Choose another port: make run PORT=8001"
            ) from error


def _demo_login() -> str:
    """Return the invented log-in if this is the demo, else nothing."""
    if not Instance.objects.filter(demo=True).exists():
        return ""
    answer = io.StringIO()
    call_command("demo", "--json", stdout=answer)
    staff = json.loads(answer.getvalue())["staff"]
    return f" (demo: {staff['username']} / {staff['password']})"

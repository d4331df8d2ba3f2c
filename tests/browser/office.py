"""A whole instance as an association would run it, with a mail server beside it, for people with browsers."""

from __future__ import annotations

import contextlib
import json
import re
import secrets
import sqlite3
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from tests.instances import Instance, eventually, instance
from tests.mail_server import MailServer, Received, mail_server

LANGUAGES = ("nl", "fr", "en")

COLLEAGUES = """
import os
from django.contrib.auth.models import Group
from privacy.staff_access import roles
from som.models import User
roles.sync_roles(roles.declared_roles())
for language in ("fr", "en"):
    facts = {"password": os.environ["COLLEAGUES"], "is_staff": True, "language": language}
    user = User.objects.create_user(f"colleague-{language}", **facts)
    user.groups.add(Group.objects.get(name=roles.PRIVACY_OFFICER))
"""
"""Beside the member of staff of the demo, who reads Dutch: two who answer for privacy, one in French and one
in English."""

WORKER_SECONDS = 40.0
"""How long a letter may take from the press on a button to the mailbox: the beat comes every 60 s, a nudge at
once."""


@dataclass
class Office:
    """A running instance (``site`` is its address, without a slash) and the letters that left it.

    ``staff`` are the user name and password of who reads each language.
    """

    running: Instance
    post: MailServer
    staff: dict[str, tuple[str, str]]
    people: dict[str, str]
    signed_in: dict[str, Any] = field(default_factory=dict)
    read: set[int] = field(default_factory=set)

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self.running.port}"

    def letter_to(self, address: str) -> Received:
        """Return the oldest letter to ``address`` that nobody read yet; wait for it if need be."""

        def unread() -> list[Received]:
            return [
                each
                for each in list(self.post.received)
                if address in each.recipients and id(each) not in self.read
            ]

        letter: Received = eventually(unread, within=WORKER_SECONDS)[0]
        self.read.add(id(letter))
        return letter

    def link_in(self, letter: Received) -> str:
        """Return the path of the one page of ours that ``letter`` links to."""
        (link,) = set(re.findall(rf"{self.site}(/\S+)", letter.part("text/plain")))
        assert self.site + link in letter.part("text/html")
        return str(link)

    def change(self, sql: str) -> None:
        """Write past Django: let time pass, for instance."""
        if self.running.environment["DATABASE_URL"].startswith("sqlite"):
            with contextlib.closing(
                sqlite3.connect(self.running.var_dir / "som.sqlite3", timeout=20)
            ) as database:
                database.execute(sql)
                database.commit()
        else:
            with psycopg.connect(self.running.environment["DATABASE_URL"]) as connection:
                connection.execute(sql.encode())


@contextlib.contextmanager
def open_office(folder: Path) -> Iterator[Office]:
    """Run the demo association with web server, worker and beat below ``folder``, on the database and broker
    under test.

    Every visitor says from which network they come, as a proxy of ours would: limits count them apart.
    """
    with mail_server() as post, instance(folder) as made:
        made.environment |= {"EMAIL_URL": post.url, "BEHIND_PROXY": "1", "FORM_MINIMUM_SECONDS": "0"}
        demo = json.loads(made.manage("demo", "--json"))
        made.environment["COLLEAGUES"] = secrets.token_urlsafe()
        made.manage("shell", "--no-imports", "-c", COLLEAGUES)
        colleagues = {
            language: (f"colleague-{language}", made.environment["COLLEAGUES"]) for language in ("fr", "en")
        }
        staff = {"nl": (demo["staff"]["username"], demo["staff"]["password"])} | colleagues
        stack = made.start("manage.py", "stack", "--bind", f"127.0.0.1:{made.port}")
        try:
            eventually(lambda: made.status("/healthz/") or _ended(stack), within=120)
            yield Office(made, post, staff, demo["people"])
        finally:
            stack.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                stack.communicate(timeout=20)


def _ended(stack: subprocess.Popen[str]) -> bool:
    """Raise ``AssertionError`` with what it said if the stack has ended; return ``False`` while it runs."""
    assert stack.poll() is None, stack.communicate()[0]
    return False

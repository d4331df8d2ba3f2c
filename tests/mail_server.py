"""A real SMTP server on loopback that can be told to misbehave as real ones do."""

from __future__ import annotations

import asyncio
import email
import email.policy
import logging
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from enum import Enum
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

from tests.instances import free_port

# The server's own log quotes every address; the tests look for ours.
logging.getLogger("mail.log").setLevel(logging.WARNING)


class Mood(Enum):
    """What the server does with a letter."""

    ACCEPTS = "accepts"
    LATER = "450 come back later"
    REFUSES_ADDRESS = "550 no such mailbox"
    REFUSES_CONTENT = "554 looks like spam"
    REFUSES_US = "554 not from you"
    HANGS = "hangs"
    TAKES_AND_HANGS_UP = "takes the letter and answers nothing"


@dataclass
class Received:
    """A letter as it arrived, and the envelope it came in."""

    sender: str
    recipients: list[str]
    letter: EmailMessage
    source: bytes

    def part(self, kind: str) -> str:
        """Return the text of the part of that content type."""
        (part,) = [part for part in self.letter.walk() if part.get_content_type() == kind]
        return str(part.get_content()).replace("\r\n", "\n")


@dataclass
class MailServer:
    """The server: ``up`` and ``down`` at will, with what it received. ``kills`` is a process to kill at its
    next letter."""

    port: int = field(default_factory=free_port)
    mood: Mood = Mood.ACCEPTS
    received: list[Received] = field(default_factory=list)
    asked: int = 0
    kills: int = 0
    _controller: Controller | None = None

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def up(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def down(self) -> None:
        if self._controller is not None:
            self._controller.stop()
        self._controller = None

    async def handle_MAIL(
        self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: Any
    ) -> str:
        self.asked += 1
        if self.mood is Mood.REFUSES_US:
            return str(self.mood.value)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if self.mood in (Mood.LATER, Mood.REFUSES_ADDRESS):
            return str(self.mood.value)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Envelope) -> str:
        if self.mood is Mood.REFUSES_CONTENT:
            return str(self.mood.value)
        if self.mood is Mood.HANGS:
            await asyncio.sleep(1.0)
            return "451 too late"
        source = envelope.original_content or b""
        letter = email.message_from_bytes(source, policy=email.policy.default)
        assert isinstance(letter, EmailMessage)
        self.received.append(Received(str(envelope.mail_from), list(envelope.rcpt_tos), letter, source))
        if self.kills:
            os.kill(self.kills, signal.SIGKILL)
        if self.mood is Mood.TAKES_AND_HANGS_UP:
            server.transport.close()
        return "250 taken"


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Run a server until the block ends."""
    server = MailServer()
    server.up()
    try:
        yield server
    finally:
        server.down()

"""A virus scanner beside us, where there is one: ClamAV over its socket (``CLAMAV_SOCKET``; empty: none).

It finds what somebody has seen before. The clean copy does not lean on it: that holds nothing but what was
named.
"""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from typing import IO
from urllib.parse import urlsplit

from django.conf import settings

CHUNK = 64 * 1024
SECONDS = 60
"""To wait for each answer; a scanner that loads its list of viruses takes half a minute."""
LONGEST_ANSWER = 4096


class Scanned(Enum):
    """What the scanner said."""

    OFF = "off"
    CLEAN = "clean"
    FOUND = "found"


class ScannerAway(Exception):
    """The scanner that the settings name cannot be asked, or gave no answer that we understand. What it was
    to look at waits: it is neither given to staff nor refused."""


def scan(source: IO[bytes]) -> Scanned:
    """Return what the scanner says of ``source``, which is left at its beginning. ``ScannerAway`` for no
    answer."""
    if not settings.CLAMAV_SOCKET:
        return Scanned.OFF
    source.seek(0)
    try:
        with _connected(settings.CLAMAV_SOCKET) as scanner:
            answer = _ask(scanner, source)
    except OSError as error:
        raise ScannerAway(type(error).__name__) from error
    finally:
        source.seek(0)
    # "stream: OK", "stream: NAME FOUND", and for all else a word such as "ERROR" (clamd(8))
    if answer == b"stream: OK":
        return Scanned.CLEAN
    if answer.startswith(b"stream: ") and answer.endswith(b" FOUND"):
        return Scanned.FOUND
    raise ScannerAway("answer")


@contextmanager
def _connected(where: str) -> Iterator[socket.socket]:
    """Connect to ``/path/of/socket`` or ``tcp://host:port``."""
    tcp = urlsplit(where)
    if tcp.scheme == "tcp":
        scanner = socket.create_connection((tcp.hostname or "", tcp.port or 3310), SECONDS)
    else:
        scanner = socket.socket(socket.AF_UNIX)
        scanner.settimeout(SECONDS)
    with scanner:
        if tcp.scheme != "tcp":
            scanner.connect(where)
        yield scanner


def _ask(scanner: socket.socket, source: IO[bytes]) -> bytes:
    """Send the document in chunks, each behind its length, and return the answer; it ends at the first
    zero."""
    scanner.sendall(b"zINSTREAM\0")
    while chunk := source.read(CHUNK):
        scanner.sendall(struct.pack(">I", len(chunk)) + chunk)
    scanner.sendall(struct.pack(">I", 0))
    answer = b""
    while b"\0" not in answer and len(answer) < LONGEST_ANSWER:
        part = scanner.recv(LONGEST_ANSWER)
        if not part:
            raise ConnectionAbortedError
        answer += part
    return answer.partition(b"\0")[0]

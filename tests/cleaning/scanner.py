"""A virus scanner of ours that speaks as clamd does (``INSTREAM``), and misbehaves when it is told to."""

from __future__ import annotations

import socketserver
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

VIRUS = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR"
"""The beginning of the file that every scanner knows and that harms nobody."""


class Scanner(socketserver.ThreadingUnixStreamServer):
    """Answers as ``manner`` says, and remembers what it was sent."""

    daemon_threads = True

    def __init__(self, path: Path, manner: str) -> None:
        super().__init__(str(path), _Conversation)
        self.manner = manner
        self.received: list[bytes] = []


class _Conversation(socketserver.StreamRequestHandler):
    server: Scanner

    def handle(self) -> None:
        if self.server.manner == "hangs up":
            return
        if self._command() != b"zINSTREAM":
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        document = b""
        while size := struct.unpack(">I", self.rfile.read(4))[0]:
            document += self.rfile.read(size)
            if self.server.manner == "finds it too large":
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.server.received.append(document)
        self._answer(document)

    def _command(self) -> bytes:
        command = b""
        while not command.endswith(b"\0"):
            command += self.rfile.read(1)
        return command[:-1]

    def _answer(self, document: bytes) -> None:
        if self.server.manner == "says nothing":
            return
        if self.server.manner == "never ends":
            self.wfile.write(b"stream: OK" * 10_000)
            return
        if self.server.manner == "stammers":
            self.wfile.write(b"stream: ")
            self.wfile.flush()
        answer = b"Eicar-Signature FOUND\0" if VIRUS in document else b"OK\0"
        self.wfile.write(answer if self.server.manner == "stammers" else b"stream: " + answer)


@contextmanager
def running(path: Path, manner: str = "") -> Iterator[Scanner]:
    """Run a scanner behind the socket at ``path``."""
    with Scanner(path, manner) as scanner:
        Thread(target=scanner.serve_forever, args=(0.02,), daemon=True).start()
        yield scanner
        scanner.shutdown()

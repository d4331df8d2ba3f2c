"""Sending forms with files to a server, byte by byte where it matters."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from pathlib import Path

from privacy.files.writing import FOLDER
from tests.instances import Instance
from tests.public.test_odd_bodies import MULTIPART, part
from tests.slow_clients import heading

PDF = b"%PDF-1.7 " + b"x" * 5000
WHO = part(b"who", b"An")


@contextlib.contextmanager
def connected(where: Instance) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", where.port), 30) as connection:
        yield connection


def begin(
    connection: socket.socket, body: bytes, *, path: str = "function", length: int | None = None
) -> None:
    """Send the head of a form and ``body``, of a form of ``length`` bytes (of those in ``body``)."""
    says = f"Content-Length: {len(body) if length is None else length}"
    connection.sendall(heading(f"/tried/{path}/", says, MULTIPART, "Connection: close"))
    with contextlib.suppress(ConnectionError):  # refused before all of it was sent
        connection.sendall(body)


def take_answer(connection: socket.socket) -> tuple[int, str]:
    """Return the status and the body of the answer; 0 where the connection ended without one."""
    got = bytearray()
    with contextlib.suppress(ConnectionError):
        while more := connection.recv(1 << 16):
            got += more
    head, _empty, body = bytes(got).partition(b"\r\n\r\n")
    return (int(head.split()[1]) if head else 0), body.decode(errors="replace")


def send(
    where: Instance, body: bytes, *, path: str = "function", length: int | None = None
) -> tuple[int, str]:
    """Send a form, and return the status and the body of the answer."""
    with connected(where) as connection:
        begin(connection, body, path=path, length=length)
        return take_answer(connection)


def named_files(where: Instance) -> set[str]:
    """Return the files that have a name in the folders of the instance where files lie."""
    folders = [Path(where.environment.get("MEDIA_ROOT", where.var_dir / "media")), where.var_dir / "tmp"]
    return {str(path) for folder in folders for path in folder.rglob("*") if path.is_file()}


def open_files(where: Instance) -> int:
    """Return how many files without a name the processes of the instance hold open in the file room."""
    found = 0
    for process in where.processes():
        for handle in Path(f"/proc/{process}/fd").iterdir():
            with contextlib.suppress(OSError):
                to = str(handle.readlink())
                found += f"/{FOLDER}/" in to and to.endswith("(deleted)")
    return found

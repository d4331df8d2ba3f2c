"""Clients that keep a web server waiting, each in its own way, and a look at whether it still answers others.

A client here is a socket: it costs the test nothing, and the server whatever it lets itself be cost.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException

PDF = b'--B\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7 '
STYLES = b"GET /static/unfold/css/styles.css HTTP/1.1\r\nHost: localhost\r\n\r\n"
"""The largest answer that anybody gets: 330 kB. Twelve are more than the system takes for who reads none."""


def heading(path: str, length: str, kind: str = "application/x-www-form-urlencoded", *headers: str) -> bytes:
    """Return the head of a form that is posted to ``path``; ``length`` is the header that says how long."""
    lines = [f"POST {path} HTTP/1.1", "Host: localhost", f"Content-Type: {kind}", length, *headers]
    return "\r\n".join([*lines, "", ""]).encode()


FORM = heading("/contact/", "Content-Length: 900000") + b"name=An"
FILE = (
    heading("/admin/contacts/importbatch/add/", "Content-Length: 9000000", "multipart/form-data; boundary=B")
    + PDF
)
SIGNED_IN = heading(
    "/admin/", "Content-Length: 900000", "application/x-www-form-urlencoded", "Cookie: session=" + "a" * 32
)
KINDS = {
    "connects only": b"",
    "half a head": b"GET /contact/ HTTP/1.1\r\nHost: lo",
    "half a form": FORM,
    "half a file": FILE,
    "half a form, as if signed in": SIGNED_IN + b"a=",
    "half a chunk": heading("/contact/", "Transfer-Encoding: chunked") + b"5\r\nname=",
    "drips": FORM,
    "reads nothing": STYLES * 12,
    "lingers": b"GET /contact/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    "lingers after a refusal": heading("/contact/", "Content-Length: 9000000") + b"name=An",
}
"""What each kind of client has sent when it stops."""
DRIP = 1.0
"""Seconds between two bytes of a client that drips."""


@contextlib.contextmanager
def slow_clients(port: int, kind: str, number: int) -> Iterator[list[socket.socket]]:
    """Hold ``number`` clients of ``kind`` connected to ``port`` until the block ends. They come from several
    addresses of this machine, as they would from several networks."""
    clients: list[socket.socket] = []
    over = threading.Event()
    dripping = threading.Thread(target=_drip, args=(clients, over), daemon=True)
    try:
        for each in range(number):
            clients.append(_connect(port, f"127.0.{1 + each // 10}.1", small=kind == "reads nothing"))
            with contextlib.suppress(OSError):  # let go already, or full: it reads nothing
                clients[-1].sendall(KINDS[kind])
        if kind == "drips":
            dripping.start()
        yield clients
    finally:
        over.set()
        for client in clients:
            client.close()
        if dripping.is_alive():
            dripping.join()


def _connect(port: int, own_address: str, *, small: bool) -> socket.socket:
    client = socket.socket()
    if small:  # before it connects, or the other side is told of a larger one
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.settimeout(1)
    client.bind((own_address, 0))
    client.connect(("127.0.0.1", port))
    return client


def _drip(clients: list[socket.socket], over: threading.Event) -> None:
    while not over.wait(DRIP):
        for client in clients:
            with contextlib.suppress(OSError):
                client.send(b"x")


def time_answer(port: int, path: str = "/privacy/", *, patience: float = 5.0) -> float:
    """Return in how many seconds ``path`` was answered with 200; infinite if it was not within
    ``patience``."""
    began = time.monotonic()
    connection = HTTPConnection("127.0.0.1", port, timeout=patience)
    try:
        connection.request("GET", path)
        answered = connection.getresponse().status == 200
    except (OSError, HTTPException):
        answered = False
    finally:
        connection.close()
    return time.monotonic() - began if answered else float("inf")

"""The queue of an embedded instance, written and read at the same time."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty
from time import monotonic
from typing import Any

import pytest
from kombu import Connection
from kombu.exceptions import ChannelError

MANY = 400


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Connection]:
    """A queue in a folder of its own, through the transport that the project uses."""
    folder = str(tmp_path / "messages")
    Path(folder).mkdir()
    options = {
        "data_folder_in": folder,
        "data_folder_out": folder,
        "control_folder": str(tmp_path / "control"),
        "store_processed": False,
    }
    with Connection("filesystem://", transport_options=options) as connection:
        yield connection


def test_a_message_for_which_there_is_no_room_is_refused_and_leaves_nothing(
    broker: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, text: str, **_options: str) -> None:
        path.touch()
        raise OSError(errno.ENOSPC, "No space left on device")

    channel: Any = broker.channel()
    with monkeypatch.context() as disk:
        disk.setattr(Path, "write_text", full)
        with pytest.raises(ChannelError):
            channel._put("work", {"number": 1})
    assert list((tmp_path / "messages").iterdir()) == []
    channel._put("work", {"number": 2})
    assert len(list((tmp_path / "messages").iterdir())) == 1


def test_a_message_is_read_whole_or_not_yet(broker: Connection, tmp_path: Path) -> None:
    long = "x" * 200_000

    def send() -> None:
        with broker.clone().SimpleQueue("work") as queue:
            for number in range(MANY):
                queue.put({"number": number, "text": long})

    broker.SimpleQueue("work").close()
    with ThreadPoolExecutor(1) as pool, broker.SimpleQueue("work") as queue:
        sending = pool.submit(send)
        got: list[int] = []
        last = monotonic() + 60
        while len(got) < MANY and monotonic() < last:
            try:
                message = queue.get(timeout=0.05)
            except Empty:
                continue
            got.append(message.payload["number"])
            message.ack()
        sending.result()
    assert sorted(got) == list(range(MANY))
    assert list((tmp_path / "messages").iterdir()) == []

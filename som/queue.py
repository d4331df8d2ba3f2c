"""The queue of an embedded instance: kombu's folder of messages, in which no half-written one is ever read.

kombu's own opens a message under its final name and then writes it; a worker that looks in between takes an
empty file away and dies of it. Here a message is written beside and gets its name when it is whole.
"""

from __future__ import annotations

import uuid
from pathlib import Path
from time import monotonic_ns, sleep
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    """A folder of messages, named in the order in which they came."""

    def _put(self, queue: str, payload: dict[str, Any], **kwargs: Any) -> None:  # type: ignore[override]  # kombu disagrees with itself
        folder = Path(self.data_folder_out)
        name = f"{monotonic_ns() // 1_000_000}_{uuid.uuid4()}.{queue}.msg"
        aside = folder / f".{name}.part"
        try:
            aside.write_text(dumps(payload), encoding="utf-8")
            aside.replace(folder / name)
        except OSError as error:
            aside.unlink(missing_ok=True)  # on a full disk each try would leave one
            raise ChannelError(f"Cannot write to the queue: {error.strerror}") from error

    def _queue_bind(self, *table: Any) -> None:
        try:
            super()._queue_bind(*table)
        except ValueError:  # somebody else has just made the table of queues, and not yet written it
            sleep(0.1)
            super()._queue_bind(*table)


class Transport(filesystem.Transport):
    """What ``filesystem://`` means to us."""

    Channel = Channel


def use_file_queue() -> None:
    """Let ``filesystem://`` be this queue, for whoever sends and whoever works."""
    TRANSPORT_ALIASES["filesystem"] = f"{__name__}:Transport"

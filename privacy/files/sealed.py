"""A stream of bytes sealed in chunks: AES-256-GCM under a key that no other stream ever has.

The nonce of a chunk is its number and whether it is the last, so that a chunk that is moved, repeated, taken
from another stream or left out at the end does not open (STREAM of Hoang, Reyhanitabar, Rogaway and Vizár,
2015; age does the same). A chunk opens by itself: any part of a file is read without the rest.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

CHUNK = 64 * 1024
"""Bytes of plain text in a chunk."""
TAG = 16
"""Bytes that sealing adds to a chunk."""
KEY_BYTES = 32
AT_ONCE = 16
"""Chunks that are written together."""


class Tampered(OSError):
    """What lies on disk is not what was sealed."""


class Sink(Protocol):
    """Where sealed bytes go."""

    def write(self, data: memoryview, /) -> object: ...


def compute_sealed_size(size: int) -> int:
    """Return how many bytes ``size`` bytes take once sealed; an empty stream is one empty chunk."""
    return size + TAG * max(1, -(-size // CHUNK))


class Sealer:
    """Writes what it is given to ``out``, sealed. ``finish`` writes the chunk that is marked as the last."""

    def __init__(self, out: Sink, key: bytes) -> None:
        self._out, self._cipher = out, AESGCM(key)
        self._waiting = bytearray()
        self._sealed = memoryview(bytearray(AT_ONCE * (CHUNK + TAG)))
        self._filled = self._number = 0
        self.size = 0

    def write(self, data: bytes) -> int:
        """Take ``data``; return its length."""
        self.size += len(data)
        at = 0
        with memoryview(data) as view:
            if self._waiting:
                at = min(CHUNK - len(self._waiting), len(view))
                self._waiting += view[:at]
            # A whole chunk is held back: only at the end is it known which is the last.
            if self._waiting and at < len(view):
                self._put(self._waiting, last=False)
                self._waiting = bytearray()
            while len(view) - at > CHUNK:
                self._put(view[at : at + CHUNK], last=False)
                at += CHUNK
            self._waiting += view[at:]
        return len(data)

    def finish(self) -> int:
        """Write the last chunk; return how many bytes were sealed."""
        self._put(self._waiting, last=True)
        self._flush()
        self._waiting = bytearray()
        return self.size

    def _put(self, part: bytearray | memoryview, *, last: bool) -> None:
        end = self._filled + len(part) + TAG
        place = self._sealed[self._filled : end]
        self._cipher.encrypt_into(_nonce(self._number, last=last), part, None, place)
        self._number, self._filled = self._number + 1, end
        if end + CHUNK + TAG > len(self._sealed):
            self._flush()

    def _flush(self) -> None:
        self._out.write(self._sealed[: self._filled])
        self._filled = 0


class Unsealer(io.RawIOBase):
    """The plain text of the sealed ``file`` of ``size`` bytes, from any place in it.

    Raises ``Tampered`` where it is not as it was sealed: on opening if its length is not, on reading
    otherwise. It has no ``fileno`` on purpose: a server would send the sealed bytes with it.
    """

    def __init__(self, file: IO[bytes], key: bytes, size: int) -> None:
        if file.seek(0, io.SEEK_END) != compute_sealed_size(size):
            file.close()
            raise Tampered("a sealed file has another length")
        self._file, self._cipher, self.size = file, AESGCM(key), size
        self._last = max(1, -(-size // CHUNK)) - 1
        self._at, self._number, self._chunk = 0, -1, b""
        if not size:
            self._open_chunk(0)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = max(0, offset + (0, self._at, self.size)[whence])
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        part = self._read_in_chunk(len(buffer))
        buffer[: len(part)] = part
        return len(part)

    def read(self, size: int | None = -1) -> bytes:
        """Return ``size`` bytes, fewer only at the end (a raw stream may return fewer at any time)."""
        end = self.size if size is None or size < 0 else min(self.size, self._at + size)
        parts = []
        while self._at < end:
            parts.append(self._read_in_chunk(end - self._at))
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def chunks(self, chunk_size: int = CHUNK) -> Iterator[bytes]:
        """Yield everything from here to the end."""
        while part := self.read(chunk_size):
            yield part

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()

    def _read_in_chunk(self, most: int) -> bytes:
        """Return what follows, up to the end of its chunk and no more than ``most`` bytes."""
        if self._at >= self.size:
            return b""
        number, start = divmod(self._at, CHUNK)
        part = self._open_chunk(number)[start : start + most]
        self._at += len(part)
        return part

    def _open_chunk(self, number: int) -> bytes:
        if number != self._number:
            self._file.seek(number * (CHUNK + TAG))
            sealed = self._file.read(CHUNK + TAG)
            try:
                self._chunk = self._cipher.decrypt(_nonce(number, last=number == self._last), sealed, None)
            except InvalidTag as wrong:
                raise Tampered("a sealed file is not as it was written") from wrong
            self._number = number
        return self._chunk


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")

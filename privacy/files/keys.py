"""The keys that wrap each file's own key: derived from ``FILE_KEYS`` and used for nothing else."""

from __future__ import annotations

import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NONCE = 12
USE = b"som file room 1"
"""What sets these keys apart from those that encrypt texts (``privacy/db/encryption.py``), as HKDF's
``info``."""


class NoKey(Exception):
    """No key of ours opens this file: the key was taken out of ``FILE_KEYS``, or the row was changed."""


def bind(name: str, size: int) -> str:
    """Return what the key of a file is bound to: a row that is given another's key, name or size opens
    nothing."""
    return f"{name} {size}"


def list_key_names() -> list[str]:
    """Return the names in ``FILE_KEYS``, newest first; the first wraps the keys of new files."""
    return [str(entry).rpartition(":")[0] for entry in settings.FILE_KEYS]


def wrap_key(key: bytes, *, about: str) -> tuple[str, bytes]:
    """Return the newest key's name, and ``key`` wrapped under it and bound to ``about``."""
    name, cipher = next(iter(_ciphers(tuple(settings.FILE_KEYS)).items()))
    nonce = os.urandom(NONCE)
    return name, nonce + cipher.encrypt(nonce, key, about.encode())


def unwrap_key(name: str, wrapped: bytes, *, about: str) -> bytes:
    """Return the file's key; ``NoKey`` if the one named is not ours, or ``about`` is not what it was bound
    to."""
    cipher = _ciphers(tuple(settings.FILE_KEYS)).get(name)
    if cipher is None:
        raise NoKey(f"no key {name!r} in FILE_KEYS")
    try:
        return cipher.decrypt(wrapped[:NONCE], wrapped[NONCE:], about.encode())
    except InvalidTag as wrong:
        raise NoKey(f"key {name!r} does not open this file") from wrong


@lru_cache(maxsize=4)
def _ciphers(specs: tuple[str, ...]) -> dict[str, AESGCM]:
    pairs = (spec.rpartition(":") for spec in specs)
    return {name: AESGCM(HKDF(SHA256(), 32, None, USE).derive(bytes.fromhex(key))) for name, _, key in pairs}

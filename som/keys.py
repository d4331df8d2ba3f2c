"""Keys that an instance makes for itself on first use, one file a key, below ``VAR_DIR/keys``.

They are never derived from ``SECRET_KEY`` and never lie in the database, so that a stolen or restored
database copy alone neither opens what they protect nor forges what they sign.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path


def read_or_make_key(name: str, *, folder: Path) -> str:
    """Return the hexadecimal 256-bit key ``name`` kept in ``folder``, made now if it is not there yet.

    Two processes that start together end with the same key: the file is written aside and linked into
    place, which only one of them can do.
    """
    path = folder / name
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        aside = folder / f".{name}.{os.getpid()}"
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(aside, path)
        aside.unlink()
    return path.read_text().strip()

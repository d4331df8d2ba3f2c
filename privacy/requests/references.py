"""References that a person can read over the phone: ``SOM-7K4M-2Q9D``, without letters that look like
figures."""

from __future__ import annotations

import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U."""
LOOKALIKES = str.maketrans("ILO", "110")
PREFIX = "SOM"


def new_reference() -> str:
    """Return a random reference; whoever stores it sees to it that it is the only one."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{PREFIX}-{letters[:4]}-{letters[4:]}"


def read_reference(text: str) -> str | None:
    """Return the reference that somebody typed or heard, in its one spelling, or ``None`` if it is none."""
    letters = re.sub(r"[\s.\-]", "", text.upper()).removeprefix(PREFIX).translate(LOOKALIKES)
    if len(letters) != 8 or not set(letters) <= set(ALPHABET):
        return None
    return f"{PREFIX}-{letters[:4]}-{letters[4:]}"

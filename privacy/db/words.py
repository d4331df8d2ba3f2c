"""Texts as the words that people are found by: small letters without accents.

An index of such words is struck out word by word when its row changes: whoever changes ``split_words`` makes
the indexes anew (``WordIndex`` in a migration), for the old ones hold words that it would no longer give.
"""

from __future__ import annotations

import re
import unicodedata

MARKS = r"\u0300-\u036f"
BETWEEN = r"\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u2000-\u206f\u3000-\u303f"
"""What stands between words, as a class of a regular expression: spaces, signs and quotation marks."""

LONGEST = 100
"""Signs of a word that are looked at: more would not fit in PostgreSQL's index."""

_MARKS, _BETWEEN = re.compile(f"[{MARKS}]"), re.compile(f"[{BETWEEN}]+")


def split_words(text: str) -> list[str]:
    """Return the words of ``text`` as an index holds them."""
    plain = _MARKS.sub("", unicodedata.normalize("NFD", text)).lower()
    return [word[:LONGEST] for word in _BETWEEN.split(plain) if word]

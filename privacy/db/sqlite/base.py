"""Django's SQLite, whose triggers can split a text into words (``privacy/db/word_index.py``).

Whoever writes a searched text past this program, without that function, is told that it is missing, and
writes nothing.
"""

from __future__ import annotations

import json
from typing import Any

from django.db.backends.sqlite3 import base

from privacy.db.words import split_words


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that knows ``privacy_words(text)``: the different words of a text, as JSON."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        connection.create_function("privacy_words", 1, _words, deterministic=True)
        return connection


def _words(text: str) -> str:
    return json.dumps(sorted(set(split_words(text))))

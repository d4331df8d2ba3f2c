"""Why there is no clean copy, as a slug. ``reasons.py`` has the sentences."""

from __future__ import annotations

from enum import StrEnum


class Why(StrEnum):
    """Each reason for which a document is not taken. They stand in the database: never rename one."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    KIND = "kind"
    OTHER_NAME = "other-name"
    ENCRYPTED = "encrypted"
    TRUNCATED = "truncated"
    DAMAGED = "damaged"
    TOO_MANY_PAGES = "too-many-pages"
    TOO_MUCH = "too-much"
    FORM = "form"
    PICTURE = "picture"
    VIRUS = "virus"


class Refused(Exception):
    """No clean copy can be made of a document."""

    def __init__(self, why: Why) -> None:
        super().__init__(str(why))
        self.why = why

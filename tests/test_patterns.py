"""No pattern takes more than its share of time: a text that somebody else wrote is looked at in proportion to
its length."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator

import pytest

import contacts
import privacy
import som
from privacy.export.redaction import MAIL

LENGTH = 20_000
MOST = 0.4
"""Seconds for one text; a pattern that tries again from each letter takes more than a second."""
PIECES = (
    "a", "1", " ", "\n", ".", "-", "@", ":", ";", '"', "'", "\\", "/", "(", "[", "<", "&", "^",
    "a ", "a.", "a-", "a@", "a'", "0 ", "0/", '"a', '"@', "a;", " - ", "(a", "1000 a", "BEGIN:VCARD ",
    "_$!<", "\n ", "a@a.", "[at", "_(",
)  # fmt: skip
WHOLE = {
    "privacy.subjects.written_emails.PLAIN",
    "privacy.subjects.identifiers.BELGIAN",
    "contacts.importing.columns._TOWN",
    "contacts.search.NUMBER",
    "contacts.importing.content_line._HEAD",
    "privacy.subjects.written_phones._DASHED",
}
"""Those that are only asked of a whole text (``fullmatch``, ``match``)."""


def patterns() -> Iterator[tuple[str, re.Pattern[str] | re.Pattern[bytes]]]:
    """Yield every pattern that a module of ours keeps, by its name."""
    for package in (contacts, privacy, som):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations" in found.name or found.name in ("som.gunicorn", "som.settings", "som.wsgi"):
                continue
            module = importlib.import_module(found.name)
            for name, value in vars(module).items():
                if isinstance(value, re.Pattern):
                    yield f"{found.name}.{name}", value


EVERY = {pattern: name for name, pattern in sorted(patterns(), key=lambda found: found[0] in WHOLE)}
"""Each once, by the name of ``WHOLE`` or the last that it has."""
NAMED = {name: pattern for pattern, name in EVERY.items()}


def test_the_walk_finds_them() -> None:
    assert {"privacy.export.redaction.MAIL", *WHOLE} <= NAMED.keys()


@pytest.mark.parametrize("name", sorted(NAMED))
def test_a_pattern_takes_time_in_proportion_to_the_text(name: str) -> None:
    pattern = NAMED[name]
    slow = []
    for piece in PIECES:
        text = (piece * LENGTH)[:LENGTH]
        start = time.process_time()
        if isinstance(pattern.pattern, bytes):
            look(pattern, text.encode(), whole=name in WHOLE)
        else:
            look(pattern, text, whole=name in WHOLE)
        if time.process_time() - start > MOST:
            slow.append(piece)
    assert slow == []


def look(pattern: re.Pattern[str] | re.Pattern[bytes], text: str | bytes, *, whole: bool) -> None:
    """Use ``pattern`` as its module does."""
    if whole:
        pattern.match(text)  # type: ignore[arg-type]
    else:
        for _found in pattern.finditer(text):  # type: ignore[arg-type]
            pass


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Vraag els@example.org.", ["els@example.org"]),
        ("a@b@example.org", ["b@example.org"]),
        ("els@example, piet.maes+x@example.be!", ["piet.maes+x@example.be"]),
    ],
)
def test_an_address_in_a_text_is_found_as_before(text: str, found: list[str]) -> None:
    assert MAIL.findall(text) == found

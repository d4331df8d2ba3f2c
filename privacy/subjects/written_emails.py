"""E-mail addresses as people write them: several in one place, between quotes, behind a name, with a full
stop.

Everything here takes time in proportion to the text: it is cut into words once, and no pattern looks twice at
a character.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import NamedTuple
from urllib.parse import unquote

PLAIN = re.compile(
    r"[A-Za-z0-9](?:[A-Za-z0-9_+-]|\.(?=[A-Za-z0-9_+-]))*@(?:[A-Za-z0-9]+(?:-+[A-Za-z0-9]+)*\.)+[A-Za-z]{2,}"
)
"""An address as nearly everyone writes it."""
_QUOTED = re.compile(r'"[^"@]{1,64}"@[^\s"<>;,]+')
_BETWEEN = re.compile(r"""[\s<>()\[\]{}|;,:"`´«»“”„‟‹›]+""")
_BRACKETED_AT = re.compile(r" ?[\[({<] ?(?:at|apenstaartje|arobase|arobas|@) ?[\])}>] ?", re.IGNORECASE)
_BRACKETED_DOT = re.compile(r" ?[\[({<] ?(?:dot|punt|point|\.) ?[\])}>] ?", re.IGNORECASE)
_JOINERS = re.compile(r"[/&\\*]")
_QUOTES = "'’‘‚‛`´\""
_AROUND = f".,;:!?*=/\\&#{_QUOTES}"
_NO_NOTE = frozenset(("mailto", "mail", "email", "e-mail", "href", "a", "en", "of", "et", "ou", "and", "or"))


class Writing(NamedTuple):
    """One value found in a text: as written but for what stands around it, and the note beside it, if any."""

    value: str
    note: str = ""


def read_emails(text: str) -> list[Writing]:
    """Return every e-mail address in ``text``, in its order, each once; none if nobody would read one.

    They are not checked further. Words that hold an ``@`` and are no address are counted by
    ``count_words_with_at``.
    """
    if PLAIN.fullmatch(text):
        return [Writing(text)]
    found: dict[str, Writing] = {}
    words = _words(text)
    notes = []
    for word in words:
        address = _address(word)
        if address:
            found.setdefault(address.casefold(), Writing(address))
        elif "@" not in word and word.casefold() not in _NO_NOTE:
            notes.append(word)
    if len(found) == 1 and notes and not _names_the_mailbox(text):
        (one,) = found.values()
        return [Writing(one.value, " ".join(notes))]
    return list(found.values())


def count_words_with_at(text: str) -> int:
    """Return how many words of ``text`` hold an ``@``, addresses or not."""
    return sum("@" in word for word in _words(text))


def _names_the_mailbox(text: str) -> bool:
    """Return whether ``text`` has the form ``Name <address>``: the name is whose it is, no note."""
    return "<" in text


def _words(text: str) -> list[str]:
    """Return the words of ``text``, an address whose ``@`` stands alone put together again."""
    if "&" in text and ";" in text:
        text = html.unescape(text)
    text = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    if "@" not in text:
        text = _BRACKETED_DOT.sub(".", _BRACKETED_AT.sub("@", " ".join(text.split())))
    quoted: list[str] = []
    if '"@' in text:
        quoted = _QUOTED.findall(text)
        text = _QUOTED.sub(" ", text)
    encoded = "mailto:" in text.casefold()
    words: list[str] = []
    for written in _BETWEEN.split(text):
        for piece in _JOINERS.split(written) if written.count("@") > 1 else [written]:
            # What stands behind a question mark in a link is no part of the address in it.
            at = piece.find("@")
            word = piece.partition("?")[0] if "?" in piece[at:] and at > 0 else piece
            word = (unquote(word) if encoded else word).strip(_AROUND)
            if word:
                words.append(word)
    return [*quoted, *_joined(words)]


def _joined(words: list[str]) -> list[str]:
    """Return ``words`` with ``jan @ example.org``, ``jan@ example.org`` and ``jan @example.org`` as one."""
    joined: list[str] = []
    for word in words:
        last = joined[-1] if joined else ""
        waits = last.endswith("@") and last != "@" and "@" not in word
        if waits or (word.startswith("@") and word.count("@") == 1 and last and "@" not in last):
            joined[-1] = last + word
        else:
            joined.append(word)
    return joined


def _address(word: str) -> str:
    """Return ``word`` without what is written around an address, or nothing if it cannot be one."""
    if word.startswith('"'):
        return word.strip(".,;")
    local, at, domain = word.partition("@")
    local, domain = local.strip(_AROUND), domain.strip(_AROUND)
    if not at or not local or "@" in domain or "." not in domain.strip("."):
        return ""
    return f"{local}@{domain}"

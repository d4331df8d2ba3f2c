"""Every address and number that a text may stand for: to find a no or a person again, never to store.

What is stored is what ``written_emails`` and ``written_phones`` read, which guess nothing. Here it is the
other way round: whoever said no stays out in any spelling that a person would read as theirs, so a reading
too many does no harm, and one too few does.
"""

from __future__ import annotations

import html
import re
import unicodedata
from contextlib import suppress
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from typing import NamedTuple
from urllib.parse import unquote

from privacy.subjects.identifiers import normalise_email, normalise_phone
from privacy.subjects.written_emails import PLAIN, read_emails
from privacy.subjects.written_phones import LONGEST, digit_groups, read_phones, tidied
from privacy.web.refusal import Refusal

CALLING_CODES = (
    "32", "31", "33", "49", "352", "44", "39", "34", "351", "41", "43", "45", "46", "47", "48", "30",
    "353", "354", "356", "357", "358", "359", "36", "370", "371", "372", "385", "386", "40", "420", "421",
    "423", "1", "90", "212", "213", "216", "243", "250", "257", "380",
)  # fmt: skip
"""The countries that people who are known to a Belgian nonprofit telephone from, by their prefix."""

FEWEST, MOST = 6, 15
"""Digits of a number without the prefix of its country, and with it."""
LONGEST_TEXT = 4_000
"""Characters of a text that are looked at."""

_MAY_BE_EMAIL = re.compile(r"[@＠﹫[({]|&#|%40|=\?")
_SPOKEN_AT = re.compile(r"\s(?:at|ape?n?staartje|arobase?)\s", re.IGNORECASE)
_SPOKEN_DOT = re.compile(r"\s(?:dot|punt|point)\s", re.IGNORECASE)
_BETWEEN = re.compile(r"[^\w.+@-]")
_DOUBLED = re.compile(r"([.@])\1+")
_BEFORE = "-_+."
"""Signs before an address, as of a list."""


class Readings(NamedTuple):
    """E-mail addresses and phone numbers, in the one spelling that digests are made of."""

    emails: frozenset[str]
    phones: frozenset[str]


def every_reading(text: str, *, region: str = "BE") -> Readings:
    """Return every e-mail address and phone number that ``text`` allows.

    That of a text whose number is plain is that number alone; else each number that its digits give in any
    of ``CALLING_CODES``. ``region`` is the country that the row or card is in, "" if that is not known.
    """
    text = text[:LONGEST_TEXT]
    return Readings(read_every_email(text), _phones(text, region))


def read_every_email(text: str) -> frozenset[str]:
    """Return every e-mail address that ``text`` allows, also where it is a good address itself."""
    text = text[:LONGEST_TEXT]
    if not (_MAY_BE_EMAIL.search(text) or _SPOKEN_AT.search(text)):
        return frozenset()
    if PLAIN.fullmatch(text):
        ways = [text]
    else:
        decoded = _decoded(text)
        cut = " ".join(_BETWEEN.sub(" ", decoded).split())
        spoken = _SPOKEN_DOT.sub(".", _SPOKEN_AT.sub("@", cut))
        ways = [
            text,
            decoded,
            "".join(text.split()),
            text.replace(",", "."),
            text.replace('"', ""),
            text.replace("'", ""),
            text.replace("\\", ""),
            cut,
            spoken,
            _DOUBLED.sub(r"\1", spoken),
        ]
    found = set()
    for way in dict.fromkeys(ways):
        for one in read_emails(way):
            for value in {one.value, one.value.lstrip(_BEFORE)}:
                with suppress(Refusal):
                    found.add(normalise_email(value))
    return frozenset(found)


def _decoded(text: str) -> str:
    """Return ``text`` without the codes of web addresses, pages and mail headers, and without signs that
    nobody sees."""
    plain = html.unescape(unquote(text))
    if "=?" in plain:
        with suppress(HeaderParseError, LookupError, ValueError):
            plain = str(make_header(decode_header(plain)))
    plain = unicodedata.normalize("NFKC", plain)
    return "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")


def _phones(text: str, region: str) -> frozenset[str]:
    if not any(c.isdigit() for c in text):
        return frozenset()
    sure = set()
    for one in read_phones(text, region=region):
        try:
            sure.add(normalise_phone(one.value, region=region))
        except Refusal:
            break
        if one.value[0] not in "0+(":
            break  # with or without the prefix of its country: both
    else:
        if sure and region:
            return frozenset(sure)
    line = tidied(text)
    runs = digit_groups(line)
    pieces = {line[start:end] for run in runs for start, end in run}
    for groups in [*runs, [span for run in runs for span in run]]:
        pieces.update(
            line[groups[start][0] : groups[end][1]]
            for start in range(len(groups))
            for end in range(start, min(start + LONGEST, len(groups)))
        )
    return frozenset(sure | {number for piece in pieces for number in _in_the_world(piece)})


def _in_the_world(piece: str) -> set[str]:
    """Return the numbers that ``piece`` is in each country, whether given out or not."""
    digits = "".join(c for c in piece if c.isdecimal())
    if not FEWEST <= len(digits) <= MOST + 3:
        return set()
    national = digits.lstrip("0")
    found = {f"+{code}{national}" for code in CALLING_CODES}
    found.add(f"+39{digits}")  # Italy keeps the 0
    found.add(f"+{national}")  # 0032…, or 32… without the +
    for code in CALLING_CODES:
        if national.startswith(code):
            found.add(f"+{code}{national[len(code) :].lstrip('0')}")  # +32 (0)475 …
    return {number for number in found if FEWEST < len(number) <= MOST + 1}

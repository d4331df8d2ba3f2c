"""Content lines of vCards: unfolding (RFC 6350 §3.2, vCard 2.1 §2.1.3), parameters, encodings and escapes."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from contacts.importing.encoding import decode_text

LONGEST = 1 << 16
"""Bytes kept of one line; the rest of a longer one (a photo without folds) is read past."""

# Everything else (PHOTO, NOTE, BDAY, NICKNAME, URL, …) is read past: what we do not need, we do not take in.
WANTED = frozenset(
    (
        b"BEGIN END VERSION AGENT N FN ORG EMAIL TEL ADR LANG KIND X-ADDRESSBOOKSERVER-KIND X-ABSHOWAS "
        b"X-ABLABEL CATEGORIES"
    ).split()
)
ENCODINGS = frozenset(("QUOTED-PRINTABLE", "BASE64", "B", "7BIT", "8BIT"))

_HEAD = re.compile(rb'((?:[^":]|"[^"]*")*):(.*)', re.DOTALL)
_PARAMETER = re.compile(r'(?:[^";]|"[^"]*")+')
_ESCAPE_OR_SEMICOLON = re.compile(rb"\\.|;", re.DOTALL)
_SEMICOLON_21 = re.compile(rb"(?<!\\);")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_CARET = re.compile(r"\^(['n^])")
_CARETS = {"'": '"', "n": "\n", "^": "^"}


class LogicalLine(NamedTuple):
    """An unfolded line: the number of its first physical line, its property's name, and its bytes (empty if
    not wanted)."""

    number: int
    name: bytes
    content: bytes


def split_physical_lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the lines of a file, ended by CRLF, LF or CR, without their ends, each at most ``LONGEST`` and a
    chunk long."""
    rest = b""
    for chunk in chunks:
        lines = (rest + chunk).splitlines(keepends=True)
        rest = b""
        # A CR at the end may be the first half of a CRLF: it waits for the next chunk.
        if lines and not lines[-1].endswith(b"\n"):
            rest = lines.pop()
            if len(rest) > LONGEST and not rest.endswith(b"\r"):
                rest = rest[:LONGEST]
        for line in lines:
            yield line.rstrip(b"\r\n")
    if rest:
        yield rest.rstrip(b"\r\n")


@lru_cache(maxsize=256)
def _outlines(head: bytes) -> tuple[bytes, bool, bool]:
    """Return the name in what stands before the colon, whether the value is quoted-printable, and whether it
    is base64."""
    head = head.upper()
    name = head.split(b";", 1)[0].rpartition(b".")[2].strip()
    return name, b"QUOTED-PRINTABLE" in head, b"BASE64" in head or b"ENCODING=B" in head


def unfold_lines(lines: Iterable[bytes]) -> Iterator[LogicalLine]:
    """Yield the unfolded lines; of a property that is not wanted no more than its name is held."""
    number, name, parts, size = 0, b"", [b""], 0
    open_line = soft = quoted_printable = binary = keeps_space = False
    for at, raw in enumerate(lines, start=1):
        if soft and raw.strip().upper() not in (b"END:VCARD", b"BEGIN:VCARD"):
            soft = raw.rstrip().endswith(b"=")
            piece = raw
        elif open_line and raw[:1] in (b" ", b"\t"):
            # vCard 2.1 folds before a space that belongs to the text, 3.0 and later by adding one.
            piece = raw if keeps_space else raw[1:]
            soft = quoted_printable and raw.rstrip().endswith(b"=")
        elif binary and raw and b":" not in raw:
            continue
        else:
            if open_line:
                yield LogicalLine(number, name, b"".join(parts))
            open_line = bool(raw.strip())
            soft = quoted_printable = binary = False
            if not open_line:
                continue
            name, quoted_printable, binary = _outlines(raw[:LONGEST].partition(b":")[0])
            soft = quoted_printable and raw.rstrip().endswith(b"=")
            if name == b"VERSION":
                keeps_space = raw.partition(b":")[2].strip() == b"2.1"
            elif name == b"BEGIN":
                keeps_space = False
            number, size, parts = at, 0, []
            piece = raw
        if name in WANTED and size < LONGEST:
            parts.append(piece.rstrip()[:-1] if soft else piece)
            size += len(piece)
    if open_line:
        yield LogicalLine(number, name, b"".join(parts))


@dataclass(slots=True)
class Property:
    """One property of a card: its group and name, parameters by upper-case name, and its value still
    encoded."""

    group: str
    name: str
    parameters: dict[str, list[str]]
    raw: bytes
    version: str

    def text(self) -> str:
        """Return the value as one text, decoded and unescaped, on one line."""
        return self._decoded(self.raw)

    def components(self) -> list[str]:
        """Return the parts of a structured value (N, ADR, ORG), each decoded and unescaped, on one line."""
        parts, start = [], 0
        for found in (_SEMICOLON_21 if self.version == "2.1" else _ESCAPE_OR_SEMICOLON).finditer(self.raw):
            if found.group() == b";":
                parts.append(self.raw[start : found.start()])
                start = found.end()
        return [self._decoded(part) for part in [*parts, self.raw[start:]]]

    def types(self) -> list[str]:
        """Return the values of TYPE (in 2.1 also without the word TYPE), in lower case, in their order."""
        return [
            word.strip().lower()
            for value in self.parameters.get("TYPE", ())
            for word in value.split(",")
            if word.strip()
        ]

    def rank(self) -> int:
        """Return how preferred the property is: 1 is first, 101 says nothing was said (RFC 6350 §5.3)."""
        for value in self.parameters.get("PREF", ()):
            if value.strip().isdecimal():
                return min(int(value.strip()), 100)
        return 1 if "pref" in self.types() else 101

    def _decoded(self, raw: bytes) -> str:
        encoding = self.parameters["ENCODING"][0].upper() if "ENCODING" in self.parameters else ""
        if encoding == "QUOTED-PRINTABLE":
            raw = binascii.a2b_qp(raw)
        elif encoding in ("B", "BASE64"):
            try:
                raw = base64.b64decode(raw)
            except binascii.Error:
                return ""
        # No database stores a NUL, and quoted-printable can spell one.
        text = decode_text(raw, charset=self.parameters.get("CHARSET", [""])[0]).replace("\0", " ")
        if "\\" not in text:
            return " ".join(text.split())
        if self.version == "2.1":
            text = text.replace("\\;", ";")
        else:
            text = _ESCAPE.sub(lambda found: "\n" if found.group(1) in "nN" else found.group(1), text)
        return " ".join(text.split())


def parse_property(content: bytes, *, version: str) -> Property | None:
    """Return the property written in ``content``, or None if that is no property."""
    found = _HEAD.match(content)
    head, colon, raw = (found.group(1), b":", found.group(2)) if found else content.partition(b":")
    if not colon:
        return None
    group, name, parameters = _parameters(head, version)
    return Property(group, name, parameters, raw.strip(), version)


@lru_cache(maxsize=256)
def _parameters(head: bytes, version: str) -> tuple[str, str, dict[str, list[str]]]:
    """Return group, name and parameters of what stands before the colon. The same heads come back in every
    card of a file."""
    pieces = _PARAMETER.findall(decode_text(head)) or [""]
    group, _dot, name = pieces[0].strip().rpartition(".")
    parameters: dict[str, list[str]] = {}
    for piece in pieces[1:]:
        key, equals, value = piece.partition("=")
        if not equals:
            value = key.strip()
            key = "ENCODING" if value.upper() in ENCODINGS else "TYPE"
        value = value.strip().replace('"', "")
        if version == "4.0":
            value = _CARET.sub(lambda caret: _CARETS[caret.group(1)], value)
        parameters.setdefault(key.strip().upper(), []).append(value)
    return group.lower(), name.upper(), parameters

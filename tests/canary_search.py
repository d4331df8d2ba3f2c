"""Words that are nowhere else, and looking for them in bytes: in every way that programs write text."""

from __future__ import annotations

import base64
import contextlib
import json
import quopri
import secrets
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote


def word() -> str:
    """Return a word that is nowhere else in the world: short enough for a postcode."""
    return f"kn{secrets.token_hex(7)}"


def forms(canary: str) -> set[bytes]:
    """Return what ``canary`` looks like, in lower case, in the ways in which programs write text down."""
    plain = canary.encode()
    spelled = {
        plain,
        plain[::-1],
        plain.hex().encode(),
        canary.encode("utf-16-le"),
        canary.encode("utf-16-be"),
    }
    spelled |= {quopri.encodestring(plain).strip(), quote(canary).encode(), json.dumps(canary)[1:-1].encode()}
    spelled |= {_base64_inside(plain, shift) for shift in range(3)}
    return {form.lower() for form in spelled}


def _base64_inside(text: bytes, shift: int) -> bytes:
    """Return the characters of a base64 text that ``text`` determines alone, wherever it begins in a group of
    three."""
    encoded = base64.b64encode(b"\0" * shift + text).rstrip(b"=")
    whole = (shift + len(text)) // 3 * 4
    return encoded[-(-shift * 8 // 6) : whole]


def found(canaries: Iterable[str], haystack: bytes) -> set[str]:
    """Return those of ``canaries`` that ``haystack`` holds in any form, in any case, or inside a compressed
    stream."""
    texts = [haystack.lower(), *(stream.lower() for stream in _inflated(haystack))]
    return {canary for canary in canaries if any(form in text for form in forms(canary) for text in texts)}


def _inflated(data: bytes) -> Iterator[bytes]:
    """Yield what the deflated streams of a PDF say."""
    at = data.find(b"stream\n")
    while at >= 0:
        with contextlib.suppress(zlib.error):
            yield zlib.decompressobj().decompress(data[at + 7 :])
        at = data.find(b"stream\n", at + 7)


def in_contents(canaries: Iterable[str], contents: Mapping[str, bytes]) -> dict[str, set[str]]:
    """Return each of ``contents``, by its name, that holds one of ``canaries``, with those it holds."""
    held = {name: found(canaries, content) for name, content in contents.items()}
    return {name: words for name, words in held.items() if words}


def in_files(canaries: Iterable[str], folder: Path) -> dict[str, set[str]]:
    """Return each file below ``folder`` whose bytes or name hold one of ``canaries``, with those it holds."""
    canaries = set(canaries)
    holding = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            held = found(canaries, path.read_bytes()) | found(
                canaries, str(path.relative_to(folder)).encode()
            )
            if held:
                holding[str(path.relative_to(folder))] = held
    return holding

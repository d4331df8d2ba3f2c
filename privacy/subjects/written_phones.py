"""Phone numbers as people write them: several in one place, in groups, with a note beside them.

A number is read only where it is a valid one (numbering plan of its country); nothing is completed or
guessed. What is left of the text is a note, or a number that only a person can read.
"""

from __future__ import annotations

import re
import unicodedata

from privacy.subjects.identifiers import FEWEST_DIGITS, normalise_phone
from privacy.subjects.written_emails import Writing
from privacy.web.refusal import Refusal

LONGEST = 17
"""Digits that one number is written with at most: E.164 has fifteen, and "00" may stand before them."""
MOST_GROUPS = 80
"""Groups of digits that are looked at in one text; who writes more is not listing phone numbers."""
APART = 3
"""How many groups may be left over rather than that one number goes over ``_NEXT_NUMBER``: German numbers
have any length."""

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | {"\\": "/"})
_RUN = re.compile(r"[+(]?[\d+][\d+() ./\-]*")
_GROUP = re.compile(r"(?:\+ ?)?\d+")
_STRONG = re.compile(r"/| - ")
_STRONG_OR_LAST_DASH = re.compile(r"/|-")  # 016 22 33 44-45: the next line of the same switchboard
_DASHED = re.compile(r"\d+-\d+")
_NEXT_NUMBER = re.compile(r" [/-] \(?[0+]")  # within one number only where nothing else can be read
_PARTED = re.compile(r"[,;|/&\n]|(?<!\w)(?:of|en|ou|et|or|and|oder|und)(?!\w)", re.IGNORECASE)
_EMPTY_WORDS = frozenset(
    ("tel", "tel.", "t", "t.", "téléphone", "telefoon", "phone", "of", "en", "ou", "et", "or")
)
_AROUND = " ,;|/&:=-–()[]{}<>\"'“”+.\t"
_EXTENSION = re.compile(r"^(?:ext(?:ension)?|x|#)[ .=:]*(\d{1,7})$", re.IGNORECASE)

Span = tuple[int, int]


def read_phones(text: str, *, region: str = "BE") -> list[Writing]:
    """Return every phone number in ``text``, in its order, each with the note beside it.

    Where at least one valid number is read, other groups of ``FEWEST_DIGITS`` digits or more are returned as
    written; where none is, nothing is returned: the text as a whole is what there is.
    """
    line = tidied(text)
    pieces = [span for run in _runs(line) for span in _pieces(line, run, region)]
    if not any(_valid(line, span, region) for span in pieces):
        return []
    notes = _notes(line, pieces)
    return [Writing(_cut(line, span), note) for span, note in zip(pieces, notes, strict=True)]


def tidied(text: str) -> str:
    """Return ``text`` with one kind of space, dash and digit, and without characters that are not seen."""
    if text.isascii() and "\\" not in text:
        return " ".join(text.split())
    text = unicodedata.normalize("NFKC", text).translate(_DASHES)
    return " ".join("".join(c for c in text if unicodedata.category(c) != "Cf").split())


def digit_groups(line: str) -> list[list[Span]]:
    """Return the places of the groups of digits in ``line`` (``tidied``), by the runs that they stand in."""
    return _runs(line)


def _runs(line: str) -> list[list[Span]]:
    left = MOST_GROUPS
    runs: list[list[Span]] = []
    for run in _RUN.finditer(line):
        groups = [(run.start() + g.start(), run.start() + g.end()) for g in _GROUP.finditer(run.group())]
        if groups and len(groups) <= left:
            left -= len(groups)
            runs.append(groups)
    return runs


def _pieces(line: str, groups: list[Span], region: str) -> list[Span]:
    """Return the numbers in one run of groups: the fewest groups that are no part of a valid number, then the
    fewest numbers.

    Two valid numbers may stand side by side; beside what is no number there must be a slash or a dash.
    """
    count = len(groups)
    run = line[groups[0][0] : groups[-1][1]]
    strong = _STRONG_OR_LAST_DASH if run.count("-") == 1 and not _DASHED.fullmatch(run) else _STRONG
    # The best division of the first so many groups: (groups left over, numbers), whether it ends in a valid
    # number, and its pieces.
    best: list[dict[bool, tuple[tuple[int, int], list[tuple[Span, bool]]]]] = [
        {True: ((0, 0), []), False: ((0, 0), [])}
    ]
    for end in range(1, count + 1):
        found: dict[bool, tuple[tuple[int, int], list[tuple[Span, bool]]]] = {}
        for start in range(end):
            span = (groups[start][0], groups[end - 1][1])
            apart = start == 0 or strong.search(line, groups[start - 1][1], groups[start][0])
            digits = sum(c.isdigit() for c in line[span[0] : span[1]]) if end - start <= LONGEST else 99
            good = (
                digits <= LONGEST
                and _begins(line, span, whole=count == end - start)
                and _valid(line, span, region)
            )
            for before, ((left, pieces), way) in best[start].items():
                if not (apart or (before and good)):
                    continue
                worse = APART * len(_NEXT_NUMBER.findall(line, *span)) if good else end - start
                cost = (left + worse, pieces + 1)
                if good not in found or cost < found[good][0]:
                    found[good] = cost, [*way, (span, good)]
        best.append(found)
    way = min(best[count].values(), key=lambda each: each[0])[1]
    return [
        span
        for span, good in way
        if good or sum(c.isdigit() for c in line[span[0] : span[1]]) >= FEWEST_DIGITS
    ]


def _begins(line: str, span: Span, *, whole: bool) -> bool:
    """Return whether a number may begin there: with 0 or +, unless it is all that is written."""
    return whole or line[span[0]] in "0+"


def _valid(line: str, span: Span, region: str) -> bool:
    try:
        normalise_phone(_cut(line, span), region=region)
    except Refusal:
        return False
    return True


def _cut(line: str, span: Span) -> str:
    """Return what is written at ``span``, with the bracket before it if it is closed within."""
    start, end = span
    piece = line[start:end]
    if start and line[start - 1] == "(" and ")" in piece:
        return f"({piece}"
    return piece


def _notes(line: str, pieces: list[Span]) -> list[str]:
    """Return what stands beside each of ``pieces``."""
    before = [""] * (len(pieces) + 1)
    after = [""] * (len(pieces) + 1)
    edges = [0, *(edge for span in pieces for edge in span), len(line)]
    gaps = [line[edges[at] : edges[at + 1]] for at in range(0, len(edges), 2)]
    leads = bool(_note(gaps[0]))
    for at, gap in enumerate(gaps):
        if at == 0:
            before[0] = gap
        elif at == len(pieces):
            after[at - 1] = gap
        else:
            after[at - 1], before[at] = _shared(gap, leads=leads)
    return [
        ", ".join(dict.fromkeys(note for text in (before[at], after[at]) if (note := _note(text))))
        for at in range(len(pieces))
    ]


def _shared(gap: str, *, leads: bool) -> tuple[str, str]:
    """Return which part of what stands between two numbers is about the first, and which about the second."""
    parted = [found.span() for found in _PARTED.finditer(gap)]
    bracket = gap.find(")")
    if parted:
        return gap[: parted[0][0]], gap[parted[-1][1] :] if len(parted) == 1 else gap[parted[0][1] :]
    if bracket >= 0:
        return gap[: bracket + 1], gap[bracket + 1 :]
    return ("", gap) if leads or gap.rstrip().endswith(":") else (gap, "")


def _note(text: str) -> str:
    """Return what ``text`` says, without brackets and separators around it and words that say nothing."""
    note = text.strip(_AROUND)
    extension = _EXTENSION.match(note)
    if extension:
        return f"ext. {extension[1]}"
    words = note.split()
    while words and words[0].casefold().strip(_AROUND) in _EMPTY_WORDS:
        words.pop(0)
    return " ".join(words).strip(_AROUND)

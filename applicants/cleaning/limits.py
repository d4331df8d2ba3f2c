"""How much a document may be, and what the process that opens it may take."""

from __future__ import annotations

from typing import Final

KINDS: Final = ("pdf", "docx", "odt")

LARGEST: Final = 10_000_000
"""Bytes of a document."""
LARGEST_COPY: Final = 2 * LARGEST
"""Bytes of a clean copy; few are larger than what they were made of."""
PAGES: Final = 60
"""Pages of a PDF. A letter and a CV have five, a portfolio thirty."""
PIXELS: Final = 80_000_000
"""Of one picture. A sheet of A4 at 600 dots an inch has 35 million; one of many more is a bomb for who looks
at it."""

OBJECTS: Final = 20_000
"""Objects of a PDF."""
DECODED: Final = 100_000_000
"""Bytes of all streams of a PDF, unpacked."""
DEPTH: Final = 40
"""How deep the objects of a PDF may lie within each other."""

ENTRIES: Final = 500
"""Entries of a zip file."""
ENTRY: Final = 20_000_000
"""Bytes of one entry, unpacked."""
ALL_ENTRIES: Final = 60_000_000
"""Bytes of all entries, unpacked."""
RATIO: Final = 200
"""How often larger an entry may become: the XML of a long document packs 30 to 1, a picture not at all."""

MEMORY: Final = 768 * 1024 * 1024
"""Bytes of address space of the process. Two million operators on one page take 584 MB."""
CPU_SECONDS: Final = 20
SECONDS: Final = 40
"""Of the clock, for a clean copy; an arriving document is looked at for ``SECONDS_TO_JUDGE``."""
SECONDS_TO_JUDGE: Final = 10
AT_ONCE: Final = 2
"""Processes on one machine."""

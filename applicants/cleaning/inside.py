"""What runs in the process that opens a document: it bounds itself before it reads a byte.

Started by ``bounded.py``. The document comes by standard input; on standard output goes a line, ``done
PAGES LEFT_OUT`` or ``refused WHY``, and behind it the clean copy.
"""

from __future__ import annotations

import resource
import sys

from applicants.cleaning.limits import CPU_SECONDS, LARGEST_COPY, MEMORY
from applicants.cleaning.refused import Refused, Why


def main() -> None:
    """Do what the arguments say: ``clean`` or ``judge``, and the kind."""
    _bound()
    task, kind = sys.argv[1:]
    try:
        data = sys.stdin.buffer.read()
        copy, pages, left_out = (
            clean_here(data, kind) if task == "clean" else (b"", judge_here(data, kind), 0)
        )
        if len(copy) > LARGEST_COPY:
            raise Refused(Why.TOO_MUCH)
    except Refused as refused:
        sys.stdout.write(f"refused {refused.why}\n")
    except MemoryError:
        sys.stdout.write(f"refused {Why.TOO_MUCH}\n")
    else:
        sys.stdout.buffer.write(b"done %d %d\n" % (pages, left_out) + copy)


def _bound() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def clean_here(data: bytes, kind: str) -> tuple[bytes, int, int]:
    """Return the clean copy, its pages (0: not counted) and how many pictures were left out of it, made in
    this process."""
    if kind == "pdf":
        from applicants.cleaning.pdf import clean_pdf

        return (*clean_pdf(data), 0)
    from applicants.cleaning.archive import read_entries

    entries = read_entries(data)
    if kind == "docx":
        from applicants.cleaning.docx import clean_docx

        copy, left_out = clean_docx(entries)
        return copy, 0, left_out
    from applicants.cleaning.odt import clean_odt

    copy, left_out = clean_odt(entries)
    return copy, 0, left_out


def judge_here(data: bytes, kind: str) -> int:
    """Return the pages (0: not counted) of a document that can be opened as ``kind``, in this process."""
    if kind == "pdf":
        from applicants.cleaning.pdf import count_pages

        return count_pages(data)
    from applicants.cleaning.archive import read_entries

    entries = read_entries(data)
    if kind == "docx":
        from applicants.cleaning.docx_package import find_main_part

        find_main_part(entries)
    else:
        from applicants.cleaning.odt import judge_odt

        judge_odt(entries)
    return 0

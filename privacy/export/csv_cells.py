"""Cells of a table that a spreadsheet opens: none of them may be taken for a formula (OWASP ASVS 1.2.10)."""

from __future__ import annotations

import re

RISKY = re.compile(r"(^|;)(?=[=+\-@\t\r\n\0＝＋－＠])")
"""Where a formula could begin: also after a semicolon, at which spreadsheets here part what has no quotes."""


def escape_formula(text: str) -> str:
    """Return ``text`` with a quote before what a spreadsheet would calculate; the import takes the first off
    again."""
    return RISKY.sub(r"\1'", text)

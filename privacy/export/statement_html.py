"""The answer as one page that opens anywhere and fetches nothing."""

from __future__ import annotations

from django.template.loader import render_to_string

from privacy.export.statement import Statement


def statement_as_html(statement: Statement, *, language: str) -> bytes:
    """Return ``statement`` as a page in ``language``, UTF-8."""
    return render_to_string("privacy/answer_file.html", {"answer": statement, "language": language}).encode()

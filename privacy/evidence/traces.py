"""Evidence of an erasure, written by the database itself from the rows about to change."""

from __future__ import annotations

import hashlib

from django.db.models import CharField
from django.db.models.functions import Cast

from privacy.models import ErasureTrace, SweepLine


def digest_of_traces(line: SweepLine) -> str:
    """Return the SHA-256 of a line's traces in the order they were written: what the ledger vouches for."""
    digest = hashlib.sha256()
    # As text: an object for each of a hundred thousand numbers would cost more than reading them.
    traces = (
        ErasureTrace.objects.filter(line=line).order_by("pk").values_list(Cast("subject", CharField()), "row")
    )
    for subject, row in traces.iterator(chunk_size=5000):
        digest.update(f"{_dashed(subject or '')}:{'' if row is None else row}\n".encode())
    return digest.hexdigest()


def _dashed(number: str) -> str:
    """Return the text of a UUID as everybody writes it; SQLite keeps it without the dashes."""
    return (
        number
        if len(number) != 32
        else f"{number[:8]}-{number[8:12]}-{number[12:16]}-{number[16:20]}-{number[20:]}"
    )

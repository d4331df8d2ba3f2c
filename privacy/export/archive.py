"""Everything we have about one person, in one zip (GDPR art. 15); or what they may take along (GDPR art. 20).

``answer.html`` and ``answer.pdf`` are for reading. ``data.json`` is the whole of it, faithful to the letter,
and ``data.schema.json`` describes it; a CSV for each table is a convenience for a spreadsheet, with cells
that a spreadsheet could take for a formula guarded by a quote (OWASP ASVS 1.2.10).
"""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.base import File
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Max
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from privacy.export import json_schema
from privacy.export.csv_cells import escape_formula
from privacy.export.dossier import Dossier, gather_dossier
from privacy.export.statement import make_statement
from privacy.export.statement_html import statement_as_html
from privacy.locks import latched
from privacy.models import Subject, SweepRun
from privacy.recipients import received
from privacy.retention.explanation import as_json
from privacy.web.refusal import Refusal


class ErasedMeanwhile(Refusal):
    """The person was erased, or a file of theirs, while the copy was made: it would tell of what is gone."""

    def __init__(self) -> None:
        super().__init__(
            _("Data of this person were erased while the copy was made. Nothing was written: make it again.")
        )


def export_to_path(subject: Subject, path: Path, *, today: date, portable: bool = False) -> list[str]:
    """Write the zip to ``path`` (never half: it is put in place when whole); return the names of its files.

    Its words are in the active language, its data as of one moment. A file larger than memory is no trouble.
    ``ErasedMeanwhile``, and nothing is written, if the person asked to be forgotten meanwhile.
    """
    aside = path.with_name(f".{path.name}.part")
    # Made anew and for us alone: in a folder of many, somebody may have put a file or link of theirs there.
    aside.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(aside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
            before = last_sweep_number()
            names = write_archive(subject, file, today=today, portable=portable)
        with latched():  # an erasure comes before this or after it, never during
            refuse_if_erased(subject, since=before)
            aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    return names


def write_archive(subject: Subject, file: IO[bytes], *, today: date, portable: bool = False) -> list[str]:
    """Write the zip to an open ``file``; return the names in it. ``ErasedMeanwhile`` if a stored file went
    meanwhile."""
    dossier = gather_dossier(subject, today=today, portable=portable)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _files(dossier):
            if isinstance(content, bytes):
                archive.writestr(name, content)
            else:
                with _opened(content) as source, archive.open(name, "w", force_zip64=True) as target:
                    shutil.copyfileobj(source, target)
        return archive.namelist()


def last_sweep_number() -> int:
    """Return the number of the last run, 0 before there is one; an erasure under way is waited for."""
    with latched():
        return SweepRun.objects.aggregate(last=Max("pk"))["last"] or 0


def refuse_if_erased(subject: Subject, *, since: int) -> None:
    """Raise ``ErasedMeanwhile`` if ``subject`` was erased at their wish after the run ``since``. The caller
    holds the latch."""
    if SweepRun.objects.filter(pk__gt=since, subject=subject.pk).exists():
        raise ErasedMeanwhile


def _opened(stored: File[bytes]) -> File[bytes]:
    try:
        return stored.open("rb")
    except FileNotFoundError as error:
        raise ErasedMeanwhile from error


def data_document(dossier: Dossier) -> dict[str, Any]:
    """Return what ``data.json`` says, as ``schema.document()`` describes it."""
    facts = {
        "$schema": json_schema.FILE,
        "version": json_schema.VERSION,
        "right": "portability" if dossier.portable else "access",
        "subject": str(dossier.subject.pk),
        "kind": dossier.subject.kind,
        "as_of": dossier.today,
        "controller": settings.ORGANISATION_NAME,
        "tables": dossier.tables,
        "redacted": dossier.redacted,
    }
    if dossier.portable:
        return facts
    why = as_json(dossier.subject, dossier.explained)["groups"]
    return facts | {
        "why": why,
        "recipients": [received.receipt_as_json(each) for each in dossier.receipts],
        "no_remembered": bool(dossier.remembered),
        "reasoning_left_out": dossier.reasoning,
        "remembered": [no.as_json() for no in dossier.remembered],
    }


def _files(dossier: Dossier) -> Iterator[tuple[str, bytes | File[bytes]]]:
    if not dossier.portable:
        from privacy.export.statement_pdf import (
            statement_as_pdf,  # brings the library that draws, which costs every program a fifth of its start
        )

        language = get_language() or settings.LANGUAGE_CODE
        told = make_statement(dossier)
        yield "answer.html", statement_as_html(told, language=language)
        yield "answer.pdf", statement_as_pdf(told, language=language)
    yield from dossier.files()
    yield "data.json", json_bytes(data_document(dossier))
    yield json_schema.FILE, json_bytes(json_schema.schema_document())
    for label, dictionaries in dossier.tables.items():
        if dictionaries:
            yield f"{label}.csv", _as_csv(dictionaries).encode("utf-8-sig")


def json_bytes(facts: Any) -> bytes:
    """Return ``facts`` as JSON for people to read as well."""
    return json.dumps(facts, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2).encode()


def _as_csv(dictionaries: list[dict[str, Any]]) -> str:
    text = io.StringIO()
    names = list(dict.fromkeys(name for dictionary in dictionaries for name in dictionary))
    writer = csv.DictWriter(text, fieldnames=names, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({key: _cell(value) for key, value in dictionary.items()} for dictionary in dictionaries)
    return text.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = (
        json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
        if isinstance(value, list | dict)
        else str(value)
    )
    return escape_formula(text)

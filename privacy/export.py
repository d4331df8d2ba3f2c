"""Everything we have about one person, in one zip (GDPR art. 15).

``data.json`` is the whole of it, faithful to the letter; a CSV for each table is a convenience for a spreadsheet,
with cells that a spreadsheet could take for a formula guarded by a quote (OWASP ASVS 1.2.10).
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from privacy.declare import Policy
from privacy.explain import as_json, explain
from privacy.models import Subject
from privacy.registry import registry

RISKY = ("=", "+", "-", "@", "\t", "\r", "\0")


def export(subject: Subject, path: Path, *, today: date) -> list[str]:
    """Write the zip to ``path`` (never half: it is put in place when whole); return the names of its files."""
    aside = path.with_name(f".{path.name}.part")
    try:
        with zipfile.ZipFile(aside, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in _files(subject, today):
                archive.writestr(name, content)
            names = archive.namelist()
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    return names


def _files(subject: Subject, today: date) -> Iterator[tuple[str, bytes]]:
    tables: dict[str, list[dict[str, Any]]] = {}
    for policy in registry.policies:
        if not policy.subject:
            continue
        rows = list(policy.model._base_manager.filter(**{policy.subject: subject}).order_by("pk"))
        tables[policy.label] = [_as_dict(row, policy) for row in rows]
        yield from policy.files(rows).items()
        yield from _stored_files(policy, rows)
    document = {
        "subject": str(subject.pk),
        "kind": subject.kind,
        "as_of": today,
        "controller": settings.ORGANISATION_NAME,
        "tables": tables,
        "why": as_json(subject, explain(subject, today=today))["groups"],
    }
    yield "data.json", json.dumps(document, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2).encode()
    for label, dictionaries in tables.items():
        if dictionaries:
            yield f"{label}.csv", _as_csv(dictionaries).encode("utf-8-sig")


def _as_dict(row: Any, policy: Policy) -> dict[str, Any]:
    """Return every declared field of ``row`` but the link to the subject, and but secrets of our own."""
    skipped = {(policy.subject or "").split("__")[0]} | {"password"}
    fields = [field for field in policy.model._meta.concrete_fields if field.name not in skipped]
    return {field.name: _plain(field, row) for field in fields}


def _plain(field: models.Field[Any, Any], row: Any) -> Any:
    value = field.value_from_object(row)
    return value.name if isinstance(field, models.FileField) else value


def _stored_files(policy: Policy, rows: list[Any]) -> Iterator[tuple[str, bytes]]:
    fields = [field for field in policy.model._meta.concrete_fields if isinstance(field, models.FileField)]
    for row in rows:
        for field in fields:
            stored = getattr(row, field.name)
            if stored:
                with stored.open("rb") as file:
                    yield f"files/{policy.model._meta.model_name}-{row.pk}-{field.name}{Path(stored.name).suffix}", file.read()


def _as_csv(dictionaries: list[dict[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(dictionaries[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({key: _cell(value) for key, value in dictionary.items()} for dictionary in dictionaries)
    return text.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False) if isinstance(value, list | dict) else str(value)
    return f"'{text}" if text.startswith(RISKY) else text

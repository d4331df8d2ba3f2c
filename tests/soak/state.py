"""Print everything that means something in this instance, in an order and with numbers that every run would
give."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections import Counter
from typing import Any

MOMENTS = {
    "at",
    "started_at",
    "finished_at",
    "recorded_at",
    "joined_at",
    "last_login",
    "applied",
    "mac",
    "previous",
    "fingerprint",
}
MACHINERY = {
    "privacy.SweepRun",
    "privacy.SweepLine",
    "privacy.ErasureTrace",
    "privacy.LedgerEntry",
    "privacy.StoredFile",
    "privacy.Instance",
    "som.User",
}
IMPORTS = {"contacts.ImportBatch", "contacts.ImportRemark"}
FOREIGN = ("admin", "auth", "contenttypes", "sessions")


def state() -> dict[str, list[str]]:
    """Return the rows of every table, numbers that a sequence or chance gave replaced by their place."""
    from django.apps import apps

    places = _places()
    found = {}
    for model in apps.get_models():
        if model._meta.label in MACHINERY or model._meta.app_label in FOREIGN:
            continue
        links = [field.name for field in model._meta.concrete_fields if field.is_relation]
        found_rows = model._base_manager.select_related(*links) if links else model._base_manager.all()
        rows = list(found_rows.order_by("pk"))
        if model._meta.label in IMPORTS:
            rows = [row for row in rows if not _brought_nothing(row)]
        found[model._meta.label] = sorted(
            json.dumps(_plain(row, places), default=str, sort_keys=True) for row in rows
        )
    return found | _evidence(places) | {"files": _files(), "findings": _findings()}


def _brought_nothing(row: Any) -> bool:
    """Return whether this is an import that found everybody there already: one that was killed when it had
    ended, again."""
    batch = getattr(row, "batch", row)
    earlier = type(batch).objects.filter(
        fingerprint=batch.fingerprint, finished_at__isnull=False, pk__lt=batch.pk
    )
    return batch.created == 0 and not batch.filled.exists() and earlier.exists()


def _places() -> dict[Any, str]:
    """Return, for each subject, a name that does not depend on chance: the first row that points at it."""
    from contacts.models import Company, Contact

    names: dict[Any, str] = {}
    for model, key in ((Contact, "last_name"), (Company, "name")):
        for row in model._base_manager.order_by("pk"):
            names[row.subject_id] = f"{model.__name__} {getattr(row, key)}"
    return names


def _plain(row: Any, places: dict[Any, str]) -> dict[str, Any]:
    """Return the row's values; a link to a row is what that row says of itself."""
    plain = {}
    for field in row._meta.concrete_fields:
        value = field.value_from_object(row)
        if field.name in MOMENTS or field.primary_key:
            continue
        if field.is_relation:
            value = _linked(row, field, places)
        plain[field.name] = _content(value) if hasattr(value, "storage") else value
    if row._meta.label == "privacy.Task" and row.row:
        plain["row"] = "its row"  # a number from a sequence; the person it concerns is told by the subject
    return plain


def _content(file: Any) -> str:
    """Return what a stored file says, shortened; its name is chance."""
    if not file:
        return ""
    with file.storage.open(file.name) as stored:
        return hashlib.sha256(stored.read()).hexdigest()


def _linked(row: Any, field: Any, places: dict[Any, str]) -> str | None:
    """Return what the row that ``field`` links to is called."""
    if field.related_model._meta.label == "privacy.Subject":
        number = field.value_from_object(row)
        return places.get(number, "somebody gone") if number else None
    return _said_by(getattr(row, field.name))


def _said_by(row: Any) -> str | None:
    """Return a name of a linked row that does not depend on its number."""
    if row is None:
        return None
    for key in ("last_name", "name", "title", "question", "format"):
        if hasattr(row, key):
            return f"{row._meta.model_name} {getattr(row, key)}"
    return str(row._meta.model_name)


def _evidence(places: dict[Any, str]) -> dict[str, list[str]]:
    """Return the traces, whichever run left them, and the ledger without what differs between runs."""
    from privacy.models import ErasureTrace, LedgerEntry, SweepLine

    traces = ErasureTrace.objects.order_by("line__label", "row").values_list("line__label", "row", "subject")
    counts: Counter[str] = Counter()
    for label, erased in SweepLine.objects.values_list("label", "erased"):
        counts[label] += erased
    vouched: Counter[str] = Counter()
    chosen = []
    for kind, body in LedgerEntry.objects.order_by("pk").values_list("kind", "body"):
        if kind == "erased":
            vouched[body["label"]] += body["count"]
        else:
            chosen.append(json.dumps([kind, body], sort_keys=True))
    return {
        # In the order of their rows, whose numbers an import that was cut off may have skipped.
        "traces": [f"{label} {subject}" for label, _row, subject in traces],
        "rows traced twice": sorted(
            f"{label} {row}"
            for (label, row), times in Counter((t[0], t[1]) for t in traces).items()
            if times > 1 and row
        ),
        "erased": sorted(f"{label} {count}" for label, count in counts.items() if count),
        "vouched for": sorted(f"{label} {count}" for label, count in vouched.items()),
        "ledger": sorted(chosen),
    }


def _findings() -> list[str]:
    """Return what an audit finds wrong: the ledger broken or not shipped, traces that do not match, files
    left or missing."""
    from django.utils import timezone

    from privacy.proof.audit import audit_promises

    return [f"{finding.where}: {finding.what}" for finding in audit_promises(now=timezone.now())]


def _files() -> list[str]:
    """Return what lies in the file room and belongs to nothing."""
    from django.utils import timezone

    from privacy.retention.orphans import GRACE, bytes_without_row, unnamed_rows

    later = timezone.now() + GRACE * 2
    return [*bytes_without_row(now=later), *map(str, unnamed_rows(now=later))]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "som.settings")
    import django

    django.setup()
    json.dump(state(), sys.stdout)

"""All that we keep of one person, read once: the zip, the answer to read and the preview show the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.base import File
from django.db import models

from privacy.declarations.policies import Policy
from privacy.declarations.registry import registry
from privacy.export.redaction import Redaction
from privacy.export.redaction_marks import marks_of
from privacy.locks import consistent_reading
from privacy.models import Subject
from privacy.recipients.received import Receipt, receipts_of
from privacy.retention.explanation import Explained, explain
from privacy.retention.remembered import RememberedNo, remembered_of_subject
from privacy.rights.portable import portable_rows

Row = dict[str, Any]


@dataclass(frozen=True)
class Text:
    """A free text as it is ``given``, and how many ``times`` somebody was left out of it."""

    label: str
    given: str
    times: int


@dataclass(frozen=True)
class Dossier:
    """What there is of ``subject``: rows by table, others left out of its ``texts``, and why.

    ``receipts`` tell who else received something, ``remembered`` which noes of theirs
    are. A portable one has only what they may take along.
    """

    subject: Subject
    today: date
    portable: bool
    tables: dict[str, list[Row]]
    rows: dict[str, list[Any]]
    texts: list[Text]
    explained: list[Explained] = field(default_factory=list)
    origins: list[str] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    remembered: list[RememberedNo] = field(default_factory=list)

    @property
    def reasoning(self) -> dict[str, int]:
        """Return for each table in how many rows the reasoning of staff was left out."""
        counts = {
            policy.label: sum(map(policy.has_reasoning, self.rows[policy.label])) for policy in self.policies
        }
        return {label: count for label, count in counts.items() if count}

    @property
    def redacted(self) -> dict[str, int]:
        """Return how often somebody was left out, by table."""
        counts: dict[str, int] = {}
        for text in self.texts:
            if text.times:
                counts[text.label] = counts.get(text.label, 0) + text.times
        return counts

    @property
    def policies(self) -> list[Policy]:
        """Return the policies that have rows of the person."""
        return [policy for policy in registry.policies if self.rows.get(policy.label)]

    def files(self) -> Iterator[tuple[str, bytes | File[bytes]]]:
        """Yield names and contents of further files: what policies make, and what is stored."""
        for policy in self.policies:
            rows = self.rows[policy.label]
            yield from policy.files(rows).items()
            names = set(self.tables[policy.label][0])
            for one in policy.model._meta.concrete_fields:
                if isinstance(one, models.FileField) and one.name in names:
                    yield from _stored(one, rows)


def gather_dossier(subject: Subject, *, today: date, portable: bool = False) -> Dossier:
    """Return what there is of ``subject`` on ``today``, all of it as of one moment, in a fixed number of
    statements.

    Texts of ours are in the active language.
    """
    with consistent_reading():
        return _gathered(subject, today=today, portable=portable)


def _gathered(subject: Subject, *, today: date, portable: bool) -> Dossier:
    rows: dict[str, list[Any]] = {}
    tables: dict[str, list[Row]] = {}
    for policy in registry.policies:
        if policy.subject:
            every = _rows(policy, subject)
            taken = (
                portable_rows(policy, every, today=today)
                if portable
                else [(row, fields_given(policy)) for row in every]
            )
            rows[policy.label] = [row for row, _names in taken]
            tables[policy.label] = [_as_dict(row, names, policy) for row, names in taken]
    given_texts = _leave_others_out(subject, tables)
    if portable:
        return Dossier(subject, today, True, tables, rows, given_texts)
    origins = [
        line
        for policy in registry.policies
        if rows.get(policy.label)
        for line in policy.origins(rows[policy.label])
    ]
    explained = explain(subject, today=today)
    received = receipts_of(subject, explained)
    return Dossier(
        subject,
        today,
        False,
        tables,
        rows,
        given_texts,
        explained,
        origins,
        received,
        remembered_of_subject(subject, today=today),
    )


def fields_given(policy: Policy) -> list[str]:
    """Return the fields that a person is given of a table: all but the link to them, secrets, what staff
    wrote for our file alone, and who of them did it."""
    skipped = {(policy.subject or "").split("__")[0], *policy.withheld, *policy.reasoning}
    staff = get_user_model()
    return [
        f.name
        for f in policy.model._meta.concrete_fields
        if f.name not in skipped and f.related_model is not staff
    ]


def links_given_as_words(policy: Policy) -> dict[str, models.Field[Any, Any]]:
    """Return the links of ``policy`` that are personal themselves, such as a tag: they are given as words."""
    personal = [policy.model._meta.get_field(name) for group in policy.groups for name in group.fields]
    return {one.name: one for one in personal if isinstance(one, models.ForeignKey)}


def _rows(policy: Policy, subject: Subject) -> models.QuerySet[Any]:
    rows = policy.rows_of(subject).order_by("pk")
    linked = links_given_as_words(policy)
    return rows.select_related(*linked) if linked else rows


def _as_dict(row: Any, names: Iterable[str], policy: Policy) -> Row:
    """Return the fields ``names`` of ``row``, its number first."""
    linked = links_given_as_words(policy)
    fields = [one for one in policy.model._meta.concrete_fields if one.primary_key or one.name in set(names)]
    return {
        one.name: str(getattr(row, one.name) or "") if one.name in linked else _plain(one, row)
        for one in fields
    }


def _plain(one: models.Field[Any, Any], row: Any) -> Any:
    value = one.value_from_object(row)
    return value.name if isinstance(one, models.FileField) else value


def _leave_others_out(subject: Subject, tables: dict[str, list[Row]]) -> list[Text]:
    """Redact the free texts in ``tables``, in place, and return them as they are now."""
    free = {
        policy.label: [name for group in policy.groups for name in group.free_text]
        for policy in registry.policies
    }
    texts = [
        (label, row, name)
        for label, rows in tables.items()
        for row in rows
        for name in free[label]
        if row.get(name)
    ]
    redact = Redaction(subject, [str(row[name]) for _label, row, name in texts], marks=marks_of(subject))
    result = []
    for label, row, name in texts:
        row[name], times = redact(str(row[name]))
        result.append(Text(label, row[name], times))
    return result


def _stored(one: models.FileField, rows: list[Any]) -> Iterator[tuple[str, File[bytes]]]:
    for row in rows:
        stored = getattr(row, one.name)
        if stored:
            yield stored_name(type(row), row.pk, one.name, stored.name), stored


def stored_name(model: type[models.Model], number: Any, field_name: str, stored: str) -> str:
    """Return the name in the zip of a file that is ``stored`` so."""
    return f"files/{model._meta.model_name}-{number}-{field_name}{PurePath(stored).suffix}"

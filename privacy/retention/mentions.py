"""Where an address stands that finds nobody: in the card of an organisation, or in a text about somebody
else.

It is somebody's personal data there too (GDPR art. 4(1)), so nobody is told that we have nothing before a
person has looked (``privacy/requests/decisions.py``). What records how rights were exercised is not searched:
a request names the address that asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models.functions import Cast
from django.utils.text import capfirst

from privacy.db.encryption import SecretTextField
from privacy.declarations.policies import Policy
from privacy.declarations.registry import registry
from privacy.models import Subject
from privacy.subjects.identifiers import normalise_email
from privacy.wording.words import label_words

MOST = 50
"""Rows told of each field: whoever finds so many looks at the field anyway."""


@dataclass(frozen=True)
class Mention:
    """That the address stands in ``field`` of a row of the table ``label``."""

    label: str
    field: str
    row: Any
    policy: Policy

    def as_json(self) -> dict[str, Any]:
        """Return it in numbers only, as ``privacy_explain --json`` tells it."""
        return {"label": self.label, "row": self._row_number(), "field": self.field}

    def subject(self) -> Subject | None:
        """Return the person or organisation that the row is about, if it is about one."""
        return (
            Subject.objects.filter(
                pk__in=self.policy.model._base_manager.filter(pk=self.row.pk).values(str(self.policy.subject))
            ).first()
            if self.policy.subject
            else None
        )

    def of_organisation(self) -> bool:
        """Return whether the row is about an organisation, which may be named to whoever asks."""
        subject = self.subject()
        return subject is not None and subject.kind == Subject.Kind.ORGANISATION

    def words(self) -> str:
        """Return for the person where it stands, in the active language: the organisation by its name, and of
        other people nothing."""
        field = self.policy.model._meta.get_field(self.field)
        name = str(getattr(field, "verbose_name", self.field))
        where = self.policy.title(self.row) if self.of_organisation() else label_words(self.label)
        return f"{capfirst(where)}: {name}"

    def _row_number(self) -> int | str:
        return self.row.pk if isinstance(self.row.pk, int) else str(self.row.pk)


def mentions_of(address: str) -> list[Mention]:
    """Return where an e-mail address stands besides where it finds somebody, one statement for each field
    that can hold it; ``Refusal`` if it is none."""
    value = normalise_email(address)
    # No letter of an address may stand before or after it: an@example.org does not stand in jan@example.org.
    whole = re.compile(rf"(?<![\w.+-]){re.escape(value)}(?![\w-]|\.\w)", re.IGNORECASE)
    return [
        Mention(policy.label, name, row, policy)
        for policy in registry.policies
        if not policy.about_rights
        for name in _texts(policy)
        for row in _rows_with(policy, name, value)
        if whole.search(str(getattr(row, name)))
    ]


def _texts(policy: Policy) -> Iterator[str]:
    """Yield the personal fields of ``policy`` that an address can stand in."""
    for group in policy.groups:
        for name in group.fields:
            field = policy.model._meta.get_field(name)
            searched = isinstance(field, models.CharField | models.TextField | models.JSONField)
            if searched and not isinstance(field, SecretTextField):
                yield name


def _rows_with(policy: Policy, name: str, value: str) -> models.QuerySet[Any]:
    rows = policy.model._base_manager.annotate(_text=Cast(name, models.TextField()))
    if name in policy.finds:  # what is just this address finds its person
        rows = rows.exclude(**{name: value}, **policy.finds_if)
    return rows.filter(_text__icontains=value).order_by("pk")[:MOST]

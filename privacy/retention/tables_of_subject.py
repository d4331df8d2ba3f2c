"""Which tables say anything of a person: one plain statement, before any table is asked what its rules make
of it.

Most people stand in a third of the tables. The question what a rule makes of a row is long, and writing it
takes more time than the database takes to answer; of a table without a row of the person it need not be
asked.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.models import Exists, OuterRef

from privacy.declarations.policies import Policy
from privacy.declarations.registry import registry
from privacy.models import Subject

Path = tuple[type[models.Model], str]

NOBODY = UUID(int=0)
"""Stands in the statement for the person whom it will be asked of."""


def policies_about(subject: UUID) -> list[Policy]:
    """Return the policies of whose tables at least one row is about ``subject``, in the order of
    declaration."""
    led = [policy for policy in registry.policies if policy.subject and policy.groups]
    if not led:
        return []
    sql, params, at = _statement(tuple((policy.model, str(policy.subject)) for policy in led))
    with connection.cursor() as cursor:
        cursor.execute(
            sql, [*params[:at], Subject._meta.pk.get_db_prep_value(subject, connection), *params[at + 1 :]]
        )
        answers = cursor.fetchone() or ()
    return [policy for policy, there in zip(led, answers, strict=False) if there]


@lru_cache(maxsize=64)
def _statement(paths: tuple[Path, ...]) -> tuple[str, tuple[Any, ...], int]:
    """Return the statement, its parameters, and which of them is the subject; written once for a set of
    tables."""
    rows = [Exists(model._base_manager.filter(**{path: OuterRef("pk")})) for model, path in paths]
    sql, params = Subject._base_manager.filter(pk=NOBODY).values_list(*rows).query.sql_with_params()
    return sql, params, params.index(Subject._meta.pk.get_db_prep_value(NOBODY, connection))

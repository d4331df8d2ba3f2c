"""The records of a person's copy in words: what is shown is what ``data.json`` holds, others left out of
both."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from privacy.db.encryption import SecretTextField
from privacy.declarations.policies import Policy
from privacy.declarations.registry import registry
from privacy.export.dossier import Row, links_given_as_words, stored_name
from privacy.models import OutboxMessage, Task
from privacy.wording.values import Field, field_words, has_words
from privacy.wording.words import label_words, purpose_words

LABELS = frozenset({"what", "covers", "label"})
"""Fields of our own tables that hold the label of a group, or of a table and a number."""


OWN_LISTS = (Task, OutboxMessage)
"""Our own lists of work: a person is told how many of their rows there are; ``data.json`` has them whole."""


def shown_fields(policy: Policy) -> list[Field]:
    """Return the fields of a table that have words of their own and are no mere links; none of our own lists
    of work."""
    if policy.model in OWN_LISTS:
        return []
    linked = links_given_as_words(policy)
    fields = [one for one in policy.model._meta.concrete_fields if has_words(one)]
    return [
        one
        for one in fields
        if one.name in linked or not (one.is_relation or isinstance(one, SecretTextField))
    ]


def facts_in_words(model: type[models.Model], row: Row, fields: Iterable[Field]) -> list[tuple[str, str]]:
    """Return name and value of each of ``fields`` that ``row`` has something in."""
    facts = []
    for one in fields:
        value = row.get(one.name)
        if value not in (None, "", [], {}):
            words = (
                stored_name(model, row["id"], one.name, value)
                if isinstance(one, models.FileField)
                else shown_value(one, value)
            )
            facts.append((capfirst(str(one.verbose_name)), words))
    return facts


def shown_value(one: Field, value: Any) -> str:
    """Return ``value`` of the field ``one`` in words, in the active language."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    chosen = dict(one.flatchoices).get(value) if one.choices else None
    if chosen is not None:
        return str(dict(settings.LANGUAGES).get(str(value), chosen))
    if one.name == "purpose":
        return purpose_words(value)
    policy = registry.policy_for(one.model)
    if policy and policy.about_rights and one.name in LABELS:
        return label_words(str(value).partition(" ")[0])
    return field_words(one, value)

"""The JSON Schema (2020-12) of ``data.json``, made from the models and their declarations."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import translation

from privacy.db.encryption import SecretTextField
from privacy.declarations.policies import Policy
from privacy.declarations.purposes import Basis
from privacy.declarations.recipients import Role
from privacy.declarations.registry import registry
from privacy.export.dossier import fields_given, links_given_as_words
from privacy.models import Identifier, Subject
from privacy.retention.state import State

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILE = "data.schema.json"
VERSION = 1
"""Raised when something that was there is gone or means something else; a new table or field does not raise
it."""

Schema = dict[str, Any]

KINDS: list[tuple[type[models.Field[Any, Any]], Schema]] = [
    (models.BooleanField, {"type": "boolean"}),
    (models.DateTimeField, {"type": "string", "format": "date-time"}),
    (models.DateField, {"type": "string", "format": "date"}),
    (models.DecimalField, {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}),
    (models.UUIDField, {"type": "string", "format": "uuid"}),
    (models.JSONField, {}),
    (SecretTextField, {"type": "string"}),
    (models.IntegerField, {"type": "integer"}),
]
"""What a field is in JSON, the first that fits; a text otherwise."""


def schema_document() -> Schema:
    """Return the schema; its words are English, so that it is the same for everybody."""
    with translation.override("en"):
        tabled = [policy for policy in registry.policies if policy.subject]
        return {
            "$schema": DIALECT,
            "$id": schema_address(),
            "title": "A person's data",
            "description": (
                "All data kept about one person (GDPR art. 15), or what they may take along (GDPR art. 20)."
            ),
            "type": "object",
            "required": [
                "$schema",
                "version",
                "right",
                "subject",
                "kind",
                "as_of",
                "controller",
                "tables",
                "redacted",
            ],
            "additionalProperties": False,
            "properties": _envelope() | {"tables": _tables(tabled)},
            "if": {"properties": {"right": {"const": "access"}}},
            "then": {"required": ["why", "recipients", "no_remembered", "remembered", "reasoning_left_out"]},
            "$defs": {policy.label: _row(policy) for policy in tabled}
            | {"why": _why(), "recipient": _recipient(), "remembered": _remembered()},
        }


def schema_address() -> str:
    """Return where the schema is published."""
    with translation.override(settings.LANGUAGE_CODE):
        return str(urljoin(settings.SITE_URL, reverse("privacy_schema")))


def _envelope() -> Schema:
    return {
        "$schema": {"const": FILE},
        "version": {"const": VERSION},
        "right": {"enum": ["access", "portability"]},
        "subject": {"type": "string", "format": "uuid"},
        "kind": {"enum": list(Subject.Kind.values)},
        "as_of": {"type": "string", "format": "date"},
        "controller": {"type": "string", "description": "Who answers for these data."},
        "redacted": {
            "type": "object",
            "description": (
                "How often somebody else was left out of the free texts, by table (GDPR art. 15(4))."
            ),
            "additionalProperties": {"type": "integer", "minimum": 1},
        },
        "reasoning_left_out": {
            "type": "object",
            "description": (
                "Of how many records the reasons that our staff wrote for our file alone are left out, by "
                "table (GDPR art. 15(4))."
            ),
            "additionalProperties": {"type": "integer", "minimum": 1},
        },
        "why": {"type": "array", "items": {"$ref": "#/$defs/why"}},
        "recipients": {"type": "array", "items": {"$ref": "#/$defs/recipient"}},
        "no_remembered": {
            "type": "boolean",
            "description": "Whether a code of an address is kept, to remember a no.",
        },
        "remembered": {"type": "array", "items": {"$ref": "#/$defs/remembered"}},
    }


def _tables(policies: list[Policy]) -> Schema:
    tables = {
        policy.label: {"type": "array", "items": {"$ref": f"#/$defs/{policy.label}"}} for policy in policies
    }
    return {"type": "object", "additionalProperties": False, "required": list(tables), "properties": tables}


def _row(policy: Policy) -> Schema:
    meta, linked = policy.model._meta, links_given_as_words(policy)
    names = set(fields_given(policy))
    fields = [field for field in meta.concrete_fields if field.primary_key or field.name in names]
    return {
        "type": "object",
        "title": str(meta.verbose_name),
        "required": [field.name for field in fields if field.primary_key],
        "additionalProperties": False,
        "properties": {
            field.name: {"type": "string"} if field.name in linked else _field(field) for field in fields
        },
    }


def _field(field: models.Field[Any, Any]) -> Schema:
    target: models.Field[Any, Any] = field
    while isinstance(target, models.ForeignKey):
        target = target.target_field
    kind = next((shape for class_, shape in KINDS if isinstance(target, class_)), {"type": "string"})
    shape = kind | {"type": [kind["type"], "null"]} if field.null and "type" in kind else dict(kind)
    if target is field and field.verbose_name:
        shape["title"] = str(field.verbose_name)
    return shape


def _why() -> Schema:
    text, maybe = {"type": "string"}, {"type": ["string", "null"]}
    last_day = {
        "type": ["string", "null"],
        "format": "date",
        "description": "The last day kept; null: not known.",
    }
    reason = {
        "purpose": text,
        "basis": {"enum": [str(basis) for basis in Basis]},
        "law": maybe,
        "text": text,
        "until": last_day,
    }
    properties = {
        "label": {
            "type": "string",
            "description": "A table and the group of its fields that are kept equally long.",
        },
        "row": {"type": ["integer", "string"]},
        "fields": {"type": "array", "items": text},
        "state": {"enum": [str(state) for state in State]},
        "reasons": {
            "type": "array",
            "items": {
                "type": "object",
                "required": list(reason),
                "additionalProperties": False,
                "properties": reason,
            },
        },
        "held_by": {"type": "array", "items": text},
    }
    return {
        "type": "object",
        "required": list(properties),
        "additionalProperties": False,
        "properties": properties,
    }


def _remembered() -> Schema:
    text, maybe = {"type": "string"}, {"type": ["string", "null"]}
    day = {"type": "string", "format": "date"}
    properties = {
        "kind": {"enum": list(Identifier.Kind.values), "description": "Of which address it is a code."},
        "purpose": text | {"description": "What we keep it for."},
        "about": text | {"description": "What was said no to; empty: everything."},
        "since": day,
        "lifted_on": maybe | {"format": "date", "description": "When they said yes to it again."},
        "until": maybe | {"format": "date", "description": "The last day kept; null: not known."},
        "basis": {"enum": [str(basis) for basis in Basis]},
        "law": maybe,
        "text": text,
    }
    return {
        "type": "object",
        "required": list(properties),
        "additionalProperties": False,
        "properties": properties,
    }


def _recipient() -> Schema:
    text, maybe = {"type": "string"}, {"type": ["string", "null"]}
    properties = {
        "name": text,
        "role": {
            "enum": [str(role) for role in Role],
            "description": "A processor works for us; another answers for it itself.",
        },
        "country": maybe | {"description": "ISO 3166, two letters; null: not known."},
        "safeguard": maybe
        | {"description": "What safeguards the data outside the EEA (GDPR art. 15(2), 46)."},
        "why": text,
        "labels": {"type": "array", "items": text},
        "dates": {
            "type": "array",
            "items": {"type": "string", "format": "date"},
            "description": "When, as far as it is known.",
        },
    }
    return {
        "type": "object",
        "required": list(properties),
        "additionalProperties": False,
        "properties": properties,
    }

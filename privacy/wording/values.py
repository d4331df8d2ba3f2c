"""The value of a field as a person reads it: dates in full, choices and purposes in words, yes and no."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypeAlias

from django.conf import settings
from django.db import models
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from privacy.declarations.registry import registry
from privacy.models import Subject
from privacy.subjects.lookup import subject_of
from privacy.wording.words import purpose_words

Field: TypeAlias = "models.Field[Any, Any]"


def has_words(field: Any) -> bool:
    """Return whether we gave ``field`` words of its own, by which people know it; what machines need has
    none."""
    ours = not field.model.__module__.startswith(("django.", "allauth."))
    return ours and isinstance(field, models.Field) and isinstance(field.verbose_name, Promise)


def value_words(row: models.Model, field: Field) -> str:
    """Return the value in words in the active language; nothing for one that is empty or says nothing to a
    person."""
    if isinstance(field, models.ForeignKey):
        return _relation(getattr(row, field.name))
    value = field.value_from_object(row)
    if value in (None, "", [], {}):
        return ""
    if isinstance(field, models.FileField):
        return _("a document; it is in your download")
    if isinstance(field, models.BooleanField):
        return _("yes") if value else ""
    if field.choices:
        return _choice(row, field, str(value))
    if isinstance(field, models.SlugField):
        return purpose_words(str(value))
    return field_words(field, value)


def field_words(field: Field, value: Any) -> str:
    """Return what ``field`` holds as text: as its policy says it, or else as any program would."""
    policy = registry.policy_for(field.model)
    return (policy.worded(field.name, value) if policy else "") or _plain(value)


def _plain(value: Any) -> str:
    """Return a plain value as text: moments and days in full, a list line by line."""
    if isinstance(value, datetime):
        at = timezone.localtime(value)
        return f"{format_full_day(at)}, {formats.date_format(at, 'H:i')}"
    if isinstance(value, date):
        return format_full_day(value)
    if isinstance(value, dict):
        return ", ".join(_plain(each) for each in value.values())
    if isinstance(value, list):
        return "\n".join(_plain(each) for each in value)
    return formats.localize(value) if not isinstance(value, str) else value


def format_full_day(moment: date) -> str:
    """Return a day in full, such as 22 November 2026."""
    return formats.date_format(moment, "j F Y")


def _choice(row: models.Model, field: Field, value: str) -> str:
    languages = dict(settings.LANGUAGES)
    return str(languages[value]) if value in languages else str(getattr(row, f"get_{field.name}_display")())


def _relation(target: models.Model | None) -> str:
    """Return the name of what a row points to, where that is nobody else: a word of ours, or an
    organisation."""
    if target is None:
        return ""
    policy = registry.policy_for(type(target))
    if policy is None:
        return str(target)
    subject = (
        subject_of(target) if "subject" in {field.name for field in target._meta.concrete_fields} else None
    )
    return (
        policy.title(target)
        if subject and subject.kind == Subject.Kind.ORGANISATION and hasattr(target, "name")
        else ""
    )

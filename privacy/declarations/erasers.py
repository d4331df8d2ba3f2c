"""What "gone" means for a field or a row, and how one sees that something is left to erase."""

from __future__ import annotations

from typing import Any, TypeAlias

from django.db import models
from django.db.models import Q

Field: TypeAlias = "models.Field[Any, Any]"


class Eraser:
    """Erases one field. ``value`` is written over it; ``pending`` is true where something is left."""

    def value(self, field: Field) -> Any:
        """Return what is written over the field."""
        raise TypeError(f"{type(self).__name__} writes no value")

    def pending(self, field: Field) -> Q:
        """Return the condition under which the field of a row still holds something to erase."""
        return ~Q(**{field.name: self.value(field)})

    def fault(self, field: Field) -> str | None:
        """Return why this eraser cannot work on that field, or ``None`` (system check privacy.E005)."""
        value = self.value(field)
        if value is None:
            return None if field.null else "the column allows no NULL"
        if field.unique:
            return "the column is unique, so only one row could be erased"
        length = getattr(field, "max_length", None)
        return (
            "the value is longer than the column"
            if isinstance(value, str) and length and len(value) > length
            else None
        )


class Blank(Eraser):
    """Empty the field: NULL where the column allows it, else an empty text, list or object."""

    def value(self, field: Field) -> Any:
        if field.null:
            return None
        if isinstance(field, models.JSONField):
            return field.default() if callable(field.default) else []
        return ""

    def pending(self, field: Field) -> Q:
        left = ~Q(**{f"{field.name}__isnull": True}) if field.null else ~Q(**{field.name: self.value(field)})
        return left

    def fault(self, field: Field) -> str | None:
        if not field.null and not isinstance(
            field, models.CharField | models.TextField | models.JSONField | models.FileField
        ):
            return "the column can be neither NULL nor empty"
        return super().fault(field)


class Replace(Eraser):
    """Write a fixed, meaningless value over the field, where a constraint wants something there."""

    def __init__(self, value: Any) -> None:
        self._value = value

    def value(self, field: Field) -> Any:
        return self._value

    def pending(self, field: Field) -> Q:
        return super().pending(field) & (
            ~Q(**{field.name: ""}) if isinstance(field, models.CharField | models.TextField) else Q()
        )


class DeleteFile(Blank):
    """Empty the field and remove the stored file once that is committed
    (``privacy/retention/stored_files.py``)."""

    def fault(self, field: Field) -> str | None:
        return None if isinstance(field, models.FileField) else "the field is not a file"


class Never(Eraser):
    """Never erase: for what every purpose needs for ever."""

    def pending(self, field: Field) -> Q:
        return Q(pk__in=[])

    def fault(self, field: Field) -> str | None:
        return None


class DeleteRow(Eraser):
    """Delete the whole row, and remove its files."""

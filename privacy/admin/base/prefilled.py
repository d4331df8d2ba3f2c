"""Forms to add a row that an address fills in: what does not fit is left out, as if it had not been said."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Field
from django.http import HttpRequest


class PrefilledForm:
    """An administration whose form to add a row takes from its address only links to rows that there are."""

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        carried: dict[str, Any] = super().get_changeform_initial_data(request)  # type: ignore[misc]
        return {name: value for name, value in carried.items() if self._fits(name, value)}

    def _fits(self, name: str, value: Any) -> bool:
        admin: Any = self
        try:
            field = admin.model._meta.get_field(name)
        except FieldDoesNotExist:
            return True  # a field of the form only
        if not isinstance(field, Field) or field.related_model is None:
            return True
        rows: Any = field.related_model._base_manager
        return all(
            _is_key(rows.model, each) and rows.filter(pk=each).exists()
            for each in (value if isinstance(value, list) else [value])
        )


def _is_key(model: Any, value: Any) -> bool:
    """Return whether ``value`` is written as the keys of ``model`` are."""
    try:
        return model._meta.pk.to_python(value) is not None
    except ValidationError:
        return False

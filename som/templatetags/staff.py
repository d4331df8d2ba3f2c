"""What the administration says of a row when only its number may be told."""

from __future__ import annotations

from django import template
from django.db.models import Model

register = template.Library()


@register.filter
def numbered(what: object) -> str:
    """Return the words for a row that knows itself by its number only, in the reader's language; all else as
    it is."""
    if isinstance(what, Model) and str(what).endswith(f" {what.pk}"):
        return f"{what._meta.verbose_name} {what.pk}"
    return str(what)
